"""`make reviewed PAGE=softmax`: a person has read both languages, and they say the same.

Each page's front matter then names what its twin was at that moment: `twin:` holds a hash of the
whole, then three hexadecimal digits for each paragraph, by which a later change can be found.
"""

from __future__ import annotations

import hashlib
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

DOCS = Path(__file__).parent
HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TWIN = re.compile(r'^twin: "?(?P<stamp>[^"\n]*)"?\n', re.MULTILINE)
LANGUAGES = ("ko", "en")


def paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs below the front matter, each with the line on which it begins.

    The title and the description are the first, since a reader of a search result reads them.
    """
    head = HEAD.match(text)
    if head is None:
        raise ValueError("no front matter: a page begins with ---, title, description, ---")
    meta = TWIN.sub("", head[1] + "\n").strip()
    found, line = [(1, meta)], head[0].count("\n") + 1
    for part in re.split(r"(\n{2,})", text[head.end() :].rstrip("\n")):
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
    twin = TWIN.search(HEAD.match(text)[0])
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
            mend = f"make reviewed PAGE={page.removesuffix('.md')}"
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
        head = TWIN.sub("", HEAD.match(texts[here])[1] + "\n")
        body = texts[here][HEAD.match(texts[here]).end() :]
        text = f'---\n{head}twin: "{stamp(texts[there])}"\n---\n{body}'
        (root / here / page).write_text(text, encoding="utf-8", newline="\n")


def main(names: list[str]) -> int:
    """Stamp the pages named, or say what is wrong with the names."""
    known = {path.relative_to(DOCS / "ko").as_posix() for path in (DOCS / "ko").rglob("*.md")}
    pages = [f"{name}.md" for name in names]
    unknown = sorted(set(pages) - known)
    if unknown or not pages:
        every = " ".join(sorted(name.removesuffix(".md") for name in known))
        print(f"make reviewed PAGE=… names one or more of: {every}", file=sys.stderr)
        return 2
    for page in pages:
        review(page)
        print(f"docs/ko/{page} and docs/en/{page} name each other")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
