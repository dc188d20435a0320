"""What the desk refuses."""

from __future__ import annotations


class DeskError(Exception):
    """The desk cannot do what was asked; the message is for the person at it."""
