"""Options that several commands of `cmr` have."""

from __future__ import annotations

from pathlib import Path

import click

CONTENT = click.option(
    "--content", type=click.Path(path_type=Path, exists=True, file_okay=False), default="content", show_default=True,
    help="The folder of words and editable data.",
)  # fmt: skip
