"""How long a file of the site may be kept, and by whom."""

from __future__ import annotations

import pytest

from laptop import edge
from release import template
from release.caching import ERRORS, cache_control

FROM_THE_TEMPLATE = {page for _, page in edge.read(template.read()).pages.values()}


def test_a_page_that_stands_in_for_an_error_is_never_kept() -> None:
    assert ERRORS == FROM_THE_TEMPLATE
    assert {cache_control(page) for page in FROM_THE_TEMPLATE} == {"no-store"}


@pytest.mark.parametrize(
    "file", ["/forms/concern/index.html", "/forms/concern/", "/forms/notification/blank/index.html"]
)
def test_a_browser_asks_for_the_page_of_a_form_each_time_and_cloudfront_does_not(file: str) -> None:
    assert cache_control(file) == "public, max-age=0, s-maxage=300"


def test_every_other_page_is_kept_for_five_minutes_and_an_asset_for_ever() -> None:
    assert cache_control("/help/index.html") == "public, max-age=300"
    assert cache_control("/assets/site-cd6a6f638dd0.css") == "public, max-age=31536000, immutable"
