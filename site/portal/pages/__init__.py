"""The written pages: what they are, where they are, and how they are drawn."""
