"""Copied code runs in a fresh Python and prints what the page shows."""

import ast
import code
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Opened, Settled
from xor_tutorial.verify.run import SNIPPETS, modules, read_docstrings, read_snippet

Copied = dict[str, list[tuple[str, str, str]]]
SESSION = re.compile(r'<div class="language-pycon[^>]*>.*?</pre></div>', re.DOTALL)


# Called once for each block: Chromium lets a script copy for five seconds after a reader's gesture,
# which is what each call counts as.
COPIED = """async block => {
  const code = block.querySelector("code");
  const copied = async copy => {
    await navigator.clipboard.writeText("nothing was copied");
    copy();
    for (let waits = 0; waits < 1000; waits++) {
      const text = await navigator.clipboard.readText();
      if (text !== "nothing was copied") return text;
      await new Promise(done => setTimeout(done, 5));
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
def copied(opened: Opened, site: Path, addresses: list[str], settled: Settled) -> Copied:
    """Address of a page → (button's text, selection's text, what the page shows).

    An English page is left out if its sessions are those of the Korean page.
    """
    texts: Copied = {}
    may = ["clipboard-read", "clipboard-write"]
    for address in addresses:
        if address.startswith("en/") and sessions_of(site, address) == sessions_of(
            site, address[3:]
        ):
            continue
        with opened(address, permissions=may) as page:
            settled(page)
            blocks = page.query_selector_all(".md-content .language-pycon")
            texts[address] = [block.evaluate(COPIED) for block in blocks]
    return texts


def sessions_of(site: Path, address: str) -> list[str]:
    """The sessions of a page, as HTML."""
    return SESSION.findall((site / address / "index.html").read_text(encoding="utf-8"))


def test_there_is_a_button_for_every_session(copied: Copied, site: Path) -> None:
    for address, texts in copied.items():
        html = (site / address / "index.html").read_text(encoding="utf-8")
        assert len(texts) == len(sessions_of(site, address)) == html.count('class="language-pycon')
    assert sum(map(len, copied.values())) > 500


def test_a_selection_gives_the_code_that_the_button_gives(copied: Copied) -> None:
    wrong = [
        f"{address}:\n{selected}\n--- by the button\n{button}"
        for address, texts in copied.items()
        for button, selected, _ in texts
        if ast.dump(ast.parse(selected)) != ast.dump(ast.parse(button))
    ]
    assert not wrong, "\n\n".join(wrong)


def test_each_copied_text_is_examples_that_were_run(copied: Copied) -> None:
    """Typed line by line at a prompt, its statements are tested, with the output that is shown."""
    tested = sessions()
    wrong = [
        f"{address}:\n{button}\n--- shown\n{shown}"
        for address, texts in copied.items()
        for button, _, shown in texts
        if not was_run(button, shown, tested)
    ]
    assert not wrong, "\n\n".join(wrong)


def test_a_copied_text_that_was_not_run_is_found() -> None:
    tested = [[(parsed("x = 1"), ""), (parsed("x"), "1\n"), (parsed("x + 1"), "2\n")]]
    assert was_run("x = 1\nx  # one", ">>> x = 1\n>>> x  # one\n1\n", tested)
    assert not was_run("x = 1\nx", ">>> x = 1\n>>> x\n2\n", tested)
    assert not was_run("x = 1\nx + 1", ">>> x = 1\n>>> x + 1\n2\n", tested)


def test_a_text_that_a_prompt_would_refuse_is_found() -> None:
    assert typed("if x:\n    y\n\nz") == ["if x:\n    y\n", "z"]
    with pytest.raises(SyntaxError):
        typed("if x:\n    y\nz")


class Prompt(code.InteractiveConsole):
    """Python's prompt, which keeps each statement instead of running it."""

    def __init__(self) -> None:
        super().__init__()
        self.statements: list[str] = []

    def runsource(self, source: str, filename: str = "<input>", symbol: str = "single") -> bool:
        """Whether the statement goes on in the next line."""
        if self.compile(source, filename, symbol) is None:
            return True
        if ast.parse(source).body:  # neither empty nor a comment
            self.statements.append(source)
        return False


def typed(text: str) -> list[str]:
    """The statements that Python's prompt reads when a text is typed into it, and Enter pressed."""
    prompt = Prompt()
    for line in [*text.split("\n"), ""]:
        prompt.push(line)
    return prompt.statements


def sessions() -> list[list[tuple[str, str]]]:
    """Statement and output of each example that is run, by snippets and docstrings."""
    tests = [read_snippet(path)[0] for path in SNIPPETS.rglob("*.pycon")]
    tests += [test for path in modules() for test in read_docstrings(path)]
    return [[(parsed(e.source), e.want) for e in test.examples] for test in tests if test]


def was_run(copied: str, shown: str, tested: list[list[tuple[str, str]]]) -> bool:
    """Whether the statements of a copied text follow one another in what is tested."""
    statements, output = [*map(parsed, typed(copied))], output_of(shown)
    for session in tested:
        for start in range(len(session) - len(statements) + 1):
            part = session[start : start + len(statements)]
            if [statement for statement, _ in part] == statements:
                wanted = "".join(want for _, want in part).replace("<BLANKLINE>", "")
                if without_frames(wanted) == output:
                    return True
    return False


def parsed(source: str) -> str:
    """A statement without what its comments and line breaks are."""
    return ast.dump(ast.parse(source))


PROMPTS = (">>> ", "... ", ">>>", "...")


def output_of(shown: str) -> str:
    """What a session on a page prints."""
    lines = [line for line in shown.rstrip("\n").split("\n") if line[:4] not in PROMPTS]
    return without_frames("".join(f"{line}\n" for line in lines))


def without_frames(text: str) -> str:
    """A traceback without the lines that say where."""
    begin = "Traceback (most recent call last):\n"
    return re.sub(rf"{re.escape(begin)}( .*\n)+", begin, text)
