"""The executive summaries: what a file says, what is wrong with it, what lies beside it."""
