"""The pages of the published summaries, a view each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template, request

from cmr.contacts import Contacts, Number
from cmr.summaries.folder import FOLDER
from portal.pages.booklet import print_booklet, read_faces
from portal.pages.summary_addresses import FEED
from portal.summaries import data
from portal.summaries.collection import Collection
from portal.summaries.feed import MEDIA_TYPE, NEWEST
from portal.summaries.index import as_index, as_searched
from portal.summaries.page_text import PICTURES, SummaryTexts, picture_of, with_pictures_inside

summaries = Blueprint("summaries", __name__, url_prefix="/summaries")


def collection() -> Collection:
    """The summaries of the site being served."""
    return cast(Collection, current_app.extensions["collection"])


def contacts() -> Contacts:
    """The telephone numbers of the site being served."""
    return cast(Contacts, current_app.extensions["contacts"])


def texts() -> SummaryTexts:
    """What their own pages say."""
    return cast(SummaryTexts, current_app.extensions["texts"])


@summaries.get("/")
@summaries.get("/page/<int:number>/")
@summaries.get("/<facet>/<value>/")
@summaries.get("/<facet>/<value>/page/<int:number>/")
def listed(**_: object) -> str:
    """A page of a list of summaries: of all of them, or of those that share something."""
    page = collection().lists.get(request.path) or abort(404)
    script = current_app.extensions["scripts"]["summaries"].address
    return render_template("summaries/list.html", list=page, all=collection(), script=script)


@summaries.get("/recommendations/")
@summaries.get("/recommendations/page/<int:number>/")
@summaries.get("/recommendations/<path:narrowed>/")
def recommendations(**_: object) -> str:
    """A page of recommendations: all of them, those for the whole region, for a type of agency, under a theme."""
    page = collection().advice.get(request.path) or abort(404)
    return render_template("summaries/recommendations.html", list=page, all=collection())


@summaries.get("/learning/")
def learning() -> str:
    """How many summaries share each theme."""
    return render_template("summaries/learning.html", all=collection())


@summaries.get("/<slug>/")
def summary(slug: str) -> str:
    """A summary; or the notice in the place of one that was withdrawn."""
    entry = collection().by_slug.get(slug) or abort(404)
    if entry.withdrawn:
        return render_template("summaries/withdrawn.html", entry=entry)
    text = texts().of(entry)
    return render_template(
        "summaries/page.html",
        entry=entry,
        text=text,
        known=collection().known,
        facets=collection().facets,
        related=collection().related[slug],
        numbers=_numbers(text.support),
    )


@summaries.get("/<slug>/<name>.pdf")
def document(slug: str, name: str) -> Response:
    """A summary as a PDF, to keep and to print."""
    entry = collection().by_slug.get(slug)
    if entry is None or entry.withdrawn or name != slug:
        abort(404)
    text, faces = texts().of(entry), read_faces(Path(current_app.config["FONTS"]))
    html = render_template(
        "summaries/document.html", entry=entry, text=text, html=with_pictures_inside(entry, text),
        known=collection().known, faces=faces, numbers=_numbers(text.support),
    )  # fmt: skip
    kept, address = Path(current_app.config["BOOKLETS"]), f"{_origin()}{entry.address}"
    own = Path(entry.path)
    shown = (own, *sorted(_content(own).glob("*.toml")))
    pdf = print_booklet(html, faces, kept=kept, name=slug, address=address, sources=shown)
    return Response(pdf, mimetype="application/pdf")


@summaries.get("/<slug>/<name>.<any(jpeg, jpg, png, webp):kind>")
def picture(slug: str, name: str, kind: str) -> Response:
    """A picture that the text of a summary shows."""
    entry = collection().by_slug.get(slug)
    if entry is None or entry.withdrawn or f"{name}.{kind}" not in entry.pictures:
        abort(404)
    return Response(picture_of(entry, f"{name}.{kind}").read_bytes(), mimetype=PICTURES[kind])


@summaries.get("/feed.xml")
def feed() -> Response:
    """The newest summaries for feed readers (RFC 4287)."""
    newest = collection().entries[:NEWEST]
    return Response(
        render_template("summaries/feed.xml", entries=newest, feed=FEED, log=current_app.extensions["changes"]),
        mimetype=MEDIA_TYPE,
    )


@summaries.get("/summaries.json")
def as_json() -> Response:
    """All of them as data."""
    return Response(data.as_json(collection(), _origin()), mimetype="application/json")


@summaries.get("/summaries.schema.json")
def schema() -> Response:
    """What the data promises."""
    return Response(data.schema(collection(), _origin()), mimetype="application/json")


@summaries.get("/summaries.csv")
def as_csv() -> Response:
    """All of them as a table."""
    return Response(data.as_csv(collection(), _origin()), mimetype="text/csv")


@summaries.get("/index.js")
def index() -> Response:
    """What the list is narrowed down by in the browser."""
    return Response(as_index(collection()), mimetype="text/javascript")


@summaries.get("/search.js")
def searched() -> Response:
    """What the site's search finds of them."""
    return Response(as_searched(collection()), mimetype="text/javascript")


def _numbers(groups: Sequence[str]) -> Sequence[Number]:
    """The numbers of some groups, each once."""
    return list(dict.fromkeys(number for group in groups for number in contacts().group(group)))


def _content(summary: Path) -> Path:
    """The folder of the content, in which the folder of the summaries lies."""
    return next(folder.parent for folder in summary.parents if folder.name == FOLDER)


def _origin() -> str:
    return str(current_app.jinja_env.globals["origin"])
