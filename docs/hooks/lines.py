"""MkDocs names the file of a broken link; this adds the line."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

BROKEN = re.compile(r"Doc file '(?P<page>[^']+)' contains an? .*?link '(?P<link>[^']+)'")


class AddLine(logging.Filter):
    """Prefixes the message about a link with `docs/…/page.md:line: `."""

    docs: Path

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; keep every record."""
        broken = BROKEN.search(record.getMessage())
        if broken:
            path = self.docs / broken["page"]
            lines = path.read_text(encoding="utf-8").split("\n")
            number = next((n for n, line in enumerate(lines, 1) if broken["link"] in line), 1)
            where = path.relative_to(self.docs.parent.parent)
            record.msg, record.args = f"{where}:{number}: {record.getMessage()}", ()
        return True


def on_config(config: MkDocsConfig) -> None:
    """Listen to the two places from which MkDocs speaks of links."""
    for name in ("mkdocs.structure.pages", "mkdocs.commands.build"):
        logger = logging.getLogger(name)
        for old in [f for f in logger.filters if type(f).__name__ == AddLine.__name__]:
            logger.removeFilter(old)
        add = AddLine()
        add.docs = Path(config.docs_dir)
        logger.addFilter(add)
