"""Reads infra/template.yaml: the one place that says what the service is made of.

The short forms of CloudFormation's functions (``!Ref``, ``!GetAtt`` ...) become their long forms, so that what is
read can be sent on as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

TEMPLATE = Path(__file__).parents[2] / "infra" / "template.yaml"

Template = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's tags."""


def _long_form(loader: _Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    name = tag if tag in ("Ref", "Condition") else f"Fn::{tag}"
    return {name: _argument(loader, tag, node)}


def _argument(loader: _Loader, tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        text = loader.construct_scalar(node)
        return str(text).split(".", 1) if tag == "GetAtt" else text
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(cast(yaml.MappingNode, node), deep=True)


_Loader.add_multi_constructor("!", _long_form)


def read(path: Path = TEMPLATE) -> Template:
    """The template at ``path``, with every function in its long form."""
    return cast(Template, yaml.load(path.read_text("utf-8"), Loader=_Loader))  # noqa: S506 (a SafeLoader)


@dataclass(frozen=True)
class Written:
    """A template as it is written: what it says, and on which line it says it."""

    path: Path
    template: Template
    root: yaml.Node = field(repr=False)

    def line_of(self, *trail: str | int) -> int:
        """The line of what these steps lead to, such as ("Resources", "Sweep"): of the last step that is there."""
        node, line = self.root, 1
        for step in trail:
            found = _within(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.start_mark.line + 1
        return line


def _within(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """What marks the place of a step into a node, and what is there: for a key the key itself."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def written(path: Path = TEMPLATE) -> Written:
    """The template at ``path``, with its lines. Raises yaml.MarkedYAMLError where it is no YAML."""
    loader = _Loader(path.read_text("utf-8"))
    try:
        root = loader.get_single_node() or yaml.MappingNode("tag:yaml.org,2002:map", [])
        return Written(path, cast(Template, loader.construct_document(root)), root)
    finally:
        loader.dispose()


def of_type(template: Mapping[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of a type such as ``AWS::DynamoDB::Table``, by logical id."""
    resources = (template.get("Resources") or {}).items()
    return {name: resource.get("Properties", {}) for name, resource in resources if resource.get("Type") == kind}


def python(template: Mapping[str, Any]) -> str:
    """The Python that every function runs on, such as ``3.13``."""
    return str(template["Globals"]["Function"]["Runtime"]).removeprefix("python")
