"""Freezes an application's pages to plain files, with Frozen-Flask."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path

from flask import Flask
from flask_frozen import Freezer, MissingURLGeneratorWarning

from portal.freezing.freeze_client import DirectClient
from portal.freezing.two_processes import WORTH_IT, from_both_ends


def freeze(app: Flask, addresses: Sequence[str], folder: Path, *, worth_it: int = WORTH_IT) -> None:
    """Write what `app` answers at `addresses` to files under `folder`, in two processes where there are `worth_it`.

    Raises where anything is amiss. Frozen-Flask's warnings are errors, except for the one that `refuse_orphans` gives
    in its place, which needs all addresses.
    """
    # Before the second process is forked: it is to have all of this too.
    app.test_client_class = DirectClient
    app.config.update(
        FREEZER_DESTINATION=str(folder.absolute()),
        FREEZER_REDIRECT_POLICY="error",
        FREEZER_REMOVE_EXTRA_FILES=False,
        PROPAGATE_EXCEPTIONS=True,
    )
    from_both_ends(partial(_freeze, app), addresses, worth_it=worth_it)


class _Freezer(Freezer):  # type: ignore[misc]
    """Frozen-Flask, except that it does not work out anew for every page which folder it writes to."""

    @cached_property
    def root(self) -> Path:
        """The folder that it writes to."""
        return Path(self.app.config["FREEZER_DESTINATION"])


def _freeze(app: Flask, addresses: Iterable[str]) -> tuple[()]:
    # All addresses are known, so Frozen-Flask need not guess them from calls of url_for.
    freezer = _Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    freezer.register_generator(lambda: addresses)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)  # some of the addresses cannot lead to every view
        freezer.freeze()
    return ()


def refuse_orphans(app: Flask, addresses: Iterable[str]) -> None:
    """Raise MissingURLGeneratorWarning where `app` has a view to which none of all its addresses leads."""
    urls = app.url_map.bind("localhost")
    led_to = {urls.match(address)[0] for address in addresses}
    orphans = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - led_to
    if orphans:
        raise MissingURLGeneratorWarning(f"Nothing frozen for endpoints {', '.join(sorted(orphans))}.")
