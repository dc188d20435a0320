"""The functions and the desk run against moto, with tables made from the template."""

from __future__ import annotations

from moto_cloud import browser, cloud, sky

__all__ = ["browser", "cloud", "sky"]
