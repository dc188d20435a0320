"""What stands in front of the site and the forms: one origin, true status codes, strict headers, the right way in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from cmr.catalogue import load_forms
from infra.routing import ADDRESSES
from intake import errors
from laptop import edge, template

TEMPLATE = template.read()
ROOT = Path(__file__).parents[2]
FUNCTIONS = template.of_type(TEMPLATE, "AWS::CloudFront::Function")
(DISTRIBUTION,) = (
    one["DistributionConfig"] for one in template.of_type(TEMPLATE, "AWS::CloudFront::Distribution").values()
)
SCRIPTED = ("/search/*", "/summaries/*", "/time-limits/*")
NODE = Path(sys.executable).with_name("node")

# CloudFront's own module, and a line that runs a function as CloudFront would.
HARNESS = """
let origin = null;
const cf = { selectRequestOriginById: (id) => { origin = id; } };
%s
const result = handler({ request: JSON.parse(process.argv[1]) });
console.log(JSON.stringify({ origin, result }));
"""


def run(function: str, method: str, address: str) -> dict[str, Any]:
    """What a CloudFront function makes of a request."""
    code = FUNCTIONS[function]["FunctionCode"].replace("import cf from 'cloudfront';", "")
    parts = urlsplit(address) if not address.startswith(("//", "/\\")) else urlsplit("")._replace(path=address)
    request = {
        "method": method,
        "uri": parts.path,
        "querystring": {name: {"value": value} for name, value in parse_qsl(parts.query)},
        "headers": {},
    }
    ran = subprocess.run([NODE, "-e", HARNESS % code, json.dumps(request)], capture_output=True, text=True, check=True)
    return dict(json.loads(ran.stdout))


def outcome(method: str, address: str) -> str:
    """What becomes of a request, in the words of `routing`."""
    forms = address.startswith("/forms/")
    ran = run("FormsFunction" if forms else "PageFunction", method, address)
    result = ran["result"]
    if result.get("statusCode") == 301:
        return f"-> {result['headers']['location']['value']}"
    if "statusCode" in result:
        return str(result["statusCode"])
    return "api" if forms and ran["origin"] != "site" else str(result["uri"])


@pytest.mark.parametrize(("method", "address", "expected"), ADDRESSES)
def test_an_address_leads_where_it_should(method: str, address: str, expected: str) -> None:
    assert outcome(method, address) == expected


@pytest.mark.parametrize("address", ["//evil.example/a", "/\\evil.example/a", "///evil.example/a"])
def test_moving_on_never_leads_to_another_site(address: str) -> None:
    location = run("PageFunction", "GET", address)["result"]["headers"]["location"]["value"]
    assert location == "/evil.example/a/"


def test_every_form_of_a_single_page_is_read_from_the_site_and_no_other() -> None:
    for slug, form in load_forms(ROOT / "content").items():
        frozen = outcome("GET", f"/forms/{slug}/") == f"/forms/{slug}/index.html"
        assert frozen == (len(form.topics) == 1), slug


def test_forms_take_every_method_and_are_never_cached() -> None:
    (forms,) = (one for one in DISTRIBUTION["CacheBehaviors"] if one["PathPattern"] == "/forms/*")
    assert set(forms["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
    assert forms["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


def test_everything_is_over_tls_and_carries_the_security_headers() -> None:
    for behaviour in (DISTRIBUTION["DefaultCacheBehavior"], *DISTRIBUTION["CacheBehaviors"]):
        assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"
        scripted = behaviour.get("PathPattern") in SCRIPTED
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "ScriptHeaders" if scripted else "SecurityHeaders"}


def test_a_page_with_a_script_is_served_as_every_other_page_is() -> None:
    pages = DISTRIBUTION["DefaultCacheBehavior"]
    for behaviour in (one for one in DISTRIBUTION["CacheBehaviors"] if one["PathPattern"] in SCRIPTED):
        changed = {name for name in behaviour if behaviour[name] != pages.get(name)}
        assert changed == {"PathPattern", "ResponseHeadersPolicyId"}


@pytest.mark.parametrize("path", SCRIPTED)
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
    said = {kind.__name__: kind.status for kind in errors.IntakeError.__subclasses__()}
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
