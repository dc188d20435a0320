"""Where everything about the published summaries is, except for the summaries themselves and their lists."""

from __future__ import annotations

from cmr.summary import ADDRESS

RECOMMENDATIONS = f"{ADDRESS}recommendations/"
LEARNING = f"{ADDRESS}learning/"
FEED = f"{ADDRESS}feed.xml"
JSON = f"{ADDRESS}summaries.json"
CSV = f"{ADDRESS}summaries.csv"
SCHEMA = f"{ADDRESS}summaries.schema.json"
INDEX = f"{ADDRESS}index.js"
SEARCHED = f"{ADDRESS}search.js"

PAGES = {ADDRESS: "All summaries", LEARNING: "What we have learned", RECOMMENDATIONS: "Recommendations"}
"""What the site map names, and what it is called there."""

ALWAYS = (*PAGES, FEED, JSON, CSV, SCHEMA)
"""What is there however many summaries are: other pages may link to it."""
