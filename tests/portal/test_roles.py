"""Each role finds its whole part in the process on one page, gathered from the guidance and written nowhere twice."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from cmr.process.process import process
from portal.pages.library import load_library
from portal.process.role_pages import limits_without_a_duty
from promises import text_of

LIBRARY = load_library(Path(__file__).parents[2] / "content", show_unverified_numbers=True)
ROLES = [role.id for role in LIBRARY.acting]


def words(frozen: Path, role: str) -> str:
    text = (frozen / "guidance" / "roles" / role / "index.html").read_text("utf-8")
    return text_of(html5lib.parse(text, namespaceHTMLElements=False).find(".//main"))


@pytest.mark.parametrize("role", ROLES)
def test_every_duty_of_a_role_is_on_its_page_with_its_section_and_its_time_limit(frozen: Path, role: str) -> None:
    shown = words(frozen, role)
    for page in LIBRARY.guidance.values():
        for duty in page.duties:
            if role in duty.who:
                assert " ".join(duty.text.split()) in shown
                assert page.number in shown
                if duty.limit:
                    limit = process().limits[duty.limit]
                    assert ("The guidance sets no time limit for this." if limit.kind == "none" else limit.how) in shown


def test_no_duty_is_left_without_a_role_that_shows_it() -> None:
    named = {who for page in LIBRARY.guidance.values() for duty in page.duties for who in duty.who}
    assert named == set(ROLES)


def test_every_counted_limit_is_on_the_page_of_whoever_must_act(frozen: Path) -> None:
    for limit in process().limits.values():
        if limit.counted:
            assert limit.how in words(frozen, limit.who), limit.id


def test_the_index_leads_to_every_role(frozen: Path) -> None:
    index = (frozen / "guidance" / "roles" / "index.html").read_text("utf-8")
    assert all(f'href="/guidance/roles/{role}/"' in index for role in ROLES)


def test_a_limit_that_a_duty_carries_is_not_shown_a_second_time() -> None:
    for role in LIBRARY.acting:
        carried = {duty.limit for page in LIBRARY.guidance.values() for duty in page.duties if role.id in duty.who}
        assert not carried & {limit.id for limit in limits_without_a_duty(LIBRARY, role)}
