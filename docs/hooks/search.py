"""What the search needs (docs/theme/assets/javascripts/workers/words.js), and not before a query.

The table of terms: what readers write, and what the pages write instead. And the index, which the
theme would fetch with each page: it gets one without pages, and the worker the rest when asked.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
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


@event_priority(-100)  # after the plugin has written its index
def on_post_build(config: MkDocsConfig) -> None:
    """Part the index: its settings for every page, its words for the first query."""
    whole = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(whole.read_text(encoding="utf-8"))
    if index["docs"]:
        (whole.parent / "pages.json").write_text(_compact({"docs": index["docs"]}), "utf-8")
        whole.write_text(_compact({**index, "docs": []}), encoding="utf-8")


def _compact(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
