"""What CloudFront does in front of the site and the forms, read from the template so that it is said only there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from laptop import template


@dataclass(frozen=True)
class Edge:
    """The headers that every answer carries, and the pages that stand in for some errors.

    ``pages`` gives, for a status that an origin answers, the status to answer with and the address of the page.
    """

    headers: dict[str, str]
    pages: dict[int, tuple[int, str]]


def read(document: template.Template) -> Edge:
    """The edge that the template describes."""
    (policy,) = template.of_type(document, "AWS::CloudFront::ResponseHeadersPolicy").values()
    (distribution,) = template.of_type(document, "AWS::CloudFront::Distribution").values()
    config = policy["ResponseHeadersPolicyConfig"]
    return Edge(
        headers={**_standard(config["SecurityHeadersConfig"]), **_custom(config["CustomHeadersConfig"])},
        pages=_pages(distribution["DistributionConfig"]["CustomErrorResponses"]),
    )


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
