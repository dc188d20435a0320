"""What is sent to the bucket: what differs, assets first; and no build that is not for the public."""

from __future__ import annotations

import hashlib
from pathlib import Path
from unittest.mock import Mock

import pytest

from portal.freezing.last_build import Kept, remember
from portal.origin import SAFE
from release.publish import FEED, SUMMARIES, NotToBePublished, difference, publish


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages, its stylesheet, its feed and its data, as a build records it."""
    files = ("index.html", "help/index.html", "zoo/index.html", "assets/site-2.css", FEED, SUMMARIES)
    for name in files:
        file = tmp_path / "site" / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(f"{name} of https://portal.example", "utf-8")
    (tmp_path / "site" / SUMMARIES).write_text('{"summaries": []}', "utf-8")
    remember(tmp_path / "site", Kept(dict.fromkeys(files, "made")))
    return tmp_path / "site"


def held(site: Path) -> dict[str, str]:
    """A bucket that holds just this."""
    files = (file for file in site.rglob("*") if file.is_file())
    return {
        file.relative_to(site).as_posix(): hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
        for file in files
    }


def test_an_empty_bucket_is_sent_everything_and_assets_first(site: Path) -> None:
    found = difference(site, {})
    assert found.send[0] == "assets/site-2.css"
    assert set(found.send) == set(held(site))
    assert found.remove == []


def test_a_bucket_that_holds_the_site_is_sent_nothing(site: Path) -> None:
    found = difference(site, held(site))
    assert (list(found.send), list(found.remove)) == ([], [])


def test_only_the_page_that_changed_is_sent(site: Path) -> None:
    before = held(site)
    (site / "help" / "index.html").write_text("Other words", "utf-8")
    assert difference(site, before).send == ["help/index.html"]


def test_a_page_that_is_gone_is_taken_out_and_an_old_asset_stays(site: Path) -> None:
    before = held(site) | {"gone/index.html": "0", "assets/site-1.css": "0"}
    assert difference(site, before).remove == ["gone/index.html"]


def test_an_empty_build_empties_no_bucket(tmp_path: Path) -> None:
    bucket = Mock()
    with pytest.raises(NotToBePublished, match="make build"):
        publish(tmp_path, "bucket", bucket)
    assert bucket.mock_calls == []


def test_a_build_that_does_not_know_its_address_is_refused(site: Path) -> None:
    bucket = Mock()
    (site / FEED).write_text(f"<id>{SAFE}/changes/</id>", "utf-8")
    with pytest.raises(NotToBePublished, match="set PORTAL_ORIGIN"):
        publish(site, "bucket", bucket)
    assert bucket.mock_calls == []


def test_an_invented_summary_is_not_for_the_public(site: Path) -> None:
    bucket = Mock()
    rows = '{"summaries": [{"address": "https://portal.example/summaries/a/", "invented": true}]}'
    (site / SUMMARIES).write_text(rows, "utf-8")
    with pytest.raises(NotToBePublished, match=r"/summaries/a/ is invented: build again without PORTAL_SHOW_INVENTED"):
        publish(site, "bucket", bucket)
    assert bucket.mock_calls == []


def test_a_file_that_no_build_made_is_not_sent(site: Path) -> None:
    bucket = Mock()
    (site / "help" / "draft.html").write_text("A draft", "utf-8")
    with pytest.raises(NotToBePublished, match=r"help/draft\.html was made by no build"):
        publish(site, "bucket", bucket)
    assert bucket.mock_calls == []
