// @ts-check
// The search worker: answers the theme's messages, and loads the index at the first query.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // kinds of the theme's messages
const PAGES = new URL("../../search/pages.json", location.href); // docs/builder/search.py

/** @type {Promise<(query: string) => object> | undefined} */
let search;

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    postMessage({ type: READY });
  } else if (type === QUERY) {
    const answer = data.trim() ? (await (search ??= load()))(data) : { items: [] };
    postMessage({ type: RESULT, data: answer });
  }
});

async function load() {
  const [{ searcher }, knowledge] = await Promise.all([
    import("./search.js"),
    fetch(PAGES).then((response) => response.json()),
  ]);
  return searcher(knowledge);
}
