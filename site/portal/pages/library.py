"""Everything the site says, loaded from `content/` once and looked up by address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cmr import clock
from cmr.contacts import Contacts, load_contacts
from cmr.errors import ContentError, refuse
from cmr.files.lines import line_of
from cmr.files.toml_file import TomlFile
from cmr.flows.flow import Flow
from cmr.flows.flow_files import load_flows
from cmr.forms.catalogue import FORMS_FOLDER, load_forms
from cmr.forms.form import Form
from cmr.process.meetings import Calendar, load_calendar
from cmr.process.panel import Panel, load_panel
from cmr.process.roles import Role
from portal.pages.changes import Changes, load_changes
from portal.pages.page_files import GuidancePage, HomePage, Page, load_guidance, load_home, load_pages
from portal.pages.published import PublishedAddresses, read_published
from portal.pages.redirects import Redirects, load_redirects
from portal.pages.synonyms import Synonyms, load_synonyms
from portal.pages.wording import StageWords, Wording, load_wording

HELP = "/help/"
TOOLS = ("/time-limits/",)
"""What answers a question, in place of explaining. Its page has words of its own, written as any page's are."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """The loaded content. Nothing here is drawn yet."""

    wording: Wording
    changes: Changes
    contacts: Contacts
    home: HomePage
    pages: Mapping[str, Page]
    errors: Mapping[str, Page]
    guidance: Mapping[str, GuidancePage]
    forms: Mapping[str, Form]
    flows: Mapping[str, Flow]
    synonyms: Synonyms
    meetings: Calendar
    panel: Panel
    redirects: Redirects
    published: PublishedAddresses

    @property
    def written(self) -> Sequence[Page]:
        """Every page that comes from a Markdown file."""
        return [self.home, *self.guidance.values(), *self.pages.values(), *self.errors.values()]

    @property
    def stages(self) -> Sequence[tuple[StageWords, Sequence[GuidancePage]]]:
        """The guidance as its contents list it: stage by stage, in the official order within each."""
        pages = self.guidance.values()
        return [(stage, [page for page in pages if page.stage == stage.id]) for stage in self.wording.stages.values()]

    @property
    def acting(self) -> Sequence[Role]:
        """The roles that a duty of the guidance names, in the order of their file."""
        named = {who for page in self.guidance.values() for duty in page.duties for who in duty.who}
        return [role for role in self.wording.roles.values() if role.id in named]

    def neighbours(self, page: GuidancePage) -> tuple[GuidancePage | None, GuidancePage | None]:
        """The pages before and after `page` in the official order."""
        order = list(self.guidance.values())
        place = order.index(page)
        before = order[place - 1] if place else None
        after = order[place + 1] if place + 1 < len(order) else None
        return before, after


def load_library(content: Path, *, show_unverified_numbers: bool) -> Library:
    """Read all of `content`. Raises ContentError naming the file and line of the first thing wrong."""
    wording = load_wording(content)
    library = Library(
        wording=wording,
        changes=load_changes(content, today=clock.today()),
        contacts=load_contacts(content, unsure=show_unverified_numbers),
        home=load_home(content / "pages" / "home.md"),
        pages=_by_address(load_pages(content / "pages")),
        errors=_by_address(load_pages(content / "errors", suffix=".html")),
        guidance={page.address: page for page in load_guidance(content / "guidance", wording)},
        forms=load_forms(content),
        meetings=load_calendar(content),
        panel=load_panel(content),
        flows=load_flows(content),
        synonyms=load_synonyms(content),
        redirects=load_redirects(content),
        published=read_published(content),
    )
    refuse(_unwritten(library))
    return library


def _unwritten(library: Library) -> Iterator[ContentError]:
    """A problem for each page that the site map starts with and that nobody has written."""
    folder = library.home.file.path.parent
    for address, why in ((HELP, "every page leads to it"), *((tool, "the site map starts with it") for tool in TOOLS)):
        if address not in library.pages:
            yield ContentError(folder / f"{address.strip('/')}.md", 1, f"{why}: write it")
    for form in library.forms.values():
        if form.start not in library.pages:
            file = TomlFile.read(FORMS_FOLDER / f"{form.slug}.toml")
            yield ContentError(file.path, line_of(file, ("start",)), f"there is no page {form.start}")
        elif f"{{{{ start: {form.slug} }}}}" not in library.pages[form.start].file.body:
            page = library.pages[form.start].file
            problem = f"nothing leads to the form: write {{{{ start: {form.slug} }}}} where its button belongs"
            yield ContentError(page.path, page.body_line, problem)


def _by_address(pages: Sequence[Page]) -> Mapping[str, Page]:
    return {page.address: page for page in pages}
