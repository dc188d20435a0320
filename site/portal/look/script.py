"""The scripts of the few pages that have one. Each is served as a single module, so that nothing is left to fetch.

A folder of `scripts/` holds modules that import one another; its `page.js` comes first. The build puts each in the
place of the line that first imports it, and what the build knows in the place of `known.js`, which is not a file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Response, abort, current_app

FOLDER = Path(__file__).parents[1] / "scripts"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z-]+)\.js";\n', re.MULTILINE)

scripts = Blueprint("scripts", __name__)


@dataclass(frozen=True)
class Script:
    """A module as it is served. Its name changes when its content does, so that a browser may keep it for ever."""

    name: str
    text: str

    @property
    def address(self) -> str:
        """Where its page finds it."""
        return f"/assets/{self.name}-{hashlib.sha256(self.text.encode()).hexdigest()[:12]}.js"


def build(name: str, known: Mapping[str, Any]) -> Script:
    """The script of a folder, knowing `known`, which its modules import as KNOWN."""
    put_in = {"known": f"const KNOWN = {json.dumps(known, ensure_ascii=False)};\n"}
    return Script(name, _whole("page", FOLDER / name, put_in))


def _whole(module: str, folder: Path, put_in: dict[str, str]) -> str:
    """A module, with the modules that it imports in place of the imports; "" when it is asked for again."""
    put_in.setdefault(module, (folder / f"{module}.js").read_text(encoding="utf-8") if module not in put_in else "")
    text, put_in[module] = put_in[module], ""
    return IMPORT.sub(lambda found: _whole(found[1], folder, put_in), text)


@scripts.get("/assets/<name>.js")
def script(name: str) -> Response:
    """A script, by the name it was given for what is in it."""
    served = cast(Mapping[str, Script], current_app.extensions["scripts"])
    found = next((one for one in served.values() if one.address == f"/assets/{name}.js"), None) or abort(404)
    return Response(found.text, mimetype="text/javascript")
