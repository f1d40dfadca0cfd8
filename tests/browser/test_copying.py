"""What a reader copies runs, and prints what the page shows."""

import ast
import code
import contextlib
import io
import multiprocessing
import re

import pytest

from xor_tutorial.verify.compare import difference

# A process that has imported torch, forked for each text that is run.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["torch", "torch._dynamo"])

COPIED = """async () => {
  const shown = block => [...block.querySelector("code").childNodes]
    .filter(node => node.className !== "end").map(node => node.textContent).join("");
  const copied = async copy => {
    await navigator.clipboard.writeText("nothing was copied");
    copy();
    for (let waits = 0; waits < 400; waits++) {
      const text = await navigator.clipboard.readText();
      if (text !== "nothing was copied") return text;
      await new Promise(done => setTimeout(done, 50));
    }
  };
  const texts = [];
  for (const block of document.querySelectorAll(".md-content .language-pycon")) {
    block.closest("details")?.setAttribute("open", "");
    const button = await copied(() => block.querySelector(".md-code__button").click());
    getSelection().selectAllChildren(block.querySelector("code"));
    const selected = await copied(() => document.execCommand("copy"));
    texts.push([button, selected, shown(block)]);
  }
  return texts;
}"""


@pytest.fixture(scope="module")
def copied(opened, addresses, settled):
    """Address of each page → (button's text, selection's text, what the page shows)."""
    texts = {}
    for address in addresses:
        with opened(address, permissions=["clipboard-read", "clipboard-write"]) as page:
            settled(page)
            texts[address] = page.evaluate(COPIED)
    return texts


def test_there_is_a_button_for_every_session(copied, site):
    for address, texts in copied.items():
        html = (site / address / "index.html").read_text(encoding="utf-8")
        assert len(texts) == html.count('class="language-pycon')
    assert sum(map(len, copied.values())) > 250


def test_a_selection_gives_the_code_that_the_button_gives(copied):
    for address, texts in copied.items():
        for button, selected, shown in texts:
            assert ast.dump(ast.parse(selected)) == ast.dump(ast.parse(button)), (address, shown)


def test_each_copied_text_prints_what_its_page_shows(copied):
    """Typed line by line at a fresh prompt; the same text is run once for both languages."""
    seen = {}
    for address, texts in copied.items():
        for button, _, shown in texts:
            seen.setdefault((button, recorded(shown)), address)
    wrong = []
    for (button, wanted), address in seen.items():
        printed, end = FRESH.Pipe(duplex=False)
        process = FRESH.Process(target=typed, args=(button, end))
        process.start()
        got = printed.recv()
        process.join()
        why = difference(wanted, got)
        if why:
            wrong.append(f"{address}: {why}\n{button}\n--- printed\n{got}\n--- shown\n{wanted}")
    assert len(seen) > 130
    assert not wrong, "\n\n".join(wrong)


def recorded(shown):
    """What a session on a page prints."""
    lines = [line for line in shown.rstrip("\n").split("\n") if line[:4] not in PROMPTS]
    return without_frames("\n".join(lines) + "\n")


PROMPTS = (">>> ", "... ", ">>>", "...")


def typed(text, end):
    """Send what Python's own prompt prints when a text is typed into it, and Enter pressed."""
    console, out = code.InteractiveConsole(), io.StringIO()
    console.write = out.write  # errors; warnings go to stderr, which no page shows
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        for line in [*text.split("\n"), ""]:
            console.push(line)
    end.send(without_frames(out.getvalue()))


def without_frames(text):
    """A traceback without the lines that say where: `File "<console>"`, and doctest's `...`."""
    begin = "Traceback (most recent call last):\n"
    return re.sub(rf"{re.escape(begin)}( .*\n)+", begin, text)
