"""The study's seeds as CSV, to download, and as the JSON that a seed picker reads."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Lay both beside the pages, made from the results that the package carries."""
    from xor_tutorial import study  # torch takes a second: not before a build

    for name, content in (("study.csv", study.as_csv()), ("outcomes.json", study.as_json())):
        files.append(File.generated(config, f"assets/study/{name}", content=content))
    return files
