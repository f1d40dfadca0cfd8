"""A reader's words find the page and the section, in the first three results.

The search runs in Chromium, in the worker that the site's pages start (docs/theme/assets/search).
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from builder.page import INCLUDE
from tests.browser.conftest import Opened
from tests.site.pages import DOCS, ROOT

Row = dict[str, str]
Asked = Callable[[list[str]], list[list[list[dict[str, Any]]]]]


ROOT_OF = {"ko": "", "en": "en/"}
QUERIES = ROOT / "tests" / "browser" / "queries.csv"
SNIPPETS = ROOT / "xor_tutorial" / "snippets"
TRACEBACK = re.compile(r"^Traceback .*\n(?: .*\n)*(?P<name>[\w.]+): (?P<message>.+)$", re.MULTILINE)
HEADING = re.compile(r"^#+ .*\{ #(?P<id>[\w-]+) \}$")
LINK = re.compile(r"\]\((?P<page>[^()#]*)#(?P<section>[^()]+)\)")

# The theme's messages: 0 sets up, 1 is ready, 2 asks, 3 answers.
ASK = """async queries => {
  const {base, search} = JSON.parse(document.querySelector("#__config").textContent);
  const worker = new Worker(new URL(search, location.href));
  const at = new URL(`${base}/search/search_index.json`, location.href);
  const index = await (await fetch(at)).json();
  const said = (data, type) => new Promise((resolve, reject) => {
    worker.onmessage = ({data}) => data.type === type && resolve(data.data);
    worker.onerror = reject;
    worker.postMessage(data);
  });
  await said({type: 0, data: {...index, options: {suggest: true}}}, 1);
  const answers = [];
  for (const query of queries) {
    const {items} = await said({type: 2, data: query}, 3);
    answers.push(items.slice(0, 3));
  }
  return answers;
}"""
# Every word, split by the pages' separator; few of them would be typed by anyone.
UNFOUND = """async words => {
  const {base} = JSON.parse(document.querySelector("#__config").textContent);
  const at = path => new URL(`${base}/${path}`, location.href);
  const [{Pages}, known] = await Promise.all([
    import(at("assets/search/pages.js")), fetch(at("search/pages.json")).then(r => r.json())]);
  const pages = new Pages(known);
  return words.filter(word => !pages.find(word).length);
}"""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.fixture(scope="module")
def queries() -> list[Row]:
    return read(QUERIES)


@pytest.fixture(scope="module")
def symptoms() -> list[Row]:
    return read(DOCS / "symptoms.csv")


@pytest.fixture(scope="module", params=["ko", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def known(site: Path, language: str) -> dict[str, Any]:
    return json.loads((site / ROOT_OF[language] / "search/pages.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def asked(opened: Opened, language: str) -> Iterator[Asked]:
    """The first three results, each with the sections of a page: `asked([query, ...])`."""
    with opened(ROOT_OF[language]) as page:
        yield lambda queries: page.evaluate(ASK, queries)


def missed(asked: Asked, expected: list[tuple[str, list[str]]]) -> list[str]:
    """Queries whose expected section isn't among three sections of the first three pages."""
    found = asked([query for query, _ in expected])
    shown = [[item["location"] for group in groups for item in group[:3]] for groups in found]
    return [
        f"{query}: {'|'.join(locations)} not in {here}"
        for (query, locations), here in zip(expected, shown, strict=True)
        if not any(
            location in here
            or ("#" not in location and location in {h.split("#")[0] for h in here})
            for location in locations
        )
    ]


def test_the_expected_page_is_among_the_first_three(
    asked: Asked, queries: list[Row], language: str
) -> None:
    rows = [row for row in queries if row["language"] == language]
    wrong = missed(asked, [(row["query"], row["expected"].split("|")) for row in rows])
    assert not wrong, "\n".join(wrong)


def test_the_table_of_queries_is_long_enough(queries: list[Row]) -> None:
    assert len(queries) >= 200
    assert sum(row["language"] == "ko" for row in queries) >= 80
    assert sum(row["source"] != "" for row in queries) >= len(queries) // 2
    assert len({(row["language"], row["query"]) for row in queries}) == len(queries)


def locations_of(row: Row) -> list[str]:
    return [
        f"{page.removesuffix('.md') or 'debugging'}/#{section}"
        for page, section in LINK.findall(row["fault"])
    ]


def filled(phrase: str) -> str:
    """A message of torch with numbers and shapes that are on no page."""
    return phrase.replace("…", "[17, 23]")


def test_every_symptom_leads_to_its_section(
    asked: Asked, symptoms: list[Row], language: str
) -> None:
    expected = []
    for row in symptoms:
        seen = row["seen_ko"] if row["seen_ko"] and language == "ko" else row["seen"]
        phrases = [seen] if row["seen_ko"] else seen.split("|")
        for phrase in [*phrases, *filter(None, row["also"].split("|"))]:
            expected.append((filled(phrase), locations_of(row)))
        if not row["seen_ko"]:
            expected += [
                (f"RuntimeError: {filled(phrase)}", locations_of(row)) for phrase in phrases
            ]
    wrong = missed(asked, expected)
    assert not wrong, "\n".join(wrong)


def shown_errors(language: str) -> dict[tuple[str, str], list[str]]:
    """The last line of each error on the pages of a language → the sections that show it."""
    shown: dict[tuple[str, str], list[str]] = {}
    for path in sorted((DOCS / language).rglob("*.md")):
        page = path.relative_to(DOCS / language).with_suffix("").as_posix()
        section = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if heading := HEADING.match(line):
                section = heading["id"]
            elif (include := INCLUDE.match(line)) and ".pycon" in include["name"]:
                file = SNIPPETS / include["name"].partition(":")[0]
                text = file.read_text(encoding="utf-8")
                for name, message in TRACEBACK.findall(text):
                    shown.setdefault((name, message), []).append(f"{page}/#{section}")
    return shown


def test_every_error_of_a_snippet_leads_to_its_section(asked: Asked, language: str) -> None:
    shown = shown_errors(language)
    assert len(shown) > 20
    pasted = (
        'Traceback (most recent call last):  File "/home/me/train.py", line 31, in <module>    '
    )
    expected = []
    for (name, message), locations in shown.items():
        expected += [
            (message, locations),
            (f"{name}: {message}", locations),
            (f"{pasted}loss.backward(){name}: {message}", locations),
        ]
    wrong = missed(asked, expected)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("message", "location"),
    [
        ("IndexError: Target 5 is out of bounds.", "debugging/#class-out-of-range"),
        (
            "one of the variables needed for gradient computation has been modified by an inplace "
            "operation: [torch.cuda.FloatTensor [8, 3]], which is output 0 of ReluBackward0, is at "
            "version 4; expected version 3 instead.",
            "debugging/#modified",
        ),
        (
            "RuntimeError: Error(s) in loading state_dict for Net: Missing key(s) in state_dict: "
            '"0.weight", "0.bias". ',
            "save-and-predict/#save-and-load",
        ),
        ("mat1 and mat2 shapes cannot be multiplied (64x9216 and 512x10)", "debugging/#mat1-mat2"),
    ],
)
def test_an_error_message_is_found_whatever_its_numbers_names_and_quotes(
    asked: Asked, message: str, location: str
) -> None:
    (groups,) = asked([message])
    assert groups[0][0]["location"] == location


def test_every_word_of_the_pages_has_results(
    opened: Opened, known: dict[str, Any], language: str
) -> None:
    words = set()
    for doc in known["docs"]:
        text = re.sub(r"<[^>]*>|&\w+;", " ", f"{doc['title']} {doc['text']}")
        words.update(re.split(r"[\s\-()\[\]{},:;=`\"']+|\.(?!\d)", text))
    with opened(ROOT_OF[language]) as page:
        page.set_default_timeout(120_000)
        assert page.evaluate(UNFOUND, sorted(words - {""})) == []


def marks(groups: list[list[dict[str, Any]]]) -> set[str]:
    text = json.dumps(groups, ensure_ascii=False)
    return {mark.lower() for mark in re.findall(r"<mark>(.*?)</mark>", text)}


@pytest.mark.parametrize("number", ["0.6931", "0.3133", "0.25"])
def test_a_number_is_found_whole_and_as_it_was_rounded(asked: Asked, number: str) -> None:
    (groups,) = asked([number])
    found = marks(groups)
    assert number in found
    for mark in map(str, map(float, found)):
        digits = min(len(mark), len(number)) - len("0.")
        assert round(float(mark), digits) == round(float(number), digits)


@pytest.mark.parametrize("word", ["my", "but", "how", "got", "118", "3d", "had", "should"])
def test_an_ordinary_word_or_number_is_never_corrected_into_another(
    asked: Asked, word: str
) -> None:
    (groups,) = asked([word])
    assert all(mark.startswith(word) for mark in marks(groups))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("sofmax", "softmax"), ("croos entropy", "cross entropy"), ("learnign rate", "learning rate")],
)
def test_a_misspelt_word_finds_the_results_of_the_right_one(
    asked: Asked, wrong: str, right: str
) -> None:
    (first, second) = asked([wrong, right])
    assert first[0][0]["location"].split("#")[0] in {g[0]["location"].split("#")[0] for g in second}


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("왜 log_softmax를 써야 하나요", "log_softmax"),
        ("소프트맥스는 무엇인가요?", "소프트맥스"),
        ("why do I need log_softmax()?", "log_softmax"),
        ("how to use momentum", "momentum"),
    ],
)
def test_question_words_do_not_change_the_results(asked: Asked, asks: str, says: str) -> None:
    (first, second) = asked([asks, says])
    assert first[0][0]["location"] == second[0][0]["location"]


def test_a_korean_particle_after_an_english_term_is_ignored(asked: Asked) -> None:
    (first, second) = asked(["momentum은", "momentum"])
    assert [g[0]["location"] for g in first] == [g[0]["location"] for g in second]


def test_every_synonym_has_results(asked: Asked) -> None:
    terms = read(DOCS / "terminology.csv")
    synonyms = [word for row in terms for word in row["synonyms"].split("|") if word]
    assert len(synonyms) > 100
    assert [
        word for word, groups in zip(synonyms, asked(synonyms), strict=True) if not groups
    ] == []


def test_footers_and_lists_of_links_are_not_in_the_index(known: dict[str, Any]) -> None:
    text = json.dumps(known["docs"], ensure_ascii=False)
    assert not [doc for doc in known["docs"] if doc["location"].endswith("#links")]
    notes = (
        *("is on record since", "실행 기록은 아직", "확인하지 않았습니다"),
        *("Open in Colab", "Colab에서 열기"),
    )
    for said in notes:
        assert f"<p>{said}" not in text
        assert not re.search(rf"<p>[^<]*{said}[^<]*</p>\"", text)


def test_the_symptoms_say_the_same_in_both_languages(symptoms: list[Row]) -> None:
    for row in symptoms:
        assert locations_of(row), f"{row['seen']}: no section"
        if row["table"]:
            korean = [f"{page}#{section}" for page, section in LINK.findall(row["fault_ko"])]
            assert korean == [f"{page}#{section}" for page, section in LINK.findall(row["fault"])]


def test_typing_shows_marked_results_and_enter_opens_the_best(opened: Opened) -> None:
    with opened("en/") as page:
        field = page.locator(".md-search__input")
        field.click()
        field.press_sequentially("softmax twice")
        best = page.locator(".md-search-result__item").first
        expect(best).to_contain_text("twice", ignore_case=True)  # not the answer to "softmax"
        expect(best.locator("mark").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/losses/?h=*#softmax-twice")
        page.wait_for_selector("mark[data-md-highlight]")


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_results_are_visible_at_every_width(opened: Opened, width: int) -> None:
    with opened("en/", width=width) as page:
        if width < 960:
            page.locator("label[for=__search]").first.click()
        page.locator(".md-search__input").fill("softmax")
        page.keyboard.press("Shift")  # the theme listens to keys
        page.wait_for_selector(".md-search-result__item")
        page.wait_for_function(  # wait for the animation
            """() => {
              const {x, y} = document.querySelector(".md-search-result__item a")
                .getBoundingClientRect();
              return document.elementFromPoint(x + 20, y + 20)?.closest(".md-search-result__item");
            }"""
        )
