"""Third-party files that the site carries (docs/vendor/README.md lists them) go to `assets/`.

A page asks for a style sheet only if it has what the sheet is for.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

FOR = {
    "katex.min.css": 'class="katex"',
    "_mkdocstrings.css": 'class="doc ',
    "play.css": 'class="interactive"',
}


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add styles and fonts; scripts that run only while building stay behind."""
    vendor = Path(config.config_file_path).parent / "docs" / "vendor"
    for path in sorted(vendor.rglob("*")):
        if path.suffix in {".css", ".woff2"}:
            files.append(
                File.generated(
                    config,
                    f"assets/{path.relative_to(vendor).as_posix()}",
                    abs_src_path=str(path),
                )
            )
    return files


@event_priority(-100)  # when formulas are rendered
def on_post_page(output: str, **_: object) -> str:
    """Leave out the styles of what the page doesn't have."""
    for sheet, mark in FOR.items():
        if mark not in output:
            output = re.sub(rf'\s*<link rel="stylesheet" href="[^"]*{sheet}">', "", output)
    return output
