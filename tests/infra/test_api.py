"""Which function answers which address: an HTTP API tells them apart by patterns."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmr.derived.openapi import openapi
from cmr.errors import ContentError
from cmr.forms.catalogue import load_forms
from release import functions, template
from release.functions import Route, route_for

ROOT = Path(__file__).parents[2]
ROUTES = functions.routes(template.read())

CONFIRMS = [
    "/forms/concern/confirm/",
    "/forms/concern/d/k3v9x0q2m7w1p8za/confirm/",
    "/forms/concern/sent/7KQX-M3PD-W9TF/",
]
FILLS_IN = [
    "/forms/concern/",
    "/forms/concern/d/",
    "/forms/concern/d/k3v9x0q2m7w1p8za/",
    "/forms/concern/d/k3v9x0q2m7w1p8za/danger/",
    "/forms/concern/d/k3v9x0q2m7w1p8za/check/",
    "/forms/concern/d/k3v9x0q2m7w1p8za/copy/",
    "/forms/concern/d/k3v9x0q2m7w1p8za/leave/",
    "/forms/notification/d/k3v9x0q2m7w1p8za/child/children/1/remove/",
    "/forms/concern/leave/",
    "/forms/concern/left/",
    "/forms/concern/check/",
]


def function_for(address: str) -> str:
    """The function of the template that answers at an address."""
    route = route_for(ROUTES, "GET", address)
    assert route is not None
    return route.function


@pytest.mark.parametrize("address", CONFIRMS)
def test_confirm_stores_and_shows_receipts_with_the_slash_at_the_end_and_without(address: str) -> None:
    assert (function_for(address), function_for(address.rstrip("/"))) == ("Confirm", "Confirm")


@pytest.mark.parametrize("address", FILLS_IN)
def test_fill_in_answers_everything_else(address: str) -> None:
    assert (function_for(address), function_for(address.rstrip("/"))) == ("FillIn", "FillIn")


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        ({"DraftConfirmRoute": "/forms/{slug}/d/{draft}/confirm/"}, "has no route ReceiptRoute"),
        (
            {**functions.described_paths(), "Api": "/invitations/{token}/"},
            r"/invitations/\{token\}/ \(Api\) is described nowhere",
        ),
    ],
    ids=["described and not there", "there and not described"],
)
def test_what_is_described_and_what_is_routed_are_the_same(routes: dict[str, str], words: str) -> None:
    with pytest.raises(ContentError, match=words) as raised:
        openapi(load_forms(ROOT / "content"), routes)
    assert str(raised.value).startswith("infra/template.yaml:")


CLOSEST = [  # of an HTTP API with these routes
    ("GET", "/a/b", "GET /a/b"),
    ("POST", "/a/b", "ANY /a/b"),
    ("GET", "/a/c", "ANY /a/{one}"),
    ("GET", "/a/b/c", "ANY /{first}/b/c"),
    ("GET", "/a/d/e", "ANY /a/{rest+}"),
    ("GET", "/a/b/", "ANY /a/{rest+}"),
    ("GET", "/a/", "$default"),
    ("GET", "/", "$default"),
]


@pytest.mark.parametrize(("method", "address", "key"), CLOSEST)
def test_the_closest_route_is_taken_as_api_gateway_takes_it(method: str, address: str, key: str) -> None:
    keys = [*{one for _, _, one in CLOSEST}]
    for order in (keys, keys[::-1]):
        route = route_for([Route(one, one, "") for one in order], method, address)
        assert route is not None
        assert route.key == key
