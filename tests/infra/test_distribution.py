"""What stands in front of the site and the forms: one origin, true status codes, strict headers, the right way in."""

from __future__ import annotations

import json
import subprocess
import sys
from fnmatch import fnmatchcase
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from cmr.forms.catalogue import load_forms
from infra.routing import CONCERN, REDIRECTS, REQUESTS
from laptop import edge
from portal.checks.generated import with_redirects
from release import template
from web.problems import WORDS

TEMPLATE = template.read()
ROOT = Path(__file__).parents[2]
FUNCTIONS = template.of_type(TEMPLATE, "AWS::CloudFront::Function")
(DISTRIBUTION,) = (
    one["DistributionConfig"] for one in template.of_type(TEMPLATE, "AWS::CloudFront::Distribution").values()
)
SCRIPTED = ("/search/*", "/summaries/*", "/time-limits/*", "/raise-a-concern/*")
SCRIPTED_FORMS = ("/forms/concern/", "/forms/concern*")
CACHED = "658327ea-f89d-4fab-a63d-7e88639e58f6"  # AWS's Managed-CachingOptimized
NEVER_CACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # AWS's Managed-CachingDisabled
FORMS = [one for one in DISTRIBUTION["CacheBehaviors"] if one["TargetOriginId"] == "forms"]
NODE = Path(sys.executable).with_name("node")

# CloudFront's own module, and a line that runs a function as CloudFront would.
HARNESS = """
let origin = null;
const cf = { selectRequestOriginById: (id) => { origin = id; } };
%s
const result = handler({ request: JSON.parse(process.argv[1]) });
console.log(JSON.stringify({ origin, result }));
"""


def run(function: str, method: str, address: str, cookies: str = "") -> dict[str, Any]:
    """What a CloudFront function makes of a request."""
    code = with_redirects(FUNCTIONS[function]["FunctionCode"], REDIRECTS).replace("import cf from 'cloudfront';", "")
    parts = urlsplit(address) if not address.startswith(("//", "/\\")) else urlsplit("")._replace(path=address)
    request = {
        "method": method,
        "uri": parts.path,
        "querystring": {name: {"value": value} for name, value in parse_qsl(parts.query, keep_blank_values=True)},
        "headers": {},
        "cookies": {name: {"value": cookie.value} for name, cookie in SimpleCookie(cookies).items()},
    }
    ran = subprocess.run([NODE, "-e", HARNESS % code, json.dumps(request)], capture_output=True, text=True, check=True)
    return dict(json.loads(ran.stdout))


def outcome(method: str, address: str, cookies: str = "") -> str:
    """What becomes of a request, in the words of `routing`."""
    forms = address.startswith("/forms/")
    ran = run("FormsFunction" if forms else "PageFunction", method, address, cookies)
    result = ran["result"]
    if (arrow := {301: "->", 303: "=>"}.get(result.get("statusCode"))) is not None:
        return f"{arrow} {result['headers']['location']['value']}"
    if "statusCode" in result:
        return str(result["statusCode"])
    return "api" if forms and ran["origin"] != "site" else str(result["uri"])


def behaviour_of(address: str) -> dict[str, Any]:
    """The behaviour that CloudFront takes for an address: the first whose pattern fits."""
    fitting = (one for one in DISTRIBUTION["CacheBehaviors"] if fnmatchcase(address, one["PathPattern"]))
    return dict(next(fitting, DISTRIBUTION["DefaultCacheBehavior"]))


@pytest.mark.parametrize(("method", "address", "cookies", "expected"), REQUESTS)
def test_an_address_leads_where_it_should(method: str, address: str, cookies: str, expected: str) -> None:
    assert outcome(method, address, cookies) == expected


def test_the_laptop_reads_the_table_of_moved_pages_that_the_functions_have(tmp_path: Path) -> None:
    written = tmp_path / "template.yaml"
    written.write_text(with_redirects(template.TEMPLATE.read_text("utf-8"), REDIRECTS), "utf-8")
    assert edge.read(template.read(written)).redirects == REDIRECTS


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_is_longer_than_cloudfront_takes(function: str) -> None:
    assert len(FUNCTIONS[function]["FunctionCode"].encode()) <= 10 * 1024, "too many redirects: use a KeyValueStore"


@pytest.mark.parametrize("address", ["/forms/concern/?another", "/forms/concern/blank/?from=a"])
def test_the_bucket_never_sees_a_cookie_or_a_query(address: str) -> None:
    ran = run("FormsFunction", "GET", address, CONCERN)
    assert ran["origin"] == "site"
    assert (ran["result"]["cookies"], ran["result"]["querystring"]) == ({}, {})
    for behaviour in (DISTRIBUTION["DefaultCacheBehavior"], *DISTRIBUTION["CacheBehaviors"]):
        if behaviour["TargetOriginId"] == "site":
            assert behaviour["CachePolicyId"] == CACHED  # which sends neither on
            assert "OriginRequestPolicyId" not in behaviour


def test_the_functions_see_the_cookies_and_the_query() -> None:
    asked = run("FormsFunction", "GET", "/forms/concern/d/k3v9x0q2m7w1p8za/?key=abc", CONCERN)["result"]
    assert asked["cookies"] == {"__Host-draft-concern-k3v9x0q2m7w1p8za": {"value": "token"}}
    assert asked["querystring"] == {"key": {"value": "abc"}}


def test_leading_a_holder_of_a_draft_on_is_never_kept() -> None:
    answer = run("FormsFunction", "GET", "/forms/concern/", CONCERN)["result"]
    assert answer["headers"]["cache-control"] == {"value": "no-store"}


@pytest.mark.parametrize("address", ["//evil.example/a", "/\\evil.example/a", "///evil.example/a"])
def test_moving_on_never_leads_to_another_site(address: str) -> None:
    location = run("PageFunction", "GET", address)["result"]["headers"]["location"]["value"]
    assert location == "/evil.example/a/"


def test_every_form_that_begins_on_a_page_of_the_site_is_read_from_it_and_no_other() -> None:
    for slug, form in load_forms(ROOT / "content").items():
        frozen = outcome("GET", f"/forms/{slug}/") == f"/forms/{slug}/index.html"
        assert frozen == form.frozen, slug


def test_the_page_that_a_form_begins_on_is_cached_and_compressed() -> None:
    for slug in (slug for slug, form in load_forms(ROOT / "content").items() if form.frozen):
        behaviour = behaviour_of(f"/forms/{slug}/")
        assert (behaviour["CachePolicyId"], behaviour["Compress"]) == (CACHED, True), slug


@pytest.mark.parametrize(("method", "address", "cookies", "expected"), REQUESTS)
def test_what_is_cached_is_never_read_from_a_function(method: str, address: str, cookies: str, expected: str) -> None:
    behaviour = behaviour_of(urlsplit(address).path)
    assert method not in ("GET", "HEAD") or expected != "api" or behaviour["CachePolicyId"] == NEVER_CACHED


def test_a_cached_address_of_a_form_is_one_address_and_no_pattern() -> None:
    cached = [one for one in FORMS if one["CachePolicyId"] != NEVER_CACHED]
    assert cached
    for behaviour in cached:
        assert not set("*?") & set(behaviour["PathPattern"])
        assert set(behaviour.get("CachedMethods", ("GET", "HEAD"))) == {"GET", "HEAD"}
        for method, cookies in (("GET", ""), ("HEAD", ""), ("GET", CONCERN), ("HEAD", CONCERN)):
            assert outcome(method, behaviour["PathPattern"], cookies) != "api"


def test_the_pages_of_a_form_differ_in_caching_and_scripts_and_nothing_else() -> None:
    (usual,) = (one for one in FORMS if one["PathPattern"] == "/forms/*")
    assert set(usual["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
    assert usual["CachePolicyId"] == NEVER_CACHED
    for behaviour in FORMS:
        changed = {name for name in behaviour if behaviour[name] != usual.get(name)}
        assert changed <= {"PathPattern", "CachePolicyId", "ResponseHeadersPolicyId"}


def test_everything_is_over_tls_and_carries_the_security_headers() -> None:
    for behaviour in (DISTRIBUTION["DefaultCacheBehavior"], *DISTRIBUTION["CacheBehaviors"]):
        assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"
        scripted = behaviour.get("PathPattern") in (*SCRIPTED, *SCRIPTED_FORMS)
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "ScriptHeaders" if scripted else "SecurityHeaders"}


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/raise-a-concern/", "ScriptHeaders"),
        ("/forms/concern/", "ScriptHeaders"),
        ("/forms/concern/d/k3v9x0q2m7w1p8za/check/", "ScriptHeaders"),
        ("/forms/concern/sent/7KQX-M3PD-W9TF/", "ScriptHeaders"),
        ("/forms/concern/left/", "ScriptHeaders"),
        ("/forms/known-to-agency/", "SecurityHeaders"),
        ("/forms/known-to-agency/d/k3v9x0q2m7w1p8za/", "SecurityHeaders"),
        ("/forms/notification/", "SecurityHeaders"),
        ("/forms/notification/d/k3v9x0q2m7w1p8za/child/", "SecurityHeaders"),
    ],
)
def test_of_the_forms_only_a_concern_may_run_a_script(address: str, headers: str) -> None:
    assert behaviour_of(address)["ResponseHeadersPolicyId"] == {"Ref": headers}


def test_a_page_with_a_script_is_served_as_every_other_page_is() -> None:
    pages = DISTRIBUTION["DefaultCacheBehavior"]
    for behaviour in (one for one in DISTRIBUTION["CacheBehaviors"] if one["PathPattern"] in SCRIPTED):
        changed = {name for name in behaviour if behaviour[name] != pages.get(name)}
        assert changed == {"PathPattern", "ResponseHeadersPolicyId"}


@pytest.mark.parametrize("path", [*SCRIPTED, *SCRIPTED_FORMS])
def test_a_page_with_a_script_may_run_our_own_and_connect_to_nothing(path: str) -> None:
    headers, usual = edge.read(TEMPLATE).paths[path], edge.read(TEMPLATE).headers
    assert headers["Content-Security-Policy"] == usual["Content-Security-Policy"].replace(
        "default-src 'none';", "default-src 'none'; script-src 'self';"
    )
    assert "script-src" not in usual["Content-Security-Policy"]
    assert {name for name in {*headers, *usual} if headers.get(name) != usual.get(name)} == {"Content-Security-Policy"}


def test_the_content_security_policy_allows_no_script_and_no_other_origin() -> None:
    assert edge.read(TEMPLATE).headers == {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        ),
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_a_page_in_place_of_an_error_never_hides_that_it_is_one() -> None:
    pages = edge.read(TEMPLATE).pages
    assert pages == {
        403: (404, "/404.html"),  # what the bucket says of a file it does not have
        500: (500, "/500.html"),
        502: (502, "/503.html"),
        504: (504, "/503.html"),
    }


def test_what_the_functions_say_of_a_refusal_arrives_as_they_said_it() -> None:
    replaced = edge.read(TEMPLATE).pages
    said = {kind.__name__: words.status for kind, words in WORDS.items()}
    assert said
    assert {name: int(status) for name, status in said.items() if status in replaced} == {}


def test_nobody_reads_the_bucket_but_the_distribution() -> None:
    (bucket,) = template.of_type(TEMPLATE, "AWS::S3::Bucket").values()
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    (policy,) = template.of_type(TEMPLATE, "AWS::S3::BucketPolicy").values()
    allowed = [one for one in policy["PolicyDocument"]["Statement"] if one["Effect"] == "Allow"]
    assert [(one["Principal"], one["Action"]) for one in allowed] == [
        ({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject")  # nor may it list, hence 403 for what is missing
    ]


def test_no_log_says_who_called_or_what_for() -> None:
    assert "Logging" not in DISTRIBUTION
    (stage,) = template.of_type(TEMPLATE, "AWS::ApiGatewayV2::Stage").values()
    logged = json.loads(stage["AccessLogSettings"]["Format"])
    assert set(logged.values()) == {
        "$context.requestTime",
        "$context.requestId",
        "$context.routeKey",  # the pattern, not the address
        "$context.status",
        "$context.responseLatency",
        "$context.integration.error",
    }
