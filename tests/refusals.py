"""What the build and `cmr check` say of content that is wrong: both must refuse it, and neither with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main as command
from cmr.errors import ContentError
from portal import create_app


def refused_by_both(content: Path, stylesheet: Path) -> tuple[str, str]:
    """What the build and what the check say of it."""
    with pytest.raises(ContentError) as built:
        create_app(content, {"STYLESHEET": stylesheet})
    done = CliRunner().invoke(command, ["check", "--content", str(content)])
    assert done.exit_code == 1
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return str(built.value), done.output
