"""Writes an email from its folder of templates. An email never holds an answer: its templates are not given any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from cmr import clock
from cmr.contacts import Office
from cmr.forms.form import Form

FOLDER = Path(__file__).parent / "templates" / "emails"


@dataclass(frozen=True)
class WrittenEmail:
    """What is read of an email."""

    subject: str
    text: str
    html: str


def names() -> Sequence[str]:
    """The name of every email: its folder's."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def write(
    name: str,
    environment: Environment,
    *,
    form: Form,
    reference: str,
    received: datetime,
    office: Office,
    origin: str,
) -> WrittenEmail:
    """The email `name` about a submission: its form, its reference, when it was received (UTC), what happens next."""
    context = {
        "form": form,
        "reference": reference,
        "received": clock.instant_in_words(received),
        "office": office,
        "receipt": f"{origin}/forms/{form.slug}/sent/{reference}/",
    }

    def part(file: str) -> str:
        return environment.get_template(f"cmr/emails/{name}/{file}").render(context)

    return WrittenEmail(" ".join(part("subject.txt").split()), part("body.txt"), part("body.html"))
