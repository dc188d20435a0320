"""Drafts: who can open one, for how long, what two windows do to it, and how it is left."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from casebook import aws, drafts
from casebook.errors import NoDraft, TooMuch
from casebook.settings import environment
from cmr.forms.catalogue import load_form
from moto_cloud import PREFIX, ROOT, Browser, rows
from stand_ins import Clock, Faults, refused, unreachable
from what_people_type import (
    ANONYMOUS,
    CANARY,
    KNOWN,
    TOPICS,
    a_child,
    added,
    adding,
    begun,
    confirmed,
    fill,
    filled,
    filled_in,
    press,
    put,
    reference_on,
    sent,
    started,
    topic,
)

GONE = "We cannot find these answers"
NOT_NOW = "We cannot open your answers for the moment"
ONCE_ONLY = "This page can be opened once only"
CONCERN = "/forms/concern/"
KNOWN_TO_AGENCY = "/forms/known-to-agency/"
NOTIFICATION = "/forms/notification/"
A_NAME = "0123456789abcdef"
"""A name that a draft could have."""
NOISE = "".join(hashlib.sha512(str(number).encode()).hexdigest() for number in range(6000))
"""More than a draft can hold, for no compression makes it small."""


def token_of(browser: Browser, slug: str = "notification", name: str = "") -> str:
    """The token of a draft: of the one that the browser began last."""
    return browser.cookies[cookie_of(slug, name or browser.draft(slug))]


def cookie_of(slug: str, name: str) -> str:
    return f"{PREFIX}draft-{slug}-{name}"


def another(browser: Browser) -> str:
    """One more notification, beside those that the browser holds: its name."""
    browser.post(NOTIFICATION, {"another": "yes"})
    return browser.draft("notification")


def drafts_kept() -> list[dict[str, Any]]:
    """The rows of drafts, those of keys left out."""
    return [row for row in rows("Drafts") if not row["draft"]["S"].startswith("key#")]


def keys_kept() -> list[dict[str, Any]]:
    return [row for row in rows("Drafts") if row["draft"]["S"].startswith("key#")]


def cookie_set_by(address: str, answers: dict[str, Any]) -> str:
    """The one cookie that a new browser is given."""
    (cookie,) = Browser().raw("POST", address, urlencode(answers, doseq=True))["cookies"]
    return str(cookie)


def test_a_public_cookie_goes_with_the_browser_and_no_other_host_can_set_it(cloud: dict[str, str]) -> None:
    pair, *attributes = cookie_set_by(CONCERN, dict(ANONYMOUS)).split("; ")
    assert re.fullmatch(r"__Host-draft-concern-[a-z0-9]{16}=[A-Za-z0-9_-]{43}", pair)
    assert attributes == ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]  # the prefix asks for the path and Secure


@pytest.mark.parametrize(
    ("address", "answers"), [(KNOWN_TO_AGENCY, KNOWN), (NOTIFICATION, {})], ids=["one page", "many pages"]
)
def test_an_agencys_cookie_lasts_as_long_as_its_draft(
    cloud: dict[str, str], time: Clock, address: str, answers: dict[str, Any]
) -> None:
    assert "; Max-Age=2419200; Path=" in cookie_set_by(address, dict(answers))


def test_a_cookie_is_given_once_so_that_it_cannot_outlast_the_draft(browser: Browser, time: Clock) -> None:
    begun(browser)
    time.wait(days=20)
    for method, address in (
        ("POST", NOTIFICATION),
        ("GET", NOTIFICATION),
        ("GET", f"{NOTIFICATION}d/"),
        ("GET", browser.at("notification")),
        ("POST", browser.at("notification", "event")),
    ):
        assert browser.raw(method, address)["cookies"] == []


def test_a_laptop_without_tls_gets_a_cookie_that_works_there(
    cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_ORIGIN", "http://127.0.0.1:8000")
    environment.cache_clear()
    cookie = cookie_set_by(CONCERN, dict(ANONYMOUS))
    assert "Secure" not in cookie
    assert cookie.startswith("draft-concern-")
    name, _, token = cookie.partition(";")[0].partition("=")
    laptop = Browser(cookies={name: token})
    assert laptop.get(f"{CONCERN}d/{name.removeprefix('draft-concern-')}/").heading == "Check your answers"


def test_the_table_holds_a_hash_of_the_token_and_the_token_nowhere(browser: Browser) -> None:
    begun(browser)
    added(browser, "children", "children", a_child(1))
    token = token_of(browser)
    (row,) = rows("Drafts")
    assert row["draft"]["S"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(row)


def test_a_drafts_name_opens_nothing_and_is_not_in_the_table(browser: Browser) -> None:
    begun(browser)
    name = browser.draft("notification")
    assert re.fullmatch(r"[a-z0-9]{16}", name)
    assert name not in str(rows("Drafts"))
    for token in (name, hashlib.sha256(name.encode()).hexdigest()):
        stranger = Browser(cookies={cookie_of("notification", name): token, "draft-notification": token})
        assert stranger.get(f"{NOTIFICATION}d/{name}/").heading == GONE
    assert Browser().get(f"{NOTIFICATION}d/{name}/").heading == GONE
    assert Browser().get(f"{NOTIFICATION}d/{name}/?key={name}").heading == ONCE_ONLY


@pytest.mark.parametrize(
    ("address", "answers", "length"),
    [
        (CONCERN, ANONYMOUS, timedelta(hours=2)),
        (KNOWN_TO_AGENCY, KNOWN, timedelta(days=28)),
        (NOTIFICATION, {}, timedelta(days=28)),
    ],
)
def test_dynamodb_is_told_when_to_delete_a_draft(
    browser: Browser, time: Clock, address: str, answers: dict[str, Any], length: timedelta
) -> None:
    browser.post(address, dict(answers))
    (row,) = drafts_kept()
    assert int(row["expires"]["N"]) == int((time.now + length).timestamp())


def test_editing_a_draft_does_not_make_it_last_longer(browser: Browser, time: Clock) -> None:
    begun(browser)
    (before,) = rows("Drafts")
    time.wait(days=3)
    topic(browser, "documents")
    (after,) = rows("Drafts")
    assert after["expires"] == before["expires"]


def test_a_draft_whose_time_is_over_is_gone_even_before_dynamodb_deletes_it(browser: Browser, time: Clock) -> None:
    check = filled(browser)
    time.wait(hours=2, seconds=-1)
    assert browser.get(browser.at("concern", "check")).status == 200
    time.wait(seconds=1)
    page = browser.submit(check)
    assert (page.status, page.heading) == (410, "Your answers have been deleted")
    assert "Nothing has been sent" in page.shown
    assert "Start again: Raise a concern" in page.links()
    assert browser.cookies == {}
    assert rows("Records") == []


@pytest.mark.parametrize("steps", ["", "event/", "check/"])
def test_a_page_of_a_draft_whose_time_is_over_says_so_and_offers_to_start(
    browser: Browser, time: Clock, steps: str
) -> None:
    begun(browser)
    time.wait(days=28)
    page = browser.get(f"{browser.at('notification')}{steps}")
    assert (page.status, page.heading) == (410, "Your answers have been deleted")
    assert "Nothing has been sent" in page.shown
    assert page.links()["Start again: Notify SBNI about a case"] == "/notify/"
    assert browser.cookies == {}


def test_the_first_page_says_that_nothing_is_open_any_more_and_offers_to_start(browser: Browser, time: Clock) -> None:
    begun(browser)
    time.wait(days=28)
    page = browser.get(NOTIFICATION)
    assert page.address == f"{NOTIFICATION}d/"
    assert "This browser has nothing open for this form. Drafts are kept for 28 days." in page.shown
    assert browser.cookies == {}
    assert press(browser, page, "Start now").heading == "Is a child at risk now?"


def test_a_page_of_an_expired_draft_that_is_posted_loses_nothing_of_the_next_draft(
    browser: Browser, time: Clock
) -> None:
    begun(browser)
    left_open = browser.get(browser.at("notification", "event"))
    browser.raw("POST", browser.at("notification", "leave"))
    begun(browser)
    topic(browser, "documents")
    assert browser.submit(left_open, {"event-area": "x"}).heading == GONE
    assert "You have completed 1 of 11 sections" in browser.get(browser.at("notification")).shown


PAGES = ["", "event/", "leave/", "children/children/0123abcd/", "check/", "copy/", "advice/immediate-risk/"]


@pytest.mark.parametrize("path", PAGES)
def test_without_a_draft_every_page_says_that_this_browser_does_not_open_it(browser: Browser, path: str) -> None:
    page = browser.get(f"{NOTIFICATION}d/{A_NAME}/{path}")
    assert (page.status, page.heading) == (404, GONE)
    assert "This browser does not open them" in page.shown
    assert "If you have a reference, what you sent then is safe" in page.shown
    assert page.links()["Start again: Notify SBNI about a case"] == "/notify/"
    assert "contact page" in page.links()


@pytest.mark.parametrize("path", [path for path in PAGES if path not in {"", "leave/"}])
def test_an_address_without_a_drafts_name_offers_to_start(browser: Browser, path: str) -> None:
    page = browser.get(f"{NOTIFICATION}{path}")
    assert (page.status, page.heading) == (404, "Page not found")
    assert page.links()["Start again: Notify SBNI about a case"] == "/notify/"


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000, "é" * 43, "../../etc", "a b", "%00", '"; drop'])
def test_a_token_that_is_not_ours_opens_nothing(browser: Browser, token: str) -> None:
    begun(browser)
    name = browser.draft("notification")
    event = browser.at("notification", "event")
    for cookie in (cookie_of("notification", name), "draft-notification"):
        assert Browser(cookies={cookie: token}).get(event).heading == GONE
    for answers in ({"draft": token}, {"draft": token, "event-area": "x"}):
        for steps in ("event", "confirm", "children/children/0123abcd", "open", "copy"):
            stranger = Browser()
            page = stranger.post(f"{NOTIFICATION}d/{name}/{steps}/", {**answers, "to": event})
            assert (page.status, page.heading, stranger.cookies) == (404, GONE, {})
    for steps in ("event", "confirm"):  # a page of the version before posts there
        page = Browser().post(f"{NOTIFICATION}{steps}/", {"draft": token})
        assert page.heading in {GONE, "Page not found"}


def test_a_cookie_that_opens_nothing_is_taken_away(cloud: dict[str, str]) -> None:
    token = "A" * 43
    name = drafts.name_of(token)
    stranger = Browser(cookies={cookie_of("notification", name): token})
    assert stranger.get(f"{NOTIFICATION}d/{name}/event/").heading == GONE
    assert stranger.cookies == {}


def test_a_cookie_of_the_version_before_that_opens_nothing_is_taken_away(cloud: dict[str, str]) -> None:
    stranger = Browser(cookies={"draft-notification": "A" * 43})
    assert stranger.get(f"{NOTIFICATION}event/").heading == GONE
    assert stranger.cookies == {}


def test_the_list_of_drafts_takes_away_the_cookies_of_those_that_are_gone(browser: Browser) -> None:
    begun(browser)
    kept, token = dict(browser.cookies), "A" * 43
    browser.cookies[cookie_of("notification", drafts.name_of(token))] = token
    browser.get(f"{NOTIFICATION}d/")
    assert browser.cookies == kept


def test_a_token_of_another_form_opens_nothing(browser: Browser) -> None:
    begun(browser)
    name, token = browser.draft("notification"), token_of(browser)
    for cookie in (cookie_of("concern", name), "draft-concern"):
        assert Browser(cookies={cookie: token}).get(f"{CONCERN}d/{name}/check/").heading == GONE
    for address in (f"{CONCERN}d/{name}/confirm/", f"{CONCERN}confirm/", f"{CONCERN}d/{name}/your-concern/"):
        stranger = Browser()
        assert stranger.post(address, {"draft": token}).heading == GONE
        assert stranger.cookies == {}
    assert browser.get(browser.at("notification", "event")).status == 200


def test_a_cookie_whose_name_was_altered_opens_nothing(browser: Browser) -> None:
    begun(browser)
    first, token = browser.draft("notification"), token_of(browser)
    second = another(browser)
    assert first != second
    swapped = {cookie_of("notification", first): token_of(browser), cookie_of("notification", second): token}
    for cookies in (
        swapped,
        {cookie_of("notification", A_NAME): token},
        {cookie_of("notification", f"{first}x"): token},
        {cookie_of("notification", first.upper()): token},
        {f"draft-notification-{first}": token},  # without the prefix, any host of the domain could have set it
        {f"{PREFIX}draft-notification": token},
        {f"{PREFIX}draft-notification-": token},
    ):
        altered = Browser(cookies=dict(cookies))
        for name in (first, second, A_NAME):
            page = altered.get(f"{NOTIFICATION}d/{name}/event/")
            assert (page.status, page.heading) == (404, GONE), cookies
        assert "Continue" not in altered.get(NOTIFICATION).shown
    holder = Browser(cookies={cookie_of("notification", first): token})
    assert holder.get(f"{NOTIFICATION}d/{first}/event/").status == 200


@pytest.mark.parametrize("attribute", ["sealed", "data_key"])
@pytest.mark.parametrize("change", ["flipped", "short", "empty", "another's"])
def test_a_draft_that_was_tampered_with_does_not_open(browser: Browser, attribute: str, change: str) -> None:
    other = Browser()
    begun(other)
    theirs = rows("Drafts")[0][attribute]["B"]
    begun(browser)
    row = next(row for row in rows("Drafts") if row[attribute]["B"] != theirs)
    ours = row[attribute]["B"]
    changed = {"flipped": ours[:-1] + bytes([ours[-1] ^ 1]), "short": ours[:7], "empty": b"\x00", "another's": theirs}
    aws.dynamodb().put_item(TableName="Drafts", Item={**row, attribute: {"B": changed[change]}})
    page = browser.get(browser.at("notification", "event"))
    assert (page.status, page.heading) == (503, NOT_NOW)
    assert "They have not been deleted" in page.shown
    assert page.headers["retry-after"] == "60"


def test_a_draft_moved_to_another_token_does_not_open(browser: Browser) -> None:
    begun(browser)
    (row,) = rows("Drafts")
    moved = {**row, "draft": {"S": hashlib.sha256(b"stolen").hexdigest()}}
    aws.dynamodb().put_item(TableName="Drafts", Item=moved)
    name = drafts.name_of("stolen")
    thief = Browser(cookies={cookie_of("notification", name): "stolen"})
    page = thief.get(f"{NOTIFICATION}d/{name}/event/")
    assert (page.status, page.heading) == (503, NOT_NOW)


@pytest.mark.parametrize("path", ["event/", "check/", "", "leave/", "copy/"])
def test_a_wrong_key_for_one_request_keeps_the_way_to_the_answers(
    browser: Browser, cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """An operator's slip, not the reader's: nobody loses what they typed because of it."""
    begun(browser)
    topic(browser, "event")
    before = dict(browser.cookies)
    with wrong_key(cloud, monkeypatch):
        page = browser.get(f"{browser.at('notification')}{path}")
        assert (page.status, page.heading) == (503, NOT_NOW)
        assert page.headers["retry-after"] == "60"
    assert browser.cookies == before
    assert browser.get(browser.at("notification", "event")).value("event-area") == TOPICS["event"]["event-area"]


@contextmanager
def wrong_key(cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The functions are given another key than the one that sealed the drafts, and KMS says so as AWS's does."""
    client, decrypt = aws.kms(), aws.kms().decrypt

    def as_aws_says(**request: Any) -> Any:
        raise refused("IncorrectKeyException")

    client.decrypt = as_aws_says  # type: ignore[method-assign]
    monkeypatch.setenv("DRAFTS_KEY", cloud["RECORDS_KEY"])
    environment.cache_clear()
    try:
        yield
    finally:
        client.decrypt = decrypt  # type: ignore[method-assign]
        monkeypatch.setenv("DRAFTS_KEY", cloud["DRAFTS_KEY"])
        environment.cache_clear()


@pytest.mark.parametrize("address", [NOTIFICATION, f"{NOTIFICATION}d/"])
def test_a_wrong_key_for_one_request_does_not_say_that_nothing_is_open(
    browser: Browser, cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    begun(browser)
    before = dict(browser.cookies)
    with wrong_key(cloud, monkeypatch):
        page = browser.get(address)
        assert (page.status, page.heading) == (503, NOT_NOW)
    assert browser.cookies == before
    assert "Continue the one you began" in browser.get(address).shown


def test_a_draft_that_does_not_open_keeps_its_cookie_and_keeps_nobody_from_the_others(browser: Browser) -> None:
    begun(browser)
    row = rows("Drafts")[0]
    aws.dynamodb().put_item(TableName="Drafts", Item={**row, "sealed": {"B": b"\x00"}})
    shut, good = browser.draft("notification"), another(browser)
    page = browser.get(f"{NOTIFICATION}d/")
    assert page.status == 200
    assert [address for words, address in page.links().items() if words.startswith("Continue")] == [
        f"{NOTIFICATION}d/{good}/"
    ]
    assert cookie_of("notification", shut) in browser.cookies


def test_a_page_posted_while_the_key_is_wrong_says_so_and_keeps_the_cookie(
    browser: Browser, cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(browser)
    page, before = browser.get(browser.at("notification", "event")), dict(browser.cookies)
    with wrong_key(cloud, monkeypatch):
        assert browser.submit(page, {"event-area": "Typed"}).status == 503
    assert browser.cookies == before
    browser.submit(page, {"event-area": "Typed"})
    assert browser.get(browser.at("notification", "event")).value("event-area") == "Typed"


def test_a_cookie_is_read_from_api_gateways_list_and_from_the_header(browser: Browser) -> None:
    begun(browser)
    event, name = browser.at("notification", "event"), cookie_of("notification", browser.draft("notification"))
    header = {"cookie": f"theme=dark; {name}={browser.cookies[name]}"}
    assert Browser().raw("GET", event, headers=header)["statusCode"] == 200
    assert Browser().raw("GET", event, headers={"cookie": "theme=dark"})["statusCode"] == 404


MALFORMED = [
    "",
    ";;;",
    "=",
    "draft-notification",
    f"{PREFIX}draft-notification",
    'a="b',
    "\x00=\x01",
    "é=ü",
    "a=b; " * 500,
]


@pytest.mark.parametrize("cookie", MALFORMED)
def test_malformed_cookies_are_left_out_and_the_rest_are_read(browser: Browser, cookie: str) -> None:
    begun(browser)
    name = cookie_of("notification", browser.draft("notification"))
    header = {"cookie": f"{cookie}; {name}={browser.cookies[name]}"}
    assert Browser().raw("GET", browser.at("notification", "event"), headers=header)["statusCode"] == 200


POSTED_TO = [
    "{draft}event/",
    "{draft}children/children/0123abcd/",
    "{draft}children/children/0123abcd/remove/",
    "{draft}open/",
    "{draft}copy/",
    "{draft}confirm/",
    "{form}event/",
    "{form}confirm/",
]


@pytest.mark.parametrize("address", POSTED_TO)
def test_a_posted_token_never_becomes_a_cookie(browser: Browser, address: str) -> None:
    """Else a stranger's page could put a draft of its own into somebody's browser, and read what is typed there."""
    begun(browser)
    token, draft = token_of(browser), browser.at("notification")
    victim = Browser()
    answer = victim.raw(
        "POST", address.format(draft=draft, form=NOTIFICATION), urlencode({"draft": token, "to": f"{draft}event/"})
    )
    assert answer["statusCode"] == 303
    assert answer["cookies"] == []
    page = victim.get(answer["headers"]["location"])
    assert page.status == (404 if address.endswith("copy/") else 200)  # there is no copy of what was not sent
    assert victim.cookies == {}


@pytest.mark.parametrize("query", ["draft={}", "key={}", "token={}", "draft-notification={}"])
@pytest.mark.parametrize("site", ["none", "cross-site", "same-origin", ""])
def test_a_token_in_a_link_opens_nothing_and_never_becomes_a_cookie(browser: Browser, query: str, site: str) -> None:
    begun(browser)
    asked = query.format(token_of(browser))
    for address in (browser.at("notification", "event"), browser.at("notification"), NOTIFICATION, f"{NOTIFICATION}d/"):
        victim = Browser()
        page = victim.get(f"{address}?{asked}", **({"sec-fetch-site": site} if site else {}))
        assert page.status in {404, 410} if address.startswith(browser.at("notification")) else page.status == 200
        assert token_of(browser) not in page.text
        assert victim.cookies == {}


def test_a_token_posted_to_a_first_page_begins_another_draft(browser: Browser) -> None:
    started(browser, "concern", ANONYMOUS)
    planted = token_of(browser, "concern")
    victim = Browser()
    victim.post(CONCERN, {"danger": "no", "draft": planted})
    assert planted not in victim.cookies.values()
    assert victim.draft("concern") != browser.draft("concern")
    assert len(drafts_kept()) == 2


def key_to(browser: Browser, *steps: str, slug: str = "notification") -> str:
    """An address with a one-use key to a page of the draft, as a browser that keeps no cookies is given it."""
    to = browser.at(slug, *steps)
    token = token_of(browser, slug)
    answer = Browser().raw("POST", browser.at(slug, "open"), urlencode({"draft": token, "to": to}))
    assert answer["statusCode"] == 303
    return str(answer["headers"]["location"])


def test_a_key_opens_its_page_once_and_sets_nothing(browser: Browser) -> None:
    begun(browser)
    topic(browser, "event")
    address = key_to(browser, "event")
    without = Browser()
    page = without.get(address)
    assert (page.status, page.value("event-area")) == (200, TOPICS["event"]["event-area"])
    assert page.value("draft") == token_of(browser)
    assert without.cookies == {}
    assert keys_kept() == []
    assert_opens_nothing(address)


def assert_opens_nothing(address: str, **headers: str) -> None:
    stranger = Browser()
    page = stranger.get(address, **headers)
    assert (page.status, page.heading) == (410, ONCE_ONLY)
    assert CANARY not in page.text
    assert stranger.cookies == {}


def test_a_key_dies_after_a_minute(browser: Browser, time: Clock) -> None:
    begun(browser)
    first, second = key_to(browser, "event"), key_to(browser, "event")
    assert {int(row["expires"]["N"]) for row in keys_kept()} == {int(time.now.timestamp()) + 60}
    time.wait(seconds=59)
    assert Browser().get(first).status == 200
    time.wait(seconds=1)
    assert_opens_nothing(second)


def test_a_key_of_another_form_opens_nothing(browser: Browser) -> None:
    begun(browser)
    filled(browser)
    _, key = key_to(browser, "event").split("?")
    assert_opens_nothing(f"{browser.at('concern', 'check')}?{key}")
    _, key = key_to(browser, "check", slug="concern").split("?")
    assert_opens_nothing(f"{browser.at('notification', 'event')}?{key}")


def test_a_key_opens_no_other_draft_of_its_form(browser: Browser) -> None:
    begun(browser)
    _, key = key_to(browser, "event").split("?")
    another(browser)
    stranger = Browser()
    page = stranger.get(f"{browser.at('notification', 'event')}?{key}")
    assert (page.status, page.heading, stranger.cookies) == (404, GONE, {})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"referer": "https://example.org/"},
        {"referer": "https://portal.example.example.org/"},
    ],
)
def test_a_key_in_a_link_that_somebody_was_sent_opens_nothing(browser: Browser, headers: dict[str, str]) -> None:
    """Else a stranger could have a draft of theirs filled in by somebody else."""
    begun(browser)
    address = key_to(browser, "event")
    assert_opens_nothing(address, **headers)
    assert Browser().get(address, **{"sec-fetch-site": "same-origin"}).status == 200


@pytest.mark.parametrize("key", ["x", "A" * 32, "A" * 5000, "%C3%A9", "a%20b", "key%23x", "../x", "%00", "'"])
def test_a_key_that_is_not_ours_opens_nothing(browser: Browser, key: str) -> None:
    begun(browser)
    assert_opens_nothing(f"{browser.at('notification', 'event')}?key={key}")


def test_no_draft_is_taken_for_a_key(browser: Browser) -> None:
    begun(browser)
    for key in (token_of(browser), drafts_kept()[0]["draft"]["S"], browser.draft("notification")):
        assert_opens_nothing(f"{browser.at('notification', 'event')}?key={key}")
    assert len(drafts_kept()) == 1


def test_the_table_holds_nothing_that_opens_a_draft_while_a_key_lives(browser: Browser) -> None:
    begun(browser)
    address = key_to(browser, "event")
    key, table = address.partition("key=")[2], str(rows("Drafts"))
    assert len(keys_kept()) == 1
    assert key not in table
    assert token_of(browser) not in table


@pytest.mark.parametrize("asked", ["", "?change"])
def test_a_key_with_the_cookie_leads_to_the_clean_address_and_is_spent(browser: Browser, asked: str) -> None:
    begun(browser)
    clean, key = browser.at("notification", "event") + asked, key_to(browser, "event").partition("key=")[2]
    with_key = f"{clean}{'&' if asked else '?'}key={key}"
    for _ in range(2):  # a key that is spent already does no harm either
        answer = browser.raw("GET", with_key)
        assert (answer["statusCode"], answer["headers"]["location"]) == (303, clean)
        assert answer["cookies"] == []
    assert keys_kept() == []
    assert_opens_nothing(with_key)


def test_a_key_from_a_link_does_no_more_to_whoever_holds_a_draft_than_lead_to_it(browser: Browser) -> None:
    begun(browser)
    stranger = Browser()
    begun(stranger)
    _, key = key_to(stranger, "event").split("?")
    before = dict(browser.cookies)
    page = browser.get(f"{browser.at('notification', 'event')}?{key}", **{"sec-fetch-site": "cross-site"})
    assert (page.status, page.address) == (200, browser.at("notification", "event"))
    assert browser.cookies == before


def test_a_browser_that_begins_a_draft_is_led_to_its_page_by_a_key_until_its_cookie_is_seen(browser: Browser) -> None:
    answer = browser.raw("POST", NOTIFICATION)
    first = answer["headers"]["location"]
    assert re.fullmatch(rf"{browser.at('notification', 'danger-now')}\?key=[A-Za-z0-9_-]{{32}}", first)
    assert browser.get(first).address == browser.at("notification", "danger-now")
    assert keys_kept() == []


def without_cookies() -> Browser:
    return Browser(keeps_cookies=False)


def test_without_cookies_a_concern_is_sent_page_after_page(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    check = filled(browser)
    assert "Your browser keeps no cookies" in check.shown
    receipt = confirmed(browser, check)
    assert receipt.heading == "We have received what you sent"
    assert len(rows("Records")) == 1
    assert browser.cookies == {}


def test_without_cookies_a_change_link_of_check_your_answers_leads_to_its_question(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    check = filled(browser)
    page = press(browser, check, "Change what happened, Your concern")
    assert (page.status, page.value("what-happened")) == (200, ANONYMOUS["what-happened"])
    again = fill(browser, page, {"what-happened": "Something else"})
    assert again.heading == "Check your answers"
    assert "Something else" in again.shown


def test_without_cookies_a_notification_is_filled_in_from_its_task_list(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    page = browser.submit(browser.post(NOTIFICATION, {}), {"immediate-risk": "no"})
    assert "You have completed 1 of 11 sections" in page.shown
    page = press(browser, page, "What happened")
    page = fill(browser, page, TOPICS["event"])
    assert "You have completed 2 of 11 sections" in page.shown
    page = press(browser, page, "The child or children")
    page = browser.submit(browser.submit(page, {"add": "children"}), dict(a_child(1)))
    assert f"Child 1 {CANARY} Complete" in page.shown
    assert browser.cookies == {}
    assert len(drafts_kept()) == 1


def test_without_cookies_a_page_with_a_mistake_shows_it_and_what_was_typed(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    page = filled(browser, answers={**ANONYMOUS, "what-happened": "", "child": "A toddler"})
    assert [where for _, where in page.errors] == ["#what-happened"]
    assert page.value("child") == "A toddler"


def test_without_cookies_leaving_deletes_the_draft_whose_page_it_is(cloud: dict[str, str]) -> None:
    browser = without_cookies()
    page = browser.post(NOTIFICATION, {})
    page = press(browser, browser.submit(page, {"immediate-risk": "no"}), "Delete what you have typed")
    assert page.heading == "Delete what you have typed?"
    assert press(browser, page, "Delete").heading == "Deleted"
    assert drafts_kept() == []


def test_two_drafts_of_a_form_are_filled_in_side_by_side(browser: Browser) -> None:
    begun(browser)
    first = browser.at("notification")
    topic(browser, "learning", {"concerns": "Of the first"})
    second = f"{NOTIFICATION}d/{another(browser)}/"
    left_open = browser.get(f"{first}event/")
    topic(browser, "learning", {"concerns": "Of the second"})
    browser.submit(left_open, {"event-area": "Of the first too"}, button="Save and finish later")
    assert [browser.get(f"{one}learning/").value("concerns") for one in (first, second)] == [
        "Of the first",
        "Of the second",
    ]
    assert [browser.get(f"{one}event/").value("event-area") for one in (first, second)] == ["Of the first too", ""]


def test_deleting_one_of_two_drafts_keeps_the_other(browser: Browser) -> None:
    begun(browser)
    first = browser.at("notification")
    another(browser)
    page = browser.get(browser.at("notification", "leave"))
    assert "Other drafts stay" in page.shown
    assert browser.submit(page).heading == "Deleted"
    assert len(browser.cookies) == len(rows("Drafts")) == 1
    assert browser.get(first).status == 200


def test_two_concerns_are_sent_one_after_the_other(browser: Browser) -> None:
    first = filled(browser)
    second = filled(browser, answers={**ANONYMOUS, "what-happened": "Another case"})
    assert [confirmed(browser, one).status for one in (first, second)] == [200, 200]
    assert len(rows("Records")) == 2


def test_whoever_holds_a_draft_chooses_whether_to_go_on_or_to_start_another(browser: Browser, time: Clock) -> None:
    begun(browser)
    first = browser.at("notification")
    for page in (browser.get(NOTIFICATION), browser.post(NOTIFICATION, {})):
        assert page.address == f"{NOTIFICATION}d/"
        assert len(drafts_kept()) == 1
        assert page.links()["Continue the one you began on Monday 23 November 2026 at 12:05pm"] == first
        assert "Kept until Monday 21 December 2026 at 12:05pm" in page.shown
    assert press(browser, page, "Start another").heading == "Is a child at risk now?"
    assert browser.at("notification") != first
    assert len(drafts_kept()) == 2


def test_the_list_of_drafts_shows_the_newest_first_and_what_was_sent_as_sent(browser: Browser, time: Clock) -> None:
    receipt = confirmed(browser, filled_in(browser))
    time.wait(days=1)
    name = another(browser)
    links = [
        (words, address)
        for words, address in browser.get(f"{NOTIFICATION}d/").links().items()
        if "the one you began" in words
    ]
    assert links == [
        ("Continue the one you began on Tuesday 24 November 2026 at 12:05pm", f"{NOTIFICATION}d/{name}/"),
        ("See the receipt of the one you began on Monday 23 November 2026 at 12:05pm", receipt.address),
    ]


def test_the_list_of_drafts_shows_nothing_that_was_typed(browser: Browser) -> None:
    begun(browser)
    topic(browser, "event")
    added(browser, "children", "children", a_child(1))
    assert CANARY not in browser.get(f"{NOTIFICATION}d/").text
    assert CANARY not in browser.get(NOTIFICATION).text


def test_a_browser_holds_ten_drafts_and_is_told_of_the_oldest_before_it_lets_go_of_it(
    browser: Browser, time: Clock
) -> None:
    begun(browser)
    names = [browser.draft("notification")]
    for _ in range(9):
        time.wait(hours=1)
        names.append(another(browser))
        page = browser.get(f"{NOTIFICATION}d/")
        assert ("lets go of the oldest" in page.shown) == (len(names) == 10)
    assert "This browser has 10 of these" in page.shown
    assert "lets go of the oldest, which you began on Monday 23 November 2026 at 12:05pm" in page.shown
    time.wait(hours=1)
    press(browser, page, "Start another")
    held = [name for name in names if cookie_of("notification", name) in browser.cookies]
    assert held == names[1:]
    assert len(browser.cookies) == 10
    assert browser.get(f"{NOTIFICATION}d/{names[1]}/").status == 200
    assert browser.get(f"{NOTIFICATION}d/{names[0]}/").heading == GONE


def of_the_version_before(browser: Browser) -> str:
    """A draft is given the cookie of the version before, which had no name in it. The draft's name."""
    name, token = browser.draft("notification"), token_of(browser)
    drafts.save(replace(drafts.load(token, load_form("notification", ROOT / "content")), before=True))
    browser.cookies = {"draft-notification": token}
    return name


def test_a_cookie_that_any_host_of_the_domain_may_set_opens_no_draft_of_today(browser: Browser) -> None:
    """Under the name of the version before, a stranger could plant a draft of their own on somebody."""
    begun(browser)
    topic(browser, "event")
    victim = Browser(cookies={"draft-notification": token_of(browser)})
    assert "Continue" not in victim.get(f"{NOTIFICATION}d/").shown
    assert victim.get(browser.at("notification", "event")).heading == GONE


def test_a_draft_is_said_to_be_deleted_only_where_something_opened_it(browser: Browser) -> None:
    begun(browser)
    assert Browser().post(browser.at("notification", "leave"), {}).heading == GONE
    assert browser.get(browser.at("notification")).status == 200


def test_exit_without_cookies_deletes_the_draft_that_its_page_carries(cloud: dict[str, str]) -> None:
    browser = Browser(keeps_cookies=False)
    page = browser.post("/forms/concern/", {"danger": "no"})
    way_out = next(form for form in page.all("form") if form.get("id") == "exit")
    carried = {one.get("name", ""): one.get("value", "") for one in way_out.iter("input")}
    assert [row["form"]["S"] for row in rows(cloud["DRAFTS_TABLE"])] == ["concern"]
    browser.post("/forms/concern/leave/", carried)
    assert rows(cloud["DRAFTS_TABLE"]) == []


def test_a_third_window_takes_nothing_from_the_second(browser: Browser) -> None:
    begun(browser)
    first, second, third = (browser.get(browser.at("notification", "learning")) for _ in range(3))
    browser.submit(first, {"concerns": "From the first"})
    told = browser.submit(second, {"concerns": "From the second"})
    browser.submit(first, {"concerns": "From the first"})
    assert "From the second" in told.text
    all_three = browser.submit(third, {"concerns": "From the third"})
    assert "From the first" in all_three.shown
    assert "From the second" in all_three.shown
    assert all_three.value("concerns") == "From the third"


def test_a_wrong_key_for_a_moment_loses_nothing_that_was_posted(browser: Browser, fail: Faults) -> None:
    begun(browser)
    page = browser.get(browser.at("notification", "learning"))
    wrong = fail("kms", "decrypt", refused("InvalidCiphertextException"), times=1)
    told = browser.submit(page, {"concerns": "From a long day"})
    assert (told.status, told.value("concerns"), wrong.failures) == (503, "From a long day", 1)
    assert browser.submit(told).status == 200


def test_what_was_posted_for_a_child_that_another_window_took_away_waits_to_be_decided(browser: Browser) -> None:
    begun(browser)
    address = browser.at("notification", "children", "children", "0123abcd")
    browser.post(address, {"child-name": "Wren", "later": "yes"})
    older = browser.get(address)
    browser.post(f"{address}remove/", {})
    browser.submit(older, {"child-name": "Wren of the older window"})
    check = browser.get(browser.at("notification", "check"))
    assert "one that another window took away" in check.shown
    assert browser.get(address).value("child-name") == "Wren of the older window"


def test_a_cookie_of_the_version_before_opens_its_draft(browser: Browser) -> None:
    begun(browser)
    topic(browser, "event")
    name = of_the_version_before(browser)
    page = browser.get(f"{NOTIFICATION}event/")
    assert (page.address, page.value("event-area")) == (
        f"{NOTIFICATION}d/{name}/event/",
        TOPICS["event"]["event-area"],
    )


def test_deleting_another_draft_keeps_the_cookie_of_the_version_before(browser: Browser) -> None:
    begun(browser)
    old = of_the_version_before(browser)
    another(browser)
    browser.submit(browser.get(browser.at("notification", "leave")))
    assert browser.get(f"{NOTIFICATION}d/{old}/").status == 200


def test_a_cookie_that_opens_nothing_does_not_take_that_of_the_version_before_with_it(browser: Browser) -> None:
    begun(browser)
    old, token = of_the_version_before(browser), "A" * 43
    gone = drafts.name_of(token)
    browser.cookies[cookie_of("notification", gone)] = token
    assert browser.get(f"{NOTIFICATION}d/{gone}/").heading == GONE
    assert browser.get(f"{NOTIFICATION}d/{old}/").status == 200


def test_two_windows_that_edit_different_topics_lose_nothing(browser: Browser) -> None:
    begun(browser)
    event, learning = browser.at("notification", "event"), browser.at("notification", "learning")
    first, second = browser.get(event), browser.get(learning)
    browser.submit(second, {"concerns": "From the second"})
    browser.submit(first, {"event-area": "From the first"}, button="Save and finish later")
    assert browser.get(event).value("event-area") == "From the first"
    assert browser.get(learning).value("concerns") == "From the second"


def test_two_windows_that_save_at_the_same_moment_lose_nothing(browser: Browser, fail: Faults) -> None:
    """The second window saves between the first one's reading of the draft and its writing."""
    begun(browser)
    page = browser.get(browser.at("notification", "event"))
    client, saved = aws.dynamodb(), aws.dynamodb().put_item

    def meanwhile(**request: Any) -> Any:
        client.put_item = saved  # type: ignore[method-assign]
        put(browser, "children", "children", a_child(1))
        return saved(**request)

    fail.patch.setattr(client, "put_item", meanwhile)
    browser.submit(page, {"event-area": "From the first"}, button="Save and finish later")
    assert browser.get(browser.at("notification", "event")).value("event-area") == "From the first"
    assert f"Child 1 {CANARY}" in browser.get(browser.at("notification", "children")).shown


def test_what_is_typed_after_another_window_sent_the_form_is_not_said_to_be_received(browser: Browser) -> None:
    check = filled_in(browser)
    topic_page = browser.get(browser.at("notification", "event"))
    item_page = browser.get(next(link for words, link in check.links().items() if words.startswith("Change Children")))
    removal = browser.get(f"{item_page.address.partition('?')[0]}remove/")
    confirmed(browser, check)
    for left_open, typed in ((topic_page, {"event-area": "Late"}), (item_page, {"child-name": "Late"}), (removal, {})):
        page = browser.submit(left_open, typed)
        assert (page.status, page.heading) == (200, "What you sent")
        assert "You have already sent this" in page.shown
        assert "nothing new has been sent or changed" in page.shown
        assert "Late" not in page.shown
        assert f"Child 1 {CANARY}" in page.shown
    assert len(rows("Records")) == 1


def test_a_new_reply_typed_after_the_first_was_sent_is_a_new_submission(browser: Browser) -> None:
    first = sent(browser, "known-to-agency", KNOWN)
    check = filled(browser, "known-to-agency", {**KNOWN, "name": "Another"})
    assert "Nothing has been sent yet" in check.shown
    second = confirmed(browser, check)
    assert reference_on(second) != reference_on(first)
    assert len(rows("Records")) == 2


def test_the_same_reply_posted_again_after_it_was_sent_leads_to_its_receipt(browser: Browser) -> None:
    first = sent(browser, "known-to-agency", KNOWN)
    assert browser.post(KNOWN_TO_AGENCY, dict(KNOWN)).address == first.address
    assert len(drafts_kept()) == len(rows("Records")) == 1


def test_a_page_of_a_reply_that_was_sent_is_not_taken_for_a_new_one(browser: Browser) -> None:
    """It was opened to change an answer, and the form was sent from another window."""
    check = filled(browser, "known-to-agency", KNOWN)
    left_open = browser.get(check.links()["Change name, Your agency’s reply"])
    confirmed(browser, check)
    page = browser.submit(left_open, {"name": "Another"})
    assert (page.heading, "You have already sent this" in page.shown) == ("What you sent", True)
    assert "Another" not in page.shown


@pytest.mark.parametrize("error", [refused("ThrottlingException"), unreachable()], ids=repr)
@pytest.mark.parametrize(
    ("service", "operation"), [("dynamodb", "get_item"), ("kms", "decrypt"), ("dynamodb", "put_item")]
)
def test_a_topic_that_cannot_be_saved_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults, service: str, operation: str, error: Exception
) -> None:
    begun(browser)
    page = browser.get(browser.at("notification", "family-told"))
    breakdown = fail(service, operation, error)
    typed = {**TOPICS["family-told"], "support-needs": f"For {CANARY}"}
    failed = browser.submit(page, typed)
    assert failed.status == 503
    assert failed.headers["retry-after"] == "60"
    assert "we could not save this page" in failed.shown
    assert "contact page" in failed.links()
    assert failed.value("support-needs") == f"For {CANARY}"
    breakdown.repaired()
    assert browser.submit(failed).status == 200
    assert browser.get(browser.at("notification", "family-told")).value("support-needs") == f"For {CANARY}"


@pytest.mark.parametrize(("service", "operation"), [("dynamodb", "get_item"), ("dynamodb", "put_item")])
def test_a_child_who_cannot_be_saved_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults, service: str, operation: str
) -> None:
    begun(browser)
    page = adding(browser, "children", "children")
    breakdown = fail(service, operation)
    failed = browser.submit(page, dict(a_child(1)))
    assert failed.status == 503
    assert failed.value("child-name") == f"Child 1 {CANARY}"
    breakdown.repaired()
    assert f"Child 1 {CANARY} Complete" in browser.submit(failed).shown


def test_a_list_that_could_not_be_read_is_not_shown_as_empty(browser: Browser, fail: Faults) -> None:
    begun(browser)
    put(browser, "children", "children", a_child(1))
    page = browser.get(browser.at("notification", "children"))
    breakdown = fail("dynamodb", "get_item")
    failed = browser.submit(page)
    assert failed.status == 503
    assert "Add a child" not in failed.shown
    breakdown.repaired()
    browser.submit(failed)
    assert f"Child 1 {CANARY}" in browser.get(browser.at("notification", "children")).shown


def test_that_there_is_nothing_to_add_is_kept_where_a_list_could_not_be_read(browser: Browser, fail: Faults) -> None:
    begun(browser)
    page = browser.get(browser.at("notification", "family"))
    breakdown = fail("dynamodb", "get_item")
    failed = browser.submit(page, dict(TOPICS["family"]))
    breakdown.repaired()
    browser.submit(failed)
    assert "Completed" in browser.get(browser.at("notification")).shown


@pytest.mark.parametrize(
    ("service", "operation", "holding"),
    [
        ("kms", "generate_data_key", False),
        ("dynamodb", "put_item", False),
        ("kms", "generate_data_key", True),
        ("kms", "decrypt", True),
        ("dynamodb", "put_item", True),
        ("dynamodb", "get_item", True),
    ],
)
def test_a_first_page_that_cannot_be_kept_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults, service: str, operation: str, holding: bool
) -> None:
    if holding:
        started(browser, "known-to-agency", {"name": "Another"})
    breakdown = fail(service, operation)
    failed = browser.post(KNOWN_TO_AGENCY, dict(KNOWN))
    assert failed.status == 503
    assert failed.headers["retry-after"] == "60"
    assert "we could not save this page" in failed.shown
    for name in ("databases", "details", "services", "name", "replied-on-day"):
        assert failed.value(name) == KNOWN[name]
    breakdown.repaired()
    assert browser.submit(failed).heading == "Check your answers"


def test_a_first_page_is_kept_where_only_the_page_after_it_cannot_be_read(browser: Browser, fail: Faults) -> None:
    breakdown = fail("dynamodb", "get_item")
    assert browser.post(KNOWN_TO_AGENCY, dict(KNOWN)).status == 503
    breakdown.repaired()
    check = browser.get(browser.at("known-to-agency"))
    assert (check.heading, KNOWN["databases"] in check.shown) == ("Check your answers", True)


def test_a_first_page_with_more_than_a_draft_can_hold_is_shown_again(browser: Browser) -> None:
    failed = browser.post(KNOWN_TO_AGENCY, {**KNOWN, "details": NOISE})
    assert failed.status == 413
    assert "more here than the form can hold" in failed.shown
    assert failed.value("details") == NOISE
    assert rows("Drafts") == []
    assert browser.submit(failed, {"details": "Short"}).heading == "Check your answers"


@pytest.mark.parametrize(("service", "operation"), [("kms", "generate_data_key"), ("dynamodb", "put_item")])
def test_a_concern_that_cannot_be_begun_says_whom_to_call_and_goes_on_once_it_can(
    browser: Browser, fail: Faults, service: str, operation: str
) -> None:
    breakdown = fail(service, operation)
    failed = browser.post(CONCERN, {"danger": "no"})
    assert failed.status == 503
    assert failed.headers["retry-after"] == "60"
    assert failed.value("danger") == "no"
    assert "999" in failed.shown
    breakdown.repaired()
    assert browser.submit(failed).heading == "Your concern"


def test_a_concern_of_a_draft_that_cannot_be_kept_is_shown_again_with_everything_typed(
    browser: Browser, fail: Faults
) -> None:
    page = started(browser, "concern", ANONYMOUS)
    breakdown = fail("dynamodb", "put_item")
    failed = browser.submit(page, {"what-happened": ANONYMOUS["what-happened"], "relation": "family"})
    assert failed.status == 503
    assert failed.headers["retry-after"] == "60"
    assert failed.value("what-happened") == ANONYMOUS["what-happened"]
    assert failed.value("relation") == "family"
    assert "999" in failed.shown
    breakdown.repaired()
    assert browser.submit(failed).heading == "About you"


def test_a_draft_whose_key_cannot_be_lent_is_not_lost_to_the_browser(browser: Browser, fail: Faults) -> None:
    """The draft was kept and the key to the page after it was not."""
    breakdown = fail("dynamodb", "put_item", only=lambda request: request["Item"]["draft"]["S"].startswith("key#"))
    failed = browser.post(KNOWN_TO_AGENCY, dict(KNOWN))
    assert failed.status == 503
    assert failed.value("databases") == KNOWN["databases"]
    breakdown.repaired()
    assert browser.submit(failed).heading == "Check your answers"


@pytest.mark.parametrize("path", ["", "event/", "check/", "children/children/0123abcd/remove/"])
def test_reading_a_page_while_a_service_fails_says_so(browser: Browser, fail: Faults, path: str) -> None:
    begun(browser)
    fail("dynamodb", "get_item")
    before = dict(browser.cookies)
    page = browser.get(f"{browser.at('notification')}{path}")
    assert (page.status, page.heading) == (503, "Sorry, the service is unavailable")
    assert page.headers["retry-after"] == "60"
    assert "contact page" in page.links()
    assert browser.cookies == before != {}


@pytest.mark.parametrize("address", [NOTIFICATION, f"{NOTIFICATION}d/"])
def test_the_list_of_drafts_while_a_service_fails_says_so(browser: Browser, fail: Faults, address: str) -> None:
    begun(browser)
    before = dict(browser.cookies)
    fail("dynamodb", "get_item")
    page = browser.get(address)
    assert (page.status, page.heading) == (503, "Sorry, the service is unavailable")
    assert browser.cookies == before


def test_a_box_as_large_as_a_draft_may_be_is_kept_and_one_byte_more_is_not(
    cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.open_draft(load_form("concern", ROOT / "content"))
    monkeypatch.setattr(drafts, "seal", lambda *_: bytes(drafts.LARGEST_BOX))
    assert drafts.save(draft).version == 1
    monkeypatch.setattr(drafts, "seal", lambda *_: bytes(drafts.LARGEST_BOX + 1))
    with pytest.raises(TooMuch):
        drafts.save(draft)


def test_a_token_as_long_as_any_may_be_is_looked_up_and_a_longer_one_is_not() -> None:
    assert drafts.id_of("A" * drafts.LONGEST_TOKEN)
    for token in ("", "A" * (drafts.LONGEST_TOKEN + 1)):
        with pytest.raises(NoDraft):
            drafts.id_of(token)


def test_more_than_a_draft_can_hold_is_refused_and_shown_again(browser: Browser) -> None:
    begun(browser)
    page = topic(browser, "learning", {"concerns": NOISE})
    assert page.status == 413
    assert "more here than the form can hold" in page.shown
    assert page.value("concerns") == NOISE
    assert browser.get(browser.at("notification", "learning")).value("concerns") == ""


def test_leaving_the_public_form_deletes_everything_and_goes_to_a_neutral_page(browser: Browser) -> None:
    filled(browser)
    browser.post(CONCERN, {"danger": "no", "child": "Another"})
    assert len(drafts_kept()) == 2
    answer = browser.raw("POST", f"{CONCERN}leave/")
    assert (answer["statusCode"], answer["body"]) == (303, "")
    assert answer["headers"]["location"] == f"{CONCERN}left/"
    assert answer["headers"]["clear-site-data"] == '"cache", "storage"'
    assert answer["headers"]["cache-control"] == "no-store"
    assert browser.cookies == {}
    assert drafts_kept() == []
    away(browser)


def away(browser: Browser) -> None:
    """The page to which leaving leads is gone at once, and nothing on it says where somebody has been."""
    left = browser.raw("GET", f"{CONCERN}left/")
    assert left["statusCode"] == 200
    assert left["headers"]["refresh"] == "0; url=https://www.bbc.co.uk/weather"
    assert left["headers"]["cache-control"] == "no-store"
    assert 'href="https://www.bbc.co.uk/weather"' in left["body"]
    for word in ("concern", "child", "safeguarding", "sbni", "learning"):
        assert word not in left["body"].lower()


def test_leaving_deletes_no_other_forms_drafts(browser: Browser) -> None:
    begun(browser)
    filled(browser)
    browser.raw("POST", f"{CONCERN}leave/")
    assert browser.get(browser.at("notification")).status == 200
    assert [row["form"]["S"] for row in drafts_kept()] == ["notification"]


def test_leaving_without_a_draft_goes_all_the_same(browser: Browser) -> None:
    for typed in ("", "draft=", "draft=x", f"draft={'A' * 5000}", "draft=%C3%A9"):
        answer = browser.raw("POST", f"{CONCERN}leave/", typed)
        assert (answer["statusCode"], answer["headers"]["location"]) == (303, f"{CONCERN}left/")
    away(browser)


@pytest.mark.parametrize("error", [refused(), unreachable()], ids=repr)
def test_leaving_goes_even_where_the_draft_cannot_be_deleted(browser: Browser, fail: Faults, error: Exception) -> None:
    filled(browser)
    fail("dynamodb", "delete_item", error)
    answer = browser.raw("POST", f"{CONCERN}leave/")
    assert (answer["statusCode"], answer["headers"]["location"]) == (303, f"{CONCERN}left/")
    assert browser.cookies == {}
    away(browser)


def test_an_agencys_draft_is_said_to_be_deleted_only_when_it_is(browser: Browser, fail: Faults) -> None:
    begun(browser)
    before = dict(browser.cookies)
    breakdown = fail("dynamodb", "delete_item")
    page = browser.submit(browser.get(browser.at("notification", "leave")))
    assert page.status == 503
    assert browser.cookies == before
    breakdown.repaired()
    assert browser.submit(browser.get(browser.at("notification", "leave"))).heading == "Deleted"
    assert rows("Drafts") == []
    assert browser.cookies == {}


@pytest.mark.parametrize("slug", ["concern", "known-to-agency", "notification"])
def test_a_link_never_deletes(browser: Browser, slug: str) -> None:
    filled(browser)
    filled(browser, "known-to-agency", KNOWN)
    begun(browser)
    page = browser.get(browser.at(slug, "leave"))
    assert page.heading == "Delete what you have typed?"
    assert len(rows("Drafts")) == 3
    assert browser.get(page.links()["Cancel"]).status == 200


@pytest.mark.parametrize("slug", ["concern", "known-to-agency", "notification"])
def test_a_link_to_leaving_a_form_shows_what_is_open_and_deletes_nothing(browser: Browser, slug: str) -> None:
    filled(browser)
    filled(browser, "known-to-agency", KNOWN)
    begun(browser)
    for address in (f"/forms/{slug}/leave/", f"/forms/{slug}/left/"):
        browser.get(address)
        assert len(rows("Drafts")) == len(browser.cookies) == 3
    assert "Continue the one you began" in browser.get(f"/forms/{slug}/leave/").shown


def test_leaving_after_sending_leaves_what_was_sent(browser: Browser) -> None:
    receipt = sent(browser)
    browser.raw("POST", f"{CONCERN}leave/")
    assert len(rows("Records")) == 1
    assert browser.get(receipt.address).status == 200
