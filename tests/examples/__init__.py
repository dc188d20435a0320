"""Tiny forms, one a feature: each file holds only what it is about. `broken/` holds one file a mistake.

What every form must say besides stands here, before the file's own text; line numbers are the file's own.
"""

from __future__ import annotations

from pathlib import Path

from cmr.files.toml_file import TomlFile
from cmr.forms.definition import read_form
from cmr.forms.form import Form

FOLDER = Path(__file__).parent
SETTINGS = """
title = "An example"
purpose = "Show one thing"
audience = "agency"
version = "1"
start = "/notify/"
minutes = 1
owner = "Nobody"
send = "Send"
next_steps = ["Somebody reads it"]
retention = { draft_hours = 1, record = "A year" }
"""
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def example(name: str) -> Form:
    """The form that `<name>.toml` shows."""
    return read_form(file_of(FOLDER / f"{name}.toml"), {})


def file_of(path: Path) -> TomlFile:
    """A file with the settings before it; a file in `whole/` as it is."""
    own = path.read_text(encoding="utf-8")
    if path.parent.name == "whole":
        return TomlFile(path, own)
    return TomlFile(path, SETTINGS + own, first_line=1 - SETTINGS.count("\n"))
