"""Where each address leads: one table that the distribution and the laptop are both held to.

Each line: method, address, the cookies that a browser sends with it, and what becomes of it. A file is read from the
site, `api` is asked of the functions, `-> /address` moves for ever, `=> /address` leads on this once (303), `405`
refuses.
"""

from __future__ import annotations

REDIRECTS = {"/old-name/": "/help/", "/old-part/": "/help/#a-part", "/forms/old-form/blank/": "/forms/concern/blank/"}
"""Addresses that have moved, invented: both are given this table in place of the one that the template has today."""

ADDRESSES = [  # of a browser that holds nothing
    ("GET", "/", "/index.html"),
    ("HEAD", "/", "/index.html"),
    ("GET", "/help/", "/help/index.html"),
    ("GET", "/help", "-> /help/"),
    ("GET", "/help?from=a&to=b", "-> /help/?from=a&to=b"),
    ("GET", "/robots.txt", "/robots.txt"),
    ("GET", "/old-name/", "-> /help/"),
    ("HEAD", "/old-name/", "-> /help/"),
    ("POST", "/old-name/", "405"),
    ("GET", "/old-name/?from=a&to=b", "-> /help/?from=a&to=b"),
    ("GET", "/old-part/", "-> /help/#a-part"),
    ("GET", "/old-part/?from=a", "-> /help/?from=a#a-part"),
    ("GET", "/forms/old-form/blank/", "-> /forms/concern/blank/"),
    ("GET", "/forms/old-form/blank/?another", "-> /forms/concern/blank/?another"),
    ("POST", "/forms/old-form/blank/", "api"),
    ("GET", "/404.html", "/404.html"),
    ("POST", "/help/", "405"),
    ("DELETE", "/", "405"),
    ("GET", "/forms/concern/", "/forms/concern/index.html"),
    ("HEAD", "/forms/concern/", "/forms/concern/index.html"),
    ("GET", "/forms/concern", "-> /forms/concern/"),
    ("POST", "/forms/concern/", "api"),
    ("GET", "/forms/known-to-agency/", "/forms/known-to-agency/index.html"),
    ("GET", "/forms/notification/", "api"),
    ("POST", "/forms/notification/", "api"),
    ("GET", "/forms/notification/blank/", "/forms/notification/blank/index.html"),
    ("GET", "/forms/concern/blank/", "/forms/concern/blank/index.html"),
    ("GET", "/forms/concern/check/", "api"),
    ("POST", "/forms/concern/confirm/", "api"),
    ("GET", "/forms/concern/sent/7KQX-M3PD-W9TF/", "api"),
    ("POST", "/forms/concern/blank/", "api"),
    ("GET", "/forms/nothing/", "api"),
    ("GET", "/forms/concern/index.html", "api"),
    ("GET", "/forms/concern/?another", "/forms/concern/index.html"),
    ("GET", "/forms/concern?another", "-> /forms/concern/?another"),
    ("GET", "/forms/concern?another&from=a", "-> /forms/concern/?another&from=a"),
    ("GET", "/forms/concern/d/", "api"),
    ("GET", "/forms/concern/d", "api"),
    ("GET", "/forms/concern/d/k3v9x0q2m7w1p8za/", "api"),
    ("GET", "/forms/concern/d/k3v9x0q2m7w1p8za/danger/?key=abc", "api"),
    ("POST", "/forms/concern/d/k3v9x0q2m7w1p8za/confirm/", "api"),
    ("GET", "/forms/notification/d/blank/", "api"),
    ("GET", "/forms/concern/left/", "api"),
]

CONCERN = "__Host-draft-concern-k3v9x0q2m7w1p8za=token"
AGENCY = "__Host-draft-known-to-agency-k3v9x0q2m7w1p8za=token"
HOLDERS = [  # of a browser that holds drafts, or other cookies
    ("GET", "/forms/concern/", CONCERN, "=> /forms/concern/d/"),
    ("HEAD", "/forms/concern/", CONCERN, "=> /forms/concern/d/"),
    ("GET", "/forms/concern/", CONCERN.lower(), "=> /forms/concern/d/"),
    ("GET", "/forms/concern/", "draft-concern-k3v9x0q2m7w1p8za=token", "=> /forms/concern/d/"),
    ("GET", "/forms/concern/", "draft-concern=token", "=> /forms/concern/d/"),
    ("GET", "/forms/concern/", f"seen=1; {CONCERN}", "=> /forms/concern/d/"),
    ("GET", "/forms/concern/?from=a", CONCERN, "=> /forms/concern/d/"),
    ("GET", "/forms/concern/?another", CONCERN, "/forms/concern/index.html"),
    ("GET", "/forms/concern/?another=1", CONCERN, "/forms/concern/index.html"),
    ("GET", "/forms/concern", CONCERN, "-> /forms/concern/"),
    ("POST", "/forms/concern/", CONCERN, "api"),
    ("GET", "/forms/concern/d/", CONCERN, "api"),
    ("GET", "/forms/concern/blank/", CONCERN, "/forms/concern/blank/index.html"),
    ("GET", "/forms/concern/", AGENCY, "/forms/concern/index.html"),
    ("GET", "/forms/known-to-agency/", AGENCY, "=> /forms/known-to-agency/d/"),
    ("GET", "/forms/known-to-agency/", f"{CONCERN}; {AGENCY}", "=> /forms/known-to-agency/d/"),
    ("GET", "/forms/concern/", "seen=__Host-draft-concern-k3v9x0q2m7w1p8za", "/forms/concern/index.html"),
    ("GET", "/forms/concern/", "my-draft-concern=1; draft-concerning=1", "/forms/concern/index.html"),
    ("GET", "/forms/notification/", "__Host-draft-notification-k3v9x0q2m7w1p8za=token", "api"),
    ("GET", "/help/", CONCERN, "/help/index.html"),
]

REQUESTS = [(method, address, "", expected) for method, address, expected in ADDRESSES] + HOLDERS
