"""What holds for every interactive figure: weight, words, no other host."""

import gzip
import re
from pathlib import Path

import pytest

FIGURES = Path(__file__).parents[2] / "docs/theme/assets/figures"
MODULES = sorted(FIGURES.glob("*.js"))
IMPORT = re.compile(r'from "(\.[^"]+)"|import\("(\.[^"]+)"\)')
BUDGET = 10 * 1024
LARGER = {"playground": 20 * 1024, "first-glance": 14 * 1024}  # the same, large and small
each_figure = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)


def needed(module, seen=None):
    """A module and all that it imports."""
    seen = {} if seen is None else seen
    seen[module] = module.read_text(encoding="utf-8")
    for found in IMPORT.findall(seen[module]):
        path = (module.parent / (found[0] or found[1])).resolve()
        if path not in seen:
            needed(path, seen)
    return seen


@each_figure
def test_a_figure_is_within_its_budget_gzipped(module):
    weight = sum(len(gzip.compress(text.encode(), 6)) for text in needed(module).values())
    assert weight <= LARGER.get(module.stem, BUDGET), f"{module.name}: {weight} bytes gzipped"


@each_figure
def test_a_figure_speaks_both_languages_with_the_same_words(module, node):
    """`words.ko` and `words.en` have the same keys; what Korean says has Hangul somewhere."""
    words = node(module.name, f"return defined['xor-{module.stem}'].words")
    assert words["ko"].keys() == words["en"].keys()
    assert "title" in words["ko"]
    assert any("가" <= letter <= "힣" for letter in str(words["ko"]))
    assert not any("가" <= letter <= "힣" for letter in str(words["en"]))


@each_figure
def test_a_figure_asks_nothing_of_another_host(module):
    for path, text in needed(module).items():
        hosts = [u for u in re.findall(r"https?://[^\s\"'`)]+", text) if "www.w3.org" not in u]
        assert not hosts, f"{path.name} names {hosts}"
