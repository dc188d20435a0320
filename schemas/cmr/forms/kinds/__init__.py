"""The kinds of question, each in a small module of its own; `KINDS` is where a definition looks one up."""

from __future__ import annotations

from collections.abc import Mapping

from cmr.forms.kinds.address import Address
from cmr.forms.kinds.choice import Choice, Choices, YesNo
from cmr.forms.kinds.contact import Email, Telephone
from cmr.forms.kinds.date import Date
from cmr.forms.kinds.declaration import Declaration
from cmr.forms.kinds.group import Group
from cmr.forms.kinds.hc_number import HcNumberKind
from cmr.forms.kinds.kind import Kind
from cmr.forms.kinds.reference import ReferenceKind
from cmr.forms.kinds.text import LongText, Text

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
