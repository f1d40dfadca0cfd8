"""Pages and style sheets lose what nobody would miss, and nothing else."""

import importlib.util
from types import SimpleNamespace

from pages import ROOT

SPEC = importlib.util.spec_from_file_location("weight", ROOT / "docs/hooks/weight.py")
weight = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(weight)


def test_a_rule_goes_only_if_no_page_has_its_class_and_no_script_names_it(tmp_path):
    sheets = tmp_path / "assets/stylesheets"
    sheets.mkdir(parents=True)
    link = '<link rel="stylesheet" href="assets/stylesheets/main.css">'
    (tmp_path / "index.html").write_text(f'{link}<p class="shown other">never</p>')
    (tmp_path / "a.js").write_text('e.classList.add("made")')
    (sheets / "main.css").write_text(
        "p{a:b}.shown .made,.shown .never{a:b}.never{a:b}.shown:not(.never,p>.no){a:b}"
        "@media (min-width:1px){.never{a:b}}@media print{.other:is(.never,p){a:b}}"
        "@font-face{src:url(../x)}[data-x=a\\,b] .made{a:b}"
    )
    weight.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))
    (merged,) = tmp_path.glob("assets/*.css")
    assert merged.read_text() == (
        "p{a:b}.shown .made{a:b}.shown:not(.never,p>.no){a:b}"
        "@media print{.other:is(.never,p){a:b}}@font-face{src:url(stylesheets/../x)}"
        "[data-x=a\\,b] .made{a:b}"
    )


def test_a_page_asks_for_one_sheet_of_what_it_asked_for_and_in_that_order(tmp_path):
    (tmp_path / "assets/katex").mkdir(parents=True)
    (tmp_path / "assets/katex/katex.css").write_text('p{src:url(f.woff2) url("data:x")}')
    (tmp_path / "assets/site.css").write_text("p{c:d}")
    link = '<link rel="stylesheet" href="{}assets/{}">\n'
    pages = {
        "index.html": link.format("", "katex/katex.css") + link.format("", "site.css"),
        "lesson/index.html": link.format("../", "katex/katex.css") + link.format("../", "site.css"),
        "plain/index.html": link.format("../", "site.css"),
    }
    for name, page in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page)
    weight.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))
    sheets = {path.name: path.read_text() for path in tmp_path.glob("assets/**/*.css")}
    both = 'p{src:url(katex/f.woff2) url("data:x")}p{c:d}'
    assert sorted(sheets.values()) == ["p{c:d}", both]
    named = {text: name for name, text in sheets.items()}
    assert (tmp_path / "index.html").read_text() == link.format("", named[both])
    assert (tmp_path / "lesson/index.html").read_text() == link.format("../", named[both])
    assert (tmp_path / "plain/index.html").read_text() == link.format("../", named["p{c:d}"])


def test_only_indentation_goes_from_a_page():
    page = "<p>\n\n   a\n  b</p>\n<pre><code>for:\n\n    x</code></pre>\n  <i>c</i>"
    kept = "<p>\na\nb</p>\n<pre><code>for:\n\n    x</code></pre>\n<i>c</i>"
    assert weight.on_post_page(page) == kept
