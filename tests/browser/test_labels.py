"""The labels of drawings: none covers another, leaves its drawing or is too small to read."""

import pytest

from tests.browser.conftest import Opened

# All pages, which takes a while: the drawings are the same in every browser.
pytestmark = pytest.mark.usefixtures("chromium")

# Of each drawing, the static ones under interactive figures too, with the folds open.
LABELS = """() => {
  const wrong = [];
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const drawing of document.querySelectorAll(".md-content .fig")) {
    if (drawing.parentElement.matches(".interactive")) drawing.style.display = "block";
    const edge = drawing.getBoundingClientRect();
    const say = words => wrong.push(`${drawing.getAttribute("aria-label").slice(0, 40)}: ${words}`);
    const labels = [...drawing.querySelectorAll("text")].filter(text => text.textContent.trim());
    const boxes = labels.map(label => {
      const {left, right, top, bottom, height} = label.getBoundingClientRect();
      return {left, right, top: top + height / 5, bottom: bottom - height / 5}; // the letters
    });
    for (const [i, a] of boxes.entries()) {
      const words = labels[i].textContent;
      if (a.left < edge.left - 2 || a.right > edge.right + 2) say(`${words} is cut off`);
      for (const [j, b] of boxes.entries()) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (i < j && across > 0.5 && down > 0.5) say(`${words} meets ${labels[j].textContent}`);
      }
      const scale = edge.width / drawing.viewBox.baseVal.width;
      const size = parseFloat(getComputedStyle(labels[i]).fontSize) * scale;
      if (size < 10.5) say(`${words} is ${size.toFixed(1)} px`);
    }
  }
  return wrong;
}"""


def test_no_label_covers_another_leaves_its_drawing_or_is_too_small(
    opened: Opened, addresses: list[str]
) -> None:
    """On a phone, where labels are largest beside their drawings."""
    wrong = []
    with opened("", width=390, reduced_motion="reduce") as page:
        home = page.url
        for address in addresses:
            page.goto(home + address)
            wrong += [f"{address}: {fault}" for fault in page.evaluate(LABELS)]
    assert not wrong, "\n".join(wrong)
