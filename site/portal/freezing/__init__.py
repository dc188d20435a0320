"""Freezes the site to files, and has everything that is there for a build's speed. This is its one door:

- `build` makes the site, or of a site that is there what would be different, and gives `Built`;
- `PAGES` is what it says when pages are in place and PDFs still wait;
- `kept_of` tells which files the last build made.

Inside: `building` goes through a build step by step; `making` marks how pages are made; `last_build` remembers and
moves files; `parts` says what a part is. `guide_part` and `summaries_part` are the two parts, light to load;
`guide_drawn` and `summaries_drawn`, which draw them, are loaded when there is something to draw. `summary_cache` and
`scanning` read and look through only what has changed; `two_processes` shares work out; `freeze`, `freeze_client` and
`compiled` make Flask, Frozen-Flask and Jinja quicker. The rest of the site knows nothing of all this.
"""

from portal.freezing.building import PAGES, Built, build
from portal.freezing.last_build import kept_of

__all__ = ["PAGES", "Built", "build", "kept_of"]
