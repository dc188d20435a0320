"""The mailbox: what programs read of it, and that it outlives the emulator's memory."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from laptop import mailbox
from laptop.mailbox import Mailbox


def message(number: int) -> dict[str, Any]:
    """An email as the emulator reports it, sent in the second of its number."""
    return {
        "MessageId": f"message-{number}",
        "Source": "no-reply@learning.example",
        "To": [f"person-{number}@example.org"],
        "Subject": f"Received: {number}",
        "BodyText": f"Text <{number}>",
        "BodyHtml": None,
        "Timestamp": 1_795_000_000.0 + number,
    }


@pytest.fixture
def sent() -> list[dict[str, Any]]:
    return [message(2), message(1)]


@pytest.fixture
def emulator(sent: list[dict[str, Any]]) -> Iterator[str]:
    """Something that reports `sent` as the emulator would."""

    class Report(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"messages": {"000000000000": sent}}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Report) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_programs_get_a_list_oldest_first(emulator: str, tmp_path: Path) -> None:
    first, second = Mailbox(emulator, tmp_path / "mail.jsonl").emails()
    assert first["to"] == ["person-1@example.org"]
    assert {key: second[key] for key in ("to", "subject", "text", "html", "sent_at")} == {
        "to": ["person-2@example.org"],
        "subject": "Received: 2",
        "text": "Text <2>",
        "html": "",
        "sent_at": "2026-11-18T11:06:42+00:00",
    }


def test_emails_are_kept_when_the_emulator_forgets_them(
    emulator: str, sent: list[dict[str, Any]], tmp_path: Path
) -> None:
    kept = Mailbox(emulator, tmp_path / "mail.jsonl")
    assert len(kept.emails()) == 2
    sent[:] = [message(3)]
    assert [email["id"] for email in kept.emails()] == ["message-1", "message-2", "message-3"]


def test_an_email_is_listed_once_however_often_it_is_looked_at(emulator: str, tmp_path: Path) -> None:
    kept = Mailbox(emulator, tmp_path / "mail.jsonl")
    assert [len(kept.emails()) for _ in range(3)] == [2, 2, 2]


def test_people_get_a_page_with_what_was_sent_made_harmless(emulator: str, tmp_path: Path) -> None:
    page = mailbox.page(Mailbox(emulator, tmp_path / "mail.jsonl").emails())
    assert page.index("Received: 2") < page.index("Received: 1")
    assert "Text &lt;1&gt;" in page


def test_an_empty_mailbox_says_so() -> None:
    assert "No email has been sent yet." in mailbox.page([])
