"""What only a request can do wrong: the part of the family of `casebook/errors.py` that knows HTTP.

RequestRefused
├── NotFound             no such form, topic, item or reference
├── WrongMethod          the address exists, the method does not
├── TooLarge             more was posted than is taken
├── NotAForm             what was posted is not a posted form
└── FromElsewhere        another site's page posted here
"""

from __future__ import annotations

from casebook.errors import Refusal


class RequestRefused(Refusal):
    """A request that no page answers."""


class NotFound(RequestRefused):
    pass


class WrongMethod(RequestRefused):
    def __init__(self, *allowed: str) -> None:
        super().__init__(", ".join(allowed))
        self.allowed = allowed


class TooLarge(RequestRefused):
    pass


class NotAForm(RequestRefused):
    pass


class FromElsewhere(RequestRefused):
    pass
