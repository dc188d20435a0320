"""How a page is saved: what was posted is kept, right or wrong, and never over what another window has kept since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from casebook.drafts import Draft
from casebook.errors import AlreadySent
from cmr.forms.form_state import Filled
from cmr.forms.posted import Typed
from cmr.forms.validation import Mistake
from intake.form_request import SEEN, FormRequest, said


@dataclass(frozen=True)
class Saved:
    """A page that keeps what is typed on it: what it is called in the draft, and the inputs that are its own.

    `stored` finds what the draft has for them, `put` puts in what was posted, `wrong` says what is wrong with it then.
    """

    key: str
    names: tuple[str, ...]
    stored: Callable[[Filled], Typed]
    put: Callable[[Filled, Typed], Filled]
    wrong: Callable[[Filled], Iterable[Mistake]]

    def shown(self, draft: Draft) -> Typed:
        """What the page shows: what was posted over something newer and waits to be decided, else what is kept."""
        waiting = draft.beside.get(self.key)
        return waiting[-1] if waiting else self.stored(draft.filled).only(self.names)

    def fingerprint(self, draft: Draft) -> str:
        """What the page posts back, so that we know what it showed."""
        waiting = [typed.values for typed in draft.beside.get(self.key, ())]
        return draft.seen(said(self.stored(draft.filled), self.names), waiting)

    def mistakes(self, draft: Draft) -> tuple[Mistake, ...]:
        """The mistakes that the page shows: none until somebody has tried to move on from it."""
        if self.key not in draft.pressed:
            return ()
        return tuple(self.wrong(self.put(draft.filled, self.shown(draft))))


def save(here: FormRequest, page: Saved, *, going_on: bool) -> bool:
    """Keep what was posted on a page, mistakes and all, and say whether it was kept.

    Where another window has kept something else since this one was drawn, nothing is kept over it: what was posted is
    laid beside it, and the page shows both. Raises AlreadySent, TooMuch, Unavailable.
    """
    try:
        here.change(lambda draft: _edited(here, draft, page, going_on=going_on))
    except AlreadySent as sent:
        was = page.stored(FormRequest(here.request, here.form, here.name).draft.filled)
        raise AlreadySent(same=said(here.request.typed, page.names) == said(was, page.names)) from sent
    return page.key not in here.draft.beside


def _edited(here: FormRequest, draft: Draft, page: Saved, *, going_on: bool) -> Draft:
    posted, typed = said(here.request.typed, page.names), here.request.typed
    seen, kept = typed.text(SEEN), said(page.stored(draft.filled), page.names)
    if seen and seen != page.fingerprint(draft):
        waiting = draft.beside.get(page.key, ())
        if posted != kept and posted not in waiting:
            return replace(draft, beside={**draft.beside, page.key: (*waiting, posted)})
        if waiting:  # nothing new, from a page that did not show what waits: that goes on waiting
            return draft
    draft = here.with_filled(draft, page.put(draft.filled, typed))
    wrong = going_on and any(True for _ in page.wrong(draft.filled))
    return replace(
        draft,
        beside={key: one for key, one in draft.beside.items() if key != page.key},
        pressed=draft.pressed | {page.key} if wrong else draft.pressed - {page.key},
    )
