"""How the site looks: templates, styles, scripts."""
