"""The pages of the site, a view each. Everything they show was loaded and drawn when the site started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template

from cmr.process.process import PROCESS_FILE
from portal.look.stylesheet import Stylesheet
from portal.pages.booklet import print_booklet, read_faces
from portal.pages.drawing import Drawn
from portal.pages.library import Library
from portal.pages.site_map import mapped
from portal.pages.way_out import way_out

site = Blueprint("site", __name__)


def library() -> Library:
    """The content of the site being served."""
    return cast(Library, current_app.extensions["library"])


def drawn() -> Drawn:
    """The page bodies of the site being served."""
    return cast(Drawn, current_app.extensions["drawn"])


@site.get("/")
def home() -> str:
    """The first page, with its doors."""
    page = library().home
    return render_template("home.html", page=page, prose=drawn().alone[page.address])


@site.get("/guidance/")
def contents() -> str:
    """The guidance, stage by stage."""
    return render_template("guidance/contents.html", stages=library().stages)


@site.get("/guidance/all/")
def everything() -> str:
    """All the guidance on one page, for printing."""
    return render_template("guidance/all.html", pages=library().guidance.values(), together=drawn().together)


@site.get("/guidance/guidance.pdf")
def booklet() -> Response:
    """All the guidance as one PDF, to keep and to print."""
    faces = read_faces(Path(current_app.config["FONTS"]))
    pages = library().guidance.values()
    newest = max(page.reviewed for page in pages)
    html = render_template("guidance/booklet.html", pages=pages, together=drawn().together, newest=newest, faces=faces)
    kept = Path(current_app.config["BOOKLETS"])
    address = f"{current_app.jinja_env.globals['origin']}/guidance/"
    return Response(
        print_booklet(html, faces, kept=kept, name="guidance", address=address, sources=_said_by(library())),
        mimetype="application/pdf",
    )


def _said_by(content: Library) -> Iterator[Path]:
    """The files of the guidance, and after them those whose words its pages show too."""
    yield from (page.file.path for page in content.guidance.values())
    folder = content.wording.file.path.parent
    yield from sorted([*folder.glob("*.toml"), PROCESS_FILE])


@site.get("/guidance/<slug>/")
def guidance(slug: str) -> str:
    """A section or an appendix."""
    address = f"/guidance/{slug}/"
    page = library().guidance.get(address) or abort(404)
    before, after = library().neighbours(page)
    referring = [library().guidance[other] for other in drawn().referring(address)]
    prose = drawn().alone[address]
    return render_template(
        "guidance/page.html", page=page, prose=prose, before=before, after=after, referring=referring
    )


@site.get("/<path:path>/")
def page(path: str) -> str:
    """Any other page of words: help, privacy, the start pages."""
    address = f"/{path}/"
    found = library().pages.get(address) or abort(404)
    started = next((form for form in library().forms.values() if form.start == address), None)
    return render_template("page.html", page=found, prose=drawn().alone[address], way_out=way_out(started))


@site.get("/site-map/")
def site_map() -> str:
    """Every page there is."""
    return render_template("site-map.html", shelves=mapped(library()))


@site.get("/<int:status>.html")
def error(status: int) -> str:
    """What people see when something is not found or does not work. Whoever serves the site adds the true status."""
    address = f"/{status}.html"
    found = library().errors.get(address) or abort(404)
    return render_template("error.html", page=found, prose=drawn().alone[address])


@site.get("/assets/<name>")
def asset(name: str) -> Response:
    """The stylesheet."""
    stylesheet = cast(Stylesheet, current_app.extensions["stylesheet"])
    if name != stylesheet.name:
        abort(404)
    return Response(stylesheet.text, mimetype="text/css")


@site.get("/favicon.svg")
def favicon() -> Response:
    """The small picture in a browser's tab."""
    return Response(render_template("favicon.svg"), mimetype="image/svg+xml")


@site.get("/robots.txt")
def robots() -> Response:
    """What search engines are asked to leave alone."""
    return Response(render_template("robots.txt", forms=library().forms.values()), mimetype="text/plain")
