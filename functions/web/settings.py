"""What a page has to know of where it is shown."""

from __future__ import annotations

from pathlib import Path

from casebook.settings import Environment, environment


class PageSettings(Environment):
    """Where the site is, and what its pages are drawn with."""

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


def settings() -> PageSettings:
    """This process's settings."""
    return PageSettings(environment())
