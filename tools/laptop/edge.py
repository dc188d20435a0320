"""What CloudFront does in front of the site and the forms, read from the template so that it is said only there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from release import cloudfront, template
from release.cloudfront import Distribution


@dataclass(frozen=True)
class Edge:
    """The headers that answers carry, the pages that stand in for some errors, and where what has moved is now.

    ``paths`` gives the headers of a pattern such as ``/search/*``; ``headers`` those of everything else.
    ``pages`` gives, for a status that an origin answers, the status to answer with and the address of the page.
    ``distribution`` knows which addresses lead to the functions.
    ``redirects`` gives, for an address that has moved, where it leads.
    """

    headers: dict[str, str]
    paths: dict[str, dict[str, str]]
    pages: dict[int, tuple[int, str]]
    distribution: Distribution
    redirects: dict[str, str]

    def headers_of(self, address: str) -> dict[str, str]:
        """The headers that an answer at ``address`` carries: of the first pattern that fits, as CloudFront takes it."""
        return next((self.paths[pattern] for pattern in self.paths if fnmatchcase(address, pattern)), self.headers)


def read(document: template.Template) -> Edge:
    """The edge that the template describes."""
    (distribution,) = template.of_type(document, "AWS::CloudFront::Distribution").values()
    config = distribution["DistributionConfig"]
    policies = template.of_type(document, "AWS::CloudFront::ResponseHeadersPolicy")
    headers = {name: _headers(policy["ResponseHeadersPolicyConfig"]) for name, policy in policies.items()}
    return Edge(
        headers=headers[_policy(config["DefaultCacheBehavior"])],
        paths={one["PathPattern"]: headers[_policy(one)] for one in config["CacheBehaviors"]},
        pages=_pages(config["CustomErrorResponses"]),
        distribution=cloudfront.read(document),
        redirects=_redirects(document),
    )


def _policy(behaviour: dict[str, Any]) -> str:
    """The logical id of the policy that a behaviour refers to."""
    return str(behaviour["ResponseHeadersPolicyId"]["Ref"])


def _headers(config: dict[str, Any]) -> dict[str, str]:
    return {**_standard(config["SecurityHeadersConfig"]), **_custom(config["CustomHeadersConfig"])}


def _standard(config: dict[str, Any]) -> dict[str, str]:
    """CloudFront has a name of its own for each of the well-known headers."""
    transport = config["StrictTransportSecurity"]
    subdomains = "; includeSubDomains" if transport["IncludeSubdomains"] else ""
    assert set(config) == {  # noqa: S101 (one that is added here must be added below)
        "ContentSecurityPolicy",
        "ContentTypeOptions",
        "FrameOptions",
        "ReferrerPolicy",
        "StrictTransportSecurity",
    }
    return {
        "Content-Security-Policy": config["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": config["FrameOptions"]["FrameOption"],
        "Referrer-Policy": config["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={transport['AccessControlMaxAgeSec']}{subdomains}",
    }


def _custom(config: dict[str, Any]) -> dict[str, str]:
    return {item["Header"]: item["Value"] for item in config["Items"]}


def _pages(responses: list[dict[str, Any]]) -> dict[int, tuple[int, str]]:
    return {one["ErrorCode"]: (one["ResponseCode"], one["ResponsePagePath"]) for one in responses}


def _redirects(document: template.Template) -> dict[str, str]:
    """What `cmr generate` has written into the functions of the distribution, into each the same."""
    functions = template.of_type(document, "AWS::CloudFront::Function").values()
    tables = [re.findall(r"^const redirects = (\{.*?\});$", one["FunctionCode"], re.M | re.S) for one in functions]
    (table,) = {written for found in tables for written in found}
    return dict(json.loads(table))
