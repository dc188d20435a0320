"""What the tests of the checker share."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmr.anonymity.allowances import allowed_for
from cmr.anonymity.passage import Allowed

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def helplines() -> Allowed:
    """What any summary may say."""
    return allowed_for(CONTENT, {})
