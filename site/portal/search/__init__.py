"""The search: what it looks through, and its page."""
