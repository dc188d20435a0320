"""One person's visit to one page of a form: the request, the form, the draft, and the addresses of the form's pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from cmr.filled import Filled, pruned
from cmr.form import Form, Topic
from cmr.question import Question
from intake import access, drafts
from intake.drafts import Draft
from intake.errors import NotFound, WrongMethod
from intake.web import Request

CHANGING = "change"
"""The whole query of a page opened by a Change link: saving it returns to Check your answers."""


@dataclass
class Visit:
    """A request to a page of `form`."""

    request: Request
    form: Form

    @cached_property
    def draft(self) -> Draft:
        """The draft this browser holds. Raises NoDraft, DraftExpired, Unavailable."""
        return access.draft_of(self.request, self.form)

    @property
    def opened(self) -> bool:
        """Whether the draft is open already, so that asking for it cannot fail."""
        return "draft" in vars(self)

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
        return self.request.query.rstrip("=") == CHANGING

    def only(self, *methods: str) -> None:
        """Raises WrongMethod where the request is another."""
        if self.request.method not in methods:
            raise WrongMethod(*methods)

    def address(self, *steps: str, changing: bool = False) -> str:
        """The address of a page of this form."""
        path = "/".join(("forms", self.form.slug, *steps))
        return f"/{path}/" + (f"?{CHANGING}" if changing else "")

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

    def keep(self, edit: Callable[[Filled], Filled]) -> Draft:
        """Edit what was filled in, drop what no longer applies, and save. Raises AlreadySent, TooMuch, Unavailable."""

        def edited(draft: Draft) -> Draft:
            filled, dropped = pruned(self.form, edit(draft.filled))
            return replace(draft, filled=filled, notices=dropped)

        self.draft = drafts.change(self.draft, self.form, edited)
        return self.draft

    def hidden(self, **more: str) -> Markup:
        """The hidden inputs of a page's form: the draft's token, and more. Without a draft, what was posted for one."""
        token = self.draft.token if self.opened else access.token_of(self.request, self.form)
        inputs = {access.TOKEN_INPUT: token, **more} if token else more
        return Markup("").join(
            Markup('<input type="hidden" name="{}" value="{}">').format(name, value) for name, value in inputs.items()
        )

    def title(self, heading: str, *, wrong: bool = False) -> str:
        """What the browser's tab says: "Error: Children – Notify a case"."""
        shown = heading if heading == self.form.title else f"{heading} – {self.form.title}"
        return f"Error: {shown}" if wrong else shown
