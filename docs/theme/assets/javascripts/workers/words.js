// The theme's search, after a reader's words are put in the words of the pages.
// 소프트맥스를 → 소프트맥스 · 경사하강법 → 경사 하강법 · 그래디언트 → 변화도 · sofmax → softmax
"use strict";

const PARTICLE =
  "(?:에서는|에서의|으로는|이라는|이란|에서|에게|으로|부터|까지|보다|처럼|마다|하고|이나|이라|라는|란|을|를|이|가|은|는|의|에|로|와|과|도|만|나)";
const INDEX = "../../../search/pages.json"; // docs/hooks/search.py
const HANGUL = /[가-힣]/;
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // kinds of the theme's messages
let setup; // how the theme wants its index
let loaded; // promise: the theme's worker, the table of terms and the index, at the first query
let vocabulary = []; // every word of the index

// Registered before the theme's worker is loaded, so that it hears each message first.
addEventListener("message", async (event) => {
  if (event.ours) return;
  event.stopImmediatePropagation();
  if (event.data.type === SETUP) {
    setup = event.data.data;
    postMessage({ type: READY });
  } else if (event.data.data.trim()) {
    await (loaded ??= load());
    tell(QUERY, rewrite(event.data.data));
  } else {
    postMessage({ type: RESULT, data: { items: [] } });
  }
});

function tell(type, data) {
  dispatchEvent(Object.assign(new MessageEvent("message", { data: { type, data } }), { ours: true }));
}

async function load() {
  const docs = setup.docs.length ? setup.docs : (await (await fetch(INDEX)).json()).docs;
  importScripts(location.search.slice(1), "terms.js");
  const build = lunr.Builder.prototype.build;
  return new Promise((done) => {
    lunr.Builder.prototype.build = function () {
      const index = build.call(this);
      vocabulary = Object.keys(index.invertedIndex);
      setTimeout(done); // when the theme has kept it
      return index;
    };
    tell(SETUP, { ...setup, docs });
  });
}

function rewrite(query) {
  if (/["+~*^]/.test(query)) return query; // the reader writes in lunr's own language
  let rest = ` ${query.toLowerCase().replace(/[()[\]{}?!,;:=<>`']/g, " ").trim()} `;
  for (const [theirs, ours] of Object.entries(self.terms)) {
    const end = HANGUL.test(theirs) ? `${PARTICLE}?` : "(?!\\w)"; // weight, but not weights_only
    rest = rest.replace(RegExp(` ${theirs}${end}`), ` ${ours} `);
  }
  return rest.trim().split(/[\s-]+/).flatMap(inTheirWords).join(" ");
}

function inTheirWords(word) {
  const part = word.split(".").pop(); // nn.CrossEntropyLoss is indexed by its parts
  if (part.length > 2) word = part;
  if (!HANGUL.test(word)) return begins(word) ? [word] : inBoth(nearest(word));
  const stem = stemmed(word);
  if (begins(stem)) return [stem];
  for (let end = word.length - 1; end > 0; end--) { // 경사하강법: two words of the pages
    const [first, second] = [word.slice(0, end), stemmed(word.slice(end))];
    if (begins(first) && begins(second)) return [first, second];
  }
  return [nearest(stem)];
}

function inBoth(word) {
  return self.terms[word]?.split(" ") ?? [word];
}

function stemmed(word) {
  const stem = word.replace(RegExp(`${PARTICLE}$`), "");
  return stem.length > 1 && begins(stem) ? stem : word;
}

function begins(prefix) {
  return vocabulary.some((word) => word.startsWith(prefix));
}

// The word of the pages with the fewest letters (or 자모) wrong; the word itself if none is near.
function nearest(word) {
  const letters = word.normalize("NFD");
  let [best, least] = [word, letters.length < 5 ? 1.5 : letters.length < 9 ? 2.5 : 3.5];
  for (const other of vocabulary) {
    if (other.length < 3 && !HANGUL.test(other)) continue;
    const theirs = other.normalize("NFD").slice(0, letters.length + 1);
    const wrong = Math.min(distance(letters, theirs), distance(letters, theirs.slice(0, -1)) + 0.5);
    if (wrong < least) [best, least] = [other, wrong];
  }
  return best;
}

// Damerau and Levenshtein: insertions, deletions, replacements, neighbours swapped.
function distance(a, b) {
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + !same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.length][b.length];
}
