"""The flows: questions whose answers are plain links."""
