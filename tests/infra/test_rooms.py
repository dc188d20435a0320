"""Which settings a function reads is told from its code, however the code comes to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from release import rooms

SETTINGS = """
class Settings:
    def _need(self, key): return self.environment[key]
    @property
    def table(self): return self._need("TABLE")
    @property
    def key(self): return self._need("KEY")
    @property
    def origin(self): return self._need("ORIGIN")
    @property
    def secure(self): return self.origin.startswith("https:")
    @property
    def templates(self): return self.environment.get("TEMPLATES", "")
def settings(): return Settings()
"""
POST = """
from shared.settings import Settings
class PostSettings(Settings):
    @property
    def sender(self): return self._need("SENDER")
def settings() -> PostSettings: return PostSettings()
"""
STORE = """
from shared.settings import settings
def kept(): return settings().table
def sealed(): return settings().key
class Box:
    def open(self): return settings().key
"""
IMPORTS = (
    "from shared.settings import Settings, settings\nfrom shared import store\nfrom shared.store import kept, Box\n"
)

WAYS = {
    "of itself": ("def handler(event, context): return settings().table", {"TABLE"}),
    "of nothing": ("def handler(event, context): return event.table", set()),
    "through another property": ("def handler(event, context): return settings().secure", {"ORIGIN"}),
    "by way of another room": ("def handler(event, context): return kept()", {"TABLE"}),
    "by way of a module": ("def handler(event, context): return store.sealed()", {"KEY"}),
    "as a method": ("def handler(event, context): return Box().open()", {"KEY"}),
    "as what it is given": ("def at(box: Box): return box.open()\nhandler = at", {"KEY"}),
    "held under a name": ("def handler(event, context):\n    held = settings()\n    return held.key", {"KEY"}),
    "handed on": (
        "def at(held: Settings): return held.key\ndef handler(event, context): return at(settings())",
        {"KEY"},
    ),
    "wrapped": ("def answering(one): return one\ndef at(event): return kept()\nhandler = answering(at)", {"TABLE"}),
    "only where it is needed": (
        "def handler(event, context):\n    from shared.store import sealed\n    return sealed()",
        {"KEY"},
    ),
    "of its own room": (
        "from post.settings import settings as own\ndef handler(event, context): return own().sender, own().table",
        {"SENDER", "TABLE"},
    ),
    "in what it never calls": ("def other(): return settings().key\ndef handler(event, context): return 1", set()),
}


@pytest.mark.parametrize(("code", "keys"), WAYS.values(), ids=WAYS)
def test_a_function_reads_the_settings_that_its_handler_comes_to(tmp_path: Path, code: str, keys: set[str]) -> None:
    assert rooms_with(tmp_path, code).settings_of("post.send.handler").needed == keys


def test_a_setting_that_may_be_left_out_is_not_missed(tmp_path: Path) -> None:
    code = rooms_with(tmp_path, "def handler(event, context): return settings().templates")
    assert code.settings_of("post.send.handler") == (frozenset(), {"TEMPLATES"})


def rooms_with(folder: Path, code: str) -> rooms.Rooms:
    files = {
        "shared/__init__.py": "",
        "shared/settings.py": SETTINGS,
        "shared/store.py": STORE,
        "post/__init__.py": "",
        "post/settings.py": POST,
        "post/send.py": IMPORTS + code,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return rooms.read(folder)
