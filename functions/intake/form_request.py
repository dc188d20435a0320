"""A request to one page of a form: the request, the form, the draft, and the addresses of the form's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from casebook import drafts, keys
from casebook.drafts import Draft
from casebook.errors import DraftExpired, KeySpent, NoDraft, Refusal
from cmr.forms.form import Form, Topic
from cmr.forms.form_state import Filled, advised_in, pruned
from cmr.forms.posted import Typed
from cmr.forms.question import Question
from intake.notices import notices
from signin import access
from signin.access import KEY, Opened
from web import pages
from web.errors import NotFound, WrongMethod
from web.http import Request, Response, see_other
from web.problems import answering, refusal
from web.settings import settings

CHANGING = "change"
"""In the query of a page opened by a Change link: saving it returns to Check your answers."""
SEEN = "seen"
"""The hidden input with the fingerprint of what the page showed when it was drawn."""
OPEN = "open"
"""The step by which a browser without cookies is led on: its links post, and are answered with a key."""


@dataclass
class FormRequest:
    """A request to a page of `form`, and of the draft called `name` where it is about one.

    The draft is opened when it is first asked for, for not every page needs it.
    """

    request: Request
    form: Form
    name: str = ""
    _opened: Opened | None = field(default=None, init=False, repr=False)

    @property
    def draft(self) -> Draft:
        """The draft, as it was last read or kept. Raises NoDraft, NotOpened, DraftExpired, KeySpent, Unavailable."""
        return self._open().draft

    @property
    def opened(self) -> bool:
        """Whether the draft is open already, so that asking for it cannot fail."""
        return self._opened is not None

    def hold(self, opened: Opened) -> None:
        """From now on this is about a draft that was opened elsewhere."""
        self._opened, self.name = opened, opened.draft.name

    def _open(self) -> Opened:
        if self._opened is None:
            self._opened = access.open_draft(self.request, self.form, self.name)
        return self._opened

    @property
    def by_cookie(self) -> bool:
        """Whether the browser's cookie opened the draft, as far as is known."""
        return self._opened.by_cookie if self._opened else self.name in access.held(self.request, self.form)

    @property
    def known(self) -> Filled:
        """What was filled in so far; nothing of it where the draft could not be opened."""
        return self.draft.filled if self.opened else Filled()

    @property
    def posting(self) -> bool:
        """Whether this is a POST. Raises WrongMethod for anything but GET, HEAD and POST."""
        if self.request.method not in {"GET", "HEAD", "POST"}:
            raise WrongMethod("GET", "HEAD", "POST")
        return self.request.method == "POST"

    @property
    def changing(self) -> bool:
        """Whether the page was opened by a Change link."""
        return CHANGING in self.request.asked

    def only(self, *methods: str) -> None:
        """Raises WrongMethod where the request is another."""
        if self.request.method not in methods:
            raise WrongMethod(*methods)

    def outside(self, *steps: str) -> str:
        """The address of a page of this form that belongs to no draft."""
        return f"/{'/'.join(('forms', self.form.slug, *steps))}/"

    def address(self, *steps: str, **asked: bool) -> str:
        """The address of a page of this draft. `asked` are words of its query, where they are true."""
        words = "&".join(word for word, wanted in asked.items() if wanted)
        return self.outside(*(("d", self.name, *steps) if self.name else ())) + (f"?{words}" if words else "")

    def go(self, address: str, *cookies: str) -> Response:
        """303 to a page. A browser that has not shown its cookie gets a one-use key to it. Raises Unavailable."""
        if self.by_cookie:
            return see_other(address, *cookies)
        key = urlencode({KEY: keys.lend(self.draft)})
        page, mark, place = address.partition("#")
        return see_other(f"{page}{'&' if '?' in page else '?'}{key}{mark}{place}", *cookies)

    def of(self, name: str) -> FormRequest:
        """The same request about the draft with this name, which is not open yet."""
        return FormRequest(self.request, self.form, name)

    def without_key(self) -> Response | None:
        """303 to the page without its one-use key, for a browser that keeps the cookie; the key is spent."""
        asked = dict(self.request.asked)
        key = asked.pop(KEY, "")
        if not key or self.request.method == "POST" or not self.by_cookie:
            return None
        with suppress(KeySpent):
            keys.spend(key, self.form)
        query = urlencode(asked).replace("=&", "&").removesuffix("=")
        path = "/".join(("", *self.request.path, ""))
        return see_other(f"{path}?{query}" if query else path)

    def topic(self, topic_id: str) -> Topic:
        """The topic with this id. Raises NotFound."""
        topic = self.form.topic(topic_id)
        if topic is None:
            raise NotFound
        return topic

    def group(self, topic_id: str, group_id: str) -> Question:
        """The repeating group with this id. Raises NotFound."""
        group = self.form.group(topic_id, group_id)
        if group is None:
            raise NotFound
        return group

    def change(self, edit: Callable[[Draft], Draft]) -> Draft:
        """Edit the draft and keep it. Raises AlreadySent, TooMuch, Unavailable."""
        opened = self._open()
        self._opened = replace(opened, draft=drafts.change(opened.draft, self.form, edit))
        return self._opened.draft

    def with_filled(self, draft: Draft, filled: Filled) -> Draft:
        """The draft with other things filled in, without what no longer applies.

        Advice that was read and is no longer called for will be shown again when it is.
        """
        filled, dropped = pruned(self.form, filled)
        called = {question.id for topic in self.form.topics for question, _ in advised_in(topic, filled)}
        return replace(draft, filled=filled, notices=dropped, advised=draft.advised & called)

    def hidden(self, **more: str) -> Markup:
        """The hidden inputs of a page's form: the draft's token where no cookie carries it, and more."""
        carried = {access.TOKEN_INPUT: self._token()} if self._token() and not self.by_cookie else {}
        return Markup("").join(
            Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
            for name, value in {**carried, **more}.items()
        )

    def _token(self) -> str:
        """The draft's, or what was posted for it where it could not be opened."""
        if self.opened:
            return self.draft.token
        return self.request.typed.text(access.TOKEN_INPUT) if self.request.method == "POST" else ""

    def title(self, heading: str, *, wrong: bool = False) -> str:
        """What the browser's tab says: "Error: Children – Notify a case"."""
        shown = heading if heading == self.form.title else f"{heading} – {self.form.title}"
        return f"Error: {shown}" if wrong else shown

    def drawn(self, status: HTTPStatus, heading: str, template: str, **context: Any) -> Response:
        """A page from one of the intake's templates, about this form and draft."""
        said_first = notices(dropped=context.pop("dropped", ()), carrying=self.carrying)
        context = {"hidden": self.hidden(), "carried": self.hidden(), "notices": said_first, "way": self, **context}
        return pages.drawn(status, self.title(heading), f"intake/{template}.html", form=self.form, **context)

    @property
    def opening_address(self) -> str:
        """Where a link leads that has to carry the token: it posts there, and is answered with a key."""
        return self.address(OPEN)

    @property
    def carrying(self) -> bool:
        """Whether the page has to carry the draft's token, because no cookie does: links would not open the draft."""
        return self.opened and not self.by_cookie


def said(typed: Typed, names: Iterable[str]) -> Typed:
    """What was typed into these inputs, those left empty left out: a browser posts them, and a draft may lack them."""
    return Typed({name: given for name, given in typed.only(names).values.items() if any(given)})


def form_handler(page: Callable[[FormRequest], Response]) -> Callable[[Mapping[str, Any], object], dict[str, Any]]:
    """A Lambda handler from a function of a request to a form. A refusal is told on a page of that form."""

    def respond(request: Request) -> Response:
        form = access.form_of(request, settings().content)
        try:
            return page(FormRequest(request, form))
        except Refusal as refused:
            return _refused(refused, request, form)

    return answering(respond)


def _refused(refused: Refusal, request: Request, form: Form) -> Response:
    """The page for a refusal at a form's address. The cookie of a draft that is gone for good is taken away."""
    page = refusal(refused, form)
    name = request.path[3] if request.path[2:3] == ("d",) and len(request.path) > 3 else ""
    gone = isinstance(refused, NoDraft | DraftExpired) and name in access.held(request, form)
    return page.with_cookies(access.no_cookies(request, form, (name,))) if gone else page
