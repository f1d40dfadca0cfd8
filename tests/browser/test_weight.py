"""The bytes, requests, layout shifts and console messages of a first visit to each page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Opened, Rooms

pytestmark = pytest.mark.usefixtures("chromium")  # bytes and shifts as Chromium counts them
Visits = dict[str, tuple[int, int, float, list[str], list[str], list[tuple[float, str]]]]
KILOBYTE = 1024
FONTS = 160 * KILOBYTE
BUDGET = {"lab/": 200 * KILOBYTE}
LESSON = 120 * KILOBYTE
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
    .observe({type: "layout-shift", buffered: true});
  scrollTo(0, document.body.scrollHeight);
  setTimeout(() => done(sum), 250);
})"""


def listen(page: Page, said: list[str], answers: list[Response]) -> None:
    """Keep what the console says, what fails, and each answer."""
    page.on("console", lambda m: said.extend([m.text] if m.type in ("error", "warning") else []))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.on("response", lambda answer: answers.append(answer))


@pytest.fixture(scope="module")
def visits(opened: Opened, addresses: list[str], home: str, rooms: Rooms) -> Visits:
    """Address → bytes of text and of fonts, shift, what the console said, hosts, rooms kept."""
    seen: Visits = {}
    with opened() as blank:
        browser = blank.context.browser
    for address in addresses:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        said: list[str] = []
        answers: list[Response] = []
        listen(page, said, answers)
        page.goto(home + address)
        page.evaluate("() => document.fonts.ready")
        shift = page.evaluate(SHIFT)
        sizes = {answer.url: int(answer.headers["content-length"]) for answer in answers}
        fonts = sum(size for url, size in sizes.items() if url.endswith(".woff2"))
        foreign = [url for url in sizes if not url.startswith((home, "data:"))]
        seen[address] = (sum(sizes.values()) - fonts, fonts, shift, said, foreign, rooms(page))
        context.close()
    return seen


def test_each_page_is_within_its_budget_of_bytes(visits: Visits) -> None:
    heavy = {
        address: weight
        for address, (weight, *_) in visits.items()
        if weight > BUDGET.get(address.removeprefix("en/"), LESSON)
    }
    assert not heavy
    assert min(weight for weight, *_ in visits.values()) > 20 * KILOBYTE  # it was fetched


def test_the_fonts_are_within_their_budget_of_bytes(visits: Visits) -> None:
    assert not {address: fonts for address, (_, fonts, *_) in visits.items() if fonts > FONTS}
    assert all(fonts > 10 * KILOBYTE for _, fonts, *_ in visits.values())


def test_nothing_shifts_while_a_page_loads(visits: Visits) -> None:
    assert not {address: shift for address, (_, _, shift, *_) in visits.items() if shift > 0.02}


def test_a_lazily_rendered_formula_has_the_reserved_height(visits: Visits) -> None:
    """Else the page would shift under a reader who follows a link into its middle."""
    rooms = [(address, *room) for address, (*_, rooms) in visits.items() for room in rooms]
    assert not [room for room in rooms if abs(room[1]) > 4]
    assert len(rooms) > 100


OPEN_FOLDS = """() => document.querySelectorAll("details")
  .forEach(fold => fold.open = !fold.closest(".play"))"""
# How much taller each interactive figure is than the room that is kept for it.
FIGURE_ROOM = """() => [...document.querySelectorAll(".interactive")].map(figure => {
  const room = parseFloat(getComputedStyle(figure).minHeight);
  figure.style.minHeight = "0";
  const over = figure.getBoundingClientRect().height - room;
  figure.style.minHeight = "";
  return [figure.localName, over];
})"""


@pytest.mark.parametrize("width", [1280, 390])
def test_an_interactive_figure_needs_the_room_that_is_kept_for_it(
    opened: Opened, addresses: list[str], site: Path, width: int
) -> None:
    """Else the text below it would move when its script has run, or leave a gap."""
    measured, wrong = 0, []
    with opened("", width) as page:
        home = page.url
        for address in addresses:
            if 'class="interactive' not in (site / address / "index.html").read_text("utf-8"):
                continue
            page.goto(home + address)
            page.evaluate(OPEN_FOLDS)
            page.wait_for_function("() => !document.querySelector('.interactive:not(:defined)')")
            for name, over in page.evaluate(FIGURE_ROOM):
                measured += 1
                wrong += [f"{address} {name}: {over:.0f} px"] if abs(over) > 40 else []
    assert not wrong, "\n".join(wrong)
    assert measured > 10


def test_no_page_writes_to_the_console(visits: Visits) -> None:
    assert not {address: said for address, (*_, said, _, _) in visits.items() if said}


def test_no_page_requests_another_host(visits: Visits) -> None:
    assert not {address: foreign for address, (*_, foreign, _) in visits.items() if foreign}
