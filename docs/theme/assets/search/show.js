// @ts-check
// Formats results for the theme: words marked, sections grouped by page.
import { plain, tokenize } from "./words.js";

/**
 * @typedef {import("./pages.js").Found} Found
 * @typedef {import("./pages.js").Section} Section
 * @typedef {import("./words.js").Token} Token
 * @typedef {Section & { score: number, terms: Record<string, boolean> }} Item
 */

const BLOCK = /<(p|pre|ul|ol)\b[^]*?<\/\1>|[^<]+(?:<code>[^]*?<\/code>[^<]*)*/g;
const SHOWN = 2; // paragraphs of a section
const MOST = 60; // sections

/** @type {WeakMap<Section, { html: string, tokens: Token[] }[]>} paragraphs, split once */
const paragraphs = new WeakMap();

/**
 * Group the sections of each page, with the page itself first.
 * @param {Found[]} found
 * @param {Section[]} sections
 * @returns {Item[][]}
 */
export function grouped(found, sections) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  for (const hit of found.slice(0, MOST)) {
    const page = hit.section.location.split("#")[0];
    groups.set(page, [...(groups.get(page) ?? []), item(hit)]);
  }
  for (const [location, items] of groups) {
    if (items.some((each) => each.location === location)) continue;
    const page = sections.find((section) => section.location === location);
    if (page) items.push({ ...page, score: 0, terms: {} });
  }
  return [...groups.values()];
}

/**
 * @param {Found} found
 * @returns {Item}
 */
function item({ section, score, words, missing }) {
  const seen = new Set();
  const text = shortened(section, words, seen);
  const title = marked(section.title, matching(tokensOf(section.title), words), seen);
  const terms = Object.fromEntries([
    ...[...seen].map((word) => [word, true]),
    ...missing.map((word) => [word, false]),
  ]);
  return { ...section, title, text, score, terms };
}

/**
 * The paragraphs with the most words of the query, which are marked.
 * @param {Section} section
 * @param {Set<string>} words
 * @param {Set<string>} seen the matching words are added to it
 */
function shortened(section, words, seen) {
  const blocks = split(section).map(({ html, tokens }, place) => {
    const here = matching(tokens, words);
    return { html, place, here, count: new Set(here.map(({ word }) => word)).size };
  });
  return blocks
    .sort((a, b) => b.count - a.count || a.place - b.place)
    .slice(0, SHOWN)
    .filter(({ count }, rank) => count || !rank)
    .sort((a, b) => a.place - b.place)
    .map(({ html, here }) => marked(html, here, seen))
    .join("");
}

/** @param {Section} section */
function split(section) {
  const known = paragraphs.get(section);
  if (known) return known;
  const blocks = section.text.match(BLOCK) ?? [];
  const found = blocks.map((html) => ({ html, tokens: tokensOf(html) }));
  paragraphs.set(section, found);
  return found;
}

/** @param {string} html */
const tokensOf = (html) => tokenize(plain(html));

/**
 * @param {Token[]} tokens
 * @param {Set<string>} words
 */
const matching = (tokens, words) => tokens.filter(({ word }) => words.has(word));

/**
 * @param {string} html
 * @param {Token[]} tokens
 * @param {Set<string>} seen
 */
function marked(html, tokens, seen) {
  let [result, from] = ["", 0];
  for (const { start, end } of tokens) {
    if (start < from) continue;
    const surface = html.slice(start, end);
    seen.add(surface.toLowerCase());
    result += `${html.slice(from, start)}<mark>${surface}</mark>`;
    from = end;
  }
  return result + html.slice(from);
}
