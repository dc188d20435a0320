"""Requests as they should not be: each is refused in the site's look, with the status that says why."""

from __future__ import annotations

import base64
import re
from html import unescape
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checked_page import CheckedPage
from intake import confirm, fill_in
from moto_cloud import Browser, rows
from what_people_type import ANONYMOUS, CANARY, a_child, added, begun

NOTIFICATION = "/forms/notification/"
CONCERN = "/forms/concern/"
FORM = "application/x-www-form-urlencoded"


def event(method: str, path: str, body: str = "", **headers: str) -> dict[str, Any]:
    """One request as API Gateway sends it."""
    return {
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": FORM} | {name.replace("_", "-"): value for name, value in headers.items()},
        "requestContext": {"http": {"method": method}},
        "body": body,
        "isBase64Encoded": False,
    }


def answered(request: dict[str, Any]) -> CheckedPage:
    answer = fill_in.handler(request, None)
    return CheckedPage(answer["statusCode"], answer["body"], answer["headers"], request["rawPath"])


UNKNOWN = [
    "/",
    "/forms/",
    "/elsewhere/",
    "/forms/no-such-form/",
    "/forms/no-such-form/check/",
    "/forms/..%2f/",
    f"{CONCERN}no-such-topic/",
    f"{NOTIFICATION}no-such-topic/",
    f"{NOTIFICATION}children/no-such-group/0123abcd/",
    f"{NOTIFICATION}event/children/0123abcd/",
    f"{NOTIFICATION}children/children/new/",
    f"{NOTIFICATION}children/children/0123ABCD/",
    f"{NOTIFICATION}children/children/0123abcd/keep/",
    f"{NOTIFICATION}children/children/not-an-item/remove/",
    f"{NOTIFICATION}children/children/",
    f"{NOTIFICATION}check/more/",
    f"{NOTIFICATION}advice/",
    f"{NOTIFICATION}advice/no-such-question/",
    f"{NOTIFICATION}advice/immediate-risk/",
    f"{NOTIFICATION}sent/",
    f"{NOTIFICATION}sent/7KQX-M3PD-W9TF/",
    f"{NOTIFICATION}sent/7KQX-M3PD-W9TG/",
    f"{NOTIFICATION}sent/x/",
    f"{NOTIFICATION}sent/7KQX-M3PD-W9TF/more/",
]


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_address_that_does_not_exist_is_not_found(browser: Browser, address: str) -> None:
    begun(browser)
    page = browser.get(address)
    assert (page.status, page.heading) == (404, "Page not found")
    assert any(link in page.links() for link in ("Go to the first page of this site", *_again(page)))


def _again(page: CheckedPage) -> list[str]:
    return [words for words in page.links() if words.startswith("Start again: ")]


def test_advice_leads_back_to_items_that_exist_and_nowhere_else(browser: Browser) -> None:
    begun(browser)
    browser.submit(browser.get(f"{NOTIFICATION}safety/"), {"immediate-risk": "yes"})
    assert browser.get(f"{NOTIFICATION}advice/immediate-risk/").status == 200
    for steps in ("children/children/0123abcd/", "children/0123abcd/", "x/y/z/", "x/"):
        assert browser.get(f"{NOTIFICATION}advice/immediate-risk/{steps}").status == 404


METHODS = [
    ("PUT", CONCERN, "GET, HEAD, POST"),
    ("DELETE", f"{NOTIFICATION}", "GET, HEAD, POST"),
    ("PATCH", f"{NOTIFICATION}event/", "GET, HEAD, POST"),
    ("OPTIONS", f"{NOTIFICATION}children/children/0123abcd/", "GET, HEAD, POST"),
    ("DELETE", f"{NOTIFICATION}children/children/0123abcd/remove/", "GET, HEAD, POST"),
    ("PUT", f"{NOTIFICATION}advice/immediate-risk/", "GET, HEAD, POST"),
    ("DELETE", f"{NOTIFICATION}leave/", "GET, HEAD, POST"),
    ("POST", f"{NOTIFICATION}check/", "GET, HEAD"),
    ("DELETE", f"{NOTIFICATION}copy/", "GET, HEAD"),
    ("GET", f"{CONCERN}confirm/", "POST"),
    ("PUT", f"{CONCERN}confirm/", "POST"),
    ("POST", f"{CONCERN}sent/7KQX-M3PD-W9TF/", "GET, HEAD"),
]


@pytest.mark.parametrize(("method", "address", "allowed"), METHODS)
def test_a_method_that_an_address_does_not_take_is_refused_naming_those_it_takes(
    cloud: dict[str, str], method: str, address: str, allowed: str
) -> None:
    answer = Browser().raw(method, address)
    assert answer["statusCode"] == 405
    assert answer["headers"]["allow"] == allowed
    assert "That cannot be done here" in answer["body"]


ADDRESSES = [CONCERN, NOTIFICATION, f"{NOTIFICATION}check/", f"{NOTIFICATION}event/", f"{CONCERN}no-such-page/"]


@pytest.mark.parametrize("address", [*ADDRESSES, f"{CONCERN}sent/x/"])
def test_head_answers_as_get_does_without_the_page(browser: Browser, address: str) -> None:
    begun(browser)
    got, head = browser.raw("GET", address), browser.raw("HEAD", address)
    assert head["statusCode"] == got["statusCode"]
    assert head["headers"] == got["headers"]
    assert head["body"] == ""


def test_a_page_asked_for_without_its_slash_moves_to_where_its_cookie_is_sent(browser: Browser) -> None:
    begun(browser)
    answer = browser.raw("GET", f"{NOTIFICATION}event?change")
    assert (answer["statusCode"], answer["headers"]["location"]) == (301, f"{NOTIFICATION}event/?change")
    assert browser.raw("GET", "/forms/notification")["headers"]["location"] == NOTIFICATION


@pytest.mark.parametrize("path", ["//other.example/forms", "/\\other.example", "/forms/a\r\nset-cookie:b"])
def test_moving_never_leads_to_another_site_or_into_another_header(cloud: dict[str, str], path: str) -> None:
    answer = fill_in.handler(event("GET", path), None)
    location = answer["headers"]["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\n" not in location


def test_without_its_slash_a_form_can_still_be_posted(browser: Browser) -> None:
    assert browser.post("/forms/concern", ANONYMOUS).heading == "Check your answers"


def test_a_page_that_is_too_large_is_refused(browser: Browser) -> None:
    page = browser.post(CONCERN, {**ANONYMOUS, "what-happened": "x" * 1_000_001})
    assert (page.status, page.heading) == (413, "What you sent is too long")
    assert "Nothing on that page was saved" in page.shown
    assert "contact page" in page.links()


def test_the_longest_answers_that_are_allowed_are_not_too_large(browser: Browser) -> None:
    page = browser.post(CONCERN, {**ANONYMOUS, "what-happened": "🙂" * 3000})
    assert page.heading == "Check your answers"


def test_too_many_inputs_are_refused(browser: Browser) -> None:
    page = browser.post(CONCERN, [(f"input-{number}", "x") for number in range(1001)])
    assert page.status == 413


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_not_a_posted_form_is_refused(cloud: dict[str, str], kind: str) -> None:
    page = answered(event("POST", CONCERN, '{"danger": "no"}', content_type=kind))
    assert (page.status, page.heading) == (415, "We could not read what was sent")
    assert "Nothing was saved" in page.shown


def test_a_charset_beside_the_content_type_is_no_reason_to_refuse(cloud: dict[str, str]) -> None:
    request = event("POST", CONCERN, urlencode(ANONYMOUS), content_type=f"{FORM.upper()}; charset=UTF-8")
    assert answered(request).heading == "Check your answers"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", [CONCERN, f"{CONCERN}leave/", f"{NOTIFICATION}event/"])
def test_a_page_of_another_site_cannot_post_here(cloud: dict[str, str], site: str, path: str) -> None:
    page = answered(event("POST", path, urlencode(ANONYMOUS), sec_fetch_site=site))
    assert (page.status, page.heading) == (400, "That did not come from this site")
    assert rows("Drafts") == []


def test_another_site_cannot_confirm(browser: Browser) -> None:
    action, inputs = browser.post(CONCERN, ANONYMOUS).form_with({})
    answer = confirm.handler(event("POST", action, urlencode(inputs), sec_fetch_site="cross-site"), None)
    assert answer["statusCode"] == 400
    assert rows("Records") == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_and_a_refresh_can(cloud: dict[str, str], site: str) -> None:
    page = answered(event("POST", CONCERN, urlencode(ANONYMOUS), sec_fetch_site=site))
    assert page.heading == "Check your answers"


def test_a_body_in_base64_is_read(cloud: dict[str, str]) -> None:
    body = base64.b64encode(urlencode(ANONYMOUS).encode()).decode()
    assert answered({**event("POST", CONCERN, body), "isBase64Encoded": True}).heading == "Check your answers"


@pytest.mark.parametrize("body", ["a", "====", "é", "not base64!"])
def test_a_body_that_only_says_it_is_base64_is_refused(cloud: dict[str, str], body: str) -> None:
    assert answered({**event("POST", CONCERN, body), "isBase64Encoded": True}).status == 415


def test_an_event_without_headers_cookies_body_or_query_is_answered(cloud: dict[str, str]) -> None:
    answer = fill_in.handler({"rawPath": CONCERN, "requestContext": {"http": {"method": "POST"}}}, None)
    assert answer["statusCode"] == 422


def test_inputs_that_no_question_has_are_ignored(browser: Browser) -> None:
    page = browser.post(CONCERN, {**ANONYMOUS, "unheard-of": f"Hidden {CANARY}", "danger-x": "yes"})
    assert page.heading == "Check your answers"
    assert f"Hidden {CANARY}" not in page.text


def test_an_option_that_was_never_offered_is_refused_at_its_field(browser: Browser) -> None:
    page = browser.post(CONCERN, {**ANONYMOUS, "danger": "perhaps"})
    assert page.errors == [("Select one of the answers shown for ‘A child in danger now’", "#danger")]


def shown_on(page: CheckedPage, title: str) -> str:
    """An answer as a page shows it, with its lines, exactly."""
    row = re.search(rf"{title}</dt>\s*<dd[^>]*>(.*?)</dd>", page.text, re.DOTALL)
    assert row, title
    lines = re.findall(r'<span class="cmr-answer" dir="auto">(.*?)</span>', row.group(1), re.DOTALL)
    return "\n".join(unescape(line) for line in lines)


SHOWN = {
    "right to left": "מה קרה לילד",
    "mixed directions": "Child \u202eterces\u202c and ילד",
    "zero width": "a\u200bb\u200d\u2060c",
    "4 bytes": "👩‍👧‍👦 𝒜 𐍈",
    "combining": "Z̷̢͂a̸͐l̶g̴o",
    "markup": "<script>alert(1)</script><!--slot:main--> & &amp; \"'",
    "templates": "{{ 7 * 7 }}{% raw %}",
    "a very long word": "x" * 3000,
    "lines": "first\n\n  third",
    "a formula": "=1+1",
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN.keys())
def test_unusual_text_is_shown_exactly_as_typed(browser: Browser, text: str) -> None:
    page = browser.post(CONCERN, {**ANONYMOUS, "what-happened": text})
    assert shown_on(page, "What happened") == text


REFUSED = {
    "nul": "a%00b",
    "escape": "a%1Bb",
    "c1 control": "a%C2%85b",
    "lone surrogate": "a%ED%A0%80b",
    "latin-1": "caf%E9",
    "cut short": "a%F0%9F",
    "overlong": "a%C0%AFb",
    "noncharacter": "a%EF%BF%BEb",
}


@pytest.mark.parametrize("encoded", REFUSED.values(), ids=REFUSED.keys())
def test_what_no_page_can_show_is_refused_at_its_field(cloud: dict[str, str], encoded: str) -> None:
    others = urlencode({name: given for name, given in ANONYMOUS.items() if name != "what-happened"})
    page = answered(event("POST", CONCERN, f"{others}&what-happened={encoded}"))
    assert page.status == 422
    assert [where for _, where in page.errors] == ["#what-happened"]
    assert "characters that cannot be shown" in page.errors[0][0]
    assert page.value("what-happened")


@pytest.mark.parametrize("encoded", REFUSED.values(), ids=REFUSED.keys())
def test_what_no_page_can_show_does_not_break_the_pages_of_a_draft(browser: Browser, encoded: str) -> None:
    begun(browser)
    action, inputs = browser.get(f"{NOTIFICATION}children/").form_with({"add": "children"})
    page = browser.post(action, inputs)
    address, kept = page.form_with({})
    body = urlencode([pair for pair in kept if pair[0] != "child-name"]) + f"&child-name={encoded}&later=yes"
    assert browser.raw("POST", address, body)["statusCode"] == 303
    for path in ("children/", "check/"):
        assert browser.get(f"{NOTIFICATION}{path}").status == 200
    assert browser.get(address).status == 200


# Text as any browser can post it. What is typed around it, and how a line ends, is nobody's meaning.
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED.filter(lambda text: text.strip()))
def test_any_text_is_shown_as_typed_or_refused_at_its_field(cloud: dict[str, str], text: str) -> None:
    page = Browser().post(CONCERN, {**ANONYMOUS, "what-happened": text})
    if page.status == 422:
        assert [where for _, where in page.errors] == ["#what-happened"]
    else:
        assert shown_on(page, "What happened") == text.strip()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200))
def test_no_body_is_an_error_nobody_understands(cloud: dict[str, str], body: bytes) -> None:
    for encoded in (quote_plus(body), base64.b64encode(body).decode()):
        request = {**event("POST", CONCERN, encoded), "isBase64Encoded": encoded != quote_plus(body)}
        assert answered(request).status in {422, 413}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=40), form=st.sampled_from([CONCERN, NOTIFICATION, "/"]))
def test_no_address_is_an_error_nobody_understands(cloud: dict[str, str], path: str, form: str) -> None:
    for handler in (fill_in.handler, confirm.handler):
        assert handler(event("GET", f"{form}{path}/"), None)["statusCode"] < 500


def test_every_page_is_kept_out_of_caches_and_addresses_hold_nothing_typed(browser: Browser) -> None:
    begun(browser)
    pages = [
        added(browser, "children", "children", a_child(1)),
        browser.get(f"{NOTIFICATION}check/"),
        browser.get(f"{NOTIFICATION}no-such-page/"),
        browser.post(CONCERN, {}),
        browser.submit(browser.post(CONCERN, ANONYMOUS)),
    ]
    assert {page.headers["cache-control"] for page in pages} == {"no-store"}
    assert not [address for address in browser.visited if CANARY.lower() in address.lower()]
    assert not [address for address in browser.visited if browser.cookies["draft-concern"] in address]
