"""The scripts as browsers get them: modules joined into one, so that names of two of them may not meet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from portal.look.script import FOLDER, build

NODE = Path(sys.executable).with_name("node")


@pytest.mark.parametrize("name", sorted(folder.name for folder in FOLDER.iterdir()))
def test_a_joined_script_is_one_that_a_browser_can_read(name: str, tmp_path: Path) -> None:
    script = tmp_path / "script.mjs"
    script.write_text(build(name, {}).text, "utf-8")
    read = subprocess.run([NODE, "--check", script], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
