"""The whole stack over HTTP, without a browser: what is sent once is kept once, and nothing typed goes astray."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from botocore.exceptions import ClientError

from checked_page import CheckedPage
from faults import Refusing
from journeys import office
from journeys.listening import listening
from journeys.looking import ROOT
from journeys.visiting import FORM, Visitor, draft_of, reference_on
from journeys.waiting import eventually
from laptop import stack
from laptop.stack import Stack

CANARY = "Xanthippe Vanderquill"
EMAIL = "xanthippe.vanderquill@example.org"
NAMED = {"stay_anonymous": "no", "name": CANARY, "name_may_be_shared": "yes", "email": EMAIL}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Raising a concern can be left in a hurry, by a script of ours too.
CONCERN_POLICY = POLICY.replace("default-src 'none';", "default-src 'none'; script-src 'self';")


# One journey with a tool that everybody has --------------------------------------------------------


def curl(*arguments: str) -> str:
    """What `curl` prints: the headers and the page."""
    tool = shutil.which("curl")
    if tool is None:
        pytest.skip("there is no curl on this machine")
    command = [tool, "--silent", "--show-error", "--include", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def page_in(printed: str, address: str) -> CheckedPage:
    """The page that `curl` printed, checked."""
    head, _, body = printed.partition("\n\n")
    lines = head.splitlines()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return CheckedPage(int(lines[0].split()[1]), body, headers, address)


@pytest.mark.parametrize("jar", [True, False], ids=["with a cookie jar", "without"])
def test_curl_sends_a_concern_from_the_static_page_to_the_email(here: Stack, tmp_path: Path, jar: bool) -> None:
    cookies = ["--cookie-jar", str(tmp_path / "jar"), "--cookie", str(tmp_path / "jar")] if jar else []
    written: list[dict[str, str]] = [
        {"danger": "no"},
        {"what-happened": CANARY},
        {"stay-anonymous": "no", "name-may-be-shared": "no", "email": EMAIL, "understand": "yes"},
    ]
    page = page_in(curl(*cookies, here.address + "/forms/concern/"), "/forms/concern/")
    assert "set-cookie" not in page.headers
    for answers in written:
        page = _curl_form(here, page, answers, *cookies)
        assert page.errors == []
        assert ("draft" in dict(page.form_with({})[1])) is not jar
    assert page.heading == "Check your answers"
    assert CANARY in page.shown

    receipt = _curl_form(here, page, {}, *cookies)
    reference = reference_on(receipt)

    office.emails(here, reference)
    listed = json.loads(curl(here.address + "/_local/mail.json").partition("\n\n")[2])
    ours = [email for email in listed if reference in email["subject"]]
    assert sorted(email["to"] for email in ours) == [["office@sbni.example"], [EMAIL]]
    assert all({"to", "subject", "text", "html", "sent_at"} <= email.keys() for email in ours)
    assert [email["sent_at"] for email in listed] == sorted(email["sent_at"] for email in listed)


def _curl_form(here: Stack, page: CheckedPage, answers: dict[str, str], *cookies: str) -> CheckedPage:
    """Post a page's own form, as a person would copy it into a command, and get what that leads to, page by page."""
    action, inputs = page.form_with(answers)
    data = [part for name, value in inputs for part in ("--data-urlencode", f"{name}={value}")]
    answer = page_in(curl(*cookies, *data, here.address + action), action)
    assert answer.status == 303
    while answer.status == 303:
        where = answer.headers["location"]
        answer = page_in(curl(*cookies, here.address + where), where)
        assert "set-cookie" not in answer.headers
    assert answer.status == 200
    return answer


# Once, however often it is sent --------------------------------------------------------------------


@pytest.mark.parametrize("cookies", [True, False], ids=["with cookies", "without"])
def test_a_hundred_confirms_at_once_keep_one_record_and_send_one_set_of_emails(here: Stack, cookies: bool) -> None:
    somebody = Visitor(here, keeps_cookies=cookies)
    address, inputs = somebody.concern(**NAMED).form_with({})
    body = urlencode(inputs)
    before = _all(here, "RecordsTable"), _all(here, "ReceiptsTable")
    receipts: list[str] = []

    def confirm(_turn: int) -> tuple[int, str]:
        answer = Visitor(here, cookies=dict(somebody.cookies)).ask("POST", address, body, content_type=FORM)
        receipts.append(answer.headers.get("location", ""))
        return answer.status, receipts[-1].partition("?")[0]  # a browser without cookies gets a key of its own

    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(confirm, range(100)))
    ((status, _),) = set(answers)
    assert status == 303
    receipt = somebody.get(receipts[-1])
    reference = reference_on(receipt)
    assert "See or print what you sent" in receipt.shown
    assert len(office.emails(here, reference)) == 2
    assert [row["email"]["S"] for row in office.owed(here, reference)] == ["office", "sender"]
    assert (_all(here, "RecordsTable"), _all(here, "ReceiptsTable")) == (before[0] + 1, before[1] + 1)
    assert office.answers(here, reference)["name"] == CANARY


def _all(here: Stack, table: str) -> int:
    """How many items a table holds."""
    return len(here.clients.dynamodb.scan(TableName=here.outputs[table])["Items"])


def _count(here: Stack, table: str, reference: str) -> int:
    """How many items of a table are about a submission."""
    items = here.clients.dynamodb.scan(TableName=here.outputs[table])["Items"]
    return sum(item["reference"]["S"] == reference for item in items)


def test_when_ses_refuses_three_times_the_receipt_is_shown_and_each_email_follows_once(
    here: Stack, ses: Refusing
) -> None:
    refused, ses.refusals = ses.refused, 3
    somebody = Visitor(here)
    receipt = somebody.submit(somebody.concern(**NAMED))
    reference = reference_on(receipt)
    assert receipt.status == 200
    assert office.answers(here, reference)["name"] == CANARY

    eventually(lambda: ses.refused >= refused + 2, what="SES was not asked for both emails")
    assert [email for email in here.mailbox.emails() if reference in email["subject"]] == []
    eventually(lambda: office.sweep(here)["OwedEmails"] == 0, what="the sweep leaves emails owed")
    assert ses.refused == refused + 3
    assert len(office.emails(here, reference)) == 2
    assert office.sweep(here)["SentEmails"] == 0
    assert len(office.emails(here, reference)) == 2


def test_a_stopped_and_restarted_stack_keeps_drafts_records_and_mailbox_and_runs_new_code(tmp_path: Path) -> None:
    build = tmp_path / "build"
    for part in ("site", "bundle"):
        shutil.copytree(stack.BUILD / part, build / part)
    with stack.running(state=tmp_path / ".local", build=build) as before:
        manager, neighbour = Visitor(before), Visitor(before)
        begun = draft_of(manager.submit(manager.get("/notify/")))
        assert manager.get(begun).heading == "Notify SBNI about a case"
        learning = manager.get(begun + "learning/")
        manager.submit(learning, {"worked-well": CANARY}, button="Save and continue")
        reference = reference_on(neighbour.submit(neighbour.concern(**NAMED)))
        assert len(office.emails(before, reference)) == 2
    found = [
        file for file in (tmp_path / ".local").rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()
    ]
    assert found == []
    frame = build / "bundle" / "frame.html"
    frame.write_text(frame.read_text("utf-8").replace("</body>", "<!-- new code --></body>"), "utf-8")
    with stack.running(state=tmp_path / ".local", build=build) as after:
        manager.here = neighbour.here = after
        assert manager.get(begun + "learning/").value("worked-well") == CANARY
        assert begun in manager.get("/forms/notification/d/").links().values()
        receipt = neighbour.get(f"/forms/concern/sent/{reference}/")
        assert reference in receipt.shown
        assert "<!-- new code -->" in receipt.text
        assert office.answers(after, reference)["name"] == CANARY
        assert len([email for email in after.mailbox.emails() if reference in email["subject"]]) == 2
        somebody = Visitor(after)
        another = reference_on(somebody.submit(somebody.concern(**NAMED)))
        assert len(office.emails(after, another)) == 2  # the stream goes on


# What is asked for in vain -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/no-such-page/",
        "/no-such-file.pdf",
        "/forms/no-such-form/",
        "/forms/notification/no-such-topic/",
        "/forms/notification/check/",
        "/forms/concern/sent/7KQX-M3PD-W9TF/",
        "/forms/concern/sent/nonsense/",
        "/forms/notification/children/children/zzzzzzzz/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/forms/concern/%00/",
    ],
)
def test_an_unknown_address_is_a_404_in_the_sites_look(here: Stack, address: str) -> None:
    page = Visitor(here).get(address)
    assert page.status == 404
    assert page.heading == "Page not found"
    assert page.links()["Learning from Practice"] == "/"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("PUT", "/forms/concern/"),
        ("DELETE", "/forms/notification/"),
        ("GET", "/forms/concern/confirm/"),
        ("POST", "/forms/concern/sent/7KQX-M3PD-W9TF/"),
        ("POST", "/help/"),
        ("PUT", "/"),
    ],
)
def test_a_wrong_method_is_a_405_that_says_which_are_right(here: Stack, method: str, address: str) -> None:
    answer = Visitor(here).ask(method, address, content_type=FORM)
    assert answer.status == 405
    assert answer.headers["allow"]


def test_a_body_that_is_too_long_is_a_413_that_says_so(here: Stack) -> None:
    page = Visitor(here).ask("POST", "/forms/concern/", "what-happened=" + "a" * 1_100_000, content_type=FORM)
    assert (page.status, page.heading) == (413, "What you sent is too long")


def test_a_body_that_is_no_form_is_a_415_that_says_so(here: Stack) -> None:
    page = Visitor(here).ask("POST", "/forms/concern/", '{"danger": "no"}', content_type="application/json")
    assert (page.status, page.heading) == (415, "We could not read what was sent")


def test_a_form_that_another_site_posts_is_refused(here: Stack) -> None:
    page = Visitor(here).ask("POST", "/forms/concern/", "danger=no", content_type=FORM, sec_fetch_site="cross-site")
    assert (page.status, page.heading) == (400, "That did not come from this site")


# What every answer carries -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/"),
        ("GET", "/help/"),
        ("GET", "/forms/concern/"),
        ("GET", "/forms/concern/check/"),
        ("GET", "/forms/concern/d/"),
        ("GET", "/forms/concern/d/abcdefgh23456789/about-you/"),
        ("POST", "/forms/concern/leave/"),
        ("GET", "/forms/concern/left/"),
        ("GET", "/forms/notification/"),
        ("GET", "/forms/notification/d/abcdefgh23456789/check/"),
        ("POST", "/forms/notification/"),
        ("POST", "/forms/concern/"),
        ("PUT", "/forms/concern/"),
        ("GET", "/forms/concern/sent/7KQX-M3PD-W9TF/"),
        ("GET", "/no-such-page/"),
        ("POST", "/help/"),
    ],
)
def test_every_answer_carries_the_security_headers(here: Stack, method: str, address: str) -> None:
    headers = Visitor(here).ask(method, address, content_type=FORM).headers
    assert headers["content-security-policy"] == (CONCERN_POLICY if address.startswith("/forms/concern/") else POLICY)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert headers["permissions-policy"]


def test_nothing_that_a_function_answers_is_kept_by_a_browser(here: Stack) -> None:
    somebody = Visitor(here)
    check = somebody.concern()
    begun = somebody.ask("POST", "/forms/concern/", content_type=FORM)
    answers = [
        check,
        somebody.ask("POST", *_form(check), content_type=FORM),
        somebody.get(check.address),
        begun,
        somebody.led_on(begun),
        somebody.get("/forms/concern/d/"),
        somebody.ask("PUT", "/forms/concern/"),
        somebody.ask("POST", "/forms/concern/leave/", content_type=FORM),
        somebody.get("/forms/concern/left/"),
        somebody.get(check.address),
        Visitor(here).get("/forms/notification/"),
        Visitor(here).ask("POST", "/forms/notification/", content_type=FORM),
        Visitor(here).get("/forms/notification/check/"),
    ]
    statuses = [200, 303, 303, 303, 200, 200, 405, 303, 200, 404, 200, 303, 404]
    assert [answer.status for answer in answers] == statuses
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def _form(page: CheckedPage) -> tuple[str, str]:
    action, inputs = page.form_with({})
    return action, urlencode(inputs)


def test_a_static_form_is_read_from_the_site_and_posted_to_a_function(here: Stack) -> None:
    somebody = Visitor(here)
    static = somebody.get("/forms/concern/")
    assert static.text == (stack.BUILD / "site" / "forms" / "concern" / "index.html").read_text("utf-8")
    assert "cache-control" not in static.headers or static.headers["cache-control"] != "no-store"
    assert [one for one in static.all("input") if one.get("type") == "hidden"] == []
    posted = somebody.submit(static)
    assert posted.status == 200
    assert [words for words, _ in posted.errors] == ["Select yes if a child is in danger right now"]


def test_a_browser_that_holds_a_draft_is_led_to_it_from_the_static_page_and_can_begin_another(here: Stack) -> None:
    somebody = Visitor(here)
    check = somebody.concern()
    led = somebody.get("/forms/concern/")
    assert (led.status, led.headers["location"]) == (303, "/forms/concern/d/")
    assert led.headers["cache-control"] == "no-store"
    listed = somebody.led_on(led)
    assert draft_of(check) in listed.links().values()
    static = somebody.get(listed.links()["Start another"])
    assert static.text == Visitor(here).get("/forms/concern/").text


def test_two_concerns_stand_side_by_side_in_one_browser_and_both_are_sent(here: Stack) -> None:
    somebody = Visitor(here)
    first, second = somebody.concern(**NAMED), somebody.concern(**NAMED | {"name": f"Second {CANARY}"})
    assert draft_of(first) != draft_of(second)
    sent = [reference_on(somebody.submit(somebody.get(draft_of(page) + "check/"))) for page in (first, second)]
    assert [office.answers(here, reference)["name"] for reference in sent] == [CANARY, f"Second {CANARY}"]
    for reference in sent:
        assert len(office.emails(here, reference)) == 2
        assert reference_on(somebody.get(f"/forms/concern/sent/{reference}/")) == reference


# What the office does ------------------------------------------------------------------------------


def desk(state: Path, *arguments: str) -> str:
    """What `cmr desk` prints beside the running stack."""
    command = [str(Path(sys.executable).with_name("cmr")), "desk", *arguments, "--local"]
    done = subprocess.run(command, cwd=state.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_office_lists_shows_and_exports_what_came_in(here: Stack, state: Path) -> None:
    somebody = Visitor(here)
    reference = reference_on(somebody.submit(somebody.concern(**NAMED, child="=1+1")))
    office.emails(here, reference)
    content = ("--content", str(ROOT / "content"))

    (line,) = [line for line in desk(state, "list").splitlines() if line.startswith(reference)]
    assert "Raise a concern" in line
    assert CANARY not in line

    shown = desk(state, "show", reference.lower(), "--why", "a test of the desk", *content)
    assert CANARY in shown
    read_by = shown.partition("READ BY")[2]
    assert "a test of the desk" in read_by
    assert f":assumed-role/{here.outputs['DeskRoleArn'].rpartition('/')[2]}/" in read_by

    table = list(csv.DictReader(io.StringIO(desk(state, "export", "--form", "concern", *content))))
    (row,) = [row for row in table if reference in row.values()]
    assert CANARY in row.values()
    assert not [cell for cell in row.values() if cell.startswith("=")]

    records = json.loads(desk(state, "export", "--format", "json", *content))
    assert [record["answers"]["name"] for record in records if record["reference"] == reference] == [CANARY]
    assert _count(here, "RecordsTable", reference) == 4  # the record, and that it was read three times


def test_the_office_opens_a_record_under_its_own_reference_and_no_draft(here: Stack) -> None:
    somebody = Visitor(here)
    reference = reference_on(somebody.submit(somebody.concern(**NAMED)))
    desk = here.clients.as_role(here.outputs["DeskRoleArn"], name="office")
    key = {"reference": {"S": reference}, "part": {"S": "record"}}
    sealed = desk.dynamodb.get_item(TableName=here.outputs["RecordsTable"], Key=key)["Item"]["data_key"]["B"]
    assert desk.kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"reference": reference})["Plaintext"]
    with pytest.raises(ClientError, match="InvalidCiphertext"):
        desk.kms.decrypt(CiphertextBlob=sealed, EncryptionContext={"reference": "another reference"})
    with pytest.raises(ClientError, match="AccessDenied"):
        desk.dynamodb.scan(TableName=here.outputs["DraftsTable"])


# Where nothing may be ------------------------------------------------------------------------------


def test_what_was_typed_is_in_no_log_and_in_no_table_in_the_clear(here: Stack, state: Path) -> None:
    somebody = Visitor(here)
    manager = Visitor(here)
    topic = manager.get(draft_of(manager.submit(manager.get("/notify/"))) + "learning/")
    manager.submit(topic, {"concerns": CANARY}, button="Save and continue")
    slip = {"name": CANARY, "email": CANARY, "stay-anonymous": "no"}
    for visitor in (Visitor(here), Visitor(here, keeps_cookies=False)):
        wrong = visitor.submit(visitor.submit(visitor.get("/forms/concern/"), {"danger": "no"}), {"child": CANARY})
        assert [words for words, _ in wrong.errors] == ["Enter what happened and why somebody should look at it"]
        wrong = visitor.submit(visitor.submit(wrong, {"what-happened": CANARY}), slip)
        assert "Enter an email address in the correct format, like name@example.com" in dict(wrong.errors)
        assert wrong.value("name") == CANARY
    assert Visitor(here).post("/forms/concern/", slip).errors  # from a page of the version before
    Visitor(here).get(f"/forms/concern/sent/{CANARY.replace(' ', '%20')}/")
    reference = reference_on(somebody.submit(somebody.concern(**NAMED)))
    office.emails(here, reference)

    lines = office.logged(here, state)
    assert '"submission stored"' in lines
    assert [word for word in (*CANARY.split(), EMAIL) if word.lower() in lines.lower()] == []
    kept = office.everything_in_tables(here)
    assert reference.encode() in kept
    assert [word for word in (*CANARY.split(), EMAIL) if word.encode() in kept] == []


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="this machine keeps no /proc")
def test_everything_listens_on_this_machine_only(here: Stack) -> None:
    listeners = listening(os.getpid())
    expected = {urlsplit(address).port for address in (here.address, here.clients.endpoint)}
    assert expected <= {port for _, port in listeners}
    assert {address for address, _ in listeners} == {"127.0.0.1"}
