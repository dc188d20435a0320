"""What a function refuses, as one small family. Each leaf knows its status; `problems.py` has the words for the page.

IntakeError
├── NotFound             no such form, topic, item or reference
├── WrongMethod          the address exists, the method does not
├── TooLarge             more was posted than is taken
├── NotAForm             what was posted is not a posted form
├── FromElsewhere        another site's page posted here
├── NoDraft              the browser holds no draft of this form, or not one of ours
├── NotOpened            the draft is there and could not be opened just now
├── KeySpent             a one-use key was used before, or its minute is over
├── DraftExpired         its time ran out; what was typed is gone
├── TooMuch              the draft would outgrow what one record can hold
├── ReferenceTaken       the minted reference belongs to another submission
├── Changed              the draft changed between what was shown and what was confirmed
├── AlreadySent          the form was sent, so that nothing more can be put into it
└── Unavailable          DynamoDB, KMS or SES did not do what was asked; trying again may help
"""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar


class IntakeError(Exception):
    """Something a function refuses to do, or could not do."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR


class NotFound(IntakeError):
    status = HTTPStatus.NOT_FOUND


class WrongMethod(IntakeError):
    status = HTTPStatus.METHOD_NOT_ALLOWED

    def __init__(self, *allowed: str) -> None:
        super().__init__(", ".join(allowed))
        self.allowed = allowed


class TooLarge(IntakeError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class NotAForm(IntakeError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class FromElsewhere(IntakeError):
    status = HTTPStatus.BAD_REQUEST  # not 403: CloudFront puts the site's 404 page in its place (infra/template.yaml)


class NoDraft(IntakeError):
    status = HTTPStatus.NOT_FOUND


class NotOpened(IntakeError):
    status = HTTPStatus.SERVICE_UNAVAILABLE


class KeySpent(IntakeError):
    status = HTTPStatus.GONE


class DraftExpired(IntakeError):
    status = HTTPStatus.GONE


class TooMuch(IntakeError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class ReferenceTaken(IntakeError):
    status = HTTPStatus.CONFLICT


class Changed(IntakeError):
    status = HTTPStatus.CONFLICT


class AlreadySent(IntakeError):
    """`same` says that what was posted is what was sent."""

    status = HTTPStatus.CONFLICT

    def __init__(self, *, same: bool = False) -> None:
        super().__init__()
        self.same = same


class Unavailable(IntakeError):
    """A service did not do what was asked.

    `code` is the service's own name for what went wrong, which is safe to log; its message may not be.
    """

    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, service: str, code: str) -> None:
        super().__init__(f"{service}: {code}")
        self.service = service
        self.code = code
