"""Drive a real browser on the built site, served below a path and gzipped as on a host.

The system's Chromium; with `--browser firefox` the system's Firefox, as its readers have it; with
`--browser webkit` the build of WebKit that `playwright install webkit` fetches.
"""

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from offline import CHROMIUM

BELOW = "/xor_tutorial/"
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".ipynb", ".csv", ".txt"}
FIREFOX = ("firefox-esr", "firefox")
PREFERENCES: dict[str, str | float | bool] = {
    "dom.events.testing.asyncClipboard": True,  # a test reads what was copied
    "dom.user_activation.transient.timeout": 60_000,  # ms after a click in which one may copy
    "browser.sessionhistory.max_total_viewers": 0,  # going back loads, which Playwright waits for
}
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-gpu", "--no-sandbox"]

Scheme = Literal["light", "dark"]
Media = Literal["screen", "print"]
Rooms = Callable[[Page], list[tuple[float, str]]]
Settled = Callable[[Page], None]


class Opened(Protocol):
    """Opens a page of the site: `with opened("softmax/", width=390, scheme="dark") as page`."""

    def __call__(
        self,
        address: str = "",
        width: int = 1280,
        scheme: Scheme = "light",
        media: Media = "screen",
        **options: Any,
    ) -> AbstractContextManager[Page]: ...


# The theme makes a block's button when the block comes into view: each comes, those in folds too.
SHOW_BLOCKS = """async () => {
  const closed = [...document.querySelectorAll("details:not([open])")];
  for (const fold of closed) fold.open = true;
  for (const code of document.querySelectorAll(".md-content pre > code")) {
    code.scrollIntoView({behavior: "instant", block: "center"});
    while (!code.closest("pre").querySelector(".md-code__button"))
      await new Promise(requestAnimationFrame);
  }
  for (const fold of closed) fold.open = false;
  scrollTo({top: 0, behavior: "instant"});
}"""


@functools.cache
def zipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below the path that the site is built for."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(BELOW))

    def do_GET(self) -> None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        body = zipped(path) if path.suffix in TEXT else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address of the served site."""
    handler = functools.partial(Handler, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()


def installed(names: tuple[str, ...]) -> str:
    """The first of some programs that is there."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail(f"none of these is here; sudo apt-get install one: {', '.join(names)}")
    return path


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser that `--browser` names."""
    name = request.config.getoption("--browser")
    with sync_playwright() as playwright:
        if name == "chromium":
            browser = playwright.chromium.launch(executable_path=installed(CHROMIUM), args=QUIET)
        elif name == "firefox":
            browser = playwright.firefox.launch(
                channel="moz-firefox",
                executable_path=installed(FIREFOX),
                firefox_user_prefs=PREFERENCES,
            )
        else:
            browser = playwright.webkit.launch()
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> None:
    """Skips, in other browsers, what only Chromium lets a test do or see."""
    if browser.browser_type.name != "chromium":
        pytest.skip("only Chromium lets a test do this")


@pytest.fixture(scope="session")
def opened(browser: Browser, home: str) -> Opened:
    """Opens pages of the site: `with opened("softmax/", width=390, scheme="dark") as page`."""

    @contextmanager
    def open_page(
        address: str = "",
        width: int = 1280,
        scheme: Scheme = "light",
        media: Media = "screen",
        **options: Any,
    ) -> Iterator[Page]:
        emulated = {"reduced_motion", "forced_colors", "java_script_enabled"} & options.keys()
        if browser.browser_type.name == "firefox" and (
            emulated or scheme != "light" or media != "screen"
        ):  # it would go on as if it hadn't been asked
            pytest.skip("Playwright can't ask this of Firefox")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        context.set_default_timeout(10_000)
        try:
            page = context.new_page()
            page.goto(home + address)
            page.emulate_media(media=media)  # as readers print: once the page is there
            yield page
        finally:
            context.close()

    return open_page


# Formulas are laid out when they come near: how much taller each is then than the room kept for it.
ROOM = """() => [...document.querySelectorAll(".formula")]
  .filter(e => !e.closest("details:not([open])"))
  .map(e => {
    const tall = state => (e.style.contentVisibility = state, e.getBoundingClientRect().height);
    const over = tall("visible") - tall("hidden");
    e.style.contentVisibility = "";
    return [over, e.textContent.slice(0, 60)];
  })"""


@pytest.fixture(scope="session")
def rooms() -> Rooms:
    """What each formula that waits needs beyond its room: `rooms(page)`, pixels and text."""
    return lambda page: page.evaluate(ROOM)


@pytest.fixture(scope="session")
def settled() -> Settled:
    """Shows each block of code of a page, so that it has its button: `settled(page)`."""
    return lambda page: page.evaluate(SHOW_BLOCKS)


@pytest.fixture(scope="session")
def addresses(site: Path) -> list[str]:
    """Every page of both languages, as its address below the root."""
    return sorted(
        f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./")
        for path in site.rglob("index.html")
    )
