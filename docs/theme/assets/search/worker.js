// @ts-check
// The search worker: answers the theme's messages, and loads the index at the first query.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // kinds of the theme's messages

/** @type {import("./pages.js").Knowledge | undefined} where nothing can be fetched (docs/offline.py) */
let given;
/** @type {Promise<(query: string) => object> | undefined} */
let search;

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    if (data.docs.docs) given = data.docs;
    postMessage({ type: READY });
  } else if (type === QUERY) {
    const answer = data.trim() ? (await (search ??= load()))(data) : { items: [] };
    postMessage({ type: RESULT, data: answer });
  }
});

async function load() {
  const [{ searcher }, knowledge] = await Promise.all([import("./search.js"), given ?? fetched()]);
  return searcher(knowledge);
}

/** What docs/builder/search.py wrote. */
async function fetched() {
  const answer = await fetch(new URL("../../search/pages.json", location.href));
  return answer.json();
}
