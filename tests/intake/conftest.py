"""The functions run against moto, with tables made from the template; what fails does so when a test says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casebook import aws
from moto_cloud import browser, cloud, sky
from stand_ins import Clock, Faults, Mailbox, stopped_clock

__all__ = ["browser", "cloud", "sky"]


@pytest.fixture
def time() -> Iterator[Clock]:
    """Monday 23 November 2026, five past twelve, until the test moves it."""
    with stopped_clock() as held:
        yield held


@pytest.fixture
def fail(cloud: dict[str, str]) -> Iterator[Faults]:
    """Operations of services that fail from now on: `fail("dynamodb", "put_item")`."""
    with pytest.MonkeyPatch.context() as patch:
        yield Faults(patch)


@pytest.fixture
def mailbox(cloud: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Each email that SES takes from now on."""
    box = Mailbox()
    monkeypatch.setattr(aws.ses(), "send_email", box.around(aws.ses().send_email))
    return box
