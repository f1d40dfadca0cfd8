"""Each page shows where its outputs were verified, from reports of the same sources only."""

import json
import logging
import platform
from pathlib import Path
from typing import Any

import pytest
import torch
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from mkdocs.exceptions import Abort

from tests.site.conftest import SmallSite
from tests.site.pages import ROOT, Page
from tests.site.reports import write_report
from xor_tutorial.verify.digests import digests
from xor_tutorial.verify.report import read_report

SNIPPET = '# x {{ #x }}\n\n```pycon\n--8<-- "softmax/{}.pycon"\n```\n'
RECORD = "# x { #x }\n\n{{ verified }}\n\n## y { #failed }\n\nA line.\n"
# What the softmax page shows, counted from its files.
SHOWN = [
    (ROOT / "xor_tutorial/snippets" / name).read_text(encoding="utf-8")
    for _, name in Page(ROOT / "docs/en/softmax.md").shape["snippets and sources"]
    if name.endswith(".pycon")
]
EXAMPLES = sum(text.count(">>> ") for text in SHOWN)


def line(folder: Path, name: str) -> str:
    html = (folder / name / "index.html").read_text(encoding="utf-8")
    only = SoupStrainer("p", class_="verified")  # or it takes seconds to parse all pages
    return BeautifulSoup(html, "html.parser", parse_only=only).get_text()


def test_a_page_shows_the_machines_versions_date_and_commit_of_its_reports(site: Path) -> None:
    assert line(site, "en/softmax").startswith(
        f"All {EXAMPLES} statements of code on this page were run and their outputs checked. "
        "CPU A Processor: torch 2.6.0, 2.15.0, Python 3.12.1, 3.13.1, "
        "2026-01-02 (commit 0123456) · not yet verified on a GPU."
    )
    assert f"코드 {EXAMPLES}문장은" in line(site, "softmax")
    assert "GPU에서는 아직 확인하지 않았습니다" in line(site, "softmax")


def test_every_page_with_examples_shows_where_they_were_verified(site: Path) -> None:
    for docs, folder in ((ROOT / "docs/ko", site), (ROOT / "docs/en", site / "en")):
        for path in docs.rglob("*.md"):
            if Page(path).snippets or Page(path).modules:
                name = path.relative_to(docs).with_suffix("").as_posix()
                assert "0123456" in line(folder, "" if name == "index" else name), path
        lab = line(folder, "lab")
        assert (
            f"torch {torch.__version__.partition('+')[0]}, Python {platform.python_version()}"
            in lab
        )
        assert "CPU " in lab
        assert ("not yet verified on a GPU" in lab) == (folder.name == "en")


def test_the_record_counts_what_ran_on_which_device(site: Path) -> None:
    for folder, no_gpu, reached in (
        (site, "지금의 코드에 해당하는 것은 아직", "CPU에서는 전체 {0}페이지 중 {0}페이지"),
        (site / "en", "No run on a GPU counts", "On a CPU, {0} of {0} pages"),
    ):
        html = (folder / "reference/verified/index.html").read_text(encoding="utf-8")
        article = BeautifulSoup(html, "html.parser").select_one(".md-content")
        pages, runs = article.select("table")
        assert [row.get_text("|", strip=True).split("|")[1] for row in runs.select("tbody tr")] == [
            "2.6.0+cpu",
            "2.15.0+cpu",
        ]
        assert no_gpu in article.get_text()
        assert reached.format(len(pages.select("tbody a"))) in article.get_text()
        softmax = next(row for row in pages.select("tr") if row.find(href="../../softmax/"))
        cells = [cell.get_text() for cell in softmax.select("td")][1:]
        assert not [
            row.get_text() for row in pages.select("td:first-child") if '"' in row.get_text()
        ]
        assert cells == [str(len(SHOWN)), str(EXAMPLES), "2/2"]
        examples = [int(row.select("td")[2].get_text()) for row in pages.select("tbody tr")]
        assert sum(examples) == int(runs.select("tbody td")[5].get_text())


class Reported(SmallSite):
    """A small site whose softmax page has one snippet, and a folder for reports of it."""

    def report(
        self, name: str, failed: int = 0, folder: str = ".reports", **seen: str | None
    ) -> None:
        """Write a report of the site's one snippet."""
        write_report(
            self.root / folder / name,
            files=digests(self.root / "xor_tutorial"),
            sources={"snippets/softmax/one.pycon": {"examples": 1, "failed": failed}},
            **seen,
        )


@pytest.fixture
def reported(small_site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> Reported:
    for language in ("ko", "en"):
        small_site.write(f"docs/{language}/softmax.md", SNIPPET.format("one"))
    small_site.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 1\n2\n")
    (small_site.root / ".reports").mkdir()
    (small_site.root / "docs/records").mkdir()
    monkeypatch.delenv("REPORTS", raising=False)
    return Reported(small_site.root)


def test_without_a_report_a_page_says_that_it_is_not_verified(reported: Reported) -> None:
    reported.build("en")
    assert line(reported.root / "built", "en/softmax").startswith(
        "No run of the code on this page is on record since it last changed."
    )


def test_a_gpu_run_is_shown_with_its_version_of_cuda(reported: Reported) -> None:
    reported.report("cpu.json")
    reported.report("gpu.json", device="cuda", device_name="Big", torch="2.13.0+cu130", cuda="13.0")
    reported.build("en")
    said = line(reported.root / "built", "en/softmax")
    assert "GPU Big: torch 2.13.0 (CUDA 13.0), Python 3.12.1" in said
    assert "not yet" not in said


GPU: dict[str, Any] = {
    "device": "cuda",
    "device_name": "Big",
    "torch": "2.11.0+cu130",
    "cuda": "13.0",
}


def test_a_kept_gpu_report_is_shown_with_its_own_date_and_commit(reported: Reported) -> None:
    reported.report("big.json", folder="docs/records", **GPU, commit="fedcba9876543210")
    reported.write("xor_tutorial/other.py", "x = 1\n")  # the package went on, the snippet did not
    reported.report("cpu.json", date="2026-02-03T04:05:06+00:00")
    reported.build("en")
    assert line(reported.root / "built", "en/softmax").startswith(
        "All 1 statements of code on this page were run and their outputs checked. "
        "CPU A Processor: torch 2.6.0, Python 3.12.1, 2026-02-03 (commit 0123456) · "
        "GPU Big: torch 2.11.0 (CUDA 13.0), Python 3.12.1, 2026-01-02 (commit fedcba9)."
    )


def test_a_kept_report_does_not_count_for_a_snippet_that_changed(reported: Reported) -> None:
    reported.report("big.json", folder="docs/records", **GPU)
    reported.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 2\n3\n")
    reported.report("cpu.json")
    reported.build("en")
    said = line(reported.root / "built", "en/softmax")
    assert "CPU A Processor" in said
    assert "not yet verified on a GPU" in said
    assert "Big" not in said


def test_the_record_has_a_gpu_column_and_explains_a_0_only_where_there_is_one(
    reported: Reported,
) -> None:
    for language in ("ko", "en"):
        reported.write(f"docs/{language}/reference/verified.md", RECORD)
    reported.report("cpu.json")

    def table() -> tuple[list[str], str]:
        reported.build("en")
        built = reported.root / "built/en/reference/verified/index.html"
        page = BeautifulSoup(built.read_text(encoding="utf-8"), "html.parser")
        return [cell.get_text() for cell in page.select("table")[0].select("th")], page.get_text()

    columns, text = table()
    assert columns == ["page", "files", "statements", "CPU"]
    assert "0 before the slash" not in text
    reported.report("big.json", folder="docs/records", **GPU)
    reported.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 2\n3\n")
    reported.report("cpu.json")
    columns, text = table()
    assert columns == ["page", "files", "statements", "CPU"]
    assert "No run on a GPU counts for the current code yet." in text
    for language in ("ko", "en"):
        reported.write(f"docs/{language}/losses.md", SNIPPET.format("two"))
    reported.write("xor_tutorial/snippets/softmax/two.pycon", ">>> 2 + 2\n4\n")
    reported.report("cpu.json")
    names = ("snippets/softmax/one.pycon", "snippets/softmax/two.pycon")
    write_report(
        reported.root / "docs/records/big.json",
        files=digests(reported.root / "xor_tutorial"),
        sources={name: {"examples": 1, "failed": 0} for name in names},
        **GPU,
    )
    columns, text = table()
    assert columns == ["page", "files", "statements", "CPU", "GPU"]
    assert "0/1" in text
    assert "0 before the slash" in text


def test_a_kept_report_without_a_commit_is_refused(
    reported: Reported, caplog: pytest.LogCaptureFixture
) -> None:
    reported.report("big.json", folder="docs/records", commit=None)
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        reported.build("en")
    assert "big.json: a record names the commit that ran" in caplog.text


def test_the_kept_reports_are_of_gpus_and_some_page_still_counts() -> None:
    paths = sorted((ROOT / "docs/records").glob("*.json"))
    records = [read_report(path, record=True) for path in paths]
    for record in records:
        assert record["device"] == "cuda"
        assert record["cuda"]
        spoken_for = [name for name, seen in record["sources"].items() if "changed" not in seen]
        assert spoken_for, f"the record of {record['commit'][:7]} speaks for nothing any more"


def test_the_page_of_reports_lists_the_failures_of_kept_reports() -> None:
    for language in ("ko", "en"):
        text = (ROOT / "docs" / language / "reference/verified.md").read_text(encoding="utf-8")
        section = text.partition("{ #failed }")[2].partition("\n## ")[0]
        for path in (ROOT / "docs/records").glob("*.json"):
            record = read_report(path, record=True)
            failed = [name for name, seen in record["sources"].items() if seen["failed"]]
            for name in [*failed, *[record["commit"][:7]] * bool(failed)]:
                assert f"`{name.removeprefix('snippets/')}`" in section, f"{language}: {name}"


def test_a_run_in_which_an_output_differed_verifies_nothing(reported: Reported) -> None:
    reported.report("cpu.json", failed=1)
    reported.build("en")
    assert "No run of the code" in line(reported.root / "built", "en/softmax")


def test_a_report_of_another_commit_is_refused(
    reported: Reported, caplog: pytest.LogCaptureFixture
) -> None:
    reported.report("old.json")
    reported.write("xor_tutorial/snippets/softmax/one.pycon", ">>> 1 + 2\n3\n")
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        reported.build("en")
    assert "old.json: snippets/softmax/one.pycon is not as it was when this ran" in caplog.text


def test_a_broken_report_is_refused(reported: Reported, caplog: pytest.LogCaptureFixture) -> None:
    reported.write(".reports/cut.json", json.dumps({"format": "x"})[:-2])
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        reported.build("en")
    assert "cut.json: not a report" in caplog.text
