"""Published executive summaries: pages, lists, feed and data. `content/summaries/` has them, `cmr.gate` decides."""
