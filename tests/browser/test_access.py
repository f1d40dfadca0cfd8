"""Nothing stands between a reader and a page: axe-core finds no fault, in any state."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[1] / "node/node_modules/axe-core/axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(
    n => n.target + " " + n.html.slice(0, 120) + " " + (n.any[0]?.message ?? "")).join(" | "));
}"""
LOOKS = [
    # Each scheme in a process of its own: this is the longest of all tests.
    pytest.param(width, scheme, marks=pytest.mark.xdist_group(f"browser-{scheme}"))
    for scheme in ("light", "dark")
    for width in (1280, 390)
]


def faults(page):
    if not page.evaluate("() => window.axe !== undefined"):
        page.add_script_tag(path=AXE)
    return page.evaluate(RUN)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_any_page(opened, addresses, width, scheme):
    found = {}
    with opened("", width, scheme, reduced_motion="reduce") as page:
        home = page.url
        for address in addresses:
            page.goto(home + address)
            page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
            found[address] = faults(page)
    assert len(found) == len(addresses)
    wrong = [f"{address}: {fault}" for address, all_ in found.items() for fault in all_]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_with_search_and_menu_open(opened, width, scheme):
    for base, query in (("", "소프트맥스"), ("en/", "softmax")):
        with opened(f"{base}softmax/", width, scheme, reduced_motion="reduce") as page:
            if width < 1000:
                page.locator('label.md-header__button[for="__drawer"]').click()
                page.wait_for_timeout(400)
                assert not faults(page), (base, "menu")
                page.locator(".md-overlay").click(position={"x": 380, "y": 600})
                page.wait_for_timeout(400)
                page.locator('label.md-header__button[for="__search"]').click()
            else:
                page.locator(".md-search__input").click()
            page.locator(".md-search__input").fill(query)
            page.keyboard.press("Shift")
            page.locator(".md-search-result__item").first.wait_for()
            page.wait_for_timeout(400)
            assert not faults(page), (base, "search")


def test_nothing_is_wider_than_the_phone(opened, addresses):
    with opened("", 390) as page:
        home, wide = page.url, {}
        for address in addresses:
            page.goto(home + address)
            over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                wide[address] = over
    assert not wide


def test_every_figure_says_what_is_seen_in_the_pages_language(opened, addresses):
    seen = 0
    with opened() as page:
        home = page.url
        for address in addresses:
            page.goto(home + address)
            labels = page.evaluate(
                """() => [...document.querySelectorAll(".md-content figure svg, .md-content img")]
                     .filter(f => !f.closest('[aria-hidden="true"]'))
                     .map(f => f.getAttribute("aria-label") ?? f.alt ?? "")"""
            )
            for label in labels:
                seen += 1
                assert len(label) > 20, address
                hangul = any("가" <= letter <= "힣" for letter in label)
                assert hangul != address.startswith("en/"), (address, label)
    assert seen >= 20


def test_a_page_can_be_read_and_left_by_keyboard(opened):
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
