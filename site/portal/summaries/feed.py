"""What the feed of summaries needs to know."""

from __future__ import annotations

import mimetypes

from portal.pages.summary_addresses import FEED

NEWEST = 50
"""How many summaries the feed holds: a reader that looks in now and then misses none."""

# Whoever serves the frozen file goes by its name, so we say the same.
MEDIA_TYPE = mimetypes.guess_type(FEED)[0]
