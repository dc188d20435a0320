"""Writes an owed email, from its folder of templates and the form it is about."""

from __future__ import annotations

from casebook.outbox import OwedEmail
from casebook.settings import settings
from cmr import emails
from cmr.emails import WrittenEmail
from cmr.forms.catalogue import load_form
from web.pages import contacts, renderer


def written_for(owed: OwedEmail) -> WrittenEmail:
    """The email that is owed. It says what was received and when, and is given no answer that it could say."""
    return emails.write(
        owed.template,
        renderer().environment,
        form=load_form(owed.form, settings().content),
        reference=owed.reference,
        received=owed.received,
        office=contacts().office,
        origin=settings().site_origin,
    )
