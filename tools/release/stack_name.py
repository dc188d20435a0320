"""What the stack is called where nobody says otherwise."""

from __future__ import annotations

STACK = "learning-from-practice"
