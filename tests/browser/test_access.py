"""Accessibility and layout of every page: axe-core, small widths, keyboard, print."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opened, Rooms, Scheme, Settled

# All pages, widths and colours, which takes minutes: the rules are the same in every browser.
pytestmark = pytest.mark.usefixtures("chromium")
AXE = Path(__file__).parents[1] / "node/node_modules/axe-core/axe.min.js"
# A page has thousands of elements of code and formulas in some forty styles. One of each style is
# kept, since axe takes long to measure the contrast of each text.
RUN = """async () => {
  const ground = e => {
    const colour = getComputedStyle(e).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" && e.parentElement ? ground(e.parentElement) : colour;
  };
  const looks = new Set(), twins = [];
  for (const piece of document.querySelectorAll(".highlight code *, .katex-html *")) {
    if (piece.childElementCount || !piece.checkVisibility()) continue;
    const {color, fontSize, fontWeight} = getComputedStyle(piece);
    const look = [piece.className, color, ground(piece), fontSize, fontWeight].join();
    looks.has(look) ? twins.push(piece) : looks.add(look);
  }
  for (const twin of twins) twin.style.visibility = "hidden";
  const found = await axe.run(document, {resultTypes: ["violations"]});
  for (const twin of twins) twin.style.visibility = "";
  return found.violations.map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(
    n => n.target + " " + n.html.slice(0, 120) + " " + (n.any[0]?.message ?? "")).join(" | "));
}"""
FIGURES = """() => [...document.querySelectorAll(".md-content figure svg, .md-content img")]
  .filter(f => !f.closest('[aria-hidden="true"]'))
  .map(f => f.getAttribute("aria-label") ?? f.alt ?? "")"""
# What a page does wrong at this width: formulas and code within their boxes and their Korean in the
# site's font, buttons beside code, a Korean word on one line, and its particle with it, a lesson's
# paragraph in five at most.
LAID_OUT = r"""() => {
  const wrong = [], all = selector => [...document.querySelectorAll(".md-content " + selector)];
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const scrolls = e => ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
  for (const formula of all(".katex")) {
    if (!formula.querySelector("math")) wrong.push("no MathML: " + formula.textContent);
    const box = formula.closest(".formula, p, li, td, th, dd, h1, h2, h3, summary, figcaption");
    const over = formula.getBoundingClientRect().right - box.getBoundingClientRect().right;
    if (over > 1 && !scrolls(box)) wrong.push(`${over} px out of its box: ${formula.textContent}`);
  }
  for (const piece of all(":is(.katex-html, code) *")) {
    if (piece.childElementCount || !/[가-힣]/.test(piece.textContent)) continue;
    const korean = getComputedStyle(piece).fontFamily.includes("Pretendard");
    if (!korean) wrong.push("Korean in a font of the reader's: " + piece.textContent);
  }
  for (const formula of all("p .katex")) {
    const base = [...formula.querySelectorAll(".katex-base")].at(-1), next = formula.nextSibling;
    const long = formula.querySelector(".katex-html").textContent.length > 16;
    if (long || next?.nodeType !== Node.TEXT_NODE || /^\s/.test(next.data)) continue;
    const range = document.createRange();
    range.setStart(next, 0);
    range.setEnd(next, 1);
    if (range.getBoundingClientRect().left < base.getBoundingClientRect().left)
      wrong.push("a line begins with what belongs to a formula: " + next.data.slice(0, 20));
  }
  for (const block of all(":is(p, li, dd, td, th, summary, figcaption, h1, h2, h3)")) {
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
    let text = "";
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const hidden = node.parentElement.closest(".katex, pre, svg, .play");
      nodes.push([text.length, node]);
      text += hidden ? " ".repeat(node.length) : node.data;
    }
    const place = at => {
      const [from, node] = nodes.findLast(([from]) => from <= at);
      return [node, at - from];
    };
    for (const {0: word, index} of text.matchAll(/[\p{L}\p{N}]?\p{Script=Hangul}+/gu)) {
      const range = document.createRange(), [last, at] = place(index + word.length - 1);
      range.setStart(...place(index));
      range.setEnd(last, at + 1);
      const tops = [...range.getClientRects()].filter(r => r.width).map(r => r.top + r.height / 2);
      if (Math.max(...tops) - Math.min(...tops) > 12) wrong.push("a word is broken: " + word);
    }
  }
  for (const text of innerWidth < 1000 ? [] : all(":is(p, li)")) {
    if (text.querySelector("p, ul, ol, pre, svg") || text.closest(".doc, .play")) continue;
    const line = parseFloat(getComputedStyle(text).lineHeight);
    const lines = Math.round(text.getBoundingClientRect().height / line);
    if (lines > 5) wrong.push(`${lines} lines: ${text.textContent.slice(0, 40)}`);
  }
  for (const code of all("pre > code")) {
    const cell = code.getBoundingClientRect(), range = document.createRange();
    if (cell.right > innerWidth + 1) wrong.push(`code ends at ${cell.right}`);
    if (code.scrollWidth > code.clientWidth && !scrolls(code)) wrong.push("code doesn't scroll");
    const button = code.parentElement.querySelector(".md-code__nav")?.getBoundingClientRect();
    if (!button?.width) continue;
    range.selectNodeContents(code);
    // What has scrolled out of the cell isn't seen.
    if (button.left < cell.right && [...range.getClientRects()].some(line => meet(line, button)))
      wrong.push("a button covers " + code.textContent.slice(0, 40));
    if (button.right > innerWidth) wrong.push("a button is out of the page");
  }
  return wrong;
}"""
# Elements for the screen that would be printed.
PRINTED = """() => [".md-header", ".md-sidebar", ".md-footer", ".md-top", ".md-clipboard",
  ".md-code__nav", ".headerlink", ".md-skip", ".notebook", ".feedback"].filter(selector =>
    [...document.querySelectorAll(selector)].some(e => e.checkVisibility({opacityProperty: true})))
  .map(selector => selector + " is printed")"""
# What a page shows beyond its right or left edge, cuts, or makes a reader scroll sideways for.
BEYOND = """() => {
  const wrong = [], limits = new Map([[document.documentElement, [0, innerWidth]]]);
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) wrong.push(`the page is ${over} px too wide`);
  // From where to where what an element holds is seen; null where it scrolls or is only read aloud.
  const limit = e => {
    if (!limits.has(e)) {
      const { overflowX } = getComputedStyle(e), { left, right } = e.getBoundingClientRect();
      const own = overflowX === "visible" ? limit(e.parentElement)
        : ["auto", "scroll"].includes(overflowX) || right - left <= 1 ? null : [left, right];
      limits.set(e, own);
    }
    return limits.get(e);
  };
  const look = (e, { left, right }, said) => {
    const seen = limit(e);
    if (seen && right > left && (left < seen[0] - 1 || right > seen[1] + 1))
      wrong.push(`cut at ${innerWidth} px: ${said.trim().slice(0, 40)}`);
  };
  for (const area of document.querySelectorAll(".md-content, .md-footer")) {
    const texts = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
      range.selectNodeContents(text);
      look(text.parentElement, range.getBoundingClientRect(), text.data);
    }
    for (const e of area.querySelectorAll("svg, img, canvas, button, input, select, textarea"))
      if (e.checkVisibility()) look(e.parentElement, e.getBoundingClientRect(), e.outerHTML);
  }
  return wrong;
}"""
# What moves by itself: an animation that runs, smooth scrolling, and what figures say.
MOVING = """() => [
  ...document.getAnimations().filter(a => a.playState === "running").map(a => a.animationName),
  ...(getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["scrolling"] : []),
]"""
SAID = """() => [...document.querySelectorAll(".play")].map(figure => figure.textContent)"""
# What is cut on paper, where nothing scrolls.
CUT_ON_PAPER = """() => [...document.querySelectorAll(".md-content *")]
  .filter(e => e.checkVisibility() && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX !== "visible")
  .map(e => "cut on paper: " + e.textContent.slice(0, 40))"""
# Elements that scroll sideways and aren't focusable.
UNREACHED = """() => [...document.querySelectorAll(".md-content *")].filter(e =>
    e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX)
    && e.clientWidth && e.tabIndex < 0 && !e.querySelector("a, [tabindex='0']"))
  .map(e => e.outerHTML.slice(0, 80))"""
# What is around the text is the same on all pages, so one page has every width in every scheme.
WINDOWS: list[tuple[int, Scheme]] = [(1280, "light"), (390, "dark")]
EVERY_WINDOW: list[tuple[int, Scheme]] = [*WINDOWS, (1280, "dark"), (390, "light")]
# Both languages of a page have the same elements, so axe, which takes a second, runs on one of them
# in one window and on the other in the other.
AXE_WINDOW = {"ko": WINDOWS[0], "en": WINDOWS[1]}
languages = pytest.mark.parametrize(
    "language",
    # Each language in a process of its own: this is the longest of all tests.
    [pytest.param(name, marks=pytest.mark.xdist_group(f"browser-{name}")) for name in ("ko", "en")],
)


def faults(page: Page) -> list[str]:
    if not page.evaluate("() => window.axe !== undefined"):
        page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@languages
def test_no_page_has_a_fault_that_axe_or_the_layout_checks_find(
    opened: Opened, addresses: list[str], settled: Settled, rooms: Rooms, language: str
) -> None:
    """axe-core finds nothing; code and formulas are in their boxes, each has the room that was kept
    for it; at 400 % of 1280 pixels (320) and on paper nothing is cut; every figure says what is
    seen; nothing moves by itself; the page alone is printed."""
    wrong, figures, measured = [], 0, 0
    pages = [a for a in addresses if a.startswith("en/") == (language == "en")]
    with opened("", reduced_motion="reduce") as page:
        home = page.url
        for address in pages:
            page.goto(home + address)
            settled(page)
            kept = rooms(page)
            measured += len(kept)
            wrong += [f"{address}: {over} px: {text}" for over, text in kept if abs(over) > 4]
            page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
            said = []
            for width, scheme in EVERY_WINDOW if address == pages[0] else WINDOWS:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(150)  # the theme looks again which blocks scroll
                if address == pages[0] or (width, scheme) == AXE_WINDOW[language]:
                    wrong += [f"{address} {width} {scheme}: {fault}" for fault in faults(page)]
                wrong += [f"{address} {width}: {fault}" for fault in page.evaluate(LAID_OUT)]
                said.append(page.evaluate(SAID))
            page.set_viewport_size({"width": 320, "height": 256})
            wrong += [f"{address}: {fault}" for fault in page.evaluate(BEYOND)]
            wrong += [f"{address}: {name} moves" for name in page.evaluate(MOVING)]
            if said[0] != said[-1]:
                wrong.append(f"{address}: a figure goes on by itself")
            for label in page.evaluate(FIGURES):
                figures += 1
                hangul = any("가" <= letter <= "힣" for letter in label)
                if len(label) <= 20 or hangul != (language == "ko"):
                    wrong.append(f"{address}: a figure says {label!r}")
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 718, "height": 1000})  # A4 without its margins
            wrong += [f"{address}: {fault}" for fault in page.evaluate(PRINTED)]
            wrong += [f"{address}: {fault}" for fault in page.evaluate(CUT_ON_PAPER)]
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 390, "height": 900})
    assert not wrong, "\n".join(wrong)
    assert len(pages) >= 11
    assert figures >= 20
    assert measured > 50


@languages
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_with_search_and_menu_open(
    opened: Opened, language: str, width: int, scheme: Scheme
) -> None:
    base, query = {"ko": ("", "소프트맥스"), "en": ("en/", "softmax")}[language]
    with opened(f"{base}softmax/", width, scheme, reduced_motion="reduce") as page:
        if width < 1000:
            page.locator('label.md-header__button[for="__drawer"]').click()
            page.wait_for_timeout(400)
            assert not faults(page), "menu"
            page.locator(".md-overlay").click(position={"x": 380, "y": 600})
            page.wait_for_timeout(400)
            page.locator('label.md-header__button[for="__search"]').click()
        else:
            page.locator(".md-search__input").click()
        page.locator(".md-search__input").fill(query)
        page.keyboard.press("Shift")
        page.locator(".md-search-result__item").first.wait_for()
        page.wait_for_timeout(400)
        assert not faults(page), "search"


def test_a_page_can_be_navigated_by_keyboard(opened: Opened) -> None:
    """Tab from the top: skip link, header, navigation, and into the text, focus always seen."""
    with opened("en/softmax/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.matches('.md-skip')")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('.md-content') !== null")
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    """() => { const e = document.activeElement;
                         const s = getComputedStyle(e);
                         return e.tagName + (s.outlineStyle !== "none" || e.matches(":hover")
                           || s.boxShadow !== "none" ? "" : " unseen"); }"""
                )
            )
        assert {"A", "SUMMARY", "BUTTON", "DIV"} <= {tag.removesuffix(" unseen") for tag in reached}
        assert not [tag for tag in reached if tag.endswith("unseen")], reached


def test_every_scrolling_element_is_focusable_without_scripts(
    opened: Opened, addresses: list[str]
) -> None:
    with opened("", 390, java_script_enabled=False) as page:
        home, wrong = page.url, []
        for address in addresses:
            if address.startswith("en/"):
                page.goto(home + address)
                wrong += [f"{address}: {element}" for element in page.evaluate(UNREACHED)]
    assert not wrong, "\n".join(wrong)


# What a contrast theme, which paints every ground alike, leaves unseen.
LOST = """() => {
  const wrong = [], ground = getComputedStyle(document.body).backgroundColor;
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const e of document.querySelectorAll(".md-content, .md-content *, .md-nav__icon"))
    for (const piece of [null, "::before", "::after"]) {
      const { maskImage, content, display, backgroundColor } = getComputedStyle(e, piece);
      if (maskImage === "none" || display === "none" || (piece && content === "none")) continue;
      if (backgroundColor === ground) wrong.push(`an icon: ${e.className || e.tagName}${piece}`);
    }
  for (const drawing of document.querySelectorAll(".fig")) {
    const paper = getComputedStyle(drawing);
    if (drawing.checkVisibility() && paper.backgroundColor === ground)
      wrong.push("a drawing in the ink of the light theme stands on black");
  }
  const looks = new Set([...document.querySelectorAll(".play [aria-pressed]")].map(button =>
    getComputedStyle(button).backgroundColor + button.ariaPressed));
  if (new Set([...looks].map(look => look.replace(/true|false/, ""))).size < looks.size)
    wrong.push("a pressed button looks like the others");
  return [...new Set(wrong)];
}"""


# The focus without its ring. A block of code that turns out not to scroll hands it to the body.
UNFOCUSED = """() => [document.activeElement]
  .filter(e => e !== document.body && getComputedStyle(e).outlineStyle === "none")
  .map(e => "no focus is seen: " + e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("address", ["en/why-xor/", "en/softmax/"])
def test_a_contrast_theme_leaves_icons_drawings_choices_and_the_focus_in_sight(
    opened: Opened, address: str
) -> None:
    """A black one, with the site's own colours set to the light ones."""
    with opened(address, scheme="dark", forced_colors="active") as page:
        page.evaluate("() => document.body.setAttribute('data-md-color-scheme', 'default')")
        page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        for button in page.locator(".play button").all():
            button.click()
        page.mouse.move(0, 0)
        wrong = page.evaluate(LOST)
        for _ in range(40):
            page.keyboard.press("Tab")
            wrong += page.evaluate(UNFOCUSED)
    assert not wrong, "\n".join(wrong)


def test_the_link_to_report_a_mistake_names_the_section_of_the_address(opened: Opened) -> None:
    with opened("en/losses/#top") as page:

        def reported() -> dict[str, list[str]]:
            report = page.locator(".feedback a", has_text="Report a mistake")
            return parse_qs(urlsplit(report.get_attribute("href") or "").query)

        section = page.locator(".md-content h2").first.get_attribute("id")
        form = reported()
        assert form["template"] == ["mistake-en.yml"]
        (address,) = form["page"]
        assert address.endswith("/xor_tutorial/en/losses/#top")
        page.locator(f'.md-content h2 .headerlink[href="#{section}"]').click()
        page.wait_for_function(f"() => location.hash === '#{section}'")
        assert reported()["page"] == [address.replace("#top", f"#{section}")]
