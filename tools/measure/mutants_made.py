"""Mutants of a module: the same module with one small mistake in it, such as somebody could make.

A mistake is a comparison that is off by one, a condition that is turned round or not asked, a number that is one more
or one less, a step that is left out, a value that is not given back. Words are left alone: tests of words are others.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

COMPARED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
WORKED_OUT: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
COPIES = frozenset({"dict", "frozenset", "iter", "list", "set", "str", "tuple"})
"""Calls that give back what they were given, in another shape: nobody notices that one is left out."""
NOT_RUN = frozenset({"annotation", "returns", "decorator_list", "type_params"})
LEFT_OUT = "(left out)"


@dataclass(frozen=True)
class Mutant:
    """One mistake: where it is made, what was there, and what is there now. `name` is its function's or class's.

    Of the same mistake at several places of a function, `was` says which of them it is.
    """

    line: int
    name: str
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"{self.line} {self.name}: {self.was} -> {self.now}"


@dataclass(frozen=True)
class _Place:
    """A part of a module that is run, the function or class it is in, and what to show of it: a number means nothing
    without what it is a part of.
    """

    name: str
    node: ast.AST
    shown: ast.AST


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of the module whose text is `source`, in the order of its lines."""
    made = (mutant for at, _ in enumerate(_places(ast.parse(source))) for mutant in _made(source, at))
    met: Counter[tuple[str, str, str]] = Counter()
    for mutant in sorted(made, key=lambda mutant: mutant.line):
        met[mutant.name, mutant.was, mutant.now] += 1
        number = met[mutant.name, mutant.was, mutant.now]
        yield replace(mutant, was=f"{mutant.was} (number {number})") if number > 1 else mutant


def _made(source: str, at: int) -> Iterator[Mutant]:
    """The mutants with a mistake at one place. Each is made in a tree of its own."""
    number = 0
    while True:
        tree = ast.parse(source)
        place = list(_places(tree))[at]
        mistakes = list(_mistakes(place.node))
        if number == len(mistakes):
            return
        yield _with(tree, place, mistakes[number])
        number += 1


def _with(tree: ast.AST, place: _Place, mistake: ast.AST) -> Mutant:
    was, line = ast.unparse(place.shown), getattr(place.shown, "lineno", 0)
    whole = ast.fix_missing_locations(_Put(place.node, mistake).visit(tree))
    shown = mistake if place.shown is place.node else place.shown
    now = LEFT_OUT if isinstance(mistake, ast.Pass) else ast.unparse(shown)
    return Mutant(line, place.name, was.strip(), now.strip(), ast.unparse(whole))


def _places(node: ast.AST, name: str = "module", parent: ast.AST | None = None) -> Iterator[_Place]:
    if isinstance(node, ast.Import | ast.ImportFrom) or _for_types_alone(node):
        return
    yield _Place(name, node, parent if parent and isinstance(node, ast.Constant | ast.comprehension) else node)
    inner = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else name
    for field, value in ast.iter_fields(node):
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and field not in NOT_RUN:
                yield from _places(part, inner, node)


def _for_types_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


class _Put(ast.NodeTransformer):
    """Puts one part of a tree in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _mistakes(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand there by mistake."""
    for kind in MISTAKES:
        yield from kind(node)


def _compared(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Compare):
        return
    for at, sign in enumerate(node.ops):
        signs = [*node.ops[:at], COMPARED[type(sign)](), *node.ops[at + 1 :]]
        yield ast.Compare(node.left, signs, node.comparators)


def _asked(node: ast.AST) -> Iterator[ast.AST]:
    """All for any, and each of several conditions not asked."""
    if not isinstance(node, ast.BoolOp):
        return
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for at, _ in enumerate(node.values):
        rest = [*node.values[:at], *node.values[at + 1 :]]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _turned(node: ast.AST) -> Iterator[ast.AST]:
    """`not` left out; a plain condition turned round."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, ast.Name | ast.Attribute | ast.Call):
        turned = ast.UnaryOp(ast.Not(), node.test)
        if isinstance(node, ast.IfExp):
            yield ast.IfExp(turned, node.body, node.orelse)
        else:
            yield type(node)(turned, node.body, node.orelse)


def _filtered(node: ast.AST) -> Iterator[ast.AST]:
    """What a comprehension leaves out, taken in."""
    if isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


def _numbers(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def _worked_out(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and type(node.op) in WORKED_OUT:
        yield ast.BinOp(node.left, WORKED_OUT[type(node.op)](), node.right)


def _given_back(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Return) and node.value and not _nothing(node.value):
        yield ast.Return(ast.Constant(None))


def _nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _left_out(node: ast.AST) -> Iterator[ast.AST]:
    """A step that is not taken: a call, a yield, a refusal, a sum carried on."""
    step = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)
    if step or isinstance(node, ast.Raise | ast.AugAssign | ast.Continue | ast.Break):
        yield ast.Pass()


def _not_called(node: ast.AST) -> Iterator[ast.AST]:
    """What a function was given, instead of what it makes of it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in COPIES and node.args:
        yield node.args[0]


MISTAKES: tuple[Callable[[ast.AST], Iterator[ast.AST]], ...] = (
    _compared, _asked, _turned, _filtered, _numbers, _worked_out, _given_back, _left_out, _not_called,
)  # fmt: skip
