"""Which function answers which address: an HTTP API tells them apart by patterns."""

from __future__ import annotations

import re
from typing import Any

import pytest

from release import template

TEMPLATE = template.read()
ROUTES = template.of_type(TEMPLATE, "AWS::ApiGatewayV2::Route")
INTEGRATIONS = template.of_type(TEMPLATE, "AWS::ApiGatewayV2::Integration")
FALLBACK = "$default"

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
    """The function of the template that answers at an address, whatever the method."""
    fitting = [route for route in ROUTES.values() if _fits(route["RouteKey"], address)]
    (route,) = fitting or [route for route in ROUTES.values() if route["RouteKey"] == FALLBACK]
    return _function_of(route)


def _fits(key: str, address: str) -> bool:
    method, _, pattern = key.partition(" ")
    return method == "ANY" and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), address) is not None


def _function_of(route: dict[str, Any]) -> str:
    target = re.fullmatch(r"integrations/\$\{(\w+)\}", route["Target"]["Fn::Sub"])
    assert target
    return str(INTEGRATIONS[target[1]]["IntegrationUri"]["Fn::GetAtt"][0])


@pytest.mark.parametrize("address", CONFIRMS)
def test_confirm_stores_and_shows_receipts_with_the_slash_at_the_end_and_without(address: str) -> None:
    assert (function_for(address), function_for(address.rstrip("/"))) == ("Confirm", "Confirm")


@pytest.mark.parametrize("address", FILLS_IN)
def test_fill_in_answers_everything_else(address: str) -> None:
    assert (function_for(address), function_for(address.rstrip("/"))) == ("FillIn", "FillIn")
