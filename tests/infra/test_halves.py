"""Who leaves out one half of something in the template is told which, and on which line the other is."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main
from release import template
from release.halves import lonely_halves
from release.template_check import wrong_halves

ROOT = Path(__file__).parents[2]
TEXT = template.TEMPLATE.read_text("utf-8")


def without(name: str, text: str = TEXT) -> str:
    """The template without a resource."""
    start = text.index(f"\n  {name}:\n")
    lines = text[start + 1 :].splitlines(keepends=True)
    inside = next(number for number, line in enumerate(lines[1:], 1) if line.strip() and not line.startswith("   "))
    return text[: start + 1] + "".join(lines[inside:])


def changed(old: str, new: str, text: str = TEXT, *, within: str = "") -> str:
    """The template with the first of one text, after `within`, made another."""
    start = text.index(within)
    assert old in text[start:], old
    return text[:start] + text[start:].replace(old, new, 1)


def line_of(text: str, *steps: str) -> int:
    """The line of the last of these texts, each looked for after the one before."""
    at = 0
    for step in steps:
        at = text.index(step, at) + len(step)
    return text.count("\n", 0, at) + 1


def told(text: str, folder: Path) -> list[tuple[int, str]]:
    """What is wrong with a template: line and words."""
    path = folder / "template.yaml"
    path.write_text(text, encoding="utf-8")
    found = lonely_halves(path, ROOT / "functions", ROOT / "content")
    in_code = {problem.problem for problem in found if problem.path != path}
    assert all("no function of template.yaml runs handler" in problem for problem in in_code)
    return [(problem.line, problem.problem) for problem in found if problem.path == path]


def test_every_half_of_our_template_has_its_other_half(tmp_path: Path) -> None:
    assert told(TEXT, tmp_path) == []


ROUTES = [f"{name}Route{slash}" for name in ("Confirm", "DraftConfirm", "Receipt") for slash in ("", "WithoutSlash")]
UNREACHED = TEXT
for _route in ROUTES:
    UNREACHED = without(_route, UNREACHED)

OMISSIONS: dict[str, tuple[str, Sequence[str], str]] = {
    "a function without a route": (UNREACHED, ["\n  Confirm:"], "Confirm is never started"),
    "a function without its schedule": (without("SweepSchedule"), ["\n  Sweep:"], "Sweep is never started"),
    "a function without its stream": (without("DeliverFromOutbox"), ["\n  Deliver:"], "Deliver is never started"),
    "a route without leave to call": (
        without("FillInPermission"),
        ["\n  FillIn:"],
        "FillIn has a route, and the API may not call it",
    ),
    "a route without an integration": (
        changed("${ConfirmIntegration}", "${NoIntegration}", within="  ReceiptRoute:"),
        ["  ReceiptRoute:", "RouteKey"],
        "ReceiptRoute leads to no function",
    ),
    "a handler without a module": (
        changed("intake.fill_in.handler", "intake.fill_out.handler"),
        ["intake.fill_out.handler"],
        "functions/intake/fill_out.py",
    ),
    "a module without the handler": (
        changed("intake.fill_in.handler", "intake.fill_in.answer"),
        ["intake.fill_in.answer"],
        "fill_in.py defines no answer",
    ),
    "a room that is not packed": (
        changed("intake.fill_in.handler", "desk.command.show"),
        ["desk.command.show"],
        "desk/ is not packed",
    ),
    "no handler at all": (
        changed("      Handler: intake.fill_in.handler\n", ""),
        ["\n  FillIn:", "Properties"],
        "its handler is not named",
    ),
    "a setting that is read and not set": (
        changed("          OFFICE_ADDRESS: !Ref OfficeAddress\n", ""),
        ["\n  Confirm:", "Variables"],
        "Confirm reads OFFICE_ADDRESS",
    ),
    "a setting that is set and not read": (
        changed("          DRAFTS_KEY:", "          SENDER_ADDRESS: x\n          DRAFTS_KEY:"),
        ["SENDER_ADDRESS: x"],
        "FillIn is told SENDER_ADDRESS, which nothing in its code reads",
    ),
    "a setting of all that none reads": (
        changed("        FRAME:", "        FRAMES: x\n        FRAME:"),
        ["FRAMES: x"],
        "every function is told FRAMES",
    ),
    "a table without a permission": (
        changed("Resource: !GetAtt Receipts.Arn", "Resource: !GetAtt Outbox.Arn"),
        ["\n  Confirm:", "RECEIPTS_TABLE"],
        "Confirm is told of Receipts, and may do nothing with it",
    ),
    "a key without a permission in its policy": (
        changed("FillInRole.Arn", "DeskRole.Arn", within="Sid: FillInSealsAndOpens"),
        ["\n  FillIn:", "DRAFTS_KEY"],
        "FillIn is told of DraftsKey, and may do nothing with it",
    ),
    "a key without a permission in a role": (
        changed("Resource: !GetAtt RecordsKey.Arn", "Resource: !GetAtt Outbox.Arn"),
        ["\n  Confirm:", "RECORDS_KEY"],
        "Confirm is told of RecordsKey, and may do nothing with it",
    ),
    "a permission without the table's name": (
        changed("Resource: !GetAtt Drafts.Arn", "Resource: [!GetAtt Drafts.Arn, !GetAtt Receipts.Arn]"),
        ["Sid: HoldDrafts"],
        "FillInRole may use Receipts, which FillIn is not told of",
    ),
    "a permission without the key's name": (
        changed("DeskRole.Arn", "SweepRole.Arn", within="Sid: OnlyTheOfficeOpens"),
        ["Sid: OnlyTheOfficeOpens"],
        "SweepRole may use RecordsKey, which Sweep is not told of",
    ),
    "a function without an alarm": (without("SweepErrorsAlarm"), ["\n  Sweep:"], "Sweep could fail without anybody"),
    "an alarm that rings nowhere": (
        changed("      AlarmActions: [!Ref Alarms]\n", "", within="  SweepErrorsAlarm:"),
        ["\n  Sweep:"],
        "Sweep could fail without anybody",
    ),
    "a route without a behaviour": (
        changed("ANY /forms/{slug}/sent/", "ANY /sent/{slug}/"),
        ["ANY /sent/{slug}/"],
        "CloudFront asks the site for /sent/x/x/",
    ),
    "a behaviour that asks the site": (
        changed("TargetOriginId: forms", "TargetOriginId: site", within="PathPattern: /forms/*"),
        ["ANY /forms/{slug}/confirm/"],
        "CloudFront asks the site for /forms/x/confirm/",
    ),
    "a form's page that CloudFront's function does not name": (
        changed("(?:concern|known-to-agency|", "(?:concern|"),
        ["const page"],
        "/forms/known-to-agency/ is not in `const page`",
    ),
    "a page of a form that has none": (
        changed("(?:concern|", "(?:concern|notification|"),
        ["const page"],
        "/forms/notification/ is in `const page`, and the site has no page for it",
    ),
    "a form's page without a behaviour": (
        changed("PathPattern: /forms/known-to-agency/", "PathPattern: /forms/known/"),
        ["CacheBehaviors:"],
        "/forms/known-to-agency/ is a page of the site, and has no behaviour of its own",
    ),
}


@pytest.mark.parametrize(("text", "steps", "words"), OMISSIONS.values(), ids=OMISSIONS)
def test_who_leaves_out_a_half_is_told_where_the_other_is(
    tmp_path: Path, text: str, steps: Sequence[str], words: str
) -> None:
    assert line_of(text, *steps) in [line for line, said in told(text, tmp_path) if words in said]


def test_cmr_check_names_the_template_and_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "infra").mkdir()
    text = without("SweepErrorsAlarm")
    (tmp_path / "infra" / "template.yaml").write_text(text, encoding="utf-8")
    for folder in ("functions", "content", "docs", "site", "schemas", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert ran.exit_code == 1
    line = line_of(text, "\n  Sweep:")
    assert f"infra/template.yaml:{line}: Sweep could fail" in ran.output


@pytest.mark.parametrize("text", ["Resources: [", "", "Resources:\n  Sweep: {Type: AWS::Serverless::Function}\n"])
def test_a_template_that_is_hardly_one_is_a_problem_and_no_traceback(tmp_path: Path, text: str) -> None:
    assert told(text, tmp_path)


def test_a_handler_that_no_function_runs_is_told_with_its_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "functions", folder := tmp_path / "functions")
    (lonely := folder / "post" / "digest.py").write_text("def handler(event, context): ...\n", "utf-8")
    (path := tmp_path / "template.yaml").write_text(TEXT, "utf-8")
    (found,) = lonely_halves(path, folder, ROOT / "content")
    assert str(found) == f"{lonely}:1: no function of template.yaml runs handler: give it a block there"


def test_where_there_is_no_template_nothing_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(wrong_halves(ROOT / "content")) == []
