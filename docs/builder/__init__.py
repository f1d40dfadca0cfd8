"""How the site is built: one Markdown extension, one `finish`, and the hook that calls them."""
