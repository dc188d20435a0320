"""The anonymity checker: from a text, or a file, to what in it may identify a person."""
