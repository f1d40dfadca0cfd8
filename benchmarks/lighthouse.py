"""Lighthouse's mobile scores of the built site: `python benchmarks/lighthouse.py SITE [ROUNDS]`.

Lighthouse is no dependency of the project. It needs Node and a Chromium:

    npm install --prefix /tmp/lighthouse lighthouse
    CHROME_PATH=/usr/bin/chromium LIGHTHOUSE=/tmp/lighthouse/node_modules/.bin/lighthouse \
        python benchmarks/lighthouse.py site

The site is served gzipped below its path, as the browser tests serve it. A busy machine can only
make a page slower, so each page's best round counts; goals: performance 95, the others 100.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]
from tests.browser.conftest import BELOW, QUIET, Handler  # noqa: E402

PAGES = ["", "softmax/", "lab/", "reference/api/"]
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
PARTS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"]


def report(address: str) -> dict[str, Any]:
    """What Lighthouse says of one visit."""
    command = [
        os.environ.get("LIGHTHOUSE", "lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *QUIET])}",
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # type: ignore[no-any-return]


def score(visit: dict[str, Any], category: str) -> int:
    """A category's score of 100."""
    return round(100 * (visit["categories"][category]["score"] or 0))


def faults(visit: dict[str, Any]) -> list[str]:
    """The audits that keep a category other than performance below 100."""
    return [
        f"{audit['id']}: {audit['title']}"
        for category in CATEGORIES[1:]
        for part in visit["categories"][category]["auditRefs"]
        if part["weight"]
        and (audit := visit["audits"][part["id"]])["score"] is not None
        and audit["score"] < 1
    ]


def main(site: str, rounds: int = 3) -> None:
    """Print the table, a line for each page."""
    handler = functools.partial(Handler, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}{BELOW}"
        print("page | performance (each round) | accessibility, best practices, SEO | parts")
        for page in [language + page for language in ("", "en/") for page in PAGES]:
            visits = [report(home + page) for _ in range(rounds)]
            best = max(visits, key=lambda visit: score(visit, "performance"))
            audits = best["audits"]
            parts = [f"{part} {audits[part]['numericValue']:.0f} ms" for part in PARTS]
            parts.append(f"shift {audits['cumulative-layout-shift']['numericValue']:.3f}")
            each = " ".join(str(score(visit, "performance")) for visit in visits)
            others = " ".join(str(score(best, category)) for category in CATEGORIES[1:])
            print(f"{page or 'home'} | {score(best, 'performance')} ({each}) | {others} | ", end="")
            print(", ".join(parts), *faults(best), sep="\n    ", flush=True)
        server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
