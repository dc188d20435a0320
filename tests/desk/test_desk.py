"""The office reads what came in, through the command it will use, and every reading is on the record."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from casebook import audit, aws, receipts
from casebook.receipts import Receipt
from casebook.records import Record
from casebook.settings import settings
from cmr.command import main
from cmr.forms.catalogue import load_form
from cmr.forms.facts import Facts
from desk.record_words import as_heading, as_row, as_text
from moto_cloud import DESK, ROOT, Browser, rows, told_only
from stand_ins import MONDAY
from what_people_type import reference_on, sent

FORMULA = '=HYPERLINK("http://example.org","press")'
CONCERN = {
    "danger": "no",
    "what-happened": f"{FORMULA}\nand a second line",
    "stay-anonymous": "no",
    "name": "Canary Wren",
    "name-may-be-shared": "no",
    "email": "canary@example.org",
    "understand": "yes",
}


def desk(*arguments: str) -> Result:
    with told_only(DESK):
        return CliRunner().invoke(main, ["desk", *arguments], catch_exceptions=False)


@pytest.fixture
def reference(browser: Browser) -> str:
    """The reference of a concern that was sent."""
    receipt = sent(browser, answers=CONCERN)
    assert receipt.status == 200
    return reference_on(receipt)


def test_the_list_says_what_came_when_and_nothing_of_what_was_written(reference: str) -> None:
    listed = desk("list").output
    assert reference in listed
    assert "office email owed" in listed
    assert "Wren" not in listed
    assert "canary" not in listed


@dataclass(frozen=True)
class Line:
    """One line of the list, in its columns."""

    reference: str
    danger: str
    form: str
    received: str
    agency: str
    case: str
    timely: str
    emails: str = ""


def listed() -> list[Line]:
    """What the list says."""
    return [Line(*re.split(" {2,}", line.strip())) for line in desk("list").output.splitlines()]


def keep(form: str, facts: Facts | None, *, reference: str = "7KQX-M3PD-W9TF", received: datetime = MONDAY) -> None:
    """A receipt put into its table; without facts, as it was kept before there were any."""
    item = receipts.as_item(
        Receipt(reference=reference, form=form, received=received, submission="s", digest="d", facts=facts or Facts())
    )
    if facts is None:
        del item["facts"]
    aws.dynamodb().put_item(TableName=settings().receipts_table, Item=item)


def test_the_list_names_the_form_and_says_that_no_child_was_said_to_be_in_danger(reference: str) -> None:
    (line,) = listed()
    assert (line.reference, line.form, line.danger) == (reference, "Raise a concern", "no danger said")
    assert (line.agency, line.case) == ("-", "-")


@pytest.mark.usefixtures("cloud")
@given(days=st.lists(st.integers(0, 3), min_size=2, max_size=6))
@hypothesis_settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_is_in_the_order_in_which_things_came_whatever_the_tables(days: list[int]) -> None:
    came = {f"7KQX-M3PD-W9T{last}": MONDAY + timedelta(days=day) for last, day in zip("FCNGAB", days, strict=False)}
    for item in rows(settings().receipts_table):
        aws.dynamodb().delete_item(TableName=settings().receipts_table, Key={"reference": item["reference"]})
    for kept, received in came.items():
        keep("concern", None, reference=kept, received=received)
    assert [line.reference for line in listed()] == sorted(came, key=lambda kept: (came[kept], kept))


@pytest.mark.usefixtures("cloud")
def test_the_list_names_the_agency_and_the_case_that_was_answered() -> None:
    keep("known-to-agency", Facts(agency="Belfast Health and Social Care Trust", case="7KQX-M3PD-W9TF"))
    (line,) = listed()
    assert line.form == "Is the child or family known to your agency?"
    assert line.agency == "Belfast Health and Social Care Trust"
    assert line.case == "case 7KQX-M3PD-W9TF"
    assert line.danger == "-", "the form does not ask"


@pytest.mark.usefixtures("cloud")
def test_a_child_in_danger_stands_out_in_the_list() -> None:
    keep("notification", Facts(agency="PSNI", danger=True))
    (line,) = listed()
    assert (line.danger, line.agency) == ("CHILD IN DANGER", "PSNI")


@pytest.mark.usefixtures("cloud")
def test_a_receipt_of_before_is_listed_and_nothing_is_said_that_it_does_not_keep() -> None:
    keep("concern", None)
    keep("no-longer-a-form", None, reference="7KQX-M3PD-W9TX")
    assert [(one.form, one.danger, one.agency, one.case) for one in listed()] == [
        ("Raise a concern", "-", "-", "-"),
        ("no-longer-a-form", "-", "-", "-"),
    ]


@pytest.mark.usefixtures("cloud")
def test_no_receipt_moves_the_cursor_or_forges_a_line_of_the_list() -> None:
    keep("notification", Facts(agency="PSNI\n7KQX-M3PD-W9TX\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}"))
    (line,) = desk("list").output.splitlines()
    assert line.isprintable()


def test_showing_a_record_says_first_what_it_is(reference: str) -> None:
    first, received, danger, *_ = desk("show", reference).output.splitlines()
    assert first == f"{reference}  Raise a concern"
    assert received.startswith("Received ")
    assert danger == "no danger said"


def test_a_records_heading_names_danger_agency_and_case_whatever_its_receipt_keeps() -> None:
    form = load_form("known-to-agency", ROOT / "content")
    answers = {"agency": "belfast-trust", "case-reference": "7KQX-M3PD-W9TF"}
    record = Record(reference="7KQX-M3PD-W9TX", form=form.slug, version="1", received=MONDAY, answers=answers)
    assert list(as_heading(record, form))[2:4] == ["Belfast Health and Social Care Trust", "case 7KQX-M3PD-W9TF"]
    danger = replace(record, answers={"immediate-risk": "yes"})
    assert "CHILD IN DANGER" in as_heading(danger, load_form("notification", ROOT / "content"))


def test_an_answer_to_a_question_that_its_form_no_longer_asks_is_still_shown() -> None:
    form = load_form("concern", ROOT / "content")
    first, *rest = form.topics[0].questions
    asked_then = {question.id: "yes" for question in (first, *rest[:1])}
    record = Record(reference="7KQX-M3PD-W9TX", form="concern", version="1", received=MONDAY, answers=asked_then)
    fewer = replace(form, topics=(replace(form.topics[0], questions=tuple(rest)), *form.topics[1:]))
    assert f"{first.id}: yes" in as_text(record, fewer)
    assert f"{first.id}: yes" not in as_text(record, form), "in the form's words, where it asks"
    assert as_row(record, fewer)[first.id] == '"yes"'
    assert first.id not in as_row(record, form)


def test_what_was_typed_moves_no_cursor_and_turns_no_line_round(browser: Browser) -> None:
    typed = {**CONCERN, "name": "Ann \N{RIGHT-TO-LEFT OVERRIDE}Lee\N{ZERO WIDTH SPACE}", "what-happened": "One\ttwo"}
    shown = desk("show", reference_on(sent(browser, answers=typed))).output
    assert "Your name: Ann \N{REPLACEMENT CHARACTER}Lee" in shown
    assert "What happened: One two" in shown
    assert shown.replace("\n", "").isprintable()


def test_showing_a_record_gives_every_answer_in_the_forms_own_words(reference: str) -> None:
    shown = desk("show", reference.lower().replace("-", " ")).output
    assert "P5 What happened: =HYPERLINK" in shown
    assert "    and a second line" in shown
    assert "Your name: Canary Wren" in shown


def test_every_reading_is_written_to_the_records_audit_with_who_and_why(reference: str) -> None:
    desk("show", reference, "--why", "First look")
    desk("export", "--format", "json", "--why", "Panel papers")
    found = list(audit.entries(reference))
    assert [(one.action, one.why) for one in found] == [("show", "First look"), ("export json", "Panel papers")]
    assert all(one.who.startswith("arn:aws:") for one in found)
    assert "First look" in desk("show", reference).output


def test_what_cannot_be_audited_is_not_shown(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise aws.BotoCoreError

    monkeypatch.setattr(aws.dynamodb(), "put_item", broken)
    answer = desk("show", reference)
    assert answer.exit_code == 2
    assert "Wren" not in answer.output
    assert "Nothing was shown" in answer.output


def test_an_export_as_csv_runs_nothing_in_a_spreadsheet(reference: str) -> None:
    table = list(csv.reader(io.StringIO(desk("export").output)))
    headings, row = table
    assert row[headings.index("Reference")] == reference
    assert row[headings.index("What happened")].startswith("'=HYPERLINK")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_an_export_as_json_is_what_was_kept(reference: str) -> None:
    (record,) = json.loads(desk("export", "--format", "json", "--form", "concern").output)
    assert record["reference"] == reference
    assert record["answers"]["what-happened"] == f"{FORMULA}\nand a second line"
    assert json.loads(desk("export", "--format", "json", "--form", "notification").output) == []


def test_an_exported_file_is_for_its_reader_alone(reference: str, tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    assert desk("export", "--output", str(target)).exit_code == 0
    assert target.stat().st_mode & 0o777 == 0o600
    assert reference in target.read_text(encoding="utf-8")


@pytest.mark.usefixtures("cloud")
def test_a_reference_that_is_none_is_refused_by_name() -> None:
    wrong, absent = desk("show", "7KQX-M3PD-W9TX"), desk("show", "7KQX-M3PD-W9TF")
    assert (wrong.exit_code, absent.exit_code) == (2, 2)
    assert "is not a reference" in wrong.output
    assert "no record with the reference 7KQX-M3PD-W9TF" in absent.output


@pytest.mark.usefixtures("cloud")
def test_an_empty_desk_is_no_error() -> None:
    assert desk("list").output == ""
    assert json.loads(desk("export", "--format", "json").output) == []


def test_a_record_moved_to_another_reference_does_not_open(reference: str, cloud: dict[str, str]) -> None:
    item = next(row for row in rows(cloud["RECORDS_TABLE"]) if row["part"]["S"] == "record")
    moved = {**item, "reference": {"S": "7KQX-M3PD-W9TF"}}
    boto3.client("dynamodb").put_item(TableName=cloud["RECORDS_TABLE"], Item=moved)
    answer = desk("show", "7KQX-M3PD-W9TF")
    assert answer.exit_code == 2
    assert "does not open" in answer.output


def test_without_a_laptop_stack_the_desk_says_how_to_start_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    answer = desk("list", "--local")
    assert answer.exit_code == 2
    assert "make serve" in answer.output
