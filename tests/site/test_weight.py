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
    (tmp_path / "index.html").write_text('<p class="shown other">never</p>')
    (tmp_path / "a.js").write_text('e.classList.add("made")')
    (sheets / "main.css").write_text(
        "p{a:b}.shown .made,.shown .never{a:b}.never{a:b}.shown:not(.never,p>.no){a:b}"
        "@media (min-width:1px){.never{a:b}}@media print{.other:is(.never,p){a:b}}"
        "@font-face{src:url(x)}[data-x=a\\,b] .made{a:b}"
    )
    weight.on_post_build(SimpleNamespace(site_dir=str(tmp_path)))
    assert (sheets / "main.css").read_text() == (
        "p{a:b}.shown .made{a:b}.shown:not(.never,p>.no){a:b}"
        "@media print{.other:is(.never,p){a:b}}@font-face{src:url(x)}[data-x=a\\,b] .made{a:b}"
    )


def test_only_indentation_goes_from_a_page():
    page = "<p>\n\n   a\n  b</p>\n<pre><code>for:\n\n    x</code></pre>\n  <i>c</i>"
    kept = "<p>\na\nb</p>\n<pre><code>for:\n\n    x</code></pre>\n<i>c</i>"
    assert weight.on_post_page(page) == kept
