"""Keeps templates compiled between builds: compiling them takes longer than drawing all pages with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache, __version__

from portal.look import look

LOOK = Path(look.__file__)


def with_compiled(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """`settings`, and that Jinja keeps what it compiles in the folder TEMPLATES.

    Jinja compiles a template anew when its text has changed. How it compiles is up to its release and to our look, so
    both are part of where it is kept.
    """
    made_by = __version__.encode() + LOOK.read_bytes()
    kept = Path(settings["TEMPLATES"]) / hashlib.sha256(made_by).hexdigest()[:12]
    kept.mkdir(parents=True, exist_ok=True)
    return {**settings, "JINJA": {**settings["JINJA"], "bytecode_cache": FileSystemBytecodeCache(str(kept))}}
