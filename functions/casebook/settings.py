"""What a function is told by its environment, read once. The template sets every value; none has a hidden default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


class MissingSetting(Exception):
    """The environment lacks a key; the message names it."""


@dataclass(frozen=True)
class Settings:
    """The environment, typed. A function reads only the keys it needs: asking for an absent one names it."""

    environment: Mapping[str, str]

    def _need(self, key: str) -> str:
        try:
            return self.environment[key]
        except KeyError as missing:
            raise MissingSetting(key) from missing

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

    @property
    def sender_address(self) -> str:
        """The address that emails come from."""
        return self._need("SENDER_ADDRESS")

    @property
    def site_origin(self) -> str:
        """Scheme and host of the site, without a slash at the end."""
        return self._need("SITE_ORIGIN").rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether the site is served over TLS, as everywhere but on a laptop: then cookies are for TLS only."""
        return self.site_origin.startswith("https://")

    @property
    def content(self) -> Path:
        """The folder of editable data (agencies, numbers, meetings)."""
        return Path(self._need("CONTENT_FOLDER")).resolve()

    @property
    def frame(self) -> Path:
        """The site's page with slots, frozen by the build."""
        return Path(self._need("FRAME"))

    @property
    def compiled_templates(self) -> Path | None:
        """The folder of templates compiled ahead; none where templates are read from their sources."""
        given = self.environment.get("COMPILED_TEMPLATES", "")
        return Path(given) if given else None


@cache
def settings() -> Settings:
    """This process's settings."""
    return Settings(dict(os.environ))
