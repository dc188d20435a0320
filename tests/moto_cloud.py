"""The functions against moto, with tables made from the template, and a browser that checks every page it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from moto import mock_aws

from casebook import aws
from casebook.settings import environment
from checked_page import CheckedPage
from intake import confirm, fill_in
from tables import make_tables
from web import pages

ROOT = Path(__file__).parents[1]
REGION = "eu-west-2"
OFFICE = "office@example.org"
PREFIX = "__Host-"  # of the cookies, for these tests are over TLS
FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title><!--slot:title--> – Learning from Practice</title></head>
<body><!--exit--><!--slot:exit--><!--/exit-->
<!--slot:before--><main id="main-content"><!--slot:main--></main></body></html>
"""


@pytest.fixture(scope="module")
def sky(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """DynamoDB, KMS and SES as moto has them, once for a module's tests; gives the functions' environment."""
    frame = tmp_path_factory.mktemp("frame") / "frame.html"
    frame.write_text(FRAME, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(key, "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        environment = make_tables(boto3.client("dynamodb")) | {
            "DRAFTS_KEY": _key(),
            "RECORDS_KEY": _key(),
            "OFFICE_ADDRESS": OFFICE,
            "SENDER_ADDRESS": "no-reply@example.org",
            "SITE_ORIGIN": "https://portal.example",
            "CONTENT_FOLDER": str(ROOT / "content"),
            "FRAME": str(frame),
        }
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
    _forget(environment, pages.frame, pages.contacts)
    yield dict(sky)
    _forget(environment, pages.frame, pages.contacts)


def _empty(table: str) -> None:
    found = rows(table)
    if found:
        keys = aws.dynamodb().describe_table(TableName=table)["Table"]["KeySchema"]
    for row in found:
        key = {one["AttributeName"]: row[one["AttributeName"]] for one in keys}
        aws.dynamodb().delete_item(TableName=table, Key=key)


def _key() -> str:
    return str(boto3.client("kms").create_key()["KeyMetadata"]["Arn"])


def _forget(*made_once: Any) -> None:
    """Clients, settings and contacts are kept for a process's life; a test is a life of its own."""
    for kept in made_once:
        kept.cache_clear()


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
        steps = [step for step in path.split("/") if step]
        module = confirm if steps[-1:] == ["confirm"] or steps[2:3] == ["sent"] else fill_in
        answer = module.handler(event, None)
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
