"""Check the external links of pages and docstrings; print those that fail."""

import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

LINK = re.compile(r"\]\((https?://[^)\s]+)\)")


def links(root: Path) -> dict[str, str]:
    """Address → one place that links to it, as file and line."""
    found: dict[str, str] = {}
    for path in sorted([*root.glob("docs/??/**/*.md"), *root.glob("xor_tutorial/**/*.py")]):
        text = path.read_text(encoding="utf-8")
        for link in LINK.finditer(text):
            line = text.count("\n", 0, link.start()) + 1
            found.setdefault(link[1].partition("#")[0], f"{path.relative_to(root)}:{line}")
    return found


def problem(address: str) -> str | None:
    """Why an address fails, or None. A server that refuses robots counts as reachable."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0"})
    try:
        with urllib.request.urlopen(request, timeout=30):
            return None
    except urllib.error.HTTPError as error:
        return None if error.code in (401, 403, 429) else f"{error.code} {error.reason}"
    except OSError as error:
        return str(error)


def main() -> int:
    """Print each address that does not answer; 1 if there is one."""
    broken = 0
    for address, place in links(Path(__file__).parents[1]).items():
        reason = problem(address)
        if reason:
            broken += 1
            print(f"{place}: {address}: {reason}")
    print(f"{broken} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
