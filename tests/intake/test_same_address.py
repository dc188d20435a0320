"""Nobody types one address twenty times (WCAG 2.2, 3.3.7): an item may take over an earlier item's."""

from __future__ import annotations

from moto_cloud import Browser
from what_people_type import begun


def test_a_second_child_may_live_at_the_first_childs_address(browser: Browser) -> None:
    begun(browser)
    page = browser.submit(browser.get(browser.at("notification", "children")), button="Add a child")
    first = {
        "child-name": "Wren Example",
        "child-address-line-1": "1 Example Street",
        "child-address-town": "Exampleton",
    }
    page = browser.submit(page, first, button="Save and finish later")
    page = browser.submit(page, button="Add another child")
    assert "The same as for Wren Example" in page.shown
    assert "1 Example Street, Exampleton" in page.shown
    offered = [one.get("value", "") for one in page.all("input") if one.get("name") == "child-address-same"]
    second = {"child-name": "Robin Example", "child-address-same": offered[0]}
    page = browser.submit(page, second, button="Save and finish later")
    page = browser.get(page.links()["Change Robin Example"])
    assert page.value("child-address-line-1") == "1 Example Street"
    assert page.value("child-address-town") == "Exampleton"
