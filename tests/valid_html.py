"""html-validate, run once over a folder of pages, with the rules in tests/portal/html-validate.json."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from os import environ
from pathlib import Path

ROOT = Path(__file__).parents[1]
RULES = ROOT / "tests" / "portal" / "html-validate.json"
TOOL = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def invalid_html(folder: Path) -> list[str]:
    """What is wrong with the HTML of the pages in a folder: file, line, rule and why, one by one."""
    # Our own node comes first: the machine's may be older than html-validate bears.
    node = shutil.which("node", path=f"{sysconfig.get_path('scripts')}:{environ['PATH']}")
    assert node, "run `make setup` first: it installs node"
    command = [node, str(TOOL), "--config", str(RULES), "--formatter", "json", "--max-warnings", "0", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{page['filePath']}:{problem['line']} {problem['ruleId']}: {problem['message']}"
        for page in json.loads(done.stdout)
        for problem in page["messages"]
    ]
