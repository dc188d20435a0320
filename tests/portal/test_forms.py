"""The forms' static pages: a start, a form or a start button, and a blank, for every form there is."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from cmr.forms.catalogue import load_forms
from cmr.forms.form import Form
from cmr.forms.rendering import Renderer

ROOT = Path(__file__).parents[2]
FORMS = load_forms(ROOT / "content")

RENDERER = Renderer()

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


@every_form
def test_the_start_page_opens_the_form_and_leads_to_the_blank(client: FlaskClient, form: Form) -> None:
    text = client.get(form.start).text
    address = f"/forms/{form.slug}/"
    opening = f'href="{address}" role="button"' if form.frozen else f'<form method="post" action="{address}">'
    assert opening in text
    assert f'href="{address}blank/"' in text
    assert f"about {form.minutes} minutes" in text


@every_form
def test_a_form_without_a_task_list_is_static_and_others_are_left_to_their_function(
    client: FlaskClient, form: Form
) -> None:
    response = client.get(f"/forms/{form.slug}/")
    assert response.status_code == (200 if form.frozen else 404)


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.frozen], ids=lambda form: str(form.slug))
def test_a_static_form_asks_everything_of_its_first_page_and_carries_nothing_hidden(
    client: FlaskClient, form: Form
) -> None:
    text = client.get(f"/forms/{form.slug}/").text
    assert all((str(escape(one.label)) in text) is (one in form.topics[0].questions) for one in form.questions())
    document = html5lib.parse(text, namespaceHTMLElements=False)
    inputs = [*document.iter("input"), *document.iter("textarea"), *document.iter("option")]
    assert [element for element in inputs if element.get("type") == "hidden"] == []
    assert [element for element in inputs if "checked" in element.attrib] == []
    typed = [element for element in inputs if element.get("type") not in ("radio", "checkbox")]
    assert [element.get("name") for element in typed if element.tag != "option" and element.get("value")] == []


@every_form
def test_a_form_is_one_step_from_the_first_page_and_from_where_the_guidance_asks_for_it(
    client: FlaskClient, form: Form
) -> None:
    asking = {"notification": "09-timescale-for-notification", "known-to-agency": "12-following-notification"}
    guidance = asking.get(form.slug, "08-requests-from-the-public")
    for address in ("/", f"/guidance/{guidance}/"):
        _, _, main = client.get(address).text.partition("<main")
        assert f'href="{form.start}"' in main


@every_form
def test_search_engines_show_a_form_for_the_public_and_no_other_page_of_a_form(client: FlaskClient, form: Form) -> None:
    robots = client.get("/robots.txt").text.splitlines()
    noindex = '<meta name="robots" content="noindex">'
    open_to_all = form.slug == "concern"
    assert (f"Allow: /forms/{form.slug}/$" in robots) is open_to_all
    assert "Disallow: /forms/" in robots
    assert noindex in client.get(f"/forms/{form.slug}/blank/").text
    if form.frozen:
        assert (noindex in client.get(f"/forms/{form.slug}/").text) is not open_to_all


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.frozen], ids=lambda form: str(form.slug))
def test_a_static_form_can_be_left_where_it_says_so(client: FlaskClient, form: Form) -> None:
    text = client.get(f"/forms/{form.slug}/").text
    assert (f'action="/forms/{form.slug}/leave/"' in text) is form.can_leave


def test_some_form_can_be_left_and_some_shows_danger_numbers_so_that_these_tests_mean_something() -> None:
    assert (
        {form.can_leave for form in FORMS.values()} == {form.danger_first for form in FORMS.values()} == {True, False}
    )


@every_form
def test_no_markup_is_shown_as_words(form: Form) -> None:
    for topic in form.topics:
        drawn = RENDERER.form_page(form, topic, action=f"/forms/{form.slug}/")
        assert not re.search(r"&lt;/?[a-z]", drawn)


@every_form
def test_a_blank_asks_every_question_of_every_topic(client: FlaskClient, form: Form) -> None:
    text = client.get(f"/forms/{form.slug}/blank/").text
    for question in form.questions():
        assert str(escape(question.label)) in text
    for topic in form.topics:
        assert str(escape(topic.title)) in text


@every_form
def test_a_form_puts_the_danger_numbers_first_where_it_says_so(client: FlaskClient, form: Form) -> None:
    text = client.get(f"/forms/{form.slug}/blank/").text
    assert ('href="tel:999"' in text) is form.danger_first


@every_form
def test_the_stylesheet_reveals_as_many_branches_as_any_question_has(form: Form, stylesheet: Path) -> None:
    css = stylesheet.read_text("utf-8").replace('"', "'")
    for topic in form.topics:
        drawn = RENDERER.form_page(form, topic, action=f"/forms/{form.slug}/")
        for number in re.findall(r"cmr-then--(\d+)", drawn):
            assert f"[data-reveals~='{number}']" in css


def test_999_shows_as_soon_as_somebody_says_that_a_child_is_in_danger(client: FlaskClient, stylesheet: Path) -> None:
    document = html5lib.parse(client.get("/forms/concern/").text, namespaceHTMLElements=False)
    said = {one.get("value"): one.get("data-reveals") for one in document.iter("input") if one.get("name") == "danger"}
    assert said == {"yes": "call", "no": None}
    (shown,) = (one for one in document.iter("div") if "cmr-then--call" in (one.get("class") or "").split())
    assert [link.get("href") for link in shown.iter("a")] == ["tel:999"]
    assert "[data-reveals~=call]" in stylesheet.read_text("utf-8").replace('"', "")


def test_privacy_says_how_long_each_form_is_kept(client: FlaskClient) -> None:
    text = client.get("/privacy/").text
    for form in FORMS.values():
        assert str(escape(form.retention.draft)) in text
        assert str(escape(form.retention.record)) in text


@pytest.mark.parametrize(
    "address", ["/forms/poem/", "/forms/poem/blank/", "/guidance/36-more/", "/nowhere/", "/418.html"]
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
