"""The checks of every page can fail: each finds the one thing wrong with an otherwise good page."""

from __future__ import annotations

import pytest

from promises import broken_promises

GOOD = """<!DOCTYPE html><html lang="en"><head><title>Help – Site</title><link rel="stylesheet" href="/a.css"></head>
<body><h1 id="top">Help</h1><h2>More</h2><a href="#top">Up</a>
<form method="post" action="/forms/concern/"><fieldset><legend>Name</legend><label for="n">Name</label><input id="n">
</fieldset></form></body></html>"""

SPOILT = [
    ('lang="en"', 'lang="ga"', "not say that it is in English"),
    ("<h1", "<h1>Two</h1><h1", "2 h1 headings"),
    ("<title>Help", "<title>Privacy", "does not start with its heading"),
    ("<h2>More</h2>", "<h3>More</h3>", "skips a level"),
    ("<h2>", '<h2 id="top">', "used 2 times"),
    ("<h2>", '<h2 aria-describedby="nothing">', "refers to nothing"),
    ('href="#top"', 'href="#nowhere"', "leads nowhere"),
    ('<label for="n">Name</label>', "", "has no label"),
    ("<legend>Name</legend>", "", "has no legend"),
    ('method="post"', 'method="get"', "a form goes by get"),
    ('method="post"', 'method="dialog"', "a form goes by dialog to /forms/concern/"),
    ("<body>", "<body><script></script>", "has a script"),
    ("<h2>", '<h2 onclick="x()">', "has onclick"),
    ("<h2>", '<h2 style="color: red">', "has a style attribute"),
    ("</head>", "<style></style></head>", "has a style element"),
    ('href="/a.css"', 'href="https://cdn.example/a.css"', "loads https://cdn.example/a.css"),
    ("<h2>", '<img alt="" src="//cdn.example/a.png"><h2>', "loads //cdn.example/a.png"),
    ("</head>", '<base href="https://example.org/"></head>', "it has a <base>"),
    ("</head>", '<meta http-equiv="refresh" content="0;url=https://example.org/"></head>', "it has a <meta>"),
    ("<h2>", '<iframe title="x"></iframe><h2>', "it has a <iframe>"),
    ("</form>", "", "expected-one-end-tag"),
    ('href="#top"', 'href="javascript:alert(1)"', "href='javascript:alert(1)' of <a> leads where no page of ours may"),
    ('href="#top"', 'href="//evil.example/"', "href='//evil.example/' of <a> leads"),
    ('href="#top"', 'href="/\\evil.example/"', "of <a> leads where"),
    ('href="#top"', 'href="data:text/html,hello"', "href='data:text/html,hello' of <a> leads"),
    ('href="#top"', 'href=" /help/"', "href=' /help/' of <a> leads"),
    ('href="#top"', 'href=""', "href='' of <a> leads"),
    ("<h2>", '<img alt="" src="blob:x"><h2>', "src='blob:x' of <img> leads"),
    ("<input", '<input formaction="vbscript:x"', "formaction='vbscript:x' of <input> leads"),
    ('action="/forms/concern/"', 'action="javascript:x"', "action='javascript:x' of <form> leads"),
]


def test_a_good_page_breaks_no_promise() -> None:
    assert broken_promises(GOOD) == []


@pytest.mark.parametrize(("good", "bad", "problem"), SPOILT, ids=[problem for _, _, problem in SPOILT])
def test_a_spoilt_page_is_found_out(good: str, bad: str, problem: str) -> None:
    assert good in GOOD
    assert problem in " | ".join(broken_promises(GOOD.replace(good, bad, 1)))


def test_a_form_that_goes_nowhere_breaks_no_promise() -> None:
    assert broken_promises(GOOD.replace('method="post" action="/forms/concern/"', 'method="dialog"')) == []


MODULE = '<script type="module" src="/assets/a.js"></script>'
SPOILT_MODULES = [
    ('type="module"', "", "no module in a file"),
    ("></script>", ">run()</script>", "no module in a file"),
    ("/assets/a.js", "https://cdn.example/a.js", "a script from https://cdn.example/a.js"),
    ("/assets/a.js", "/forms/a.js", "a script from /forms/a.js"),
    (' src="/assets/a.js"', "", "a script from None"),
    (MODULE, f'{MODULE}<p onclick="x()"></p>', "has onclick"),
]


def test_a_module_of_ours_may_run_on_the_pages_that_need_one_and_on_no_other() -> None:
    page = GOOD.replace("</body>", f"{MODULE}</body>")
    assert broken_promises(page, "/search/") == []
    assert broken_promises(page, "/help/") == broken_promises(page) == ["it has a script"]


@pytest.mark.parametrize(("good", "bad", "problem"), SPOILT_MODULES)
def test_nothing_but_a_module_of_ours_may_run_there(good: str, bad: str, problem: str) -> None:
    assert good in MODULE
    page = GOOD.replace("</body>", f"{MODULE.replace(good, bad)}</body>")
    assert problem in " | ".join(broken_promises(page, "/search/"))
