"""Nobody types one address twenty times (WCAG 2.2, 3.3.7): an item may take over an earlier item's."""

from __future__ import annotations

from checked_page import CheckedPage
from moto_cloud import Browser
from what_people_type import Answers, added, adding, begun


def offered_on(page: CheckedPage) -> list[str]:
    """The items whose address an item's page offers."""
    return [one.get("value", "") for one in page.all("input") if one.get("name") == "child-address-same"]


def living_at(street: str, name: str) -> Answers:
    return {"child-name": name, "child-address-line-1": street, "child-address-town": "Exampleton"}


def test_an_address_that_several_children_have_is_offered_once_and_each_other_one_too(browser: Browser) -> None:
    begun(browser)
    for name, street in (("Wren", "1 Example Street"), ("Robin", "1 Example Street"), ("Lark", "2 Example Street")):
        added(browser, "children", "children", living_at(street, name))
    page = adding(browser, "children", "children")
    assert page.shown.count("1 Example Street, Exampleton") == 1
    assert page.shown.count("2 Example Street, Exampleton") == 1
    assert "The same as for Robin" not in page.shown


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
    second = {"child-name": "Robin Example", "child-address-same": offered_on(page)[0]}
    page = browser.submit(page, second, button="Save and finish later")
    page = browser.get(page.links()["Change Robin Example"])
    assert page.value("child-address-line-1") == "1 Example Street"
    assert page.value("child-address-town") == "Exampleton"
