"""The functions that receive a form, keep it, and acknowledge it."""
