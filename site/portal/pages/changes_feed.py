"""The page of what has changed, and the same as a feed."""

from __future__ import annotations

import mimetypes

from flask import Blueprint, Response, render_template

from portal.pages.changes import ADDRESS, FEED
from portal.pages.site_map import titles
from portal.pages.views import library

changes = Blueprint("changes", __name__)

# Whoever serves the frozen file goes by its name, so we say the same.
MEDIA_TYPE = mimetypes.guess_type(FEED)[0]


@changes.get(ADDRESS)
def page() -> str:
    """What has changed, newest first."""
    log = library().changes
    return render_template("changes/page.html", changes=log.changes, titles=titles(library()), feed=FEED)


@changes.get(FEED)
def feed() -> Response:
    """The same for feed readers."""
    log = library().changes
    text = render_template("changes/feed.xml", log=log, titles=titles(library()), feed=FEED, page=ADDRESS)
    return Response(text, mimetype=MEDIA_TYPE)
