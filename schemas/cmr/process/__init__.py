"""The process as data, and its dates: stages, time limits, working days, the Panel and its meetings, roles."""
