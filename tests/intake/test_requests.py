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
from moto_cloud import Browser, call, rows
from web.errors import TooLarge
from web.http import LARGEST_BODY, MOST_ASKED, MOST_INPUTS, Request, moved
from what_people_type import ANONYMOUS, CANARY, a_child, added, adding, begun, confirmed, filled

NOTIFICATION = "/forms/notification/"
CONCERN = "/forms/concern/"
NOBODYS = f"{NOTIFICATION}d/0123456789abcdef/"
"""Where a draft could be, and none is."""
OURS = "https://portal.example"
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
    answer = call("FillIn", request)
    return CheckedPage(answer["statusCode"], answer["body"], answer["headers"], request["rawPath"])


def taken(request: dict[str, Any]) -> str:
    """The address at which a request began a draft."""
    answer = call("FillIn", request)
    assert answer["statusCode"] == 303
    assert len(rows("Drafts")) == 2  # the draft, and the key to the page after it
    return str(answer["headers"]["location"])


def written(browser: Browser, text: str) -> CheckedPage:
    """Check your answers, or the page with its mistake, once a concern says this of what happened."""
    return filled(browser, answers={**ANONYMOUS, "what-happened": text})


UNKNOWN = [
    "/",
    "/forms/",
    "/elsewhere/",
    "/forms/no-such-form/",
    "/forms/no-such-form/check/",
    "/forms/..%2f/",
    f"{CONCERN}no-such-topic/",
    f"{NOTIFICATION}no-such-topic/",
    f"{NOTIFICATION}check/more/",
    f"{NOTIFICATION}advice/",
    f"{NOTIFICATION}left/more/",
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


UNKNOWN_OF_A_DRAFT = [
    "no-such-topic",
    "children/no-such-group/0123abcd",
    "event/children/0123abcd",
    "children/children/new",
    "children/children/0123ABCD",
    "children/children/0123abcd/keep",
    "children/children/not-an-item/remove",
    "children/children",
    "check/more",
    "copy",
    "copy/more",
    "leave/more",
    "open/more",
    "advice",
    "advice/no-such-question",
    "advice/immediate-risk",
    "sent/7KQX-M3PD-W9TF",
]


@pytest.mark.parametrize("steps", UNKNOWN_OF_A_DRAFT)
def test_a_page_that_a_draft_does_not_have_is_not_found(browser: Browser, steps: str) -> None:
    begun(browser)
    page = browser.get(browser.at("notification", steps))
    assert (page.status, page.heading) == (404, "Page not found")
    assert _again(page)
    assert len(browser.cookies) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://other.example/",
        "//other.example/",
        "/",
        "/forms/concern/",
        f"{NOBODYS}event/",
        "",
        "{}../../x/",
        "{}\\x",
    ],
)
def test_the_way_for_browsers_without_cookies_leads_to_pages_of_its_draft_alone(
    browser: Browser, elsewhere: str
) -> None:
    begun(browser)
    to = elsewhere.format(browser.at("notification"))
    answer = browser.raw("POST", browser.at("notification", "open"), urlencode({"to": to}))
    assert answer["statusCode"] == 404
    assert "location" not in answer["headers"]


def _again(page: CheckedPage) -> list[str]:
    return [words for words in page.links() if words.startswith("Start again: ")]


def test_advice_leads_back_to_items_that_exist_and_nowhere_else(browser: Browser) -> None:
    begun(browser)
    browser.submit(browser.get(browser.at("notification", "danger-now")), {"immediate-risk": "yes"})
    assert browser.get(browser.at("notification", "advice", "immediate-risk")).status == 200
    for steps in ("children/children/0123abcd", "children/0123abcd", "x/y/z", "x"):
        assert browser.get(browser.at("notification", "advice", "immediate-risk", steps)).status == 404


METHODS = [
    ("PUT", CONCERN, "GET, HEAD, POST"),
    ("DELETE", f"{NOTIFICATION}", "GET, HEAD, POST"),
    ("DELETE", f"{NOTIFICATION}leave/", "GET, HEAD, POST"),
    ("POST", f"{CONCERN}left/", "GET, HEAD"),
    ("POST", f"{NOTIFICATION}d/", "GET, HEAD"),
    ("DELETE", NOBODYS, "GET, HEAD"),
    ("PATCH", f"{NOBODYS}event/", "GET, HEAD, POST"),
    ("OPTIONS", f"{NOBODYS}children/children/0123abcd/", "GET, HEAD, POST"),
    ("DELETE", f"{NOBODYS}children/children/0123abcd/remove/", "GET, HEAD, POST"),
    ("PUT", f"{NOBODYS}advice/immediate-risk/", "GET, HEAD, POST"),
    ("DELETE", f"{NOBODYS}leave/", "GET, HEAD, POST"),
    ("POST", f"{NOBODYS}check/", "GET, HEAD"),
    ("DELETE", f"{NOBODYS}copy/", "GET, HEAD, POST"),
    ("GET", f"{NOBODYS}open/", "POST"),
    ("GET", f"{NOBODYS}confirm/", "POST"),
    ("PUT", f"{NOBODYS}confirm/", "POST"),
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


STEPS = [(), ("check",), ("event",), ("copy",), ("leave",), ("no-such-page",)]
ADDRESSES = [
    CONCERN,
    NOTIFICATION,
    f"{NOTIFICATION}d/",
    f"{NOTIFICATION}leave/",
    f"{NOTIFICATION}event/",
    f"{CONCERN}left/",
    f"{CONCERN}no-such-page/",
    f"{CONCERN}sent/x/",
]


@pytest.mark.parametrize("address", [*ADDRESSES, *STEPS], ids=str)
def test_head_answers_as_get_does_without_the_page(browser: Browser, address: str | tuple[str, ...]) -> None:
    begun(browser)
    asked = address if isinstance(address, str) else browser.at("notification", *address)
    got, head = browser.raw("GET", asked), browser.raw("HEAD", asked)
    assert head["statusCode"] == got["statusCode"]
    assert head["headers"] == got["headers"]
    assert head["body"] == ""


def test_a_page_asked_for_without_its_slash_moves_to_its_address(browser: Browser) -> None:
    begun(browser)
    event_page = browser.at("notification", "event")
    answer = browser.raw("GET", f"{event_page.removesuffix('/')}?change")
    assert (answer["statusCode"], answer["headers"]["location"]) == (301, f"{event_page}?change")
    assert browser.raw("GET", "/forms/notification")["headers"]["location"] == NOTIFICATION


@pytest.mark.parametrize("path", ["//other.example/forms", "/\\other.example", "/forms/a\r\nset-cookie:b"])
def test_moving_never_leads_to_another_site_or_into_another_header(cloud: dict[str, str], path: str) -> None:
    answer = call("FillIn", event("GET", path))
    location = answer["headers"]["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\n" not in location


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/forms/raise concern", "/forms/raise%20concern/"),
        ("/forms/caf\u00e9", "/forms/caf%C3%A9/"),
        ("/forms/a%2Fb%20c", "/forms/a%2Fb%20c/"),  # what was encoded stays as it was
        ('/forms/"><script>', "/forms/%22%3E%3Cscript%3E/"),
        ("/forms/a?b#c", "/forms/a%3Fb%23c/"),  # of the path, whatever it looks like
        ("/forms/@sub;v=1,2/$&'()*+!:", "/forms/@sub;v=1,2/$&'()*+!:/"),  # what a path may hold (RFC 3986)
    ],
)
def test_a_page_moves_to_an_address_written_as_addresses_are(path: str, location: str) -> None:
    answer = moved(Request.of(event("GET", path)))
    assert (int(answer.status), answer.headers["location"]) == (301, location)


@given(path=st.text(max_size=40))
def test_no_address_that_a_page_moves_to_needs_more_than_the_signs_of_an_address(path: str) -> None:
    location = moved(Request.of(event("GET", f"/forms/{path}"))).headers["location"]
    assert re.fullmatch(r"[A-Za-z0-9/%:@!$&'()*+,;=._~-]+", location)


def test_without_its_slash_a_form_can_still_be_posted(browser: Browser) -> None:
    assert browser.post("/forms/concern", {"danger": "no"}).heading == "Your concern"


def test_a_body_as_long_as_is_allowed_is_read_and_one_byte_more_is_not() -> None:
    body = "a=" + "x" * (LARGEST_BODY - 2)
    assert Request.of(event("POST", CONCERN, body)).typed.text("a") == body[2:]
    with pytest.raises(TooLarge):
        _ = Request.of(event("POST", CONCERN, body + "x")).typed


def test_as_many_inputs_as_are_allowed_are_read_and_one_more_is_not() -> None:
    inputs = [(f"input-{number}", "x") for number in range(MOST_INPUTS)]
    assert len(Request.of(event("POST", CONCERN, urlencode(inputs))).typed.values) == MOST_INPUTS
    with pytest.raises(TooLarge):
        _ = Request.of(event("POST", CONCERN, urlencode([*inputs, ("more", "x")]))).typed


def test_a_query_with_more_in_it_than_any_of_ours_says_nothing() -> None:
    most = "&".join(f"asked-{number}=x" for number in range(MOST_ASKED))
    assert len(Request.of({**event("GET", CONCERN), "rawQueryString": most}).asked) == MOST_ASKED
    assert Request.of({**event("GET", CONCERN), "rawQueryString": f"{most}&more=x"}).asked == {}


def test_a_page_that_is_too_large_is_refused(browser: Browser) -> None:
    page = browser.post(CONCERN, {**ANONYMOUS, "what-happened": "x" * LARGEST_BODY})
    assert (page.status, page.heading) == (413, "What you sent is too long")
    assert "Nothing on that page was saved" in page.shown
    assert "contact page" in page.links()


def test_the_longest_answers_that_are_allowed_are_not_too_large(browser: Browser) -> None:
    assert written(browser, "🙂" * 3000).heading == "Check your answers"


def test_too_many_inputs_are_refused(browser: Browser) -> None:
    page = browser.post(CONCERN, [(f"input-{number}", "x") for number in range(MOST_INPUTS + 1)])
    assert page.status == 413


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_not_a_posted_form_is_refused(cloud: dict[str, str], kind: str) -> None:
    page = answered(event("POST", CONCERN, '{"danger": "no"}', content_type=kind))
    assert (page.status, page.heading) == (415, "We could not read what was sent")
    assert "Nothing was saved" in page.shown


def test_a_charset_beside_the_content_type_is_no_reason_to_refuse(cloud: dict[str, str]) -> None:
    request = event("POST", CONCERN, urlencode(ANONYMOUS), content_type=f"{FORM.upper()}; charset=UTF-8")
    assert "/your-concern/" in taken(request)


# What a browser says of the page that posts. One that says where it came from is believed: no page can make it lie.
FROM_ELSEWHERE = [
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "cross-site", "origin": OURS},
    {"sec_fetch_site": "cross-site", "origin": "null"},
    {"sec_fetch_site": "unheard-of", "origin": OURS},
    {"origin": "https://other.example"},
    {"origin": "https://portal.example.other.example"},
    {"origin": "http://portal.example"},
    {"origin": "https://portal.example:8443"},
    {"origin": "null"},
    {"origin": ""},
]
FROM_HERE = [
    {"sec_fetch_site": "same-origin"},
    {"sec_fetch_site": "same-origin", "origin": OURS},
    {"sec_fetch_site": "same-origin", "origin": "null"},  # after a page that says nothing of where it was
    {"sec_fetch_site": "none"},
    {"origin": OURS},
    {},
]


@pytest.mark.parametrize("told", FROM_ELSEWHERE, ids=str)
@pytest.mark.parametrize("path", [CONCERN, f"{CONCERN}leave/", f"{NOBODYS}event/", f"{NOTIFICATION}event/"])
def test_a_page_of_another_site_cannot_post_here(cloud: dict[str, str], told: dict[str, str], path: str) -> None:
    page = answered(event("POST", path, urlencode(ANONYMOUS), **told))
    assert (page.status, page.heading) == (400, "That did not come from this site")
    assert rows("Drafts") == []


@pytest.mark.parametrize("told", FROM_ELSEWHERE, ids=str)
def test_another_site_cannot_confirm_nor_delete(browser: Browser, told: dict[str, str]) -> None:
    action, inputs = filled(browser).form_with({})
    headers = {name.replace("_", "-"): value for name, value in told.items()}
    for address in (action, browser.at("concern", "leave"), f"{CONCERN}leave/", f"{CONCERN}confirm/"):
        answer = browser.raw("POST", address, urlencode(inputs), headers)
        assert answer["statusCode"] == 400
        assert answer["cookies"] == []
    assert rows("Records") == []
    assert browser.get(browser.at("concern", "check")).status == 200


@pytest.mark.parametrize("told", FROM_HERE, ids=str)
def test_our_own_pages_and_browsers_that_do_not_say_can(cloud: dict[str, str], told: dict[str, str]) -> None:
    assert "/your-concern/" in taken(event("POST", CONCERN, urlencode(ANONYMOUS), **told))


@pytest.mark.parametrize("told", [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "none"}, {}], ids=str)
def test_a_page_may_be_opened_from_anywhere(browser: Browser, told: dict[str, str]) -> None:
    begun(browser)
    headers = {name.replace("_", "-"): value for name, value in told.items()}
    assert browser.get(browser.at("notification", "event"), **headers).status == 200


def test_a_body_in_base64_is_read(cloud: dict[str, str]) -> None:
    body = base64.b64encode(urlencode(ANONYMOUS).encode()).decode()
    assert "/your-concern/" in taken({**event("POST", CONCERN, body), "isBase64Encoded": True})


@pytest.mark.parametrize("body", ["a", "====", "é", "not base64!"])
def test_a_body_that_only_says_it_is_base64_is_refused(cloud: dict[str, str], body: str) -> None:
    assert answered({**event("POST", CONCERN, body), "isBase64Encoded": True}).status == 415


def test_an_event_without_headers_cookies_body_or_query_is_answered(cloud: dict[str, str]) -> None:
    assert "/danger-now/" in taken({"rawPath": CONCERN, "requestContext": {"http": {"method": "POST"}}})


UNHEARD_OF = {"unheard-of": f"Hidden {CANARY}", "danger-x": "yes", "draft": "A" * 43}


def test_inputs_that_no_question_of_the_page_has_are_ignored(browser: Browser) -> None:
    page, more = browser.post(CONCERN, {**ANONYMOUS, **UNHEARD_OF}), {"danger": "yes", **UNHEARD_OF}
    for _ in range(2):
        page = browser.submit(page, {**ANONYMOUS, **more})
    assert page.heading == "Check your answers"
    assert shown_on(page, "A child in danger now") == "No"
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
    assert shown_on(written(browser, text), "What happened") == text


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
def test_what_no_page_can_show_is_refused_at_its_field(browser: Browser, encoded: str) -> None:
    browser.post(CONCERN, {"danger": "no"})
    here = browser.at("concern", "your-concern")
    answer = browser.raw("POST", here, f"child=A+toddler&what-happened={encoded}")
    assert (answer["statusCode"], answer["headers"]["location"]) == (303, here)
    page = browser.get(here)
    assert [where for _, where in page.errors] == ["#what-happened"]
    assert "characters that cannot be shown" in page.errors[0][0]
    assert page.value("what-happened")
    assert page.value("child") == "A toddler"


@pytest.mark.parametrize("encoded", REFUSED.values(), ids=REFUSED.keys())
def test_what_no_page_can_show_does_not_break_the_pages_of_a_draft(browser: Browser, encoded: str) -> None:
    begun(browser)
    address, kept = adding(browser, "children", "children").form_with({})
    body = urlencode([pair for pair in kept if pair[0] != "child-name"]) + f"&child-name={encoded}&later=yes"
    assert browser.raw("POST", address, body)["statusCode"] == 303
    for steps in ("children", "check"):
        assert browser.get(browser.at("notification", steps)).status == 200
    assert browser.get(address).status == 200


# Text as any browser can post it. What is typed around it, and how a line ends, is nobody's meaning.
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED.filter(lambda text: text.strip()))
def test_any_text_is_shown_as_typed_or_refused_at_its_field(cloud: dict[str, str], text: str) -> None:
    page = written(Browser(), text)
    if page.errors:
        assert [where for _, where in page.errors] == ["#what-happened"]
    else:
        assert shown_on(page, "What happened") == text.strip()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200))
def test_no_body_is_an_error_nobody_understands(cloud: dict[str, str], body: bytes) -> None:
    for encoded in (quote_plus(body), base64.b64encode(body).decode()):
        request = {**event("POST", CONCERN, encoded), "isBase64Encoded": encoded != quote_plus(body)}
        answer = call("FillIn", request)
        assert answer["statusCode"] in {303, 413}
        if answer["statusCode"] == 303:
            assert "/danger-now/" in answer["headers"]["location"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=40), form=st.sampled_from([CONCERN, NOTIFICATION, "/"]))
def test_no_address_is_an_error_nobody_understands(cloud: dict[str, str], path: str, form: str) -> None:
    for function in ("FillIn", "Confirm"):
        assert call(function, event("GET", f"{form}{path}/"))["statusCode"] < 500


def test_every_page_is_kept_out_of_caches_and_addresses_hold_nothing_typed(browser: Browser) -> None:
    begun(browser)
    pages = [
        added(browser, "children", "children", a_child(1)),
        browser.get(browser.at("notification", "check")),
        browser.get(browser.at("notification", "no-such-page")),
        browser.get(f"{NOTIFICATION}d/"),
        browser.get(f"{NOTIFICATION}no-such-page/"),
        browser.post(CONCERN, {}),
        confirmed(browser, filled(browser)),
        browser.post(f"{CONCERN}leave/", {}),
    ]
    tokens = list(browser.cookies.values())
    assert {page.headers["cache-control"] for page in pages} == {"no-store"}
    assert not [address for address in browser.visited if CANARY.lower() in address.lower()]
    assert tokens
    assert not [address for address in browser.visited for token in tokens if token in address]


@pytest.mark.parametrize(
    ("address", "answers"),
    [
        (CONCERN, {}),
        (CONCERN, {"danger": "perhaps"}),
        (CONCERN, ANONYMOUS),
        ("/forms/known-to-agency/", {}),
        (NOTIFICATION, {}),
        (f"{CONCERN}leave/", {}),
    ],
    ids=str,
)
def test_every_post_is_answered_with_a_way_to_a_page_and_never_with_a_page(
    browser: Browser, address: str, answers: dict[str, Any]
) -> None:
    answer = browser.raw("POST", address, urlencode(answers))
    assert (answer["statusCode"], answer["body"]) == (303, "")
    assert answer["headers"]["location"].startswith(address.removesuffix("leave/"))
    assert answer["headers"]["cache-control"] == "no-store"


@pytest.mark.parametrize("steps", ["danger-now", "safety", "event", "children", "children/children/0123abcd"])
@pytest.mark.parametrize("later", ["", "yes"], ids=["going on", "later"])
def test_a_page_with_mistakes_is_shown_by_the_address_that_it_was_posted_to(
    browser: Browser, steps: str, later: str
) -> None:
    begun(browser)
    here = browser.at("notification", steps)
    answer = browser.raw("POST", here, urlencode({"later": later} if later else {}))
    assert (answer["statusCode"], answer["body"]) == (303, "")
    if not later:
        assert answer["headers"]["location"] == here
    assert bool(browser.get(here).errors) == (not later)
