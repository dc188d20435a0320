"""Promises that hold for every page there is, not for a sample."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient

from portal.pages.library import load_library
from portal.pages.site_map import all_addresses
from valid_html import invalid_html

ROOT = Path(__file__).parents[2]
ADDRESSES = sorted(all_addresses(load_library(ROOT / "content", show_unverified_numbers=True)))
ERROR_PAGES = {"/404.html", "/500.html", "/503.html"}


def file_of(frozen: Path, address: str) -> Path:
    """Where the frozen page at an address is."""
    return frozen / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))


@cache
def parsed(frozen: Path, address: str) -> Element:
    document: Element = html5lib.parse(file_of(frozen, address).read_text("utf-8"), namespaceHTMLElements=False)
    return document


def links(document: Element) -> list[str]:
    return [link.get("href") or "" for link in document.iter("a")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_keeps_every_promise(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_leads_to_a_page_and_to_a_place_in_it(frozen: Path, address: str) -> None:
    for link in links(parsed(frozen, address)):
        if link.startswith(("https://", "tel:", "mailto:")):
            continue
        target, _, fragment = link.partition("#")
        target = target or address
        assert file_of(frozen, target).is_file(), link
        if fragment:
            assert fragment in {element.get("id") for element in parsed(frozen, target).iter()}, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_loads_only_files_of_the_site(frozen: Path, address: str) -> None:
    links = parsed(frozen, address).iter("link")
    loaded = [link.get("href") or "" for link in links if link.get("rel") != "alternate"]
    assert len(loaded) == 2
    assert all(file_of(frozen, file).is_file() for file in loaded)


@pytest.mark.parametrize("address", sorted({*ADDRESSES} - ERROR_PAGES))
def test_the_site_map_leads_to_the_page(frozen: Path, address: str) -> None:
    assert address in links(parsed(frozen, "/site-map/"))


def test_nothing_is_frozen_but_the_pages_that_were_tested(frozen: Path) -> None:
    summaries = set((frozen / "summaries").rglob("*.html"))  # test_summaries_pages.py has those
    assert set(frozen.rglob("*.html")) - summaries == {file_of(frozen, address) for address in ADDRESSES}


def test_error_pages_are_there_for_whoever_serves_the_site(frozen: Path) -> None:
    assert all(file_of(frozen, address).is_file() for address in ERROR_PAGES)


def test_every_kit_class_on_a_page_keeps_its_style(frozen: Path) -> None:
    """The stylesheet leaves out what nothing uses. It must not leave out more."""
    kit = _styled(ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css")
    ours = _styled(next((frozen / "assets").glob("*.css")))
    used = {
        name
        for address in ADDRESSES
        for element in parsed(frozen, address).iter()
        for name in (element.get("class") or "").split()
    }
    assert "govuk-body" in used & kit & ours
    assert used & kit - ours == set()


def _styled(stylesheet: Path) -> set[str]:
    return set(re.findall(r"\.(govuk-[\w-]+)", stylesheet.read_text("utf-8")))


def test_html_validate_finds_nothing_wrong(frozen: Path) -> None:
    assert invalid_html(frozen) == []


def test_html_validate_looks_at_the_pages_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html lang=en><title>Bad</title><p id=a><p id=a>", "utf-8")
    assert "no-dup-id" in " ".join(invalid_html(tmp_path))
