"""The office reads what came in, through the command it will use, and every reading is on the record."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner, Result

from cmr.command import main
from desk import records
from intake import aws
from moto_cloud import Browser, rows
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


def test_showing_a_record_gives_every_answer_in_the_forms_own_words(reference: str) -> None:
    shown = desk("show", reference.lower().replace("-", " ")).output
    assert "P5 What happened: =HYPERLINK" in shown
    assert "    and a second line" in shown
    assert "Your name: Canary Wren" in shown


def test_every_reading_is_written_to_the_records_audit_with_who_and_why(reference: str) -> None:
    desk("show", reference, "--why", "First look")
    desk("export", "--format", "json", "--why", "Panel papers")
    found = list(records.readings(reference))
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
