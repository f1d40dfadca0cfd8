"""The site carries the package's wheel, so that one line on a page installs what it uses."""

from __future__ import annotations

from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    """Build the wheel into the root of the site, once for both languages."""
    if config.theme["language"] == "ko":
        root = str(Path(config.config_file_path).parent)
        for _ in WheelBuilder(root).build(directory=config.site_dir, versions=["standard"]):
            pass
