"""Faults of the theme's script that axe-core finds, mended in the site's copy of it.

Each is said to the theme's authors; when a new version has it mended, the build says so here.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

MENDS = {
    # The copy button of each block is no landmark: a page would have dozens of one name.
    '"nav",{class:"md-code__nav"}': '"div",{class:"md-code__nav"}',
    # A table that scrolls is reached by keyboard.
    '"div",{class:"md-typeset__scrollwrap"}': '"div",{class:"md-typeset__scrollwrap",tabIndex:0}',
}


def on_post_build(config: MkDocsConfig) -> None:
    """Mend the script, or stop: a fault may not come back unseen."""
    for script in Path(config.site_dir).glob("assets/javascripts/bundle.*.min.js"):
        text = script.read_text(encoding="utf-8")
        for fault, mend in MENDS.items():
            if text.count(fault) != 1:
                raise PluginError(f"docs/hooks/access.py: {script.name} no longer has {fault}")
            text = text.replace(fault, mend)
        script.write_text(text, encoding="utf-8")
