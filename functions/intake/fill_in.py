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

from casebook.errors import AlreadySent
from intake.check_answers import check_answers, copy_of_what_was_sent
from intake.form_request import OPEN, FormRequest, form_handler
from intake.items import item_page, removal_page
from intake.leaving import leave_draft, leave_form, left_page
from intake.tasks import draft_page, drafts_page, first_page
from intake.topics import TO, advice_page, inside, topic_page
from signin import access
from web.errors import NotFound
from web.http import Response, see_other


def _page(here: FormRequest) -> Response:
    match here.request.path[2:]:
        case ():
            return first_page(here)
        case ("d",):
            return drafts_page(here)
        case ("leave",):
            return leave_form(here)
        case ("left",):
            return left_page(here)
        case ("d", name, *steps):
            return _of_draft(here.of(name), tuple(steps))
        case steps:
            return _as_before(here, steps)


def _as_before(here: FormRequest, steps: tuple[str, ...]) -> Response:
    """An address of the version before, whose drafts had no names: still posted to by pages that are open somewhere."""
    here = here.of(access.posted_name(here.request, here.form))
    if not here.name:
        raise NotFound
    if not here.posting:
        return see_other(here.address(*steps, change=here.changing))
    return _of_draft(here, steps)


def _of_draft(here: FormRequest, steps: tuple[str, ...]) -> Response:
    if clean := here.without_key():
        return clean
    try:
        return _route(here, steps)
    except AlreadySent as sent:  # while this request was under way, or in another window
        now = here.of(here.name)
        same = sent.same and now.outside("sent", now.draft.reference)
        return now.go(same or now.address("copy", again=True))


def _route(here: FormRequest, steps: tuple[str, ...]) -> Response:
    match steps:
        case ():
            return draft_page(here)
        case ("check",):
            return check_answers(here)
        case ("copy",):
            return copy_of_what_was_sent(here)
        case ("leave",):
            return leave_draft(here)
        case (step,) if step == OPEN:
            here.only("POST")
            return here.go(inside(here, here.request.typed.text(TO)))
        case ("advice", question_id, *back):
            return advice_page(here, question_id, *back)
        case (topic_id,):
            return topic_page(here, topic_id)
        case (topic_id, group_id, item_id):
            return item_page(here, topic_id, group_id, item_id)
        case (topic_id, group_id, item_id, "remove"):
            return removal_page(here, topic_id, group_id, item_id)
        case _:
            raise NotFound


handler = form_handler(_page)
