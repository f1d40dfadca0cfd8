// @ts-check
// Additions to the theme's script, which runs next: accessibility, and the link to report a mistake.
"use strict";

const content = document.querySelector(".md-content");

function complete() {
  // A block's copy button needs no landmark: a page would have dozens with the same name.
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
  // The scrolling element is now the theme's wrapper of the table.
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap table[tabindex]")) {
    table.removeAttribute("tabindex");
    table.closest(".md-typeset__scrollwrap")?.setAttribute("tabindex", "0");
  }
}

// The theme adds both when they come into view.
if (content) new MutationObserver(complete).observe(content, { childList: true, subtree: true });
for (const [number, code] of document.querySelectorAll(".md-content pre > code").entries()) {
  if (code.parentElement) code.parentElement.id ||= String(number); // else two in a section share an id
}
// Sections of a page are no landmarks, since the site's landmarks may have the same names.
for (const nav of document.querySelectorAll(".md-nav--secondary nav")) {
  nav.setAttribute("role", "none");
  nav.removeAttribute("aria-label"); // a name would override the role
}

// The report also names the section if the address has one.
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
