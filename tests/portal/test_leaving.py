"""Leaving at once: on the start page and the frozen page of a form that can be left, and on no other page."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from cmr.forms.catalogue import load_forms
from promises import broken_promises, text_of

ROOT = Path(__file__).parents[2]
FORMS = load_forms(ROOT / "content")
FOCUSED = ("a", "button", "input", "select", "textarea", "summary")
LEFT = [address for form in FORMS.values() if form.can_leave for address in (form.start, f"/forms/{form.slug}/")]
STAYED_ON = ["/", "/help/", *(form.start for form in FORMS.values() if not form.can_leave)]


def parsed(text: str) -> Element:
    document: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return document


@pytest.mark.parametrize("address", LEFT)
def test_the_second_thing_that_the_keyboard_reaches_leaves(client: FlaskClient, address: str) -> None:
    document = parsed(client.get(address).text)
    first, second = [one for one in document.iter() if one.tag in FOCUSED][:2]
    assert (text_of(first), first.get("href")) == ("Skip to main content", "#main-content")
    assert (text_of(second), second.get("type"), second.get("form")) == ("Exit this page", "submit", "exit")
    (form,) = (one for one in document.iter("form") if one.get("id") == "exit")
    assert (form.get("method"), form.get("action")) == ("post", "/forms/concern/leave/")
    assert list(form.iter("input")) == []


@pytest.mark.parametrize("address", LEFT)
def test_the_way_out_is_pinned_to_the_whole_page_and_not_to_a_part_of_it(client: FlaskClient, address: str) -> None:
    (body,) = parsed(client.get(address).text).iter("body")
    assert "cmr-exit" in [one.get("class") for one in body]


@pytest.mark.parametrize("address", LEFT)
def test_no_menu_leads_astray_and_one_script_listens_for_shift(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    assert 'aria-label="Main"' not in text
    assert len(re.findall(r'<script type="module" src="/assets/exit-[0-9a-f]{12}\.js"></script>', text)) == 1


@pytest.mark.parametrize("address", STAYED_ON)
def test_no_other_page_has_a_way_out_or_its_script(client: FlaskClient, address: str) -> None:
    text = client.get(address).text
    assert "cmr-exit" not in text
    assert "/assets/exit-" not in text


def test_after_sending_nobody_is_told_that_it_is_deleted(app: Flask) -> None:
    with app.app_context():
        before, after = (
            render_template_string('{% include "cmr/parts/exit.html" %}', form=FORMS["concern"], sent=sent)
            for sent in (False, True)
        )
    assert "Deletes what you typed." in before
    assert "Deletes" not in after
    assert "What you sent stays received." in after


def test_what_was_typed_is_not_offered_again_by_the_browser(client: FlaskClient) -> None:
    assert 'novalidate autocomplete="off"' in client.get("/forms/concern/").text


# The frame


@pytest.fixture
def frame(frozen: Path) -> str:
    return (frozen.parent / "frame.html").read_text("utf-8")


def filled(frame: str) -> str:
    for slot, words in (("title", "Danger"), ("before", ""), ("main", "<h1>Danger</h1>")):
        frame = frame.replace(f"<!--slot:{slot}-->", words)
    return frame


def test_a_function_can_put_the_way_out_into_the_frame(app: Flask, frame: str) -> None:
    with app.app_context():
        way_out = render_template_string('{% include "cmr/parts/exit.html" %}', form=FORMS["concern"])
    page = filled(frame.replace("<!--slot:exit-->", way_out))
    assert broken_promises(page, "/forms/concern/d/example/danger/") == []
    assert 'form="exit"' in page
    assert "/assets/exit-" in page


def test_a_function_can_take_the_way_out_of_the_frame(frame: str) -> None:
    page = filled(re.sub("<!--exit-->.*<!--/exit-->", "", frame, flags=re.DOTALL))
    assert broken_promises(page) == []
    assert "exit" not in page
