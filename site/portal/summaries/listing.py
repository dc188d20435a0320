"""A list of summaries or of recommendations, cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from cmr.summary import ADDRESS

ON_A_PAGE = 50

Item = TypeVar("Item")


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """Things under one heading, newest first. `about` is a sentence that says what they share."""

    address: str
    title: str
    about: str
    items: Sequence[Item]

    @property
    def pages(self) -> Iterator[ListPage[Item]]:
        """Its pages in order. A list of nothing has a page too, which says so."""
        last = max(1, ceil(len(self.items) / ON_A_PAGE))
        return (ListPage(self, number, last) for number in range(1, last + 1))


@dataclass(frozen=True)
class ListPage(Generic[Item]):
    """The page of a list with that number, of `last`."""

    listing: Listing[Item]
    number: int
    last: int

    @property
    def address(self) -> str:
        """Where it is."""
        return self.address_of(self.number)

    @property
    def first_of_all(self) -> bool:
        """Whether this is where people come in: it counts what the other pages only name."""
        return self.listing.address == ADDRESS and self.number == 1

    @property
    def items(self) -> Sequence[Item]:
        """What is on it."""
        return self.listing.items[(self.number - 1) * ON_A_PAGE : self.number * ON_A_PAGE]

    def address_of(self, number: int) -> str:
        """Where the page with that number is. The first has the list's own address."""
        return self.listing.address if number == 1 else f"{self.listing.address}page/{number}/"
