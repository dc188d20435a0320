"""The site: reads `content/`, draws it, and is frozen to plain files by `portal.build`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["create_app"]


def create_app(content: Path, config: Mapping[str, Any] | None = None) -> Flask:
    """The site that `content` describes, except for the published summaries, which `portal.summaries.app` has.

    `config` takes precedence over the environment's settings (`portal.settings`). Raises cmr.errors.ContentError naming
    file and line where the content is wrong.
    """
    from portal.guide import create_guide  # a build that changes only a summary needs none of it

    return create_guide(content, config)
