"""Sends one owed email through SES. Everything that is particular to SES is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from casebook import aws, outbox
from casebook.outbox import OwedEmail
from post.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_sesv2.type_defs import ContentTypeDef, SendEmailRequestTypeDef


def send_owed(reference: str, email: str) -> bool:
    """Send an email if it is still owed and nobody else is sending it; whether it was sent by this call.

    Raises Unavailable where it was not sent. Where SES refused, the email is given back at once. Where nobody knows
    whether SES took it (the line broke), the claim is left to run out, so that it is not sent twice in a hurry.
    """
    owed = outbox.claim(reference, email)
    if owed is None:
        return False
    request = _request(owed)
    with aws.asking("ses"):
        try:
            aws.ses().send_email(**request)
        except ClientError:
            outbox.give_back(owed)
            raise
    outbox.mark_sent(owed)
    return True


def _request(owed: OwedEmail) -> SendEmailRequestTypeDef:
    """What SES is asked to send."""
    from post.email_text import written_for  # brings Jinja and the forms: most often a sweep finds nothing to write

    written = written_for(owed)
    return {
        "FromEmailAddress": settings().sender_address,
        "Destination": {"ToAddresses": [_as_mail_servers_write_it(owed.to)]},
        "Content": {
            "Simple": {
                "Subject": _utf8(written.subject),
                "Body": {"Text": _utf8(written.text), "Html": _utf8(written.html)},
            }
        },
    }


def _as_mail_servers_write_it(address: str) -> str:
    """An address whose domain is in ASCII, as SES takes it (RFC 5891); what comes before the @ is in ASCII already."""
    if address.isascii():
        return address
    from email_validator import validate_email  # slow to load, and seldom needed

    return validate_email(address, check_deliverability=False, test_environment=True).ascii_email or address


def _utf8(text: str) -> ContentTypeDef:
    return {"Data": text, "Charset": "UTF-8"}
