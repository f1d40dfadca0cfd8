"""Check that a tag can be released, and print the release notes or what is missing.

The tag, the package's version and the newest dated section of CHANGELOG.md have to agree; the
version in CITATION.cff as well.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notes(tag: str, root: Path = ROOT) -> str:
    """The section of the changelog that belongs to a tag such as `v0.1.0`.

    Raises:
        ValueError: something names another version, or the section has no date yet.
    """

    def found(name: str, pattern: str) -> str:
        match = re.search(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE)
        return match[1] if match else "none"

    for name, pattern in (
        ("xor_tutorial/__init__.py", r'^__version__ = "(.+)"$'),
        ("CITATION.cff", r"^version: (.+)$"),
        ("CHANGELOG.md", r"^## (\S+)"),
    ):
        if (version := found(name, pattern)) != tag.removeprefix("v"):
            raise ValueError(f"{name}: expected version {tag.removeprefix('v')}, got {version}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date := found("CHANGELOG.md", r"^## \S+ — (.+)$")):
        raise ValueError(f"CHANGELOG.md: expected the day of the release, got {date}")
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    return text.split("\n## ")[1].partition("\n")[2].strip() + "\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(notes(sys.argv[1]))
    except ValueError as error:
        sys.exit(str(error))
