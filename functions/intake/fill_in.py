"""Filling in a form, page by page. Everything typed is kept in an encrypted draft; nothing here sends anything.

/forms/{slug}/                                   one-topic form: check what was posted; several topics: the task list
/forms/{slug}/{topic}/                           a topic's questions
/forms/{slug}/{topic}/{group}/{item}/[remove/]   an item of a repeating group
/forms/{slug}/advice/{question}/[{group}/{item}/]  what to do now, after an answer that calls for it
/forms/{slug}/check/                             Check your answers
/forms/{slug}/copy/                              what was sent, for the browser that sent it
/forms/{slug}/leave/                             delete the draft and go
"""

from __future__ import annotations

from cmr.form import Form
from intake import access
from intake.checking import check_answers, copy_of_what_was_sent, sent_before
from intake.errors import AlreadySent, IntakeError, NotFound
from intake.items import item_page, removal_page
from intake.leaving import leave
from intake.problems import answering, form_refusal
from intake.settings import settings
from intake.tasks import first_page
from intake.topics import advice_page, topic_page
from intake.visit import Visit
from intake.web import Request, Response


def respond(request: Request) -> Response:
    """The page for a request, or one that says why there is none and what became of the answers."""
    form = access.form_of(request, settings().content)
    try:
        return _page(request, form)
    except IntakeError as refused:
        return form_refusal(refused, request, form)


def _page(request: Request, form: Form) -> Response:
    try:
        return _route(Visit(request, form), request.path[2:])
    except AlreadySent:
        return sent_before(Visit(request, form))  # opened anew: it may have been sent while this request was under way


def _route(visit: Visit, steps: tuple[str, ...]) -> Response:
    match steps:
        case ():
            return first_page(visit)
        case ("check",):
            return check_answers(visit)
        case ("copy",):
            return copy_of_what_was_sent(visit)
        case ("leave",):
            return leave(visit)
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
