"""Every address of the forms and everything that may become of a POST: a redirect, or one of a short list.

Nothing a function answers may be kept by a cache, and no page with what somebody typed is the answer to a POST, but
where nothing else can keep it: a service that fails, or more than can be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from cmr.forms.catalogue import load_forms
from moto_cloud import Browser
from stand_ins import Faults
from what_people_type import ANONYMOUS, CANARY, KNOWN

FORMS = load_forms(Path(__file__).parents[2] / "content")
FIRST: dict[str, dict[str, Any]] = {"concern": {"danger": "no"}, "notification": {}, "known-to-agency": dict(KNOWN)}
ELSE = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.CONFLICT,
    HTTPStatus.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
KEEPS_WHAT_WAS_TYPED = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.CONFLICT}
BODIES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "what is right": {**ANONYMOUS, **KNOWN, "immediate-risk": "no"},
    "danger": {"danger": "yes", "immediate-risk": "yes"},
    "what is wrong": {"danger": "perhaps", "email": CANARY, "what-happened": CANARY * 2000, "known": "x"},
    "an older window": {"seen": "0" * 16, "what-happened": CANARY, "databases": CANARY},
    "another button": {"later": "yes", "what-happened": CANARY},
    "add to a list that is not there": {"add": "nothing"},
    "a way out": {"to": "https://example.org/"},
    "a foreign token": {"draft": "A" * 43},
    "no token": {"draft": "é"},
}


def steps_of(slug: str) -> Iterator[str]:
    """Every page of a draft, and some that there are not."""
    form = FORMS[slug]
    yield from ("", "check/", "confirm/", "copy/", "leave/", "open/", "nowhere/", "a/b/c/d/e/")
    for topic in form.topics:
        yield f"{topic.id}/"
        for group in topic.groups:
            yield from (f"{topic.id}/{group.id}/0123abcd/", f"{topic.id}/{group.id}/0123abcd/remove/")
            yield f"{topic.id}/{group.id}/nothing/"
    for question in form.questions():
        if question.advice:
            yield f"advice/{question.id}/"


ADDRESSES = [(slug, steps) for slug in FORMS for steps in steps_of(slug)]
OUTSIDE = [
    (slug, steps) for slug in FORMS for steps in ("", "d/", "leave/", "left/", "confirm/", "sent/7KQX-M3PD-W9TF/")
]


def begun(slug: str) -> Browser:
    browser = Browser()
    browser.post(f"/forms/{slug}/", FIRST[slug])
    return browser


def held_to_the_list(answer: dict[str, Any], method: str) -> None:
    status = HTTPStatus(answer["statusCode"])
    assert answer["headers"]["cache-control"] == "no-store"
    if method == "POST":
        assert status == HTTPStatus.SEE_OTHER or status in ELSE
        assert CANARY not in answer["body"] or status in KEEPS_WHAT_WAS_TYPED
    assert bool(answer["body"]) == (status != HTTPStatus.SEE_OTHER and method != "HEAD")
    assert CANARY not in answer["headers"].get("location", "")


@pytest.mark.parametrize(("slug", "steps"), ADDRESSES)
def test_whatever_is_posted_to_a_page_of_a_draft_is_answered_as_the_list_says(
    cloud: dict[str, str], slug: str, steps: str
) -> None:
    browser = begun(slug)
    address = browser.at(slug) + steps
    for body in BODIES.values():
        held_to_the_list(browser.raw("POST", address, urlencode(body, doseq=True)), "POST")
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        held_to_the_list(browser.raw(method, address), method)


@pytest.mark.parametrize(("slug", "steps"), OUTSIDE)
def test_so_is_whatever_is_posted_to_a_form(cloud: dict[str, str], slug: str, steps: str) -> None:
    for body in BODIES.values():
        for browser in (Browser(), begun(slug)):
            held_to_the_list(browser.raw("POST", f"/forms/{slug}/{steps}", urlencode(body, doseq=True)), "POST")
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        held_to_the_list(begun(slug).raw(method, f"/forms/{slug}/{steps}"), method)


@pytest.mark.parametrize(
    ("service", "operation"), [("dynamodb", "get_item"), ("dynamodb", "put_item"), ("kms", "decrypt")]
)
@pytest.mark.parametrize(("slug", "steps"), [one for one in ADDRESSES if "group" not in one[1]])
def test_so_is_what_is_posted_while_a_service_fails(
    cloud: dict[str, str], fail: Faults, slug: str, steps: str, service: str, operation: str
) -> None:
    browser = begun(slug)
    fail(service, operation)
    held_to_the_list(browser.raw("POST", browser.at(slug) + steps, urlencode(ANONYMOUS)), "POST")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"sec-fetch-site": "cross-site"}, "danger=no"),
        ({"sec-fetch-site": "same-site"}, "danger=no"),
        ({"origin": "https://example.org"}, "danger=no"),
        ({"origin": "null"}, "danger=no"),
        ({"content-type": "application/json"}, '{"danger": "no"}'),
        ({"content-type": "multipart/form-data"}, "danger=no"),
        ({}, "a=" + "x" * 1_100_000),
        ({}, "&".join(f"a{number}=1" for number in range(1_100))),
    ],
)
def test_what_no_page_of_ours_posts_is_refused_everywhere(
    cloud: dict[str, str], headers: dict[str, str], body: str
) -> None:
    for slug, steps in [("concern", "your-concern/"), ("concern", "confirm/"), ("notification", "danger-now/")]:
        browser = begun(slug)
        answer = browser.raw("POST", browser.at(slug) + steps, body, headers)
        held_to_the_list(answer, "POST")
        assert answer["statusCode"] in {400, 413, 415}
        assert answer["cookies"] == []
