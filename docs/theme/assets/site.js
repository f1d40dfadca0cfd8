// @ts-check
// What the theme's script leaves out for readers with a keyboard or a screen reader.
"use strict";

const content = document.querySelector(".md-content");

function mend() {
  // The place of a block's copy button is no landmark: a page would have dozens of one name.
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
  // A table that scrolls is reached by keyboard.
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
    wrap.setAttribute("tabindex", "0");
  }
}

// The theme makes both when they come into view.
if (content) new MutationObserver(mend).observe(content, { childList: true, subtree: true });
for (const code of document.querySelectorAll("pre > code:not([tabindex])")) {
  code.setAttribute("tabindex", "0"); // signatures; the theme takes it back where nothing scrolls
}
