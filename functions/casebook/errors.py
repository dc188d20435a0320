"""What a function refuses, as one small family. `web/problems.py` has the status and the words of each for the page.

Refusal
├── NoDraft              the browser holds no draft of this form, or not one of ours
├── NotOpened            the draft is there and could not be opened just now
├── KeySpent             a one-use key was used before, or its minute is over
├── DraftExpired         its time ran out; what was typed is gone
├── TooMuch              the draft would outgrow what one record can hold
├── ReferenceTaken       the minted reference belongs to another submission
├── Changed              the draft changed between what was shown and what was confirmed
├── AlreadySent          the form was sent, so that nothing more can be put into it
├── NoRecord             nothing is kept under the reference
├── Altered              what is kept does not open: it was altered, or moved from another reference
├── Unavailable          DynamoDB, KMS or SES did not do what was asked; trying again may help
└── RequestRefused       what only a request can do wrong (`web/errors.py`)
"""

from __future__ import annotations


class Refusal(Exception):
    """Something a function refuses to do, or could not do."""


class NoDraft(Refusal):
    pass


class NotOpened(Refusal):
    pass


class KeySpent(Refusal):
    pass


class DraftExpired(Refusal):
    pass


class TooMuch(Refusal):
    pass


class ReferenceTaken(Refusal):
    pass


class Changed(Refusal):
    pass


class AlreadySent(Refusal):
    """`same` says that what was posted is what was sent."""

    def __init__(self, *, same: bool = False) -> None:
        super().__init__()
        self.same = same


class NoRecord(Refusal):
    pass


class Altered(Refusal):
    pass


class Unavailable(Refusal):
    """A service did not do what was asked.

    `code` is the service's own name for what went wrong, which is safe to log; its message may not be.
    """

    def __init__(self, service: str, code: str) -> None:
        super().__init__(f"{service}: {code}")
        self.service = service
        self.code = code
