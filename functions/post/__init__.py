"""The emails: delivering what is owed, looking for what is stuck, and the words."""
