"""The table of terms, for the search: what readers write, and what the pages write instead."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Write `terms.js` beside the search's worker."""
    path = Path(config.config_file_path).parent / "docs" / "terminology.csv"
    terms = {}
    if config.theme["language"] == "ko" and path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for theirs in filter(None, [row["english"], *row["forbidden"].split("|")]):
                    # An English term is found in brackets too: look for both.
                    also = f"{row['english']} " if theirs == row["english"] else ""
                    ours = row["korean"].replace("(", " ").replace(")", " ")
                    terms[theirs.lower()] = f"{also}{ours}".lower()
    ordered = dict(sorted(terms.items(), key=lambda term: (-len(term[0]), term[0])))
    content = f"self.terms = {json.dumps(ordered, ensure_ascii=False)};\n"
    uri = "assets/javascripts/workers/terms.js"
    files.append(File.generated(config, uri, content=content))
    return files
