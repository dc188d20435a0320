"""`make publish` against the template's own bucket and distribution, as the emulator keeps them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from laptop import emulator, stack
from laptop.stack import Stack
from portal.freezing.last_build import Kept, kept_of, remember
from release import publish


@pytest.fixture
def built(tmp_path: Path, here: Stack, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was built, as if for an address of its own; and the environment in which it is published."""
    site = Path(shutil.copytree(stack.BUILD / "site", tmp_path / "build" / "site"))
    remember(site, kept_of(stack.BUILD / "site"))
    (site / publish.SUMMARIES).write_text('{"summaries": []}', "utf-8")  # the invented ones are for tests only
    feed = site / publish.FEED
    feed.write_text(feed.read_text("utf-8").replace(publish.SAFE, "https://portal.example"), "utf-8")
    monkeypatch.setattr(publish, "ROOT", tmp_path)
    monkeypatch.setenv("STACK", "learning-from-practice")
    monkeypatch.setenv("AWS_ENDPOINT_URL", here.clients.endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", emulator.REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", emulator.ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", emulator.SECRET_KEY)
    return site


def invalidations(here: Stack) -> int:
    """How often CloudFront was told to forget what it keeps."""
    cloudfront = here.clients.session.client("cloudfront", endpoint_url=here.clients.endpoint)
    found = cloudfront.list_invalidations(DistributionId=here.outputs["DistributionId"])["InvalidationList"]
    return len(found.get("Items", ()))


def test_the_bucket_holds_what_was_built_and_is_told_of_changes_only(built: Path, here: Stack) -> None:
    bucket = here.outputs["SiteBucketName"]
    assert publish.main() == 0
    page = here.clients.s3.get_object(Bucket=bucket, Key="help/index.html")
    assert page["Body"].read() == (built / "help" / "index.html").read_bytes()
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "public, max-age=300")
    (style,) = (built / "assets").glob("*.css")
    asset = here.clients.s3.head_object(Bucket=bucket, Key=f"assets/{style.name}")
    assert (asset["ContentType"], asset["CacheControl"]) == (
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
    )

    told = invalidations(here)
    assert publish.main() == 0
    assert invalidations(here) == told

    kept = kept_of(built)
    remember(built, Kept({name: mark for name, mark in kept.marks.items() if name != "help/index.html"}))
    (built / "help" / "index.html").unlink()
    assert publish.main() == 0
    assert invalidations(here) == told + 1
    assert here.clients.s3.list_objects_v2(Bucket=bucket, Prefix="help/").get("KeyCount") == 0
