"""Check in each action's repository that the pinned commit is the commit of the named version."""

import re
import subprocess
import sys
from pathlib import Path

USES = re.compile(r"uses: (?P<action>[\w-]+/[\w-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\S+)")
HOST = "https://github.com/"


def problem(pin: re.Match[str], host: str = HOST) -> str | None:
    """What is wrong with a pin, or None. An annotated tag has a line of its own for its commit."""
    tag = f"refs/tags/{pin['version']}"
    asked = ["git", "ls-remote", host + pin["action"], tag, tag + "^{}"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    commits = [line.split()[0] for line in ran.stdout.splitlines()]
    if ran.returncode or not commits:
        return f"{pin[0]}: {ran.stderr.strip() or 'there is no such version'}"
    return None if pin["commit"] in commits else f"{pin[0]}: {pin['version']} is {commits[-1]}"


def main(host: str = HOST) -> int:
    """Print each pin that is wrong; 1 if there is one."""
    found: dict[str, re.Match[str]] = {}
    for path in Path(__file__).parent.glob("workflows/*.yml"):
        found |= {pin[0]: pin for pin in USES.finditer(path.read_text(encoding="utf-8"))}
    problems = [text for pin in found.values() if (text := problem(pin, host))]
    print(*problems, f"{len(found)} pins, {len(problems)} wrong", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
