"""Filling in a form, page by page. Everything typed is kept in an encrypted draft; nothing here sends anything.

/forms/{slug}/                  POST: begin a draft with what the site's page posts
/forms/{slug}/d/                the drafts that this browser holds
/forms/{slug}/leave/, left/     delete all of them and go
/forms/{slug}/d/{name}/         a draft's task list, and below it
    {topic}/                           a topic's questions
    {topic}/{group}/{item}/[remove/]   an item of a repeating group
    advice/{question}/[{group}/{item}/]  what to do now, after an answer that calls for it
    check/                             Check your answers
    copy/                              what was sent, for the browser that sent it
    leave/                             delete this draft
    open/                              the way to another page, for a browser without cookies

Every POST is answered with a redirect, so that no entry of a browser's history holds what somebody typed.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode

from casebook import keys
from casebook.errors import AlreadySent, IntakeError, KeySpent, NotFound
from casebook.settings import settings
from cmr.forms.form import Form
from intake.check_answers import check_answers, copy_of_what_was_sent
from intake.form_request import OPEN, Visit
from intake.items import item_page, removal_page
from intake.leaving import leave_draft, leave_form, left_page
from intake.tasks import draft_page, drafts_page, first_page
from intake.topics import TO, advice_page, inside, topic_page
from signin import access
from signin.access import KEY
from web.http import Request, Response, see_other
from web.problems import answering, form_refusal


def respond(request: Request) -> Response:
    """The page for a request, or one that says why there is none and what became of the answers."""
    form = access.form_of(request, settings().content)
    try:
        return _page(request, form)
    except IntakeError as refused:
        return form_refusal(refused, request, form)


def _page(request: Request, form: Form) -> Response:
    match request.path[2:]:
        case ():
            return first_page(Visit(request, form))
        case ("d",):
            return drafts_page(Visit(request, form))
        case ("leave",):
            return leave_form(Visit(request, form))
        case ("left",):
            return left_page(Visit(request, form))
        case ("d", name, *steps):
            return _of_draft(Visit(request, form, name), tuple(steps))
        case steps:
            return _as_before(request, form, steps)


def _as_before(request: Request, form: Form, steps: tuple[str, ...]) -> Response:
    """An address of the version before, whose drafts had no names: still posted to by pages that are open somewhere."""
    visit = Visit(request, form, access.posted_name(request, form))
    if not visit.name:
        raise NotFound
    if not visit.posting:
        return see_other(visit.address(*steps, change=visit.changing))
    return _of_draft(visit, steps)


def _of_draft(visit: Visit, steps: tuple[str, ...]) -> Response:
    if clean := without_key(visit):
        return clean
    try:
        return _route(visit, steps)
    except AlreadySent as sent:  # while this request was under way, or in another window
        now = Visit(visit.request, visit.form, visit.name)
        same = sent.same and now.outside("sent", now.draft.reference)
        return now.go(same or now.address("copy", again=True))


def without_key(visit: Visit) -> Response | None:
    """A browser that keeps the cookie needs no key: it is spent, and the page is at its own address."""
    asked = dict(visit.request.asked)
    key = asked.pop(KEY, "")
    if not key or visit.request.method == "POST" or not visit.by_cookie:
        return None
    with suppress(KeySpent):
        keys.spend(key, visit.form)
    query = urlencode(asked).replace("=&", "&").removesuffix("=")
    path = "/".join(("", *visit.request.path, ""))
    return see_other(f"{path}?{query}" if query else path)


def _route(visit: Visit, steps: tuple[str, ...]) -> Response:
    match steps:
        case ():
            return draft_page(visit)
        case ("check",):
            return check_answers(visit)
        case ("copy",):
            return copy_of_what_was_sent(visit)
        case ("leave",):
            return leave_draft(visit)
        case (step,) if step == OPEN:
            visit.only("POST")
            return visit.go(inside(visit, visit.request.typed.text(TO)))
        case ("advice", question_id, *back):
            return advice_page(visit, question_id, *back)
        case (topic_id,):
            return topic_page(visit, topic_id)
        case (topic_id, group_id, item_id):
            return item_page(visit, topic_id, group_id, item_id)
        case (topic_id, group_id, item_id, "remove"):
            return removal_page(visit, topic_id, group_id, item_id)
        case _:
            raise NotFound


handler = answering(respond)
