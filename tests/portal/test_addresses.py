"""Addresses that others rely on stay: bookmarks, links in emails and monitors are written against them."""

from __future__ import annotations

from pathlib import Path

import pytest

PROMISED = (
    "/",
    "/guidance/",
    "/guidance/09-timescale-for-notification/",
    "/guidance/appendix-one/",
    "/guidance/appendix-two/",
    "/guidance/appendix-three/",
    "/guidance/appendix-four/",
    "/guidance/all/",
    "/must-i-notify/",
    "/notify/",
    "/known-to-agency/",
    "/raise-a-concern/",
    "/forms/concern/",
    "/forms/known-to-agency/",
    "/forms/concern/blank/",
    "/forms/known-to-agency/blank/",
    "/forms/notification/blank/",
    "/help/",
    "/privacy/",
    "/privacy/young-people/",
    "/accessibility/",
    "/cookies/",
    "/contact/",
    "/glossary/",
    "/site-map/",
    "/time-limits/",
)


@pytest.mark.parametrize("address", PROMISED)
def test_no_promised_address_goes_without_a_page_that_says_where_things_went(frozen: Path, address: str) -> None:
    assert (frozen / address.strip("/") / "index.html").is_file()


def test_every_section_keeps_its_number_in_its_address(frozen: Path) -> None:
    numbers = sorted(folder.name[:2] for folder in (frozen / "guidance").iterdir() if folder.name[:2].isdigit())
    assert numbers == [f"{number:02d}" for number in range(1, 36)]
