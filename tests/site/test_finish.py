"""Minifying removes from the built files only what is unused."""

from pathlib import Path

import tinycss2

from builder import finish


def kept(sheet: str, *known: str) -> str:
    return finish.used(tinycss2.parse_stylesheet(sheet, True, True), set(known))


def test_a_css_rule_is_removed_only_if_its_class_is_used_nowhere() -> None:
    sheet = (
        "p{a:b}.shown .made,.shown .never{a:b}.never{a:b}.shown:not(.never,p>.no){a:b}"
        "@media (min-width:1px){.never{a:b}}@media print{.other:is(.never,p){a:b}}"
        "@font-face{src:url(../x)}[data-x=a\\,b] .made{a:b}"
    )
    assert kept(sheet, "shown", "other", "made") == (
        "p{a:b}.shown .made{a:b}.shown:not(.never,p>.no){a:b}"
        "@media print{.other:is(.never,p){a:b}}@font-face{src:url(../x)}"
        "[data-x=a\\,b] .made{a:b}"
    )


def test_all_pages_share_one_style_sheet_with_the_rules_of_all(tmp_path: Path) -> None:
    (tmp_path / "assets/katex").mkdir(parents=True)
    (tmp_path / "assets/katex/katex.css").write_text('p{src:url(f.woff2);x:url("data:x")}')
    (tmp_path / "assets/site.css").write_text("p{c:d}")
    link = '<link rel="stylesheet" href="{}assets/{}">\n'
    pages = {
        tmp_path / "lesson/index.html": link.format("../", "katex/katex.css")
        + link.format("../", "site.css"),
        tmp_path / "plain/index.html": link.format("../", "site.css"),
    }
    changed = finish.one_sheet(tmp_path, pages)
    (sheet,) = tmp_path.glob("assets/**/*.css")
    text = sheet.read_text()
    assert text.startswith("p{src:url(katex/f.woff2);")
    assert "data:x" in text
    assert text.endswith("p{c:d}")
    assert set(changed.values()) == {link.format("../", sheet.name)}


def test_only_indentation_is_removed_from_a_page() -> None:
    page = "<p>\n\n   a\n  b</p>\n<pre><code>for:\n\n    x</code></pre>\n  <i>c</i>"
    expected = "<p>\na\nb</p>\n<pre><code>for:\n\n    x</code></pre>\n<i>c</i>"
    assert finish.squeezed(page) == expected


def test_markup_for_the_search_index_is_removed_from_a_page() -> None:
    page = "<math><mrow data-search-exclude>x</mrow><annotation a>x</annotation></math>"
    assert finish.squeezed(page) == "<math><mrow>x</mrow></math>"
