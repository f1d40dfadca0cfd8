"""The site, built once for all processes that test it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items):
    """Keep the checks of the built site that share parsed pages, or a browser, in one process."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if item.get_closest_marker("xdist_group"):
            continue
        if "chromium" in names:
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif "site" in names:
            item.add_marker(pytest.mark.xdist_group("site"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the whole site as `mkdocs build` makes it: strict, both languages."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, done = shared / "site", shared / "site-is-built"
    try:
        (shared / "site-begun").mkdir()
    except FileExistsError:  # another process builds it
        while not done.exists():
            time.sleep(0.2)
        assert done.read_text() == "", f"the site could not be built:\n{done.read_text()}"
        return folder
    from reports import write_report

    reports = shared / "reports"
    reports.mkdir()
    write_report(reports / "cpu.json")
    write_report(reports / "new.json", torch="2.15.0+cpu", python="3.13.1")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "REPORTS": str(reports)},
        capture_output=True,
        text=True,
        check=False,
    )
    (shared / "saying").write_text(run.stderr if run.returncode else "")
    (shared / "saying").rename(done)
    assert run.returncode == 0, run.stderr
    return folder
