"""Keeps templates compiled between builds: compiling them takes longer than drawing all pages with them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, __version__

from portal.look import look

LOOK = Path(look.__file__)


def keep_compiled(jinja: Environment, folder: Path) -> None:
    """Let `jinja` keep in `folder` what it compiles. It compiles a template anew when its text has changed.

    How templates are compiled is up to Jinja's release and to our look, so both are part of where they are kept.
    """
    made_by = __version__.encode() + LOOK.read_bytes()
    kept = folder / hashlib.sha256(made_by).hexdigest()[:12]
    kept.mkdir(parents=True, exist_ok=True)
    jinja.bytecode_cache = FileSystemBytecodeCache(str(kept))
