"""Faults of the theme's script, mended in the site's copy of it: what axe-core finds, what is slow.

Each is one to offer the theme's authors; when a new version has it mended, the build says so here.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

MENDS = {
    # The copy button of each block is no landmark: a page would have dozens of one name.
    '"nav",{class:"md-code__nav"}': '"div",{class:"md-code__nav"}',
    # A table that scrolls is reached by keyboard.
    '"div",{class:"md-typeset__scrollwrap"}': '"div",{class:"md-typeset__scrollwrap",tabIndex:0}',
    # These two let the browser style every element of the page anew while it loads. Colours don't
    # fade when a reader switches them; before that there is nothing to keep from fading.
    'document.body.setAttribute("data-md-color-switching","")': (
        'window.component$&&document.body.setAttribute("data-md-color-switching","")'
    ),
    # With `content.lazy` a block has its button, and is reached by keyboard, only once it was seen.
    # So it has when the browser has nothing else to do, too: one by one, not all at once.
    "mt(e).pipe(g(n=>n),Ee(1),b(()=>o))": (
        "L(mt(e).pipe(g(n=>n)),new F(n=>{"
        "(self.requestIdleCallback??setTimeout)(()=>n.next(),{timeout:3e3})})).pipe(Ee(1),b(()=>o))"
    ),
    # A long page isn't held up in one go: the start, the content and the table of contents
    # are tasks of their own.
    "()=>e.next(document)": "()=>setTimeout(()=>e.next(document))",
    **{
        call: f"new F(n=>{{setTimeout(()=>n.next())}}).pipe(b(()=>{call}))"
        for call in (
            "oi(e,{sitemap$:qi,viewport$:ke,target$:Ht,print$:Ni})",
            "Ri(e,{viewport$:ke,header$:ft,main$:qt,target$:Ht})",
        )
    },
    # The page has a `color-scheme` of its own (main.html), and the first one counts.
    'x("meta",{name:"color-scheme"});document.head.appendChild(o)': (
        'x("meta",{name:"color-scheme"})'
    ),
}


def on_post_build(config: MkDocsConfig) -> None:
    """Mend the script, or stop: a fault may not come back unseen."""
    for script in Path(config.site_dir).glob("assets/javascripts/bundle.*.min.js"):
        text = script.read_text(encoding="utf-8")
        for fault, mend in MENDS.items():
            if text.count(fault) != 1:
                raise PluginError(f"docs/hooks/mends.py: {script.name} no longer has {fault}")
            text = text.replace(fault, mend)
        script.write_text(text, encoding="utf-8")
