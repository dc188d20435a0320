"""What `cmr generate` writes for the site: the addresses that it has had, and the redirects in the template."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from portal.pages.library import load_library
from portal.pages.published import with_new
from portal.pages.site_map import link_targets

TEMPLATE = Path("infra/template.yaml")
TABLE = re.compile(r"^( *)const redirects = \{.*?\};$", re.MULTILINE | re.DOTALL)
"""Where the functions of the distribution say which addresses have moved."""


def generated(content: Path) -> Mapping[Path, str]:
    """The files that follow from the pages and the redirects, and what they say. Raises ContentError."""
    library = load_library(content, show_unverified_numbers=True)
    addresses = with_new(library.published, link_targets(library))
    template = with_redirects(TEMPLATE.read_text(encoding="utf-8"), library.redirects.table)
    return {library.published.path: addresses, TEMPLATE: template}


def with_redirects(code: str, table: Mapping[str, str]) -> str:
    """A text with another table wherever it has one.

    >>> with_redirects("  const redirects = {};", {"/old/": "/help/"})
    '  const redirects = {\\n    "/old/": "/help/"\\n  };'
    """
    return TABLE.sub(lambda found: _written(found[1], table), code)


def _written(indent: str, table: Mapping[str, str]) -> str:
    """JSON, so that whoever is no browser reads it too."""
    text = json.dumps(table, indent=2, sort_keys=True)
    return f"{indent}const redirects = {text};".replace("\n", f"\n{indent}")
