"""Where everything about the published summaries is, but for the summaries themselves and their lists."""

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

ALWAYS = (ADDRESS, RECOMMENDATIONS, LEARNING, FEED, JSON, CSV, SCHEMA)
"""What is there however many summaries are: other pages may link to it."""
