"""A reader who refreshes every page on the way: each is the same again, and looking at it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from checked_page import CheckedPage
from moto_cloud import Browser, rows

TABLES = ("Drafts", "Records", "Receipts", "Outbox")


def kept() -> dict[str, list[str]]:
    """Everything that every table holds, in an order of its own."""
    return {table: sorted(str(row) for row in rows(table)) for table in TABLES}


@dataclass
class Refreshing(Browser):
    """Gets every page a second time, as Refresh, Back and Forward do. `headings` are those of all the pages."""

    headings: list[str] = field(default_factory=list)

    def _follow(self, method: str, address: str, body: str, headers: dict[str, str]) -> CheckedPage:
        page = super()._follow(method, address, body, headers)
        before, cookies = kept(), dict(self.cookies)
        again = self.raw("GET", page.address)
        assert (again["statusCode"], again["body"]) == (page.status, page.text), page.address
        assert again["cookies"] == [], page.address
        assert (kept(), self.cookies) == (before, cookies), page.address
        self.headings.append(page.heading)
        return page
