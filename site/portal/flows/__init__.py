"""The pages of the flows."""
