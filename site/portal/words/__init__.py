"""Markdown as HTML: one drawing for every text."""
