"""How the site writes: Markdown as HTML, one drawing for every text; days and time limits in words."""
