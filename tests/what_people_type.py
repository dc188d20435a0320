"""What people type in these tests, form by form, and how it is typed through the pages. Every name is invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from checked_page import CheckedPage
from cmr.filled import new_item_id
from moto_cloud import Browser

CANARY = "Quillfeather"
"""Part of everything that names or describes a person here, so that a leak of any of it shows."""
EMAIL = "quillfeather@example.org"

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
    "safety": {
        "immediate-risk": "no",
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


def begun(browser: Browser) -> CheckedPage:
    """A notification just begun: its task list."""
    return browser.post("/forms/notification/", {})


def topic(browser: Browser, topic_id: str, answers: Answers | None = None, **button: str) -> CheckedPage:
    """A topic's page opened, filled in and saved."""
    page = browser.get(f"/forms/notification/{topic_id}/")
    return browser.submit(page, dict(TOPICS[topic_id] if answers is None else answers), **button)


def added(browser: Browser, topic_id: str, group: str, answers: Answers) -> CheckedPage:
    """An item added to a group of the notification, through the button on the topic's page."""
    page = browser.get(f"/forms/notification/{topic_id}/")
    action, inputs = page.form_with({"add": group})
    return browser.submit(browser.post(action, inputs), dict(answers))


def put(browser: Browser, topic_id: str, group: str, answers: Answers, *, count: int = 1) -> None:
    """The same item added so many times, without looking at the pages in between."""
    for _ in range(count):
        _kept(browser, f"/forms/notification/{topic_id}/{group}/{new_item_id()}/", answers)


def filled_in(browser: Browser) -> CheckedPage:
    """The shortest notification that can be sent: every topic, one child. Gives Check your answers."""
    _kept(browser, "/forms/notification/", {})
    put(browser, "children", "children", a_child(1))
    for topic_id, answers in TOPICS.items():
        _kept(browser, f"/forms/notification/{topic_id}/", answers)
    return browser.get("/forms/notification/check/")


def _kept(browser: Browser, address: str, answers: Answers) -> None:
    assert browser.raw("POST", address, urlencode(answers, doseq=True))["statusCode"] == 303, address


def sent(browser: Browser, slug: str = "concern", answers: Answers = ANONYMOUS) -> CheckedPage:
    """A one-page form filled in, checked and confirmed: its receipt."""
    return browser.submit(browser.post(f"/forms/{slug}/", dict(answers)))


def reference_on(page: CheckedPage) -> str:
    """The reference that Check your answers or a receipt shows, in its heading panel or first paragraph."""
    return next("".join(one.itertext()) for one in page.all("main")[0].iter("strong"))
