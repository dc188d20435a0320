"""What people type in these tests, form by form, and how it is typed through the pages. Every name is invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from checked_page import CheckedPage, held
from cmr.forms.catalogue import load_form
from cmr.forms.form_state import new_item_id
from moto_cloud import ROOT, Browser
from promises import text_of

CANARY = "Quillfeather"
"""Part of everything that names or describes a person here, so that a leak of any of it shows."""
EMAIL = "quillfeather@example.org"
CHECK = "Check your answers"
RECEIPT = "We have received what you sent"
MOST_PAGES = 10
"""More than any form has that is walked from page to page."""

Answers = Mapping[str, Any]


def day(name: str, written: str) -> dict[str, str]:
    """The three inputs of a date: `day("born", "4 2 2021")`; a part left out is left empty."""
    parts = ["", "", *written.split()][-3:]
    return {f"{name}-day": parts[0], f"{name}-month": parts[1], f"{name}-year": parts[2]}


ANONYMOUS: Answers = {
    "danger": "no",
    "what-happened": f"Nobody looked again after {CANARY} was seen.",
    "stay-anonymous": "yes",
    "understand": "yes",
}
WITH_EMAIL: Answers = {
    **ANONYMOUS,
    "stay-anonymous": "no",
    "name": f"Ivy {CANARY}",
    "name-may-be-shared": "yes",
    "email": EMAIL,
}

KNOWN: Answers = {
    "case-reference": "7KQX-M3PD-W9TF",
    "case-pseudonym": f"Heron {CANARY}",
    "referral-agency": "belfast-trust",
    "databases": f"Case system and paper files of {CANARY}",
    **day("databases-checked-on", "20 11 2026"),
    "known": "yes",
    "known-who": "both",
    "details": f"Visits to the {CANARY} family",
    "period-not-known": "yes",
    "services": "Health visiting",
    "working-together": "no",
    "name": f"Rowan {CANARY}",
    "role": "Nurse",
    "email": EMAIL,
    "agency": "northern-trust",
    **day("replied-on", "23 11 2026"),
}
NOT_KNOWN_TO_US: Answers = {
    **{name: given for name, given in KNOWN.items() if name in {"case-reference", "case-pseudonym", "referral-agency"}},
    "databases": "All of them",
    **day("databases-checked-on", "20 11 2026"),
    "known": "no",
    "all-databases-checked": "yes",
    "name": f"Rowan {CANARY}",
    "role": "Nurse",
    "email": EMAIL,
    "agency": "northern-trust",
    **day("replied-on", "23 11 2026"),
}

TOPICS: Mapping[str, Answers] = {
    "danger-now": {"immediate-risk": "no"},
    "safety": {
        "route": "death-or-harm",
        "what-happened": "both",
        "grounds": ["abuse-or-neglect", "register"],
        "abuse-known": "known",
        "register-who": "child",
        "register-when": "now",
        **day("criteria-met-on", "20 11 2026"),
    },
    "notifying-agency": {
        "agency": "belfast-trust",
        "trust-area": "belfast",
        "completed-by-name": f"Rowan {CANARY}",
        "completed-by-role": "Social worker",
        "completed-by-email": EMAIL,
        "completed-by-telephone": "028 9649 6001",
        "is-representative": "yes",
        "signed-off": "yes",
        "signed-off-by": f"Ash {CANARY}",
        **day("signed-off-on", "21 11 2026"),
    },
    "children": {},
    "event": {
        "event-date-is": "exact",
        **day("event-date", "2 11 2026"),
        "event-place": "childs-home",
        "event-area": f"{CANARY} Street",
        "event-nature": ["neglect", "physical"],
        "event-account": f"What happened to {CANARY}",
        "event-significance": "It will last",
        "suspects-absent": "not-known",
    },
    "family": {"parents-absent": "not-known", "siblings-absent": "none", "other-adults-absent": "none"},
    "agencies": {"agencies-involved-absent": "none", "another-could-notify": "no"},
    "learning": {},
    "proceedings": dict.fromkeys(
        ("criminal", "coroner", "family-court", "sai", "cdop", "employment", "other-review"), "no"
    ),
    "family-told": {"parents-told": "not-yet", "parents-told-when-not-known": "yes", "child-told": "died"},
    "documents": {
        "briefing-report": "none",
        "declare-facts": "yes",
        "declare-lawful": "yes",
        "declare-privacy": "yes",
    },
}


def a_child(number: int) -> Answers:
    return {
        "child-name": f"Child {number} {CANARY}",
        **day("child-born", f"{number % 28 + 1} 2 2021"),
        "child-sex": "female",
        "child-hc-number-reason": "not-available",
        "child-disability": "not-known",
        "child-address-not-known": "yes",
        "child-lived-there": "yes",
        "child-legal-status": "no-order",
        "child-register": "never",
        "child-looked-after": "never",
        "child-died": "yes",
        "child-died-on-not-known": "yes",
        "child-coroner-told": "yes",
    }


def a_sibling(number: int) -> Answers:
    return {
        "sibling-name": f"Sibling {number} {CANARY}",
        "sibling-born-not-known": "yes",
        "sibling-relationship": "brother-or-sister",
        "sibling-register": "never",
        "sibling-looked-after": "never",
        "sibling-safe": "yes",
    }


def an_agency(number: int) -> Answers:
    return {
        "involved-agency": "psni",
        "involved-agency-name": f"Team {number} {CANARY}",
        "involved-worker-not-known": "yes",
        "involved-contact-not-known": "yes",
        **day("involved-from", f"{number + 1} 2024"),
        "still-involved": "yes",
    }


def fill(browser: Browser, page: CheckedPage, answers: Answers, *, button: str = "") -> CheckedPage:
    """A page filled in with those of the answers that it has inputs for, and its button pressed."""
    asked = {one.get("name") for tag in ("input", "select", "textarea") for one in page.all(tag)}
    return browser.submit(page, {name: given for name, given in answers.items() if name in asked}, button=button)


def press(browser: Browser, page: CheckedPage, button: str, answers: Answers | None = None) -> CheckedPage:
    """A button pressed by its words, in whichever form of the page it stands.

    The pages of a browser without cookies have a form for each link.
    """
    forms = page.all("main")[0].iter("form")
    form, pressed = next((form, one) for form in forms for one in form.iter("button") if text_of(one) == button)
    given = answers or {}
    pairs = [pair for one in form.iter() for pair in held(one) if pair[0] not in given]
    for name, value in given.items():
        pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    if pressed.get("name"):
        pairs.append((pressed.get("name", ""), pressed.get("value", "")))
    return browser.post(form.get("action", ""), pairs)


def started(browser: Browser, slug: str, answers: Answers) -> CheckedPage:
    """What the site's frozen page of a form leads to, filled in with those of the answers that it asks for."""
    first = load_form(slug, ROOT / "content").topics[0]
    asked = {name for question in first.questions for name in question.kind.inputs(question)}
    return browser.post(f"/forms/{slug}/", {name: given for name, given in answers.items() if name in asked})


def filled(browser: Browser, slug: str = "concern", answers: Answers = ANONYMOUS) -> CheckedPage:
    """A form filled in page after page, from the one that the site freezes, advice read on the way.

    Gives Check your answers; or the first page with a mistake, or the receipt of what was sent before.
    """
    page = started(browser, slug, answers)
    for _ in range(MOST_PAGES):
        if page.status != 200 or page.errors or page.heading in (CHECK, RECEIPT):
            return page
        page = fill(browser, page, answers)
    raise AssertionError(f"pages without end: {browser.visited}")


def confirmed(browser: Browser, check: CheckedPage) -> CheckedPage:
    """Check your answers, sent by its button."""
    send = next(text_of(one) for one in check.all("button") if text_of(one).startswith("Confirm and send"))
    return press(browser, check, send)


def sent(browser: Browser, slug: str = "concern", answers: Answers = ANONYMOUS) -> CheckedPage:
    """A form without a task list filled in, checked and confirmed: its receipt."""
    return confirmed(browser, filled(browser, slug, answers))


def begun(browser: Browser) -> CheckedPage:
    """A notification just begun: its task list."""
    browser.post("/forms/notification/", {})
    return browser.get(browser.at("notification"))


def topic(browser: Browser, topic_id: str, answers: Answers | None = None, **button: str) -> CheckedPage:
    """A topic's page opened, filled in and saved."""
    page = browser.get(browser.at("notification", topic_id))
    return browser.submit(page, dict(TOPICS[topic_id] if answers is None else answers), **button)


def adding(browser: Browser, topic_id: str, group: str) -> CheckedPage:
    """The empty page of a new item of a group, to which the button on the topic's page leads."""
    action, inputs = browser.get(browser.at("notification", topic_id)).form_with({"add": group})
    return browser.post(action, inputs)


def added(browser: Browser, topic_id: str, group: str, answers: Answers) -> CheckedPage:
    """An item added to a group of the notification, through the button on the topic's page."""
    return browser.submit(adding(browser, topic_id, group), dict(answers))


def put(browser: Browser, topic_id: str, group: str, answers: Answers, *, count: int = 1) -> None:
    """The same item added so many times, without looking at the pages in between."""
    for _ in range(count):
        _kept(browser, browser.at("notification", topic_id, group, new_item_id()), answers)


def filled_in(browser: Browser) -> CheckedPage:
    """The shortest notification that can be sent: every topic, one child. Gives Check your answers."""
    _kept(browser, "/forms/notification/", {})
    put(browser, "children", "children", a_child(1))
    for topic_id, answers in TOPICS.items():
        _kept(browser, browser.at("notification", topic_id), answers)
    return browser.get(browser.at("notification", "check"))


def _kept(browser: Browser, address: str, answers: Answers) -> None:
    assert browser.raw("POST", address, urlencode(answers, doseq=True))["statusCode"] == 303, address


def reference_on(page: CheckedPage) -> str:
    """The reference that a receipt shows in its heading panel, or a copy in its first paragraph."""
    return next("".join(one.itertext()) for one in page.all("main")[0].iter("strong"))
