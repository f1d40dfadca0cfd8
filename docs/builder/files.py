"""The site's further files: notebooks, the study's results, the recorded run."""

from __future__ import annotations

from collections.abc import Iterator

from builder import lab, notebooks
from builder.site import Site


def made(site: Site, execute: bool) -> Iterator[tuple[str, str | bytes]]:
    """Path below the language's address, and content, of each file.

    Args:
        site: the site.
        execute: whether the lab is run.
    """
    from xor_tutorial import study  # torch takes a second: not before a build
    from xor_tutorial.recordings import FILE

    yield f"assets/recordings/{FILE.name}", FILE.read_bytes()
    yield "assets/study/study.csv", study.as_csv()
    yield "assets/study/outcomes.json", study.as_json()
    for name, page in site.pages.items():
        if notebooks.offered(name, page):
            cells = notebooks.Writer(site, name).cells()
            yield notebooks.place(name), notebooks.written(cells, name)
    if (site.docs / lab.LAB).is_file():
        yield notebooks.place(lab.LAB), lab.notebook(site, execute)
