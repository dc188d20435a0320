"""One running stack and one browser for all journeys, from what `make test` built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from faults import Refusing, refusing
from journeys.looking import ROOT
from laptop import delivered, stack
from laptop.stack import Stack
from setup import browser as found

BROWSER = ROOT / found.FOUND
BUILT = ("site/index.html", "frame.html", "bundle/intake/fill_in.py")


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stack keeps its data: `.local` of a folder in which commands can be run."""
    return tmp_path_factory.mktemp("laptop") / ".local"


@pytest.fixture(scope="session")
def ses() -> Iterator[Refusing]:
    """What stands between the functions and SES, and refuses when a test says so."""
    with refusing() as service:
        yield service


@pytest.fixture(scope="session")
def here(state: Path, ses: Refusing) -> Iterator[Stack]:
    """The whole stack, running on free ports."""
    missing = [name for name in BUILT if not (stack.BUILD / name).is_file()]
    assert not missing, f"build/ has no {missing}: run `make bundle` first, or `make test`, which does"
    with stack.running(state=state, environment={"AWS_ENDPOINT_URL_SESV2": ses.address}) as running:
        ses.endpoint = running.clients.endpoint
        yield running


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site by itself, with the headers that the template gives it. No form works there."""
    assert (stack.BUILD / BUILT[0]).is_file(), f"build/ has no {BUILT[0]}: run `make build` first, or `make test`"
    with delivered.serving(stack.BUILD / "site", tmp_path_factory.mktemp("beside")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that the Makefile found."""
    assert BROWSER.is_file(), f"{found.FOUND} is missing: run `make setup` first, or `make test`, which does"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER.read_text().strip(), args=found.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page that somebody came to, kept for test_valid_html.py."""
    return tmp_path_factory.mktemp("pages")
