"""Record that a page says the same in Korean and in English.

`make reviewed PAGE=softmax` writes one line of `reviewed.csv`: the page, and a hash of each
language, once a person has read them side by side. Tests name a page that has changed since; what
has changed in it is the `git diff` since the commit that last touched that line.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

DOCS = Path(__file__).parent
LANGUAGES = ("ko", "en")


def pages(docs: Path = DOCS) -> list[str]:
    """The name of every page with prose, the lab's script included: `softmax`, `reference/api`."""
    korean = docs / "ko"
    files = [*korean.rglob("*.md"), *korean.glob("*.py")]
    return sorted(path.relative_to(korean).with_suffix("").as_posix() for path in files)


def hashes(page: str, docs: Path = DOCS) -> list[str]:
    """Twelve hexadecimal digits for each language of a page."""
    suffix = ".md" if (docs / "ko" / f"{page}.md").is_file() else ".py"
    texts = [(docs / language / (page + suffix)).read_text("utf-8") for language in LANGUAGES]
    return [hashlib.sha256(text.encode()).hexdigest()[:12] for text in texts]


def read(docs: Path = DOCS) -> dict[str, list[str]]:
    """The hashes of each page when both languages were last read."""
    with (docs / "reviewed.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["page"]: [row[language] for language in LANGUAGES] for row in csv.DictReader(file)
        }


def stale(docs: Path = DOCS) -> list[str]:
    """One message for each page whose languages have not been compared as they are now."""
    recorded, messages = read(docs), []
    for page in pages(docs):
        now, then = hashes(page, docs), recorded.get(page, ["", ""])
        changed = [name for name, a, b in zip(LANGUAGES, now, then, strict=True) if a != b]
        if changed:
            files = " and ".join(f"docs/{language}/{page}" for language in changed)
            messages.append(
                f"{files} changed since both languages were compared: "
                f"read both, then run: make reviewed PAGE={page}"
            )
    return messages


def record(names: list[str], docs: Path = DOCS) -> None:
    """Write the hashes of the named pages as they are now, and drop pages that are gone."""
    recorded = read(docs) | {name: hashes(name, docs) for name in names}
    rows = [",".join([name, *recorded[name]]) for name in pages(docs) if name in recorded]
    text = "\n".join([",".join(["page", *LANGUAGES]), *rows, ""])
    (docs / "reviewed.csv").write_text(text, encoding="utf-8", newline="\n")


def main(names: list[str]) -> int:
    """Record the named pages; refuse names that are no pages."""
    known = pages()
    if not names or set(names) - set(known):
        print(f"make reviewed PAGE=… takes one or more of: {' '.join(known)}", file=sys.stderr)
        return 2
    record(names)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
