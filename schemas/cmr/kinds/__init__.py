"""The kinds of question, each in a small module of its own; `KINDS` is where a definition looks one up."""

from __future__ import annotations

from collections.abc import Mapping

from cmr.kinds.address import Address
from cmr.kinds.choice import Choice, Choices, YesNo
from cmr.kinds.contact import Email, Telephone
from cmr.kinds.date import Date
from cmr.kinds.declaration import Declaration
from cmr.kinds.group import Group
from cmr.kinds.hc_number import HcNumberKind
from cmr.kinds.kind import Kind
from cmr.kinds.reference import ReferenceKind
from cmr.kinds.text import LongText, Text

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Text(),
        LongText(),
        Email(),
        Telephone(),
        Date(),
        YesNo(),
        Choice(),
        Choices(),
        Address(),
        HcNumberKind(),
        ReferenceKind(),
        Declaration(),
        Group(),
    )
}

__all__ = ["KINDS", "Kind"]
