"""The links at the end of each page: edit it, see its source, report a mistake.

They are plain links, to the repository that pyproject.toml names; nothing is asked of it before a
reader follows one.
"""

from __future__ import annotations

import html
from urllib.parse import urlencode

from builder.site import Site


def line(site: Site, name: str) -> str:
    """HTML of the line: edit the page's file, read it, or report a mistake on the page.

    Args:
        site: the site of the page.
        name: the page, as `softmax.md`.
    """
    path = f"docs/{site.language}/{name}"
    # A form's field is filled in by its id (.github/ISSUE_TEMPLATE).
    report = urlencode({"template": f"mistake-{site.language}.yml", "page": site.url(name)})
    return site.line(
        "feedback",
        edit=f"{site.urls['Repository']}/edit/main/{path}",
        source=f"{site.urls['Repository']}/blob/main/{path}?plain=1",  # not as GitHub renders it
        report=html.escape(f"{site.urls['Issues']}/new?{report}"),
    )
