"""What every page of the site and of the forms promises, checked on its HTML. Each check yields what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

Check = Callable[[Element], Iterator[str]]

OUTSIDE = ("http:", "https:", "//", "data:")
SCRIPTED = re.compile(
    r"/search/|/time-limits/|/summaries/((theme|year|kind|age)/[^/]+/)?(page/[0-9]+/)?"
    r"|/raise-a-concern/|/forms/concern/.*"
)
"""The pages that do something in the browser. Each says what to do without, or does it another way."""
LEADING = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "srcset",
    "ping",
    "{http://www.w3.org/1999/xlink}href",
)
LEADS = re.compile(r"(?:/(?![/\\])[!-\[\]-~]*|#[!-\[\]-~]+|(?:https?://|mailto:|tel:)[!-\[\]-~]+)")
"""Visible characters of ASCII but for the backslash, which browsers read as a slash. No page makes a data: address."""
UNLABELLED_TYPES = ("hidden", "submit", "button")


def broken_promises(html: str, address: str = "") -> list[str]:
    """Everything that is wrong with this page; nothing where it keeps every promise. Without `address`, no script."""
    document, errors = parsed(html)
    return errors + problems_of(document, address)


def parsed(html: str) -> tuple[Element, list[str]]:
    """A page as a browser reads it, and where it is not valid HTML."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    document: Element = parser.parse(html)
    return document, [f"line {line}: {code} {facts}" for (line, _), code, facts in parser.errors]


def problems_of(document: Element, address: str = "") -> list[str]:
    """Every promise that a page, valid or not, does not keep."""
    checks = (*CHECKS, runs_only_a_module_of_ours if SCRIPTED.fullmatch(address) else runs_no_script)
    return [problem for check in checks for problem in check(document)]


def text_of(element: Element) -> str:
    """The words of an element, white space made single."""
    return " ".join("".join(element.itertext()).split())


def says_its_language(document: Element) -> Iterator[str]:
    if document.get("lang") != "en":
        yield "the page does not say that it is in English"


def has_one_heading_that_starts_its_title(document: Element) -> Iterator[str]:
    headings = [text_of(heading) for heading in document.iter("h1")]
    titles = [text_of(title) for title in document.iter("title")]
    if len(headings) != 1:
        yield f"it has {len(headings)} h1 headings: {headings}"
    elif not titles or not titles[0].removeprefix("Error: ").startswith(headings[0]):
        yield f"its title {titles} does not start with its heading {headings}"


def skips_no_heading_level(document: Element) -> Iterator[str]:
    level = 1  # GOV.UK puts the h2 of an error summary or a banner above the h1
    for element in document.iter():
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            if int(element.tag[1]) > level + 1:
                yield f"the heading {text_of(element)!r} skips a level"
            level = int(element.tag[1])


def uses_every_id_once(document: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in document.iter() if element.get("id"))
    yield from (f"the id {name!r} is used {count} times" for name, count in ids.items() if count > 1)


def refers_to_ids_that_exist(document: Element) -> Iterator[str]:
    ids = {element.get("id") for element in document.iter()}
    for element in document.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} of <{element.tag}> refers to nothing"
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"the link {href} leads nowhere"


def labels_every_input(document: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in document.iter("label") if text_of(label)}
    for tag in ("input", "select", "textarea"):
        for element in document.iter(tag):
            unseen = tag == "input" and element.get("type") in UNLABELLED_TYPES
            if not unseen and element.get("id") not in labelled and not element.get("aria-label"):
                yield f"<{tag} name={element.get('name')!r}> has no label"


def names_every_group_of_inputs(document: Element) -> Iterator[str]:
    for fieldset in document.iter("fieldset"):
        if not any(text_of(legend) for legend in fieldset.iter("legend")):
            yield "a fieldset has no legend"


def posts_every_form_somewhere(document: Element) -> Iterator[str]:
    for form in document.iter("form"):
        goes_nowhere = form.get("method") == "dialog" and not form.get("action")
        if not goes_nowhere and (form.get("method") != "post" or not (form.get("action") or "").startswith("/forms/")):
            yield f"a form goes by {form.get('method')} to {form.get('action')}"


def runs_no_script(document: Element) -> Iterator[str]:
    if any(True for _ in document.iter("script")):
        yield "it has a script"
    yield from _event_attributes(document)


def runs_only_a_module_of_ours(document: Element) -> Iterator[str]:
    for script in document.iter("script"):
        if script.get("type") != "module" or text_of(script):
            yield "it has a script that is no module in a file"
        if not (script.get("src") or "").startswith("/assets/"):
            yield f"it has a script from {script.get('src')}"
    yield from _event_attributes(document)


def _event_attributes(document: Element) -> Iterator[str]:
    for element in document.iter():
        yield from (f"<{element.tag}> has {name}" for name in element.attrib if name.startswith("on"))


def styles_nothing_in_place(document: Element) -> Iterator[str]:
    if any(True for _ in document.iter("style")):
        yield "it has a style element"
    yield from (f"<{element.tag}> has a style attribute" for element in document.iter() if element.get("style"))


def goes_nowhere_by_itself(document: Element) -> Iterator[str]:
    """No header can forbid a page to send its reader elsewhere by what stands in it, so nothing of the kind does."""
    for element in document.iter():
        if element.tag in ("base", "iframe", "frame", "object", "embed", "portal") or element.get("http-equiv"):
            yield f"it has a <{element.tag}>, which may lead a reader elsewhere"


def loads_nothing_from_elsewhere(document: Element) -> Iterator[str]:
    for element in document.iter():
        address = element.get("src") or element.get("poster") or element.get("data") or ""
        if element.tag == "link":
            address = element.get("href") or ""
        if address.startswith(OUTSIDE):
            yield f"<{element.tag}> loads {address}"


def leads_only_where_it_may(document: Element) -> Iterator[str]:
    """To a page or a file of ours, a place on this page, or by a scheme that a browser does nothing odd with."""
    for element in document.iter():
        for name in LEADING:
            address = element.get(name)
            if address is not None and not LEADS.fullmatch(address):
                yield f"{name}={address!r} of <{element.tag}> leads where no page of ours may"


CHECKS: tuple[Check, ...] = (
    says_its_language,
    has_one_heading_that_starts_its_title,
    skips_no_heading_level,
    uses_every_id_once,
    refers_to_ids_that_exist,
    labels_every_input,
    names_every_group_of_inputs,
    posts_every_form_somewhere,
    styles_nothing_in_place,
    goes_nowhere_by_itself,
    loads_nothing_from_elsewhere,
    leads_only_where_it_may,
)
