// @ts-check
// Ranks the sections of the pages for a query (BM25 over titles and texts).
import { STEMS, distance, forms, isHangul, isNumber, isStop, plain, tokenize } from "./words.js";

/**
 * @typedef {object} Section of a page, as docs/builder/search.py writes it
 * @property {string} location
 * @property {string} title HTML
 * @property {string} text HTML
 * @property {number} [boost] below 1 for pages that list what others explain
 *
 * @typedef {object} Knowledge what readers write, and what it stands for
 * @property {Section[]} docs
 * @property {[string, string][]} terms readers' words, and the pages' words for the same
 * @property {[string, string[]][]} symptoms descriptions, and the sections that explain them
 * @property {[string, string[]][]} errors that snippets end with, and the sections that show them
 * @property {[string, string[]][]} taught terms, and the sections that explain them
 *
 * @typedef {{ text: number, title: number }} Counted how often a word is there
 *
 * @typedef {Map<string, number>} Meant words of the pages that are meant, each with its weight
 *
 * @typedef {object} Wanted what a word of the query wants
 * @property {string} word
 * @property {string} typed the word as it was typed
 * @property {Meant} meant
 * @property {number} weight
 *
 * @typedef {object} Found
 * @property {Section} section
 * @property {number} score
 * @property {Set<string>} words of the section that match the query
 * @property {string[]} missing words of the query that the section lacks
 */

const [SATURATION, LENGTH] = [1.2, 0.4]; // BM25's k₁ and b
const IN_TITLE = 2;
const IN_ID = 0.7; // in a heading's id, such as #plateau
const IN_PAGE_TITLE = 0.3; // the page's title counts a little for each of its sections
const FIRST = 2000; // added for the section that explains a symptom: more than any text scores
const LIKE = 0.7; // the similarity that a word of a symptom must have
const PART = 0.5; // a part of a name: grad in zero_grad
const LONG = 5; // a longer query is an error message: whole numbers in it are ignored

export class Pages {
  /** @param {Knowledge} knowledge */
  constructor({ docs, terms, symptoms, errors, taught }) {
    this.sections = docs;
    this.numbers = new Map(docs.map(({ location }, number) => [location, number]));
    /** @type {Map<string, Map<number, Counted>>} word → number of a section → how often */
    this.index = new Map();
    /** @type {Map<string, string[]>} what is left of Korean words without endings → the words */
    this.forms = new Map();
    this.lengths = docs.map((section, number) => this.#add(section, number));
    this.mean = this.lengths.reduce((sum, length) => sum + length, 0) / docs.length;
    /** @type {Map<string, string>} word as it is spelt → the word of the index */
    this.spellings = new Map([...STEMS].filter(([, stem]) => this.index.has(stem)));
    for (const word of this.index.keys()) this.spellings.set(word, word);
    for (const word of this.index.keys()) {
      if (!isHangul(word)) continue;
      for (const form of forms(word, 1)) {
        const words = this.forms.get(form);
        if (words) words.push(word);
        else this.forms.set(form, [word]);
      }
    }
    this.terms = terms.map(([theirs, ours]) => ({ theirs: this.#content(theirs, 2), ours }));
    const explanations = [
      ...symptoms.map(([phrase, locations]) => ({ phrase, locations, first: FIRST })),
      ...errors.map(([phrase, locations]) => ({ phrase, locations, first: FIRST / 2 })),
      ...taught.map(([phrase, locations]) => ({ phrase, locations, first: 0 })),
    ];
    this.explanations = explanations.map(({ phrase, locations, first }) => ({
      words: this.#content(phrase, 2).map(({ word, typed }) => ({
        rarity: isStop(typed) ? 0.1 : this.#rarity(this.index.get(word)?.size ?? 0),
        forms: forms(word),
      })),
      pieces: phrase.split("…").map(normal).filter(Boolean),
      locations,
      first,
    }));
  }

  /**
   * @param {Section} section
   * @param {number} number
   * @returns {number} how many words its text has
   */
  #add(section, number) {
    /**
     * @param {string} html
     * @param {"text" | "title"} field
     * @param {(words: number) => number} weight of each word
     */
    const count = (html, field, weight) => {
      const tokens = tokenize(plain(html));
      for (const { word, part } of tokens) {
        const sections = this.index.get(word) ?? new Map();
        const counted = sections.get(number) ?? { text: 0, title: 0 };
        counted[field] += weight(tokens.length) * (part ? PART : 1);
        this.index.set(word, sections.set(number, counted));
      }
      return tokens.length;
    };
    const page = this.sections[this.numbers.get(section.location.split("#")[0]) ?? number];
    if (page !== section) count(page.title, "title", () => IN_PAGE_TITLE);
    count(section.title, "title", (words) => IN_TITLE / Math.sqrt(words));
    const id = section.location.split("#")[1]?.replace(/^xor_tutorial\..*|^exercise-\d+/, "");
    if (id) count(id, "title", (words) => IN_ID / Math.sqrt(words));
    return count(section.text, "text", () => 1);
  }

  /**
   * The sections that match a query, the best first.
   * @param {string} query
   * @returns {Found[]}
   */
  find(query) {
    const message = lastMessage(query);
    const wanted = this.#wanted(message);
    /** @type {Map<number, ReturnType<typeof nothing>>} number of a section → what was found */
    const found = new Map();
    const at = (/** @type {number} */ number) => {
      const hit = found.get(number) ?? nothing();
      found.set(number, hit);
      return hit;
    };
    let total = 0;
    for (const { typed, meant, weight } of wanted) {
      /** @type {Map<number, Counted>} */
      const counts = new Map();
      for (const [word, likeness] of meant) {
        for (const [number, { text, title }] of this.index.get(word) ?? []) {
          const counted = counts.get(number) ?? { text: 0, title: 0 };
          counted.text += text * likeness;
          counted.title = Math.max(counted.title, title * likeness);
          counts.set(number, counted);
          at(number).words.add(word);
        }
      }
      const rarity = weight * this.#rarity(counts.size);
      total += rarity;
      for (const [number, { text, title }] of counts) {
        const length = 1 - LENGTH + (LENGTH * this.lengths[number]) / this.mean;
        const hit = at(number);
        hit.score += rarity * ((text * (SATURATION + 1)) / (text + SATURATION * length) + title);
        hit.weight += rarity;
        hit.typed.add(typed);
      }
    }
    for (const [number, hit] of found) {
      const { boost = 1, location } = this.sections[number];
      const share = total ? hit.weight / total : 0;
      hit.score *= (0.3 + 0.7 * share) * Math.min(1, boost) * (location.includes("#") ? 1 : 1.2);
    }
    for (const [location, strength] of this.#explained(message, wanted, total)) {
      at(this.numbers.get(location) ?? 0).score += strength;
    }
    if (!found.size) return this.#literally(message.trim());
    const typed = [...new Set(wanted.map((word) => word.typed))];
    return [...found]
      .map(([number, hit]) => ({
        section: this.sections[number],
        score: hit.score,
        words: hit.words,
        missing: typed.filter((word) => !hit.typed.has(word)),
      }))
      .sort((a, b) => b.score - a.score);
  }

  /**
   * Sections that contain exactly these signs, such as += or ∂.
   * @param {string} signs
   * @returns {Found[]}
   */
  #literally(signs) {
    const escaped = signs.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return this.sections
      .filter(({ title, text }) => `${title} ${text}`.includes(escaped))
      .map((section) => ({ section, score: 1, words: new Set(), missing: [] }));
  }

  /**
   * The weight of a word that occurs in so many sections (its inverse document frequency).
   * @param {number} count
   */
  #rarity(count) {
    return Math.log(1 + (this.sections.length - count + 0.5) / (count + 0.5));
  }

  /**
   * The words of a text that aren't stop words; all of them if too few are left.
   * @param {string} text
   * @param {number} [least]
   */
  #content(text, least = 1) {
    /** @type {import("./words.js").Token[]} */
    const tokens = [];
    let known = false;
    for (const token of tokenize(text)) {
      // a name that the pages have, or its parts
      if (!token.part) known = !token.word.includes(".") && this.#begins(token.word);
      if (!token.part || !known) tokens.push(token);
    }
    const telling = tokens.filter(({ word, start, end, part }) => {
      const typed = text.slice(start, end).toLowerCase();
      return part || (!isStop(typed) && !(isHangul(word) && forms(word).some(isStop)));
    });
    return (telling.length < least ? tokens : telling).map(({ word, start, end, part }) => ({
      word,
      part,
      typed: text.slice(start, end).toLowerCase(),
    }));
  }

  /**
   * @param {string} message
   * @returns {Wanted[]}
   */
  #wanted(message) {
    const content = this.#content(message.replace(/\S+\.(?:py|pth?|csv|ckpt|ipynb)\b/g, " "));
    const words = content.length ? content : this.#content(message);
    const number = words.length > LONG ? 0 : 0.5; // the weight of a whole number
    const last = message.trimEnd().length === message.length ? words.at(-1) : undefined;
    const known = this.terms.filter(({ theirs }) =>
      theirs.every((their) => words.some(({ word }) => sameWord(word, their.word))),
    );
    const explained = known.flatMap(({ theirs }) => theirs.map(({ word }) => word));
    const wanted = words
      .filter(({ word }) => this.#exists(word) || !explained.some((term) => sameWord(term, word)))
      .map(({ word, typed, part }) => ({
        word,
        typed,
        meant: this.#meant(word, word === last?.word),
        weight: part ? PART : !isNumber(word) || word.includes(".") ? 1 : number,
      }));
    for (const { theirs, ours } of known) {
      for (const { word } of this.#content(ours)) {
        if (wanted.some((other) => sameWord(other.word, word))) continue;
        const typed = theirs.map((their) => their.typed).join(" ");
        wanted.push({ word, typed, meant: this.#meant(word, false), weight: 0.8 });
      }
    }
    return wanted;
  }

  /**
   * Whether the pages contain a word in any of its forms.
   * @param {string} word
   */
  #exists(word) {
    return this.index.has(word) || forms(word).some((form) => this.forms.has(form));
  }

  /**
   * Whether a word of the pages begins with these letters.
   * @param {string} word
   */
  #begins(word) {
    if (this.index.has(word)) return true;
    for (const other of this.index.keys()) if (other.startsWith(word)) return true;
    return false;
  }

  /**
   * The words of the pages that match a reader's word.
   * @param {string} word
   * @param {boolean} unfinished whether the reader may still be typing it
   * @returns {Meant}
   */
  #meant(word, unfinished) {
    if (isNumber(word)) return this.#rounded(word);
    /** @type {Meant} */
    const meant = new Map();
    if (isHangul(word)) {
      for (const form of forms(word)) {
        for (const other of this.forms.get(form) ?? []) {
          const likeness = (form.length / word.length) ** 2;
          meant.set(other, Math.max(likeness, meant.get(other) ?? 0));
        }
      }
      const most = Math.max(...meant.values());
      for (const [other, likeness] of meant) meant.set(other, likeness / most);
    } else if (this.index.has(word)) {
      meant.set(word, 1);
    }
    if (word.length > (unfinished || isHangul(word) ? 1 : 3)) {
      const beginnings = forms(word);
      const most = meant.size ? 0.5 : 1;
      for (const other of this.index.keys()) {
        const begun = beginnings.find((beginning) => other.startsWith(beginning));
        if (begun && !meant.has(other)) meant.set(other, (most * begun.length) / other.length);
      }
    }
    if (!meant.size && isHangul(word)) this.#compound(word, meant);
    if (!meant.size) this.#misspelt(word, meant);
    return meant;
  }

  /**
   * Numbers of the pages that equal the number, or round to it.
   * @param {string} number
   * @returns {Meant}
   */
  #rounded(number) {
    const meant = new Map(this.index.has(number) ? [[number, 1]] : []);
    const digits = number.split(".")[1]?.length ?? 0;
    if (digits < 2) return meant;
    for (const other of this.index.keys()) {
      if (!isNumber(other) || other === number) continue;
      const fewest = Math.min(digits, other.split(".")[1]?.length ?? 0);
      if (fewest > 1 && (+other).toFixed(fewest) === (+number).toFixed(fewest)) {
        meant.set(other, 0.7);
      }
    }
    return meant;
  }

  /**
   * A compound such as 경사하강법, which the pages write as two words.
   * @param {string} word
   * @param {Meant} meant
   */
  #compound(word, meant) {
    for (let end = word.length - 2; end > 1; end--) {
      const [first, second] = [word.slice(0, end), word.slice(end)];
      const rest = forms(second).find((form) => this.forms.has(form));
      if (!this.forms.has(first) || !rest) continue;
      for (const form of [first, rest]) {
        for (const other of this.forms.get(form) ?? []) meant.set(other, 1);
      }
      return;
    }
  }

  /**
   * The words of the pages with the fewest letters (or 자모) wrong, or with the same root.
   * @param {string} word
   * @param {Meant} meant
   */
  #misspelt(word, meant) {
    if (!/^[a-z_]{4,}$|^[가-힣]{2,}$/.test(word)) return;
    const hangul = isHangul(word);
    const letters = word.normalize("NFD");
    const allowed = letters.length < 5 ? 0 : letters.length < 9 ? 1 : 2;
    let least = allowed + 1;
    /** @type {Map<string, number>} */
    const near = new Map();
    for (const other of (hangul ? this.forms : this.spellings).keys()) {
      if (isHangul(other) !== hangul || other.length < 2) continue;
      const theirs = other.normalize("NFD");
      if (theirs[0] !== letters[0]) continue;
      if (hangul && sameRoot(letters, theirs)) near.set(other, allowed);
      if (Math.abs(theirs.length - letters.length) > allowed) continue;
      const wrong = distance(letters, theirs);
      if (wrong > allowed) continue;
      near.set(other, wrong);
      least = Math.min(least, wrong);
    }
    for (const [other, wrong] of near) {
      if (wrong > least) continue;
      const words = hangul ? this.forms.get(other) : [this.spellings.get(other) ?? other];
      for (const whole of words ?? []) meant.set(whole, 0.7);
    }
  }

  /**
   * The sections that explain a symptom, each with a score.
   * @param {string} message
   * @param {Wanted[]} wanted
   * @param {number} total the sum of the words' weights
   * @returns {Map<string, number>}
   */
  #explained(message, wanted, total) {
    /** @type {Map<string, number>} */
    const explained = new Map();
    const pasted = normal(message);
    const typed = this.#content(message).map(({ word }) => forms(word));
    const known = new Set([
      ...tokenize(message).flatMap(({ word }) => forms(word)),
      ...wanted
        .flatMap(({ meant }) => [...meant])
        .filter(([, likeness]) => likeness >= LIKE)
        .map(([word]) => word),
    ]);
    for (const { words, pieces, locations, first } of this.explanations) {
      let [all, seen] = [0, 0];
      for (const { rarity, forms: spellings } of words) {
        all += rarity;
        if (spellings.some((form) => known.has(form))) seen += rarity;
      }
      const share = seen / all;
      const whole = () => {
        const named = words.flatMap((word) => word.forms);
        return typed.every((spellings) => spellings.some((form) => named.includes(form)));
      };
      let strength = share < 0.7 ? 0 : 2 * seen * share ** 3;
      if (words.length < 3) strength *= 2 * Math.min(1, seen / total) ** 2;
      if (first && words.length > 2 && contains(pasted, pieces)) strength = first + all;
      else if (first && share === 1 && whole()) strength = first + all;
      else if (first && typed.length > 2 && contains(pieces.join(" "), [pasted])) {
        strength = first / 4;
      }
      if (!strength) continue;
      for (const location of locations) {
        explained.set(location, Math.max(strength, explained.get(location) ?? 0));
      }
    }
    return explained;
  }
}

const nothing = () => ({
  score: 0,
  weight: 0,
  words: /** @type {Set<string>} */ (new Set()),
  typed: /** @type {Set<string>} */ (new Set()),
});

/**
 * An error message without punctuation, with all whole numbers replaced by one word.
 * @param {string} text
 */
function normal(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_.]+|\.(?!\d)/gu, " ")
    .replace(/(?<![\w.])\d+(?:x\d+)*(?![\w.])/g, "#")
    .replace(/#(?: #)+/g, "#")
    .trim();
}

/**
 * Whether a text contains all the pieces in order.
 * @param {string} text
 * @param {string[]} pieces
 */
function contains(text, pieces) {
  let from = 0;
  return pieces.every((piece) => {
    const at = ` ${text} `.indexOf(` ${piece} `, from);
    from = at + piece.length;
    return at >= 0;
  });
}

/**
 * The last line of a pasted traceback; any other text whole.
 * @param {string} query
 */
function lastMessage(query) {
  const text = query.normalize("NFC");
  const names = [...text.matchAll(/(?:\w+\.)*\w*(?:Error|Exception|Warning|Interrupt):/g)];
  return text.includes("Traceback") && names.length ? text.slice(names.at(-1)?.index) : text;
}

/**
 * @param {string} a
 * @param {string} b
 */
function sameWord(a, b) {
  const theirs = forms(b);
  return forms(a).some((form) => theirs.includes(form));
}

/**
 * Whether two Korean words share a root, compared by 자모: 늘어나요 and 늘어납니다.
 * @param {string} a
 * @param {string} b
 */
function sameRoot(a, b) {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same >= 5 && same >= 0.6 * Math.min(a.length, b.length);
}
