"""Markdown as this project knows it: read by one parser, for the check and for the drawing, and never HTML."""
