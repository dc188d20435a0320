"""What a function loads and reads when it starts: little, and with a name for whatever is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casebook.settings import CasebookSettings, MissingSetting, environment
from moto_cloud import FUNCTIONS, SETTINGS, Browser, told_only
from post.settings import PostSettings
from release import bundle, functions
from release.rooms import place_of
from web.pages import BrokenFrame, frame
from web.settings import PageSettings

HANDLERS = [place_of(function.handler).module for function in FUNCTIONS.values()]
HEAVY = {"jinja2", "phonenumbers", "email_validator", "flask", "werkzeug", "nhs_number", "requests", "yaml"}
# These send emails only: they need neither the forms nor encryption to start.
SENDING = {"marshmallow", "cryptography", "stdnum"}


def loaded_by(module: str) -> set[str]:
    """The packages that a fresh Python has loaded once it has imported a module."""
    told = subprocess.run(
        [sys.executable, "-c", f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        check=True,
        text=True,
    )
    return {name.partition(".")[0] for name in json.loads(told.stdout)}


@pytest.mark.parametrize("module", HANDLERS)
def test_starting_a_function_loads_nothing_that_only_some_requests_need(module: str) -> None:
    assert loaded_by(module) & HEAVY == set()


@pytest.mark.parametrize("module", ["post.deliver", "post.sweep"])
def test_the_senders_of_emails_start_without_the_forms(module: str) -> None:
    assert loaded_by(module) & SENDING == set()


def test_no_module_of_the_functions_needs_flask() -> None:
    found = (path for room in bundle.ROOMS for path in bundle.SOURCES[room].glob("*.py"))
    modules = ", ".join(f"{path.parent.name}.{path.stem}" for path in found if path.stem != "__init__")
    assert "flask" not in loaded_by(modules)


ROOMS = (CasebookSettings, PageSettings, PostSettings)
MAY_BE_LEFT_OUT = {"compiled_templates"}
READ = [
    (room, name)
    for room in ROOMS
    for name, what in vars(room).items()
    if isinstance(what, property) and name not in MAY_BE_LEFT_OUT
]


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_what_a_function_is_not_told_is_missing_where_it_is_tested(
    cloud: dict[str, str], function: functions.Function
) -> None:
    """So a function that reads what the template gives to another fails here, as it would there."""
    with told_only(function.environment):
        assert set(os.environ) & SETTINGS == set(function.environment) & set(cloud)
        assert environment().keys() & SETTINGS == set(function.environment) & set(cloud)
    assert os.environ.items() >= cloud.items()


@pytest.mark.parametrize(("room", "name"), READ)
def test_a_missing_setting_names_itself(room: type[Any], name: str) -> None:
    key = "SITE_ORIGIN" if name == "secure" else name.upper()
    with pytest.raises(MissingSetting) as missing:
        getattr(room({}), name)
    assert str(missing.value).removesuffix("_FOLDER") == key


def test_templates_compiled_ahead_may_be_left_out() -> None:
    assert PageSettings({}).compiled_templates is None


def test_an_origin_is_taken_with_or_without_its_slash() -> None:
    assert PageSettings({"SITE_ORIGIN": "https://portal.example/"}).site_origin == "https://portal.example"


@pytest.mark.parametrize("slot", ["title", "before", "main"])
@pytest.mark.parametrize("times", [0, 2])
def test_a_frame_with_a_slot_too_few_or_too_many_is_refused(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slot: str, times: int
) -> None:
    text = "".join(f"<!--slot:{name}-->" * (times if name == slot else 1) for name in ("title", "before", "main"))
    path = tmp_path / "frame.html"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("FRAME", str(path))
    environment.cache_clear()
    with pytest.raises(BrokenFrame, match=f"slot:{slot}"):
        frame()
