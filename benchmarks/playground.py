"""Time a frame of the playground: `python benchmarks/playground.py SITE [SLOWER]`.

SITE is a built site's folder (`make build`). Chromium's CPU is slowed down, fourfold if not said
otherwise, and the playground trains at each of its speeds. Of 90 frames it prints the time
of the frame's script (training, the boundary on 64 × 64 points, all drawing), as
`performance.now()` has it: median and 95th percentile in milliseconds. The goal is under 8.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

MEASURE = """([rate, frames]) => new Promise(done => {
  const figure = document.querySelector("xor-playground"), times = [];
  figure.scrollIntoView({block: "center"});
  figure.toggle(false);
  figure.go(0);
  figure.rate = rate;
  figure.show = now => {
    if (figure.run.step > 9000) figure.run.to(0); // playing would end
    const begun = performance.now();
    Object.getPrototypeOf(figure).show.call(figure, now);
    times.push(performance.now() - begun);
    if (times.length === frames) { figure.toggle(false); delete figure.show; done(times); }
  };
  setTimeout(() => figure.toggle(true), 300);
})"""
RUNS = ["", "width=8-8", "width=8-8&activation=gelu"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, silently."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(site: str, slower: float = 4.0) -> None:
    """Print the table."""
    handler = functools.partial(Handler, directory=Path(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--disable-gpu", "--no-sandbox"]
        )
        print(f"Chromium {browser.version}, {slower:g} times slower; ms a frame, median and 95 %")
        for run in RUNS:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"http://127.0.0.1:{server.server_port}/en/train/#{run}&step=0")
            page.locator("xor-playground .play").wait_for()
            client = page.context.new_cdp_session(page)
            client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            page.evaluate(MEASURE, [600, 60])  # compiled before it is timed
            for rate in (60, 600, 6000):
                times = sorted(page.evaluate(MEASURE, [rate, 90]))
                middle, most = statistics.median(times), times[int(0.95 * len(times))]
                name = run or "2-4-2-2, the default"
                print(f"{name:28} {rate:5} steps/s  {middle:6.2f}  {most:6.2f}")
            page.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1], *map(float, sys.argv[2:]))
