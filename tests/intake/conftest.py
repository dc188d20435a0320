"""The functions run against moto, with tables made from the template; what fails does so when a test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from cmr import clock
from intake import aws
from moto_cloud import browser, cloud, sky

__all__ = ["browser", "cloud", "sky"]

MONDAY = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)


@dataclass
class Clock:
    """The time it is. Tests move it."""

    now: datetime = MONDAY

    def wait(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Monday 23 November 2026, five past twelve, until the test moves it."""
    held = Clock()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


def refused(code: str = "InternalServerError") -> ClientError:
    """A service's refusal; its message holds what must never be logged."""
    return ClientError({"Error": {"Code": code, "Message": "about Quillfeather"}}, "Operation")


def unreachable() -> ConnectTimeoutError:
    """Nobody answered: what was asked may have been done, or not."""
    return ConnectTimeoutError(endpoint_url="https://service.example/")


Fail = Callable[..., "Breakdown"]


@dataclass
class Breakdown:
    """One operation of a service that fails instead of doing what was asked, so many times."""

    error: Exception
    times: int
    calls: int = 0

    def instead_of(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def called(**request: Any) -> Any:
            self.calls += 1
            if self.calls <= self.times:
                raise self.error
            return operation(**request)

        return called


@pytest.fixture
def fail(cloud: dict[str, str]) -> Iterator[Fail]:
    """`fail("dynamodb", "put_item")`: from now on that operation fails; `times=3` for its next three calls only."""
    with pytest.MonkeyPatch.context() as patch:

        def broken(service: str, operation: str, *, error: Exception | None = None, times: int = 10**6) -> Breakdown:
            client = getattr(aws, service)()
            breakdown = Breakdown(error or refused(), times)
            patch.setattr(client, operation, breakdown.instead_of(getattr(client, operation)))
            return breakdown

        yield broken


@dataclass
class Mailbox:
    """What SES was asked to send and took."""

    sent: list[dict[str, Any]] = field(default_factory=list)

    def to(self, address: str) -> list[dict[str, Any]]:
        return [one for one in self.sent if one["Destination"]["ToAddresses"] == [address]]

    def words(self) -> str:
        """Every subject and body, in one."""
        parts = []
        for one in self.sent:
            simple = one["Content"]["Simple"]
            parts += [simple["Subject"]["Data"], simple["Body"]["Text"]["Data"], simple["Body"]["Html"]["Data"]]
        return "\n".join(parts)


@pytest.fixture
def mailbox(cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Each email that SES takes from now on."""
    box, client = Mailbox(), aws.ses()
    send = client.send_email

    def taken(**request: Any) -> Any:
        answer = send(**request)
        box.sent.append(request)
        return answer

    monkeypatch.setattr(client, "send_email", taken)
    return box
