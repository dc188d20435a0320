"""Every email about every form: what it says, and what it can never say."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest
from jinja2 import meta

from cmr import emails
from cmr.contacts import Office
from cmr.emails import WrittenEmail
from cmr.forms import reference
from cmr.forms.catalogue import load_forms
from cmr.forms.form import Form
from cmr.forms.rendering import environment
from promises import text_of

FORMS = load_forms(Path(__file__).parents[2] / "content")
ENVIRONMENT = environment()
RECEIVED = datetime(2026, 7, 1, 23, 5, tzinfo=UTC)
ORIGIN = "https://portal.example"
PHONE = "028 9649 6000"
PARTS = ("subject.txt", "body.txt", "body.html")

every_email = pytest.mark.parametrize("name", emails.names())
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


def written(name: str, form: Form, *, office: Office | None = None) -> WrittenEmail:
    return emails.write(
        name,
        ENVIRONMENT,
        form=form,
        reference=reference.EXAMPLE,
        received=RECEIVED,
        office=office or Office(name="The office"),
        origin=ORIGIN,
    )


def words(html: str) -> str:
    return text_of(html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html))


def test_there_is_an_email_for_the_sender_and_one_for_the_office() -> None:
    assert {"arrived", "received"} <= set(emails.names())


@every_email
@every_form
def test_an_email_says_the_reference_the_time_and_all_that_happens_next(name: str, form: Form) -> None:
    email = written(name, form)
    for said in (email.text, words(email.html)):
        assert reference.EXAMPLE in said
        assert "Thursday 2 July 2026 at 12:05am" in said, "by the clock in Northern Ireland"
        for step in form.next_steps:
            assert step in said


@every_email
@every_form
def test_a_subject_is_one_short_line_with_the_reference(name: str, form: Form) -> None:
    subject = written(name, form).subject
    assert reference.EXAMPLE in subject
    assert len(subject) <= 100
    assert subject == " ".join(subject.split())
    assert subject.isprintable()


@every_email
@every_form
def test_the_text_and_the_html_say_the_same(name: str, form: Form) -> None:
    email = written(name, form)
    plain = re.sub(r"https://\S+", "", email.text)
    said = {line.strip("* .:") for line in plain.splitlines() if line.strip("* ")}
    missing = {line for line in said if " ".join(line.split()) not in words(email.html)}
    assert {one for one in missing if "receipt" not in one} == set()


@every_form
def test_the_sender_is_led_to_the_receipt(form: Form) -> None:
    email = written("received", form)
    address = f"{ORIGIN}/forms/{form.slug}/sent/{reference.EXAMPLE}/"
    assert address in email.text
    assert f'href="{address}"' in email.html


@every_form
def test_the_sender_is_told_to_call_999_where_a_child_is_in_danger(form: Form) -> None:
    email = written("received", form)
    assert "If a child is in danger now, call 999" in email.text
    assert "If a child is in danger now, call 999" in words(email.html)


@every_email
@every_form
def test_an_email_names_the_form_to_whoever_opens_it(name: str, form: Form) -> None:
    email = written(name, form)
    assert f"Form: {form.title}" in email.text
    assert f"Form: {form.title}" in words(email.html)


@every_form
def test_only_an_agency_sees_the_form_in_the_subject(form: Form) -> None:
    assert (form.title in written("received", form).subject) is (form.audience == "agency")


def test_an_email_to_the_public_does_not_tell_who_glances_at_the_mailbox_what_was_sent() -> None:
    email = written("received", FORMS["concern"])
    beginning = email.text.partition("What happens next")[0]
    assert len(beginning) > 100, "what a telephone shows of a message that is not opened"
    for glanced_at in (email.subject, beginning, words(email.html).partition("What happens next")[0]):
        assert "concern" not in glanced_at.lower()
        assert "child" not in glanced_at.lower()


def test_whoever_raised_a_concern_is_told_that_the_email_may_be_read_by_somebody_else() -> None:
    email = written("received", FORMS["concern"])
    for said in (email.text, words(email.html)):
        assert "Keep this reference only where it is safe. Delete this message if somebody else may read it." in said
    assert "Delete this message" not in written("received", FORMS["notification"]).text


@every_form
def test_the_office_telephone_number_is_given_only_where_there_is_one(form: Form) -> None:
    with_phone = written("received", form, office=Office(name="The office", phone=PHONE))
    assert PHONE in with_phone.text
    assert PHONE in with_phone.html
    without = written("received", form)
    assert "Questions? Call" not in without.text + without.html


@every_email
@every_form
def test_an_email_is_valid_html_that_loads_and_runs_nothing(name: str, form: Form) -> None:
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(written(name, form).html)
    assert document.get("lang") == "en"
    assert not {one.tag for one in document.iter()} & {"script", "img", "link", "style", "iframe", "form"}
    links = [one.get("href", "") for one in document.iter("a")]
    assert all(link.startswith(ORIGIN) for link in links)


@every_email
def test_an_email_is_a_folder_of_three_parts(name: str) -> None:
    assert {path.name for path in (emails.FOLDER / name).iterdir()} == {*PARTS}


# No answer


def test_whoever_writes_an_email_is_given_no_answer() -> None:
    given = {*inspect.signature(emails.write).parameters} - {"name", "environment"}
    assert given == {"form", "reference", "received", "office", "origin"}


@every_email
@pytest.mark.parametrize("part", PARTS)
def test_a_template_asks_for_nothing_but_what_an_email_may_hold(name: str, part: str) -> None:
    source = (emails.FOLDER / name / part).read_text("utf-8")
    asked = meta.find_undeclared_variables(ENVIRONMENT.parse(source))
    assert asked <= {"form", "reference", "received", "office", "receipt"}


@every_email
def test_markup_in_a_forms_words_stays_words(name: str) -> None:
    from dataclasses import replace

    form = replace(FORMS["concern"], title="<b>A & B</b>", next_steps=("<i>One</i> & two",))
    email = written(name, form)
    assert "<i>One</i> & two" in email.text
    assert "&lt;i&gt;One&lt;/i&gt; &amp; two" in email.html
    assert "<b>" not in email.html
