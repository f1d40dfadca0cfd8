// @ts-check
// What the theme's script, which runs next, leaves out: for readers with a keyboard or screen reader,
// and for those who report a mistake.
"use strict";

const content = document.querySelector(".md-content");

function complete() {
  // The place of a block's copy button is no landmark: a page would have dozens of one name.
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
  // What scrolls is now what the theme has put around a table.
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap table[tabindex]")) {
    table.removeAttribute("tabindex");
    table.closest(".md-typeset__scrollwrap")?.setAttribute("tabindex", "0");
  }
}

// The theme makes both when they come into view.
if (content) new MutationObserver(complete).observe(content, { childList: true, subtree: true });
for (const [number, code] of document.querySelectorAll(".md-content pre > code").entries()) {
  if (code.parentElement) code.parentElement.id ||= String(number); // or two in a section share one
}
// Sections of a page are no landmarks beside those of the site, which may have the same names.
for (const nav of document.querySelectorAll(".md-nav--secondary nav")) {
  nav.setAttribute("role", "none");
  nav.removeAttribute("aria-label"); // with a name the role would not count
}

// The report names the section too, where the reader has come to one by a link.
function nameSection() {
  for (const link of document.querySelectorAll('.feedback a[href*="&page="]')) {
    const form = new URL(/** @type {HTMLAnchorElement} */ (link).href);
    const page = form.searchParams.get("page")?.split("#")[0];
    form.searchParams.set("page", page + location.hash);
    link.setAttribute("href", form.href);
  }
}
addEventListener("hashchange", nameSection);
nameSection();
