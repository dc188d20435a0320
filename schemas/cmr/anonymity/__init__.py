"""The anonymity checker: from a text, or a file, to what in it may identify a person (facts 3.1 to 3.3)."""
