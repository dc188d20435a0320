"""The pages of the forms that are the same for everyone."""
