"""Where each address leads: one table that the distribution and the laptop are both held to.

Each line: method, address, and what becomes of it. A file is read from the site, `api` is asked of the functions,
`-> /address` moves, `405` refuses.
"""

from __future__ import annotations

ADDRESSES = [
    ("GET", "/", "/index.html"),
    ("HEAD", "/", "/index.html"),
    ("GET", "/help/", "/help/index.html"),
    ("GET", "/help", "-> /help/"),
    ("GET", "/help?from=a&to=b", "-> /help/?from=a&to=b"),
    ("GET", "/robots.txt", "/robots.txt"),
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
]
