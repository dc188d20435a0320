"""What a function is told by its environment, read once. The template sets every value; none has a hidden default.

Each room knows its own settings: what is kept and under which keys stands here, how pages look in `web/settings.py`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


class MissingSetting(Exception):
    """The environment lacks a key; the message names it."""


@dataclass(frozen=True)
class Environment:
    """The environment, typed. A function reads only the keys it needs: asking for an absent one names it."""

    environment: Mapping[str, str]

    def _need(self, key: str) -> str:
        try:
            return self.environment[key]
        except KeyError as missing:
            raise MissingSetting(key) from missing


class CasebookSettings(Environment):
    """Where what is kept of a case lies, and under which keys."""

    @property
    def drafts_table(self) -> str:
        return self._need("DRAFTS_TABLE")

    @property
    def records_table(self) -> str:
        return self._need("RECORDS_TABLE")

    @property
    def receipts_table(self) -> str:
        return self._need("RECEIPTS_TABLE")

    @property
    def outbox_table(self) -> str:
        return self._need("OUTBOX_TABLE")

    @property
    def drafts_key(self) -> str:
        return self._need("DRAFTS_KEY")

    @property
    def records_key(self) -> str:
        return self._need("RECORDS_KEY")

    @property
    def office_address(self) -> str:
        """Where the office reads its email."""
        return self._need("OFFICE_ADDRESS")


@cache
def environment() -> Mapping[str, str]:
    """What this process was told when it was first asked."""
    return dict(os.environ)


def settings() -> CasebookSettings:
    """This process's settings."""
    return CasebookSettings(environment())
