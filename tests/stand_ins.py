"""What tests put in the place of the clock, of a service that fails, and of whoever receives emails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from casebook import aws
from cmr import clock

MONDAY = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
FOR_EVER = 10**6


@dataclass
class Clock:
    """The time it is. Tests move it."""

    now: datetime = MONDAY

    def wait(self, **length: float) -> None:
        self.now += timedelta(**length)


@contextmanager
def stopped_clock() -> Iterator[Clock]:
    """Monday 23 November 2026, five past twelve, until the test moves it."""
    held = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: held.now)
        yield held


class Killed(BaseException):
    """The function's process ended here."""


def refused(code: str = "InternalServerError", **more: Any) -> ClientError:
    """A service's refusal; its message holds what must never be logged."""
    answer: Any = {"Error": {"Code": code, "Message": "about Quillfeather"}, **more}
    return ClientError(answer, "Operation")


def cancelled(*reasons: str) -> ClientError:
    """DynamoDB's cancelling of a transaction, with its reason for each part."""
    return refused("TransactionCanceledException", CancellationReasons=[{"Code": one} for one in reasons])


def unreachable() -> ConnectTimeoutError:
    """Nobody answered: what was asked may have been done, or not."""
    return ConnectTimeoutError(endpoint_url="https://service.example/")


@dataclass
class Breakdown:
    """One operation of a service that fails: instead of doing what was asked, or after it."""

    error: BaseException
    times: int = FOR_EVER
    after: bool = False
    only: Callable[[Mapping[str, Any]], bool] = field(default=lambda request: True)
    failures: int = 0

    def around(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def called(**request: Any) -> Any:
            failing = self.failures < self.times and self.only(request)
            answer = operation(**request) if self.after or not failing else None
            if failing:
                self.failures += 1
                raise self.error
            return answer

        return called

    def repaired(self) -> None:
        self.times = 0


@dataclass
class Faults:
    """`fail("dynamodb", "put_item")`: from now on that operation of that client fails."""

    patch: pytest.MonkeyPatch

    def __call__(self, service: str, operation: str, error: BaseException | None = None, **how: Any) -> Breakdown:
        client = getattr(aws, service)()
        breakdown = Breakdown(error or refused(), **how)
        self.patch.setattr(client, operation, breakdown.around(getattr(client, operation)))
        return breakdown


@dataclass
class Mailbox:
    """What SES was asked to send, and took."""

    sent: list[dict[str, Any]] = field(default_factory=list)

    def addresses(self) -> list[str]:
        return sorted(address for one in self.sent for address in one["Destination"]["ToAddresses"])

    def words(self) -> str:
        """Every subject and body, in one."""
        parts = [one["Content"]["Simple"] for one in self.sent]
        return "\n".join(
            text
            for one in parts
            for text in (one["Subject"]["Data"], one["Body"]["Text"]["Data"], one["Body"]["Html"]["Data"])
        )

    def around(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def taken(**request: Any) -> Any:
            answer = send(**request)
            self.sent.append(request)
            return answer

        return taken
