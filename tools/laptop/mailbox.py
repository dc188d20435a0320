"""The emails that the laptop's SES has sent: a page for people, a list for programs.

The emulator forgets them when it stops, so each is kept in a file as soon as it is seen.
"""

from __future__ import annotations

import html
import json
import threading
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Email = dict[str, Any]


@dataclass(frozen=True)
class Mailbox:
    """What was sent, oldest first. ``endpoint`` is the emulator's, ``file`` where emails are kept, one a line."""

    endpoint: str
    file: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def emails(self) -> list[Email]:
        """Every email with ``id``, ``to`` (list), ``subject``, ``text``, ``html`` and ``sent_at`` (ISO, UTC)."""
        with self._lock:
            kept = self._kept()
            known = {email["id"] for email in kept}
            fresh = [email for email in self._sent() if email["id"] not in known]
            if fresh:
                self._keep(fresh)
            return sorted(kept + fresh, key=lambda email: str(email["sent_at"]))

    def _sent(self) -> list[Email]:
        with urllib.request.urlopen(f"{self.endpoint}/_ministack/ses/messages", timeout=10) as answer:  # noqa: S310
            accounts = json.load(answer)["messages"]
        return [_email(message) for messages in accounts.values() for message in messages]

    def _kept(self) -> list[Email]:
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]

    def _keep(self, emails: list[Email]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(email) + "\n" for email in emails)


def _email(message: dict[str, Any]) -> Email:
    return {
        "id": message["MessageId"],
        "from": message["Source"],
        "to": message["To"],
        "subject": message["Subject"],
        "text": message["BodyText"] or "",
        "html": message["BodyHtml"] or "",
        "sent_at": datetime.fromtimestamp(message["Timestamp"], UTC).isoformat(),
    }


def page(emails: list[Email]) -> str:
    """The mailbox for people: newest first, the text of each as it was sent."""
    letters = "".join(_letter(email) for email in reversed(emails)) or "<p>No email has been sent yet.</p>"
    return (
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Mailbox of this laptop</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<h1>Mailbox of this laptop</h1><p>Emails go no further than this page.</p>{letters}</html>"
    )


def _letter(email: Email) -> str:
    to = html.escape(", ".join(email["to"]))
    return (
        f"<article><h2>{html.escape(email['subject'])}</h2><p>To {to}, {html.escape(email['sent_at'])}</p>"
        f"<pre>{html.escape(email['text'])}</pre></article><hr>"
    )
