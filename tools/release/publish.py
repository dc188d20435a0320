"""`make publish` puts what was built into the bucket that CloudFront reads; in a schedule: `python -m release.publish`.

Only what differs from the bucket is sent, so a build in which nothing changed publishes nothing. Assets go first, so
that no page names one that is not there yet. They stay when no page names them any more: a browser may still hold a
page that does.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from portal.freezing import kept_of
from portal.origin import SAFE
from release.bundle import ROOT
from release.caching import FINGERPRINTED, cache_control
from release.media_types import media_type
from release.stack_name import STACK

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FEED = "changes/feed.xml"
SUMMARIES = "summaries/summaries.json"


class NotToBePublished(Exception):
    """The build is not fit for the public; the message says why."""


@dataclass(frozen=True)
class Difference:
    """The files to send to a bucket, in their order, and those to take out of it."""

    send: Sequence[str]
    remove: Sequence[str]


def main() -> int:
    """Publish build/site to the stack that $STACK names. 1 where it is not to be published."""
    session, name = boto3.Session(), os.environ.get("STACK", STACK)
    found = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]["Outputs"]
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found}
    try:
        done = publish(ROOT / "build" / "site", outputs["SiteBucketName"], session.client("s3"))
    except NotToBePublished as refused:
        print(refused, file=sys.stderr)
        return 1
    if done.send or done.remove:
        everything = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(uuid.uuid4())}
        session.client("cloudfront").create_invalidation(
            DistributionId=outputs["DistributionId"], InvalidationBatch=everything
        )
    print(f"{len(done.send)} files sent, {len(done.remove)} removed")
    return 0


def publish(site: Path, bucket: str, s3: S3Client) -> Difference:
    """Make the bucket hold what `site` does; gives what that took. Raises NotToBePublished."""
    _refuse_what_is_not_for_the_public(site)
    found = difference(site, _held(bucket, s3))
    for key in found.send:
        file = site / key
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=file.read_bytes(),
            ContentType=media_type(file),
            CacheControl=cache_control(f"/{key}"),
        )
    for key in found.remove:
        s3.delete_object(Bucket=bucket, Key=key)
    return found


def difference(site: Path, held: dict[str, str]) -> Difference:
    """What a bucket lacks of `site`, and what it has besides. `held` gives the MD5 of each file it holds."""
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    fresh = [key for key, file in files.items() if held.get(key) != _md5(file)]
    return Difference(
        send=sorted(fresh, key=lambda key: not _is_asset(key)),
        remove=[key for key in held if key not in files and not _is_asset(key)],
    )


def _refuse_what_is_not_for_the_public(site: Path) -> None:
    if not (site / "index.html").is_file():
        raise NotToBePublished(f"{site} holds no site: run `make build` first")
    there = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    strays = there - kept_of(site).marks.keys()
    if strays:
        raise NotToBePublished(f"{min(strays)} was made by no build: take it out of {site}, and build again")
    if SAFE in (site / FEED).read_text("utf-8"):
        raise NotToBePublished(f"{FEED} links to {SAFE}, which is nobody's: set PORTAL_ORIGIN and build again")
    summaries = json.loads((site / SUMMARIES).read_text("utf-8"))["summaries"]
    if invented := [one["address"] for one in summaries if one["invented"]]:
        raise NotToBePublished(f"{invented[0]} is invented: build again without PORTAL_SHOW_INVENTED")


def _held(bucket: str, s3: S3Client) -> dict[str, str]:
    """What a bucket holds, each with its MD5: S3's entity tag of what was sent in one piece and is sealed by S3."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {one["Key"]: one["ETag"].strip('"') for page in pages for one in page.get("Contents", ())}


def _is_asset(key: str) -> bool:
    return f"/{key}".startswith(FINGERPRINTED)


def _md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
