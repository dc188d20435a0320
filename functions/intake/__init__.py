"""The pages of the forms: filling in, checking, sending, the receipt."""
