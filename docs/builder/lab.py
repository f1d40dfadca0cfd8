"""Run the lab, a script, and render it as a page and as a notebook."""

from __future__ import annotations

import functools
import html
import json
import os
import re

import jupytext
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from builder import feedback, notebooks, verified
from builder.site import Site

LAB = "lab.py"
# A heading's id is in a line of its own above it, the same in both languages.
HEADING = re.compile(r'^<a id="(?P<id>[\w-]+)"></a>\n(?P<text>#+ .+)$', re.MULTILINE)


@functools.cache
def run(text: str, execute: bool) -> list[NotebookNode]:
    """The cells of the lab, with what they print; without running it, with nothing.

    Args:
        text: the script, in jupytext's percent format.
        execute: whether to run it.

    Raises:
        CellExecutionError: a cell fails.
    """
    notebook = jupytext.reads(text, fmt="py:percent")
    if execute:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # for four rows the fastest by far
        KernelManager.transport_encryption.default_value = "auto"  # or the kernel warns
        NotebookClient(notebook, kernel_name="python3").execute()
    cells: list[NotebookNode] = notebook.cells
    for cell in cells:
        cell.metadata.clear()  # the hours at which it ran
        if cell.cell_type == "code":
            # It comes in pieces, cut where the clock had it; what is warned of is on no page.
            printed = "".join(o.text for o in cell.outputs if o.get("name") == "stdout")
            values = [output for output in cell.outputs if output.output_type != "stream"]
            cell.outputs = [*[new_output("stream", text=printed)] * bool(printed), *values]
    return cells


def cells(site: Site) -> list[NotebookNode]:
    """The cells of a site's lab; `$EXECUTE_NOTEBOOK` may say that it isn't run."""
    text = (site.docs / LAB).read_text(encoding="utf-8")
    try:
        return run(text, os.environ.get("EXECUTE_NOTEBOOK") != "false")
    except CellExecutionError as error:
        # The error quotes the whole cell.
        quoted = [part for part in re.split(r"^# %%.*\n", text, flags=re.MULTILINE) if part.strip()]
        cell = max((part for part in quoted if part.strip() in str(error)), key=len, default="")
        line = text.count("\n", 0, text.find(cell)) + 1
        problem = f"the cell that begins here fails: {error.ename}: {error.evalue}"
        site.refuse(LAB, line, problem)


def page(site: Site) -> str:
    """The lab as Markdown, its outputs below their cells."""
    parts = []
    for cell in cells(site):
        if cell.cell_type == "markdown":
            parts.append(HEADING.sub(r"\g<text> { #\g<id> }", cell.source))
            continue
        parts.append(f"``` {{ .python{' .more' if cell.outputs else ''} }}\n{cell.source}\n```")
        for left, output in zip(reversed(range(len(cell.outputs))), cell.outputs, strict=True):
            text = html.escape(notebooks.shown(output), quote=False)
            names = "lab-output more" if left else "lab-output"
            parts.append(f'<div class="{names}"><pre tabindex="0">{text}\n</pre></div>')
    title, _, rest = "\n\n".join(parts).partition("\n")
    description = rest.strip().partition("\n")[0]
    head = f"---\ndescription: {json.dumps(description, ensure_ascii=False)}\n---"
    below = [verified.line_of_lab(site, LAB), feedback.line(site, LAB)]
    return "\n\n".join([head, title, notebooks.offer(site, LAB), rest, *below])


def notebook(site: Site) -> str:
    """The lab as a notebook, as a file."""
    writer = notebooks.Writer(site, LAB)
    made = [
        cell
        if cell.cell_type == "code"
        else new_markdown_cell(writer.linked(HEADING.sub(r"\g<text>", cell.source)))
        for cell in cells(site)
    ]
    return notebooks.written(made, LAB)
