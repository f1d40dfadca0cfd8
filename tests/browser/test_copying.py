"""Copied code runs in a fresh Python and prints what the page shows."""

import ast
import code
import contextlib
import io
import multiprocessing
import re
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.browser.conftest import Opened, Settled
from xor_tutorial.verify.compare import difference

Copied = dict[str, list[tuple[str, str, str]]]


# A process that has imported torch (and what `typed` needs), forked for each text that is run.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["torch", "torch._dynamo", "pytest", "xor_tutorial.verify.compare"])

# Called once for each block: Chromium lets a script copy for five seconds after a reader's gesture,
# which is what each call counts as.
COPIED = """async block => {
  const code = block.querySelector("code");
  const copied = async copy => {
    await navigator.clipboard.writeText("nothing was copied");
    copy();
    for (let waits = 0; waits < 100; waits++) {
      const text = await navigator.clipboard.readText();
      if (text !== "nothing was copied") return text;
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error("nothing was copied by " + copy + " of " + code.textContent);
  };
  const select = () => { getSelection().selectAllChildren(code); document.execCommand("copy"); };
  for (let fold = block.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  return [
    await copied(() => block.querySelector(".md-code__button").click()),
    await copied(select),
    [...code.childNodes].filter(node => node.className !== "end")
      .map(node => node.textContent).join(""),
  ];
}"""


@pytest.fixture(scope="module")
def copied(opened: Opened, addresses: list[str], settled: Settled) -> Copied:
    """Address of each page → (button's text, selection's text, what the page shows)."""
    texts, may = {}, ["clipboard-read", "clipboard-write"]
    for address in addresses:
        with opened(address, permissions=may) as page:
            settled(page)
            blocks = page.query_selector_all(".md-content .language-pycon")
            texts[address] = [block.evaluate(COPIED) for block in blocks]
    return texts


def test_there_is_a_button_for_every_session(copied: Copied, site: Path) -> None:
    for address, texts in copied.items():
        html = (site / address / "index.html").read_text(encoding="utf-8")
        assert len(texts) == html.count('class="language-pycon')
    assert sum(map(len, copied.values())) > 250


def test_a_selection_gives_the_code_that_the_button_gives(copied: Copied) -> None:
    wrong = [
        f"{address}:\n{selected}\n--- by the button\n{button}"
        for address, texts in copied.items()
        for button, selected, _ in texts
        if ast.dump(ast.parse(selected)) != ast.dump(ast.parse(button))
    ]
    assert not wrong, "\n\n".join(wrong)


def test_each_copied_text_prints_what_its_page_shows(copied: Copied) -> None:
    """Typed line by line at a fresh prompt; the same text is run once for both languages."""
    seen = {}
    for address, texts in copied.items():
        for button, _, shown in texts:
            seen.setdefault((button, recorded(shown)), address)
    wrong = []
    for (button, wanted), address in seen.items():
        got = run(button)
        why = difference(wanted, got)
        if why:
            wrong.append(f"{address}: {why}\n{button}\n--- printed\n{got}\n--- shown\n{wanted}")
    assert len(seen) > 130
    assert not wrong, "\n\n".join(wrong)


def run(text: str) -> str:
    """What a text prints in a process of its own; one that dies or hangs ends the wait."""
    printed, end = FRESH.Pipe(duplex=False)
    process = FRESH.Process(target=typed, args=(text, end))
    process.start()
    end.close()
    try:
        return printed.recv() if printed.poll(60) else "(nothing within 60 s)\n"
    except EOFError:
        return "(its process died)\n"
    finally:
        process.kill()
        process.join()


def recorded(shown: str) -> str:
    """What a session on a page prints."""
    lines = [line for line in shown.rstrip("\n").split("\n") if line[:4] not in PROMPTS]
    return without_frames("\n".join(lines) + "\n")


PROMPTS = (">>> ", "... ", ">>>", "...")


def typed(text: str, end: Connection) -> None:
    """Send what Python's own prompt prints when a text is typed into it, and Enter pressed."""
    console, out = code.InteractiveConsole(), io.StringIO()
    console.write = out.write  # errors; warnings go to stderr, which no page shows
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        for line in [*text.split("\n"), ""]:
            console.push(line)
    end.send(without_frames(out.getvalue()))


def without_frames(text: str) -> str:
    """A traceback without the lines that say where: `File "<console>"`, and doctest's `...`."""
    begin = "Traceback (most recent call last):\n"
    return re.sub(rf"{re.escape(begin)}( .*\n)+", begin, text)
