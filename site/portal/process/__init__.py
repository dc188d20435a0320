"""The pages of the process: its map, time limits, Panel and roles."""
