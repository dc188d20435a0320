"""What the distribution of infra/template.yaml makes of an address: the site's, or the functions'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from release import template
from release.functions import Trail, referred, within
from release.template import Template

PAGES = re.compile(r"const page = /(.+)/;")
"""How the distribution's own function says which addresses of the forms are pages of the site."""


@dataclass(frozen=True)
class Distribution:
    """The behaviours: patterns in their order, each with the origin it leads to.

    ``where`` leads to them in the template; ``api`` are the origins that are the API; ``pages`` are the addresses of
    forms that are read from the site all the same.
    """

    where: Trail
    patterns: Mapping[str, str]
    otherwise: str
    api: frozenset[str]
    pages: re.Pattern[str] | None

    def leads_to_api(self, address: str) -> bool:
        """Whether the functions are asked, and not the site: by the first pattern that fits, as CloudFront takes it."""
        fitting = (origin for pattern, origin in self.patterns.items() if fnmatchcase(address, pattern))
        return next(fitting, self.otherwise) in self.api

    def is_page(self, address: str) -> bool:
        """Whether it is one of those pages."""
        return self.pages is not None and self.pages.fullmatch(address) is not None


def read(document: Template) -> Distribution:
    """The distribution that a template describes. What is left out leads nowhere."""
    distributions = template.of_type(document, "AWS::CloudFront::Distribution")
    name, properties = next(iter(distributions.items()), ("", {}))
    config = within(properties, "DistributionConfig")
    apis = template.of_type(document, "AWS::ApiGatewayV2::Api")
    return Distribution(
        where=("Resources", name, "Properties", "DistributionConfig"),
        patterns={one["PathPattern"]: one["TargetOriginId"] for one in config.get("CacheBehaviors") or ()},
        otherwise=str(within(config, "DefaultCacheBehavior").get("TargetOriginId", "")),
        api=frozenset(
            one["Id"] for one in config.get("Origins") or () if set(referred(one.get("DomainName"))) & set(apis)
        ),
        pages=_pages(document),
    )


def _pages(document: Template) -> re.Pattern[str] | None:
    """JavaScript's pattern, which Python reads alike."""
    codes = (str(one.get("FunctionCode")) for one in template.of_type(document, "AWS::CloudFront::Function").values())
    found = next((match for match in map(PAGES.search, codes) if match), None)
    return re.compile(found[1]) if found else None
