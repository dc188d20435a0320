"""The page of the time limits: all of them, a calculator, and dates worked out in advance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Flask, current_app, render_template

from cmr import clock
from cmr.process import working_days
from cmr.process.meetings import Calendar, load_calendar
from cmr.process.process import Process, TimeLimit, process
from portal.look import script
from portal.pages.drawing import Drawn
from portal.pages.library import Library
from portal.pages.short_forms import short_forms
from portal.pages.views import drawn, library
from portal.process.events import by_stage
from portal.process.worked_dates import worked_dates
from portal.words.short_dates import short

ADDRESS = "/time-limits/"
NAME = "time-limits"
MARKS: Mapping[str, str] = {
    "guidance": "The guidance says so.",
    "regulations": "The Regulations say so, as made in 2012.",
    "reading": "This is our reading.",
}

limits = Blueprint("limits", __name__)


def how_sure(limit: TimeLimit) -> str:
    """Who says so: the guidance, the Regulations, or only we."""
    return MARKS[limit.mark]


@dataclass(frozen=True)
class Source:
    """Where a limit stands: its words, and the address of the place."""

    words: str
    link: str


def furnish_limits(app: Flask, content: Path) -> None:
    """Give `app` what the page needs: the Panel's meetings and the script. Raises ContentError as they do."""
    known = known_to_browser(process(), app.extensions["library"], app.extensions["drawn"])
    app.extensions["meetings"] = load_calendar(content)
    app.extensions.setdefault("scripts", {})[NAME] = script.build(NAME, known)
    app.jinja_env.filters.update(how_sure=how_sure, short=short)
    app.register_blueprint(limits)


@limits.get(ADDRESS)
def page() -> str:
    """All the time limits. The worked dates start on the day on which the page is drawn."""
    known = process()
    return render_template(
        "time-limits/page.html",
        page=library().pages[ADDRESS],
        prose=drawn().alone[ADDRESS],
        groups=by_stage(known),
        tables=_tables(known),
        short=short_forms((limit.title for limit in known.limits.values()), library().wording.glossary),
        sources={limit.id: source(limit, library(), drawn()) for limit in known.limits.values()},
        worked=worked_dates(known, cast(Calendar, current_app.extensions["meetings"]), clock.today()),
        holidays=[day for day in sorted(working_days.bank_holidays()) if day >= clock.today()],
        last=working_days.last_known_day(),
        script=current_app.extensions["scripts"][NAME].address,
    )


def source(limit: TimeLimit, library: Library, drawn: Drawn) -> Source:
    """The section or the standing order in which a limit stands."""
    pages = library.guidance.values()
    if limit.section:
        return Source(limit.source, next(page.address for page in pages if page.section == limit.section))
    orders = next(page.address for page in pages if page.appendix == "four")
    order = next(one for one in drawn.alone[orders].headings if one.text.startswith(f"{limit.order}. "))
    return Source(limit.source, f"{orders}#{order.id}")


def known_to_browser(known: Process, library: Library, drawn: Drawn) -> Mapping[str, Any]:
    """What the script knows: every limit that gives a date, the bank holidays, and how days are called."""
    counted = [limit for limit in known.limits.values() if limit.counted]
    return {
        "first": working_days.first_known_day().isoformat(),
        "last": working_days.last_known_day().isoformat(),
        "holidays": [day.isoformat() for day in sorted(working_days.bank_holidays())],
        "months": clock.MONTHS,
        "weekdays": clock.WEEKDAYS,
        "limits": [_limit(limit, library, source(limit, library, drawn)) for limit in counted],
    }


def _limit(limit: TimeLimit, library: Library, source: Source) -> Mapping[str, Any]:
    counting = {"kind": limit.kind, "unit": limit.unit, "count": limit.count, "roll": limit.roll}
    words = {"title": limit.title, "start": limit.start, "how": limit.how, "who": who(limit, library)}
    place = {"source": source.words.capitalize(), "link": source.link, "mark": how_sure(limit)}
    return {"id": limit.id, **counting, **words, **place}


def who(limit: TimeLimit, library: Library) -> str:
    """Who must act, and towards whom: "Notifying agency, to SBNI"."""
    roles = library.wording.roles
    return f"{roles[limit.who].title}, to {roles[limit.to].title}" if limit.to else roles[limit.who].title


def _tables(known: Process) -> Sequence[tuple[str, str, Sequence[TimeLimit]]]:
    """Id, title and limits of each table: those that give a date, those without a limit, and the rest."""
    rows = known.limits.values()
    return [
        ("dates", "Limits that give a date", [limit for limit in rows if limit.counted]),
        ("none", "Where the guidance sets no limit", [limit for limit in rows if limit.kind == "none"]),
        ("others", "Set in another way", [limit for limit in rows if not limit.counted and limit.kind != "none"]),
    ]
