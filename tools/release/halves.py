"""The halves that a template of the service can have without the other: what `template_check` tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from cmr.errors import ContentError
from cmr.forms.catalogue import load_forms
from cmr.forms.form import Form
from release import bundle, cloudfront, rooms, template
from release.cloudfront import PAGES
from release.functions import KEY, SHARED, TABLE, VARIABLES, Function, Route, Trail, functions, routes, within
from release.rooms import Keys, Rooms
from release.template import Written

API = "apigateway.amazonaws.com"


def lonely_halves(path: Path, folder: Path, content: Path) -> list[ContentError]:
    """What is missing of the template at ``path``, by its lines, with the functions' rooms in ``folder``."""
    try:
        service = _Service(template.written(path), rooms.read(folder))
        found = [*_of_functions(service, folder), *_of_addresses(service), *_of_forms(service, _forms(content))]
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        return [ContentError(path, line, f"cannot be read: {wrong.problem}")]
    except SyntaxError as wrong:
        return [ContentError(Path(wrong.filename or folder), wrong.lineno or 1, f"cannot be read: {wrong.msg}")]
    return sorted(found, key=lambda problem: problem.line)


@dataclass(frozen=True)
class _Service:
    """The template, and the code it runs."""

    written: Written
    code: Rooms

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        return functions(self.written.template)

    @cached_property
    def reads(self) -> Mapping[str, Keys]:
        """The settings that each function's code can come to read."""
        return {name: self.code.settings_of(function.handler) for name, function in self.functions.items()}

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Every table and key."""
        return {**template.of_type(self.written.template, TABLE), **template.of_type(self.written.template, KEY)}

    def wrong(self, what: str, *trail: str | int) -> ContentError:
        return ContentError(self.written.path, self.written.line_of(*trail), what)


def _forms(content: Path) -> Mapping[str, Form]:
    """Every form; none where one is wrong, which another check says."""
    try:
        return load_forms(content)
    except ContentError:
        return {}


# A function and what belongs to it -----------------------------------------------------------------


def _of_functions(service: _Service, folder: Path) -> Iterator[ContentError]:
    yield from _shared_and_unread(service)
    yield from _without_block(service, folder)
    for function in service.functions.values():
        yield from _never_started(service, function)
        yield from _without_alarm(service, function)
        yield from _without_permission(service, function)
        if lacks := _lacking_code(service, function, folder):
            yield service.wrong(f"{function.name}: {lacks}", "Resources", function.name, "Properties", "Handler")
        else:
            yield from _settings_at_odds(service, function)


def _without_block(service: _Service, folder: Path) -> Iterator[ContentError]:
    """Handlers that lie in a room and that no function of the template runs."""
    run = {function.handler for function in service.functions.values()}
    for handler in service.code.handlers() - run:
        module, _, name = handler.rpartition(".")
        path = folder / f"{module.replace('.', '/')}.py"
        yield ContentError(path, 1, f"no function of {service.written.path.name} runs {name}: give it a block there")


def _never_started(service: _Service, function: Function) -> Iterator[ContentError]:
    if not function.routes and not function.wakers:
        yield service.wrong(
            f"{function.name} is never started: it has no route of the API (an AWS::ApiGatewayV2::Route whose "
            "integration names it), no event source mapping and no schedule",
            "Resources",
            function.name,
        )
    if function.routes and API not in function.callers:
        yield service.wrong(
            f"{function.name} has a route, and the API may not call it: it has no AWS::Lambda::Permission for {API}",
            "Resources",
            function.name,
        )


def _without_alarm(service: _Service, function: Function) -> Iterator[ContentError]:
    if not function.alarms:
        yield service.wrong(
            f"{function.name} could fail without anybody being told: it has no AWS::CloudWatch::Alarm of its Errors "
            "with AlarmActions",
            "Resources",
            function.name,
        )


def _lacking_code(service: _Service, function: Function, folder: Path) -> str:
    """What its handler lacks to be one; empty where it is."""
    place = rooms.place_of(function.handler)
    file = folder / f"{place.module.replace('.', '/')}.py"
    if not file.exists():
        return f"its handler is {function.handler or 'not named'}, and there is no {file.as_posix()}"
    if not service.code.has(function.handler):
        return f"its handler is {function.handler}, and {file.as_posix()} defines no {place.name}"
    room = place.module.partition(".")[0]
    return (
        "" if room in bundle.ROOMS else f"{folder / room}/ is not packed: name it in ROOMS of tools/release/bundle.py"
    )


def _settings_at_odds(service: _Service, function: Function) -> Iterator[ContentError]:
    reads, own = service.reads[function.name], ("Resources", function.name, "Properties", *VARIABLES)
    for setting in sorted(reads.needed - set(function.environment)):
        yield service.wrong(f"{function.name} reads {setting}, which its environment does not set", *own)
    for setting in within(service.written.template, *own):
        if setting not in {*reads.needed, *reads.optional}:
            yield service.wrong(f"{function.name} is told {setting}, which nothing in its code reads", *own, setting)


def _shared_and_unread(service: _Service) -> Iterator[ContentError]:
    read = {setting for keys in service.reads.values() for setting in (*keys.needed, *keys.optional)}
    for setting in within(service.written.template, *SHARED):
        if setting not in read:
            yield service.wrong(f"every function is told {setting}, which none of them reads", *SHARED, setting)


def _without_permission(service: _Service, function: Function) -> Iterator[ContentError]:
    told = function.told_of(service.kept)
    for setting, name in told.items():
        if name not in function.usable:
            yield service.wrong(
                f"{function.name} is told of {name}, and may do nothing with it: no statement of "
                f"{function.role or 'a role'}, or of a key's own policy, says so",
                *_where_told(service, function, setting),
            )
    for name, trail in function.usable.items():
        if name not in told.values():
            yield service.wrong(f"{function.role} may use {name}, which {function.name} is not told of", *trail)


def _where_told(service: _Service, function: Function, setting: str) -> Trail:
    own = ("Resources", function.name, "Properties", *VARIABLES, setting)
    return own if within(service.written.template, *own[:-1]).get(setting) else (*SHARED, setting)


# An address and what leads to it -------------------------------------------------------------------


def _of_addresses(service: _Service) -> Iterator[ContentError]:
    edge = cloudfront.read(service.written.template)
    for route in routes(service.written.template):
        where = ("Resources", route.name, "Properties", "RouteKey")
        if route.function not in service.functions:
            yield service.wrong(f"{route.name} leads to no function: its Target is no integration of one", *where)
        elif missed := next((one for one in _examples(route) if not edge.leads_to_api(one)), ""):
            yield service.wrong(
                f"{route.name}: CloudFront asks the site for {missed}, and not the functions. No behaviour of the "
                "Distribution that leads to the API fits it",
                *where,
            )


def _examples(route: Route) -> Iterable[str]:
    """An address that the route is for; none of `$default`, which is for whatever CloudFront lets through."""
    return (re.sub(r"\{[^{}]+\}", "x", route.path),) if route.path else ()


# A form and its first page -------------------------------------------------------------------------


def _of_forms(service: _Service, forms: Mapping[str, Form]) -> Iterator[ContentError]:
    edge = cloudfront.read(service.written.template)
    for slug, form in forms.items():
        address = f"/forms/{slug}/"
        if form.frozen and address not in edge.patterns:
            yield service.wrong(
                f"{address} is a page of the site, and has no behaviour of its own (PathPattern: {address}) that "
                "caches it",
                *edge.where,
                "CacheBehaviors",
            )
        if edge.is_page(address) != form.frozen:
            line = _line_with(service, PAGES) or service.written.line_of(*edge.where)
            what = (
                "is not in `const page`, and the site has its first page"
                if form.frozen
                else ("is in `const page`, and the site has no page for it: the functions have")
            )
            yield ContentError(service.written.path, line, f"{address} {what}")


def _line_with(service: _Service, pattern: re.Pattern[str]) -> int:
    """The line that a pattern is found on; 0 where it is on none."""
    lines = service.written.path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line)), 0)
