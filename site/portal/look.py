"""How the site looks: templates, GOV.UK components, and the one stylesheet, named by what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from cmr import clock
from portal.dates import in_words, month_in_words
from portal.drawing import anchor
from portal.wording import Wording


@dataclass(frozen=True)
class Stylesheet:
    """The compiled stylesheet. Its name changes when its content does, so that a browser may keep it for ever."""

    name: str
    text: str

    @property
    def address(self) -> str:
        """Where pages find it."""
        return f"/assets/{self.name}"

    @classmethod
    def read(cls, path: Path) -> Stylesheet:
        """Read what `npm run styles` compiled. Raises FileNotFoundError, saying so, where it has not run."""
        if not path.is_file():
            raise FileNotFoundError(f"{path} does not exist yet: run `make build`, which compiles it first")
        text = path.read_text(encoding="utf-8")
        return cls(f"site-{hashlib.sha256(text.encode()).hexdigest()[:12]}.css", text)


def furnish(jinja: Environment, wording: Wording) -> None:
    """Give an environment the site's templates, GOV.UK's components, and what templates may ask for."""
    components = {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"), "cmr": PackageLoader("cmr")}
    jinja.loader = ChoiceLoader([PackageLoader("portal"), PrefixLoader(components)])
    jinja.trim_blocks = True
    jinja.lstrip_blocks = True
    jinja.filters.update(
        in_words=in_words, weekday_in_words=clock.in_words, month_in_words=month_in_words, anchor=anchor
    )
    jinja.globals["wording"] = wording
