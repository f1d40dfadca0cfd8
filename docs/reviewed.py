"""`make reviewed PAGE=softmax`: a person has read both languages, and they say the same.

Each page's front matter then names what its twin was at that moment: `twin:` holds a hash of the
whole, then three hexadecimal digits for each paragraph, by which a later change can be found. The
lab is a script whose prose stands in comments; so does its front matter.
"""

from __future__ import annotations

import hashlib
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

DOCS = Path(__file__).parent
HEAD = re.compile(r"\A(?P<rule>(?:# )?---)\n(?P<meta>.*?\n)(?P=rule)\n", re.DOTALL)
TWIN = re.compile(r'^(?:# +)?twin: "?(?P<stamp>[^"\n]*)"?\n', re.MULTILINE)
BREAK = re.compile(r"(\n(?:#?\n)+)")  # between paragraphs, in the lab's comments too
LANGUAGES = ("ko", "en")


def paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs below the front matter, each with the line on which it begins.

    The title and the description are the first, since a reader of a search result reads them.
    """
    head = HEAD.match(text)
    if head is None:
        raise ValueError("no front matter: a page begins with ---, title, description, ---")
    meta = TWIN.sub("", head["meta"]).strip()
    found, line = [(1, meta)], head[0].count("\n") + 1
    for part in BREAK.split(text[head.end() :].rstrip("\n")):
        if part.strip():
            found.append((line + len(part) - len(part.lstrip("\n")), part.strip()))
        line += part.count("\n")
    return found


def stamp(text: str) -> str:
    """What a page is, in one line: 12 digits for the whole, 3 for each paragraph."""
    parts = [part for _, part in paragraphs(text)]
    digests = [hashlib.sha256(part.encode()).hexdigest() for part in parts]
    whole = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    return whole[:12] + "".join(" " + digest[:3] for digest in digests)


def stamped(text: str) -> str | None:
    """The stamp that a page's front matter names."""
    twin = TWIN.search(HEAD.match(text)["meta"])
    return twin["stamp"] if twin else None


def changes(text: str, old: str) -> list[tuple[int, str]]:
    """Where a page is not as an older stamp has it: line, and how the paragraph there begins.

    Of a paragraph that went, the one that took its place is named.
    """
    parts = paragraphs(text)
    then, now = old.split()[1:], stamp(text).split()[1:]
    found = []
    for kind, _, _, first, last in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind == "delete":
            line, part = parts[min(first, len(parts) - 1)]
            found.append((line, f"a paragraph was removed before {part.split(chr(10))[0][:60]!r}"))
        elif kind != "equal":
            found += [(line, part.split("\n")[0][:60]) for line, part in parts[first:last]]
    return found


def stale(page: str, root: Path = DOCS) -> list[str]:
    """What must be read again before a page's two languages can be said to agree."""
    texts = {name: (root / name / page).read_text(encoding="utf-8") for name in LANGUAGES}
    said = []
    for here, there in (LANGUAGES, LANGUAGES[::-1]):
        named = stamped(texts[here])
        if named is None:
            mend = f"make reviewed PAGE={page.rpartition('.')[0]}"
            said.append(f"docs/{here}/{page}:1: names no twin; read both, then: {mend}")
        elif named != stamp(texts[there]):
            places = changes(texts[there], named) or [(1, "a paragraph, it isn't known which")]
            since = f"changed since docs/{here}/{page} was held against it"
            said += [f"docs/{there}/{page}:{line}: {since}: {part}" for line, part in places]
    return said


def review(page: str, root: Path = DOCS) -> None:
    """Let each language name the other as it is now."""
    texts = {name: (root / name / page).read_text(encoding="utf-8") for name in LANGUAGES}
    for here, there in (LANGUAGES, LANGUAGES[::-1]):
        head = HEAD.match(texts[here])
        meta, body = TWIN.sub("", head["meta"]), texts[here][head.end() :]
        # In the lab it belongs to jupytext's mapping: what is outside would become a cell.
        within = "#   " if head["rule"].startswith("#") else ""
        twin = f'{within}twin: "{stamp(texts[there])}"'
        text = f"{head['rule']}\n{meta}{twin}\n{head['rule']}\n{body}"
        (root / here / page).write_text(text, encoding="utf-8", newline="\n")


def pages(root: Path = DOCS) -> list[str]:
    """Every page that has prose: the Markdown ones, and the lab."""
    ko = root / "ko"
    return sorted(path.relative_to(ko).as_posix() for path in [*ko.rglob("*.md"), *ko.glob("*.py")])


def main(names: list[str]) -> int:
    """Stamp the pages named, or say what is wrong with the names."""
    known = {page.rpartition(".")[0]: page for page in pages()}
    if not names or set(names) - known.keys():
        print(f"make reviewed PAGE=… names one or more of: {' '.join(known)}", file=sys.stderr)
        return 2
    for page in map(known.get, names):
        review(page)
        print(f"docs/ko/{page} and docs/en/{page} name each other")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
