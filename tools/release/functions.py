"""The functions of infra/template.yaml, each with all that the template says of it in its many places.

What a function answers to, is told, may use and is watched by is written there once. Tests, checks and generated files
read it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from release import template
from release.template import Template

TABLE, KEY, ROLE = "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::IAM::Role"
DESK_ROLE = "DeskRole"
"""Whom the office is while it reads: its command is no function, and is told by whoever runs it."""
FUNCTION = "AWS::Serverless::Function"
ROUTE, INTEGRATION = "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Integration"
VARIABLES = ("Environment", "Variables")
SHARED = ("Globals", "Function", *VARIABLES)
OTHERWISE = "$default"
"""The key of the route for whatever no other route is for."""
Trail = tuple[str | int, ...]
"""The steps that lead to something in a template, such as ("Resources", "Sweep", "Properties")."""
_VARIABLE = re.compile(r"\{[^{}]+\}")
_SUBSTITUTED = re.compile(r"\$\{([^}!]+)\}")


@dataclass(frozen=True)
class Route:
    """A route of the API, by its name in the template; ``function`` is empty where it leads to none."""

    name: str
    key: str
    function: str

    @property
    def method(self) -> str:
        """``GET``, or ``ANY``, which `$default` takes too."""
        return "ANY" if self.key == OTHERWISE else self.key.partition(" ")[0]

    @property
    def path(self) -> str:
        """Such as ``/forms/{slug}/sent/{reference}/``; empty for `$default`."""
        return self.key.partition(" ")[2]

    def closeness(self, method: str, path: str) -> tuple[int, ...] | None:
        """How closely it fits a request, the least the closest, as an HTTP API chooses; None where it does not.

        A path that fits to its end comes before one that ends in ``{name+}``, which takes all that is left; and what
        no other route is for is `$default`'s. Then a step as it is comes before a variable, and last a route that
        names the method before one that takes any.
        """
        if self.method not in ("ANY", method):
            return None
        if not self.path:
            return (2,)
        steps = _steps_taken(self.path.split("/"), path.split("/"))
        return None if steps is None else (int(self.path.endswith("+}")), *steps, int(self.method == "ANY"))


@dataclass(frozen=True)
class Function:
    """A function, under its name in the template."""

    name: str
    handler: str
    role: str
    environment: Mapping[str, Any]  # as the template writes it, what all functions share included
    routes: tuple[Route, ...]
    wakers: tuple[str, ...]  # what starts it other than a request: a stream's mapping, a schedule
    callers: frozenset[str]  # services that may start it
    alarms: tuple[str, ...]  # of its errors
    usable: Mapping[str, Trail]  # the tables and keys that it may do something with, and where a policy says so

    def told_of(self, resources: Mapping[str, Any]) -> dict[str, str]:
        """Those of ``resources`` that its environment names, each under its setting."""
        named = {setting: next(iter(referred(value)), "") for setting, value in self.environment.items()}
        return {setting: name for setting, name in named.items() if name in resources}

    def environment_where(self, made: Mapping[str, str]) -> dict[str, str]:
        """Its environment where the template's tables, keys and parameters are ``made``, each under its name.

        Raises KeyError for one that is not.
        """
        return {
            setting: made[next(referred(value))] if isinstance(value, dict) else str(value)
            for setting, value in self.environment.items()
        }


def functions(document: Template) -> dict[str, Function]:
    """Every function of a template, by name. What the template leaves out is empty."""
    shared = within(document, *SHARED)
    return {
        name: _function(document, name, properties, shared)
        for name, properties in template.of_type(document, FUNCTION).items()
    }


def routes(document: Template) -> list[Route]:
    """Every route of a template's API."""
    integrations = template.of_type(document, INTEGRATION)
    return [
        Route(name, str(properties.get("RouteKey", "")), _function_behind(properties.get("Target"), integrations))
        for name, properties in template.of_type(document, ROUTE).items()
    ]


def route_for(among: list[Route], method: str, path: str) -> Route | None:
    """The route that an HTTP API takes for a request."""
    fitting = [(closeness, route) for route in among if (closeness := route.closeness(method, path)) is not None]
    return min(fitting, key=lambda one: one[0])[1] if fitting else None


def described_paths() -> dict[str, str]:
    """The path of every route but `$default`, by the route's name: `cmr generate` describes what is at each."""
    return {route.name: route.path for route in routes(template.read()) if route.path}


def statements(document: Template, role: str) -> Iterator[tuple[Trail, dict[str, Any]]]:
    """What lets a role do something, and where it is written: its own policies and those attached to it."""
    for number, policy in enumerate(within(document, "Resources", role, "Properties").get("Policies") or ()):
        trail = ("Resources", role, "Properties", "Policies", number, "PolicyDocument")
        yield from _statements(trail, policy.get("PolicyDocument"))
    for name, properties in template.of_type(document, "AWS::IAM::ManagedPolicy").items():
        if role in referred(properties.get("Roles")):
            yield from _statements(
                ("Resources", name, "Properties", "PolicyDocument"), properties.get("PolicyDocument")
            )


def _statements(trail: Trail, document: Any) -> Iterator[tuple[Trail, dict[str, Any]]]:
    for number, statement in enumerate(within(document).get("Statement") or ()):
        yield (*trail, "Statement", number), statement


def within(value: Any, *steps: str) -> dict[str, Any]:
    """What these steps lead to; empty where the template leaves it out."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def referred(value: Any) -> Iterator[str]:
    """What a value of the template refers to: names of resources and parameters, without their attributes."""
    yield from (name for name, _ in _references(value))


def _function(document: Template, name: str, properties: Mapping[str, Any], shared: Mapping[str, Any]) -> Function:
    role = next(referred(properties.get("Role")), "")
    return Function(
        name=name,
        handler=str(properties.get("Handler", "")),
        role=role,
        environment={**shared, **within(properties, *VARIABLES)},
        routes=tuple(route for route in routes(document) if route.function == name),
        wakers=tuple(_wakers(document, name)),
        callers=frozenset(_callers(document, name)),
        alarms=tuple(_alarms_of_errors(document, name)),
        usable=dict(usable(document, role)),
    )


def _function_behind(target: Any, integrations: Mapping[str, Mapping[str, Any]]) -> str:
    integration = integrations.get(next(referred(target), ""), {})
    return next(referred(integration.get("IntegrationUri")), "")


def _wakers(document: Template, name: str) -> Iterator[str]:
    for waker, properties in template.of_type(document, "AWS::Lambda::EventSourceMapping").items():
        if name in referred(properties.get("FunctionName")):
            yield waker
    for waker, properties in template.of_type(document, "AWS::Scheduler::Schedule").items():
        if name in referred(within(properties, "Target").get("Arn")):
            yield waker


def _callers(document: Template, name: str) -> Iterator[str]:
    for properties in template.of_type(document, "AWS::Lambda::Permission").values():
        if name in referred(properties.get("FunctionName")):
            yield str(properties.get("Principal", ""))


def _alarms_of_errors(document: Template, name: str) -> Iterator[str]:
    for alarm, properties in template.of_type(document, "AWS::CloudWatch::Alarm").items():
        of_errors = (properties.get("Namespace"), properties.get("MetricName")) == ("AWS/Lambda", "Errors")
        if of_errors and properties.get("AlarmActions") and name in referred(properties.get("Dimensions")):
            yield alarm


def usable(document: Template, role: str) -> Iterator[tuple[str, Trail]]:
    """The tables and keys that a role may do something with, each with where that is written.

    By the policies of the role, or the key's own. Hearing a table's stream is not using the table.
    """
    keys = template.of_type(document, KEY)
    for trail, statement in statements(document, role):
        for name, attribute in _references(statement.get("Resource")):
            if name in {*keys, *template.of_type(document, TABLE)} and attribute == "Arn":
                yield name, trail
    for name, key in keys.items():
        for trail, statement in _statements(("Resources", name, "Properties", "KeyPolicy"), key.get("KeyPolicy")):
            if role and role in referred(statement.get("Principal")):
                yield name, trail


def _references(value: Any) -> Iterator[tuple[str, str]]:
    """Each resource or parameter that a value names, and the attribute of it."""
    if isinstance(value, list):
        for one in value:
            yield from _references(one)
    if not isinstance(value, dict):
        return
    for function, argument in value.items():
        match function, argument:
            case "Ref", str(name):
                yield name, ""
            case "Fn::GetAtt", [str(name), str(attribute)]:
                yield name, attribute
            case "Fn::Sub", str(text):
                yield from (_split(found) for found in _SUBSTITUTED.findall(text))
            case _:
                yield from _references(argument)


def _split(reference: str) -> tuple[str, str]:
    name, _, attribute = reference.partition(".")
    return name, attribute


def _steps_taken(pattern: list[str], steps: list[str]) -> tuple[int, ...] | None:
    """For each step whether the pattern has it as it is (0) or as a variable (1); None where the two do not fit."""
    if pattern[-1].endswith("+}"):
        last = len(pattern) - 1
        steps = [*steps[:last], "/".join(steps[last:])]
    if len(pattern) != len(steps):
        return None
    pairs = list(zip(pattern, steps, strict=True))
    fitting = all(part == step or (_VARIABLE.fullmatch(part) and step) for part, step in pairs)
    return tuple(int(part != step) for part, step in pairs) if fitting else None
