"""Pieces that many pages show alike: a menu, a card, a list of numbers. Each is drawn once and then only repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup


class Fragments:
    """What has been drawn so far. Templates call it as `once`, where they would otherwise `include`."""

    def __init__(self, jinja: Environment) -> None:
        self.jinja = jinja
        self.templates: dict[str, Template] = {}
        self.drawn: dict[tuple[str, Hashable], Markup] = {}
        self.pieces: dict[str, dict[Hashable, Markup]] = defaultdict(dict)

    def __call__(self, template: str, which: Hashable = None, **context: Any) -> Markup:
        """`template` drawn with `context`. `which` stands for everything that makes one time differ from another."""
        key = (template, which)
        if key not in self.drawn:
            text = self._template(template).render(context)
            self.drawn[key] = Markup(text)  # noqa: S704 - the template escapes
        return self.drawn[key]

    def each(self, template: str, things: Sequence[Any], which: str, *context: Any) -> Markup:
        """What the macro `piece` of `template` makes of each of `things`, their attribute `which` telling them apart.

        There are tens of thousands: calling a macro costs a third of drawing a template.
        """
        drawn, piece = self.pieces[template], self._template(template).module.piece  # type: ignore[attr-defined]
        marks = [getattr(one, which) for one in things]
        for mark, one in zip(marks, things, strict=True):
            if mark not in drawn:
                drawn[mark] = piece(one, *context)
        return Markup("".join([drawn[mark] for mark in marks]))  # noqa: S704 - the template escapes

    def _template(self, name: str) -> Template:
        if name not in self.templates:
            self.templates[name] = self.jinja.get_template(name)
        return self.templates[name]
