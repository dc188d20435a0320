"""The pages of the flows: a question or an outcome each, every answer a plain link, no script and no query string."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, render_template

from cmr.flows.flow import Flow, Outcome
from cmr.process.units import lower_first
from portal.pages.library import Library
from portal.pages.views import drawn, library


def flow_pages(content: Library) -> Blueprint:
    """A blueprint with the pages of every flow. Their names come from the content, which has to be read first."""
    flows = Blueprint("flows", __name__)
    flows.add_app_template_filter(lower_first)
    for slug, flow in content.flows.items():
        flows.add_url_rule(f"/{slug}/", slug, partial(_page, flow, flow.start.id))
        flows.add_url_rule(f"/{slug}/<page_id>/", f"{slug}-page", partial(_inner_page, flow))
    return flows


def _inner_page(flow: Flow, page_id: str) -> str:
    """Any page but the first, which has one address and not two."""
    if page_id == flow.start.id:
        abort(404)
    return _page(flow, page_id)


def _page(flow: Flow, page_id: str) -> str:
    page = flow.questions.get(page_id) or flow.outcomes.get(page_id) or abort(404)
    words = drawn().flows[flow.slug]
    return render_template(
        "flow/outcome.html" if isinstance(page, Outcome) else "flow/question.html",
        flow=flow,
        node=page,
        shared=words.shared,
        words=words.pages[page_id],
        before=flow.before(page_id),
        sections=_sections(page) if isinstance(page, Outcome) else (),
    )


def _sections(outcome: Outcome) -> list[tuple[str, str]]:
    """Address and name of the guidance pages that an outcome rests on."""
    pages = library().guidance.values()
    return [(page.address, f"{page.number}: {page.title}") for page in pages if page.section in outcome.sections]
