"""A faulty page stops the build with an error that names the file, the line and the fix.

What the Markdown extension refuses is tested without a site generator, and once through MkDocs.
"""

import ast
import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, PluginError

from builder.extension import SiteExtension
from builder.site import Site
from tests.site.conftest import SmallSite
from tests.site.pages import ROOT

Convert = Callable[[str], str]


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    """Converts a text as `docs/ko/softmax.md` of a project that has nothing else."""
    (tmp_path / "docs/ko").mkdir(parents=True)
    for name in ("docs/languages.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    config = load_config(str(ROOT / "mkdocs.yml"))

    def to_html(text: str) -> str:
        (tmp_path / "docs/ko/softmax.md").write_text(text, encoding="utf-8")
        site = Site(tmp_path, "ko", "https://example.org/")
        extensions: list[str | Extension] = [*config.markdown_extensions, SiteExtension(site)]
        converter = Markdown(extensions=extensions, extension_configs=config.mdx_configs)
        return converter.convert(site.pages["softmax.md"].body)

    return to_html


def refusal(
    small_site: SmallSite,
    caplog: pytest.LogCaptureFixture,
    languages: Literal["both", "en"] = "en",
) -> str:
    """What the build says when it refuses."""
    with caplog.at_level(logging.WARNING), pytest.raises((PluginError, BuildError, Abort)) as error:
        small_site.build(languages)
    return "\n".join([str(error.value), *caplog.messages])


def test_the_small_site_builds_without_a_fault(small_site: SmallSite) -> None:
    small_site.build()
    assert (small_site.root / "built" / "en" / "softmax" / "index.html").is_file()


def test_a_missing_snippet_is_refused(
    small_site: SmallSite, caplog: pytest.LogCaptureFixture
) -> None:
    small_site.write(
        "docs/en/softmax.md", '# x { #x }\n\n```pycon\n--8<-- "softmax/two.pycon"\n```\n'
    )
    said = refusal(small_site, caplog)
    assert "docs/en/softmax.md:4: the snippet 'softmax/two.pycon' is missing" in said
    assert "write xor_tutorial/snippets/softmax/two.pycon" in said


def test_a_part_that_a_session_lacks_is_refused(convert: Convert, tmp_path: Path) -> None:
    folder = tmp_path / "xor_tutorial/snippets/softmax"
    folder.mkdir(parents=True)
    (folder / "cut.pycon").write_text(">>> 1\n1\n\n>>> 2\n2\n", encoding="utf-8")
    page = '# x {{ #x }}\n\n```pycon\n--8<-- "softmax/cut.pycon:{}"\n```\n'
    assert BeautifulSoup(convert(page.format(2)), "html.parser").pre.text == ">>> 2\n2\n"
    for missing in ("0", "3", "last"):
        with pytest.raises(ValueError, match=rf"cut\.pycon' has 2 parts, not {missing}"):
            convert(page.format(missing))


def test_the_line_of_an_error_counts_the_front_matter(convert: Convert) -> None:
    with pytest.raises(ValueError, match=r"^docs/ko/softmax\.md:6: "):
        convert('---\ntitle: x\n---\n\n```pycon\n--8<-- "a/b.pycon"\n```\n')


def test_a_missing_function_is_refused(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "xor_tutorial").mkdir()
    (tmp_path / "xor_tutorial/losses.py").write_text("def something(): ...\n")
    with pytest.raises(
        ValueError, match=r"softmax\.md:4: 'xor_tutorial\.losses' defines no 'none'"
    ):
        convert('# x { #x }\n\n```python\n--8<-- "xor_tutorial.losses:none"\n```\n')


def test_a_missing_module_is_refused(convert: Convert) -> None:
    with pytest.raises(ValueError, match=r"softmax\.md:4: there is no module 'xor_tutorial\.none'"):
        convert('# x { #x }\n\n```python\n--8<-- "xor_tutorial.none:none"\n```\n')


def test_a_page_in_one_language_only_is_refused(
    small_site: SmallSite, caplog: pytest.LogCaptureFixture
) -> None:
    small_site.write("docs/ko/alone.md", "# 혼자 { #alone }\n")
    said = refusal(small_site, caplog)
    assert "docs/ko/alone.md has no twin: write docs/en/alone.md" in said


def test_a_broken_link_is_refused(small_site: SmallSite, caplog: pytest.LogCaptureFixture) -> None:
    """In the other language too, which is built by another process."""
    small_site.write("docs/en/losses.md", "# x { #x }\n\nSee [there](nowhere.md).\n")
    assert "docs/en/losses.md:3: " in refusal(small_site, caplog, "both")


def test_a_broken_anchor_is_refused(
    small_site: SmallSite, caplog: pytest.LogCaptureFixture
) -> None:
    small_site.write("docs/en/losses.md", "# x { #x }\n\n\nSee [there](softmax.md#nowhere).\n")
    assert "docs/en/losses.md:4: " in refusal(small_site, caplog)


def test_a_broken_formula_is_refused(convert: Convert) -> None:
    with pytest.raises(ValueError, match=r"softmax\.md:6: KaTeX parse error"):
        convert("# x { #x }\n\nLine.\n\n$$\n\\frac{1}{\n$$\n")


def test_an_unknown_figure_is_refused(convert: Convert) -> None:
    with pytest.raises(ValueError, match=r"softmax\.md:3: .*no-such"):
        convert("# x { #x }\n\n![bars](figure:no-such)\n")


def test_an_unclosed_fence_is_refused(convert: Convert) -> None:
    with pytest.raises(ValueError, match=r"softmax\.md:7: this fence is never closed"):
        convert("---\ntitle: x\n---\n\n# x { #x }\n\n```sh\nls\n")


def test_a_failing_cell_is_refused(
    small_site: SmallSite, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXECUTE_NOTEBOOK", "true")
    small_site.write("docs/en/lab.py", "# %%\n1\n\n# %%\nx = 1\nx / 0\n")
    said = refusal(small_site, caplog)
    assert "docs/en/lab.py:5: the cell that begins here fails: ZeroDivisionError" in said


ODD = '''
class Odd(ValueError):
    """Nothing but a docstring."""

    async def wait(self):
        """Waits."""
        x = "é"
        return x

    def done(self):
        """Is
        done."""
'''


def test_a_source_without_docstrings_is_valid_python(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "xor_tutorial").mkdir()
    (tmp_path / "xor_tutorial/odd.py").write_text(ODD, encoding="utf-8")
    html = convert('# x { #x }\n\n```python\n--8<-- "xor_tutorial.odd:Odd"\n```\n')
    shown = BeautifulSoup(html, "html.parser").select_one(".language-python code").get_text()
    assert ast.parse(shown)
    assert shown.split("\n") == [
        "class Odd(ValueError):",
        "    async def wait(self):",
        '        x = "é"',
        "        return x",
        "",
        "    def done(self):",
        "        ...",
        "",
    ]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ("    answer: 2\n", "a prediction needs a `name:` of its own"),
        ("    name: a\n", "the prediction 'a' needs an `answer:`"),
        (
            "    name: a\n    answer: 3\n    choices: 1 | 2\n",
            "the answer of 'a' must be one of its `choices:`, word for word",
        ),
        (
            "    name: a\n    answer: 1\n    choices: 1\n",
            "the answer of 'a' must be one of its `choices:`, word for word",
        ),
        ("    name: [\n", "the options of this prediction are not YAML"),
    ],
)
def test_a_malformed_prediction_is_refused(convert: Convert, options: str, fault: str) -> None:
    with pytest.raises(ValueError, match=rf"softmax\.md:3: {re.escape(fault)}"):
        convert(f"# x {{ #x }}\n\n/// predict | What?\n{options}\nText.\n///\n")


def test_an_unclosed_solution_is_refused(convert: Convert) -> None:
    fault = r"softmax\.md:3: 'a' is never closed: end it with a line ////"
    with pytest.raises(ValueError, match=fault):
        convert("# x { #x }\n\n//// solution | What?\n    name: a\n    answer: 2\n\nText.\n///\n")
