"""Draws the sentences of a flow, and gathers every link that its pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from cmr.files.front_matter import PageFile
from cmr.files.toml_file import TomlFile
from cmr.flows.flow import Flow, FlowText, Outcome
from portal.words.prose import Link, Prose, Setting, draw


@dataclass(frozen=True)
class DrawnFlow:
    """What the pages of one flow say: `pages` by the page's id and the key of its file, `shared` by key alone."""

    shared: Mapping[str, Markup]
    pages: Mapping[str, Mapping[str, Markup]]
    links: tuple[Link, ...]


def draw_flow(flow: Flow) -> DrawnFlow:
    """Draw `flow`. Raises ContentError for an insert: there is none in a flow."""
    shared = {key: _draw(flow.file, key, words) for key, words in _shared(flow).items()}
    pages = {
        page.id: {key: _draw(flow.file, key, words) for key, words in _own(page).items() if words}
        for page in flow.pages
    }
    prose = [*shared.values(), *(one for page in pages.values() for one in page.values())]
    links = [link for one in prose for link in one.links]
    return DrawnFlow(
        shared={key: one.html for key, one in shared.items()},
        pages={page_id: {key: one.html for key, one in page.items()} for page_id, page in pages.items()},
        links=(*links, *_addresses(flow)),
    )


def _shared(flow: Flow) -> Mapping[str, FlowText]:
    return {"danger": flow.danger, "intro": flow.intro, "note": flow.note}


def _own(page: object) -> Mapping[str, FlowText | None]:
    if isinstance(page, Outcome):
        return {"says": page.says, "why": page.why}
    return {"words": getattr(page, "words", None)}


def _addresses(flow: Flow) -> list[Link]:
    """The links that are not in sentences: of grounds and of next steps."""
    outcomes = flow.outcomes.values()
    grounds = [ground.address for outcome in outcomes for ground in outcome.grounds]
    steps = [step.address for outcome in outcomes for step in outcome.steps]
    return [Link(address, flow.file.line_of("address", address)) for address in dict.fromkeys(grounds + steps)]


def _draw(file: TomlFile, key: str, words: FlowText) -> Prose:
    """Draw one of several texts that stand on one page: the ids of each start with its key."""
    return draw(PageFile(file, words.text, words.line), setting=Setting(prefix=f"{key}-"))
