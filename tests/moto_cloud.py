"""The functions against moto, with tables made from the template, and a browser that checks every page it is given.

Which function answers an address, and what each is told, is the template's to say.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from moto import mock_aws

from casebook import aws
from casebook.settings import environment
from checked_page import CheckedPage
from release import functions, template
from release.functions import KEY, route_for, usable
from tables import make_tables
from web import pages

ROOT = Path(__file__).parents[1]
REGION = "eu-west-2"
OFFICE = "office@example.org"
PREFIX = "__Host-"  # of the cookies, for these tests are over TLS
TEMPLATE = template.read()
FUNCTIONS = functions.functions(TEMPLATE)
ROUTES = functions.routes(TEMPLATE)
SETTINGS = frozenset(setting for function in FUNCTIONS.values() for setting in function.environment)
DESK = frozenset(
    setting
    for function in FUNCTIONS.values()
    for setting in function.told_of(dict(usable(TEMPLATE, functions.DESK_ROLE)))
)
"""The settings that `cmr desk` is given: of what the office may use, and no other."""
PARAMETERS = {
    "OfficeAddress": OFFICE,
    "SenderAddress": "no-reply@example.org",
    "SiteOrigin": "https://portal.example",
}
FROM_SOURCES = "COMPILED_TEMPLATES"  # is not set: here templates are read as they are written
FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title><!--slot:title--> – Learning from Practice</title></head>
<body><!--exit--><!--slot:exit--><!--/exit-->
<!--slot:before--><main id="main-content"><!--slot:main--></main></body></html>
"""


READ_ONCE = (environment, pages.frame, pages.contacts)
"""What a function reads of its environment once, in its own process."""


@pytest.fixture(scope="module")
def sky(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """DynamoDB, KMS and SES as moto has them, once for a module's tests; gives the functions' environment."""
    frame = tmp_path_factory.mktemp("frame") / "frame.html"
    frame.write_text(FRAME, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(key, "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        made = {table: table for table in make_tables(boto3.client("dynamodb"))}
        made |= {key: _key() for key in template.of_type(TEMPLATE, KEY)}
        environment = _environment(made | PARAMETERS) | {"CONTENT_FOLDER": str(ROOT / "content"), "FRAME": str(frame)}
        boto3.client("sesv2").create_email_identity(EmailIdentity="no-reply@example.org")
        _forget(aws.dynamodb, aws.kms, aws.ses)
        yield environment
    _forget(aws.dynamodb, aws.kms, aws.ses)


@pytest.fixture
def cloud(sky: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The functions' environment, with every table empty."""
    for name, value in sky.items():
        monkeypatch.setenv(name, value)
    for name in (name for name in sky if name.endswith("_TABLE")):
        _empty(sky[name])
    _forget(*READ_ONCE)
    yield dict(sky)
    _forget(*READ_ONCE)


def _empty(table: str) -> None:
    found = rows(table)
    if found:
        keys = aws.dynamodb().describe_table(TableName=table)["Table"]["KeySchema"]
    for row in found:
        key = {one["AttributeName"]: row[one["AttributeName"]] for one in keys}
        aws.dynamodb().delete_item(TableName=table, Key=key)


def _environment(made: Mapping[str, str]) -> dict[str, str]:
    """What the functions are told, all of them together."""
    together: dict[str, str] = {}
    for function in FUNCTIONS.values():
        together |= function.environment_where(made)
    return {setting: value for setting, value in together.items() if setting != FROM_SOURCES}


def _key() -> str:
    return str(boto3.client("kms").create_key()["KeyMetadata"]["Arn"])


def _forget(*made_once: Any) -> None:
    """Clients, settings and contacts are kept for a process's life; a test is a life of its own."""
    for kept in made_once:
        kept.cache_clear()


def call(name: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """What a function of the template answers to an event, told what the template tells it and nothing more."""
    function = FUNCTIONS[name]
    module, _, handler = function.handler.rpartition(".")
    with told_only(function.environment):
        return dict(getattr(import_module(module), handler)(event, None))


@dataclass
class _Process:
    """The one process that all functions run in here, and what it is told now.

    One may run while another waits for it, as where a second window posts in the middle of a request; and a test may
    run one of them in many threads.
    """

    running: list[frozenset[str]] = field(default_factory=list)
    told: frozenset[str] = SETTINGS
    last: frozenset[str] = SETTINGS
    withheld: dict[str, str] = field(default_factory=dict)
    switching: Lock = field(default_factory=Lock)

    def begin(self, told: frozenset[str]) -> None:
        with self.switching:
            self.running.append(told)
            self._tell(told)
            if told != self.last:
                _forget(*READ_ONCE)  # another function's process knows nothing of what this one has read
            self.last = told

    def end(self, told: frozenset[str]) -> None:
        with self.switching:
            self.running.remove(told)
            self._tell(self.running[-1] if self.running else SETTINGS)

    def _tell(self, told: frozenset[str]) -> None:
        if told == self.told:
            return
        os.environ.update(self.withheld)
        self.withheld = {name: os.environ.pop(name) for name in SETTINGS - told if name in os.environ}
        self.told = told
        environment.cache_clear()


_process = _Process()


@contextmanager
def told_only(given: Iterable[str]) -> Iterator[None]:
    """Of all the settings that the functions have, only these are there."""
    told = frozenset(given)
    _process.begin(told)
    try:
        yield
    finally:
        _process.end(told)


@dataclass
class Browser:
    """Posts and gets as a browser without scripts does: holds cookies, follows redirects, checks every page."""

    cookies: dict[str, str] = field(default_factory=dict)
    keeps_cookies: bool = True
    visited: list[str] = field(default_factory=list)

    def get(self, address: str, **headers: str) -> CheckedPage:
        return self._follow("GET", address, "", headers)

    def post(self, address: str, answers: dict[str, Any] | list[tuple[str, str]], **headers: str) -> CheckedPage:
        return self._follow("POST", address, urlencode(answers, doseq=True), headers)

    def submit(self, page: CheckedPage, answers: dict[str, Any] | None = None, *, button: str = "") -> CheckedPage:
        """Fill in a page's own form and press its button; what the page already holds is posted as a browser would."""
        action, inputs = page.form_with(answers or {}, button=button)
        return self.post(action, inputs)

    def draft(self, slug: str) -> str:
        """The name of the draft of a form that this browser began last."""
        start = f"{PREFIX}draft-{slug}-"
        return [name.removeprefix(start) for name in self.cookies if name.startswith(start)][-1]

    def at(self, slug: str, *steps: str) -> str:
        """The address of a page of that draft: `at("concern", "check")`."""
        return f"/{'/'.join(('forms', slug, 'd', self.draft(slug), *steps))}/"

    def raw(self, method: str, address: str, body: str = "", headers: dict[str, str] | None = None) -> dict[str, Any]:
        """One request and its answer, as API Gateway has them."""
        path, _, query = address.partition("#")[0].partition("?")
        event = {
            "rawPath": path,
            "rawQueryString": query,
            "headers": {"content-type": "application/x-www-form-urlencoded", **(headers or {})},
            "cookies": [f"{name}={value}" for name, value in self.cookies.items()],
            "requestContext": {"http": {"method": method}},
            "body": body,
            "isBase64Encoded": False,
        }
        route = route_for(ROUTES, method, path)
        assert route is not None
        answer = call(route.function, event)
        self._keep(answer["cookies"])
        return answer

    def _follow(self, method: str, address: str, body: str, headers: dict[str, str]) -> CheckedPage:
        for _ in range(5):
            self.visited.append(address)
            answer = self.raw(method, address, body, headers)
            if answer["statusCode"] != 303:
                return CheckedPage(answer["statusCode"], answer["body"], answer["headers"], address)
            method, address, body = "GET", answer["headers"]["location"], ""
        raise AssertionError(f"redirected without end: {self.visited}")

    def _keep(self, cookies: list[str]) -> None:
        for cookie in cookies if self.keeps_cookies else ():
            name, _, value = cookie.partition(";")[0].partition("=")
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


@pytest.fixture
def browser(cloud: dict[str, str]) -> Browser:
    """A browser that has never been here."""
    return Browser()


def rows(table: str) -> list[dict[str, Any]]:
    """Every item of a table."""
    return list(aws.dynamodb().scan(TableName=table)["Items"])
