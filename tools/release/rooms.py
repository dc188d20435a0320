"""What a function can reach in the rooms of `functions/`, and so which settings it reads: told from the code alone.

From its handler every name is followed to what it stands for, from room to room. A class that is reached is reached
whole, and so are the types that a function says it takes: rather a setting too many than one too few.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

_KEY = re.compile(r"[A-Z][A-Z0-9_]*")
_NEED = "_need"
"""What a class of settings calls its way to a key that may not be missing."""


class CodePlace(NamedTuple):
    """Something that a module defines, such as `handler` of `post.sweep`; with no name, the module itself."""

    module: str
    name: str = ""


class Keys(NamedTuple):
    """Keys of the environment: those without which a function fails, and those that may be left out."""

    needed: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    def and_(self, other: Keys) -> Keys:
        """The keys of both."""
        return Keys(self.needed | other.needed, self.optional | other.optional)


@dataclass(frozen=True)
class Rooms:
    """The modules of `functions/`, read and not run."""

    modules: Mapping[str, ast.Module]

    def settings_of(self, handler: str) -> Keys:
        """The settings that a handler such as `post.sweep.handler` can come to read."""
        keys = Keys()
        for place in self._reached(place_of(handler)):
            keys = keys.and_(self._read_at(place))
        return keys

    def handlers(self) -> set[str]:
        """Every handler there is, by the name that a template gives it: what a module calls `handler`."""
        return {
            f"{name}.handler"
            for name, module in self.modules.items()
            if any("handler" in _names_defined(statement) for statement in module.body)
        }

    def has(self, handler: str) -> bool:
        """Whether there is a handler of that name."""
        return place_of(handler) in self._definitions

    @cached_property
    def _definitions(self) -> dict[CodePlace, ast.stmt]:
        return {
            CodePlace(module, name): statement
            for module, tree in self.modules.items()
            for statement in tree.body
            for name in _names_defined(statement)
        }

    @cached_property
    def _imported(self) -> dict[str, dict[str, CodePlace]]:
        """What each module's own imports stand for, by the names that it gives them."""
        return {module: self._imports(tree.body) for module, tree in self.modules.items()}

    @cached_property
    def _properties(self) -> dict[CodePlace, dict[str, Keys]]:
        """Every class of settings, and the keys behind each of its properties, inherited ones too."""
        found = {place: self._properties_of(place) for place in self._definitions}
        return {place: properties for place, properties in found.items() if properties}

    def _properties_of(self, place: CodePlace) -> dict[str, Keys]:
        """Those of a class; none where it is no class of settings."""
        node = self._definitions.get(place)
        if not isinstance(node, ast.ClassDef):
            return {}
        bases = (self._meant(place.module, base) for base in node.bases)
        inherited = [self._properties_of(base) for base in bases if base is not None and base != place]
        theirs = {name: keys for properties in inherited for name, keys in properties.items()}
        return _keys_by_property(node, theirs) if theirs or _is_settings(node) else {}

    @cached_property
    def _givers(self) -> dict[CodePlace, dict[str, Keys]]:
        """What gives settings: the functions that name such a class, and the properties it has."""
        return {
            place: self._properties[kind]
            for place, node in self._definitions.items()
            if isinstance(node, ast.FunctionDef)
            for kind in self._mentioned(place)
            if kind in self._properties
        }

    def _imports(self, statements: list[ast.stmt]) -> dict[str, CodePlace]:
        return {
            alias.asname or alias.name: self._imported_as(one.module or "", alias.name)
            for statement in statements
            for one in ast.walk(statement)
            if isinstance(one, ast.ImportFrom)
            for alias in one.names
        }

    def _imported_as(self, module: str, name: str) -> CodePlace:
        inner = f"{module}.{name}"
        return CodePlace(inner) if inner in self.modules else CodePlace(module, name)

    def _reached(self, start: CodePlace) -> set[CodePlace]:
        reached, to_visit = set[CodePlace](), [start]
        while to_visit:
            place = to_visit.pop()
            if place not in reached and place in self._definitions and place not in self._properties:
                reached.add(place)
                to_visit.extend(self._mentioned(place))
        return reached

    def _mentioned(self, place: CodePlace) -> Iterator[CodePlace]:
        """Everything of the rooms that a definition names."""
        node = self._definitions[place]
        inner = self._imports([node])
        for one in ast.walk(node):
            if (meant := self._meant(place.module, one, inner)) is not None:
                yield meant

    def _meant(self, module: str, node: ast.AST, inner: Mapping[str, CodePlace] | None = None) -> CodePlace | None:
        """What a name, or `module.name`, stands for in a module; None where it is nothing of the rooms."""
        if isinstance(node, ast.Attribute):
            within = self._meant(module, node.value, inner)
            return self._home(CodePlace(within.module, node.attr)) if within and not within.name else None
        if not isinstance(node, ast.Name):
            return None
        if inner and node.id in inner:
            return self._home(inner[node.id])
        return self._home(CodePlace(module, node.id))

    def _home(self, place: CodePlace) -> CodePlace:
        """Where a thing is defined, that a module may only have imported."""
        seen = {place}
        while place not in self._definitions and place.name:
            place = self._imported.get(place.module, {}).get(place.name, place)
            if place in seen:
                break
            seen.add(place)
        return place

    def _read_at(self, place: CodePlace) -> Keys:
        """The settings that a definition itself reads: `settings().frame`, or whatever it asks of settings it holds."""
        keys = Keys()
        for properties, names in self._asked_at(place):
            for name in names:
                keys = keys.and_(properties.get(name, Keys()))
        return keys

    def _asked_at(self, place: CodePlace) -> Iterator[tuple[dict[str, Keys], set[str]]]:
        """Each class of settings that a definition holds an object of, by its properties, and what it asks of it."""
        node = self._definitions[place]
        inner = self._imports([node])
        for call in _calls(node):
            giver = self._meant(place.module, call.func, inner)
            if giver in self._givers:
                yield self._givers[giver], _attributes_of(call, node) or _attributes_in(node)
        for kind in self._mentioned(place):
            if kind in self._properties:
                yield self._properties[kind], _attributes_in(node)


def read(folder: Path) -> Rooms:
    """The rooms in a folder such as `functions/`. Raises SyntaxError."""
    found = (path for room in sorted(folder.glob("*/__init__.py")) for path in sorted(room.parent.glob("*.py")))
    return Rooms({f"{path.parent.name}.{path.stem}": ast.parse(path.read_text("utf-8"), str(path)) for path in found})


def place_of(handler: str) -> CodePlace:
    """Where a handler is that the template names: `post.sweep.handler`."""
    module, _, name = handler.rpartition(".")
    return CodePlace(module, name)


def _names_defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [name.id for target in targets if target for name in ast.walk(target) if isinstance(name, ast.Name)]


def _calls(node: ast.AST) -> list[ast.Call]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Call)]


def _attributes_of(value: ast.expr, within: ast.AST) -> set[str]:
    """What is asked of a value itself. Where that is nothing, it has been given a name."""
    return {one.attr for one in ast.walk(within) if isinstance(one, ast.Attribute) and one.value is value}


def _attributes_in(node: ast.AST) -> set[str]:
    """What is asked of anything."""
    return {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def _is_settings(node: ast.ClassDef) -> bool:
    return any(_is_need(call) for call in _calls(node))


def _keys_by_property(node: ast.ClassDef, inherited: Mapping[str, Keys]) -> dict[str, Keys]:
    methods = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
    own = {**inherited, **{name: _keys_in(method) for name, method in methods.items()}}
    return {**inherited, **{name: _with_those_of_others(method, own) for name, method in methods.items()}}


def _keys_in(method: ast.FunctionDef) -> Keys:
    calls = _calls(method)
    needed = {key for call in calls if _is_need(call) for key in _keys_given(call)}
    return Keys(frozenset(needed), frozenset(key for call in calls for key in _keys_given(call)) - needed)


def _keys_given(call: ast.Call) -> list[str]:
    given = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
    return [text for text in given if _KEY.fullmatch(text)]


def _is_need(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == _NEED


def _with_those_of_others(method: ast.FunctionDef, own: Mapping[str, Keys]) -> Keys:
    """One property may rest on another: whether the site is secure is told by its origin."""
    keys = own[method.name]
    for one in ast.walk(method):
        if isinstance(one, ast.Attribute) and one.attr != method.name:
            keys = keys.and_(own.get(one.attr, Keys()))
    return keys
