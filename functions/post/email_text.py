"""Writes an owed email, from its folder of templates and the form it is about."""

from __future__ import annotations

from datetime import datetime

from casebook.outbox import OwedEmail
from cmr import emails
from cmr.emails import WrittenEmail
from cmr.forms.catalogue import load_form
from web.pages import contacts, renderer
from web.settings import settings


def written_for(owed: OwedEmail) -> WrittenEmail:
    """The email that is owed. It says what happened to which form and when, and is given no answer to say."""
    return emails.write(
        owed.event,
        renderer().environment,
        form=load_form(owed.facts["form"], settings().content),
        reference=owed.reference,
        received=datetime.fromisoformat(owed.facts["received"]),
        office=contacts().office,
        origin=settings().site_origin,
    )
