// @ts-check
// Splits a text into words as the search compares them; used for pages and queries alike.
//
// zero_grad()      → zero_grad, and its parts zero, grad
// nn.CrossEntropyLoss → nn.crossentropyloss, and nn, crossentropyloss, cross, entropy, loss
// 0.50, 1e-3       → 0.5, 0.001
// losses, freezing → loss, freez
// 손실이           → 손실이, with the forms 손실이 and 손실

/**
 * @typedef {object} Token
 * @property {string} word in its compared form
 * @property {number} start its position in the text
 * @property {number} end
 * @property {boolean} part whether it is part of a longer name
 */

const RUN = /\d+(?:\.\d+)?e[+-]?\d+|[\p{L}\p{M}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*/giu;
const NUMBER = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const SHAPE = /^\d+(?:x\d+)+$/i;
const HANGUL = /^[가-힣]+$/;
const NAME_PART = /[A-Z]?[a-z]{2,}|[A-Z]{3,}(?![a-z])/g; // of zero_grad, of CrossEntropyLoss

const ENDINGS = [
  // particles
  "에서는|에서의|에서도|으로는|으로도|이라는|라는|이란|란|에서|에게|에는|에도|으로|부터|까지|보다|처럼|마다",
  "이나|이라|과의|와의|들을|들이|들은|들|을|를|이|가|은|는|의|에|로|와|과|도|만|나|요|인",
  // of 하다, 되다 and 이다
  "하나요|할까요|했어요|했는데|하려면|하는데|합니다|하세요|했을|할|해야|해요|하면|하는|하기|하고|하지|한다|한|해",
  "됩니다|되나요|되는데|된다|되지|되면|되는|되어|돼요|된|입니다|인가요|인가|이에요|예요|일까요|이고",
  // of other verbs
  "습니다|니다|나요|까요|네요|어요|아요|는데|는지|지만|려면|으면|면|지|고|기|다",
]
  .join("|")
  .split("|");

/** Stop words. */
const STOP = new Set(
  `a about after all also always am an and any are as at be because been before being but by can
  cannot cant could did didn do does doesn doesnt doing don dont each else ever for from get gets
  getting give gives giving go goes going got had has have having he help her here hers hey hi him
  his how i if in instead into is isn isnt it its just keep keeps know let like make makes me mean
  means my need needs no not of on only or our out over people please possible pytorch python really
  same see seem seems she should so some someone something still such than thank thanks that the
  their them then there these they thing this those to too torch try trying up us use used using
  very vs want was way we well were what when where whether which while who whose why will with
  without won would wrong you your error errors problem issue question traceback recent call last
  file line module runtimeerror valueerror typeerror indexerror keyerror attributeerror userwarning

  왜 안 두 한 번 좀 것 게 거 더 수 때 잘 못 이 그 저 내 제 뭐 뭔가 무엇 무엇을 무엇인가요 뭔가요 뭐예요 뭔지 어떻게 어떤
  어디 어디서 언제 얼마 얼마나 얼마로 어느 누가 무슨 하나요 하나 해야 해요 합니다 하면 하는 하는데 할까요 했는데 했더니
  되나요 되는데 돼요 됩니다 되지 안돼요 안되나요 인가요 있나요 있는 있을 있어요 있습니다 없나요 없는 없어요 없습니다 아닌가요
  나요 나와요 나옵니다 나오는 나는 떠요 뜹니다 뜨는 그리고 그런데 그냥 계속 자꾸 같은 같아요 대한 대해 위한 위해 이유 방법
  차이 차이점 질문 문제 오류 에러 파이토치 파이썬 알려 알려주세요 주세요 궁금합니다 싶어요 써야 쓰면 쓰는 사용 사용하는 않아요
  않습니다 않는 않고 않나요 경우 호출하면 계속해서`.split(/\s+/),
);

/**
 * HTML as text of the same length: tags and entities become spaces.
 * @param {string} html
 */
export const plain = (html) => html.replace(/<[^>]*>|&#?\w+;/g, (tag) => " ".repeat(tag.length));
/** @param {string} word */
export const isStop = (word) => STOP.has(word);
/** @param {string} word */
export const isNumber = (word) => NUMBER.test(word) || SHAPE.test(word);
/** @param {string} word */
export const isHangul = (word) => HANGUL.test(word);

/**
 * The words of a text with their positions; a name is followed by its parts.
 * @param {string} text
 * @returns {Token[]}
 */
export function tokenize(text) {
  /** @type {Token[]} */
  const tokens = [];
  for (const run of text.matchAll(RUN)) addRun(run[0], run.index, false, tokens);
  return tokens;
}

/**
 * @param {string} run
 * @param {number} start
 * @param {boolean} part
 * @param {Token[]} tokens
 */
function addRun(run, start, part, tokens) {
  const add = (/** @type {string} */ word) =>
    tokens.push({ word, start, end: start + run.length, part });
  if (NUMBER.test(run)) {
    add(String(Number(run)));
  } else if (HANGUL.test(run)) {
    add(run);
  } else if (/[가-힣]/.test(run)) {
    // loss가, 0.69에
    addPieces(/[가-힣]+|[^가-힣]+/g, part);
  } else if (run.includes(".")) {
    add(run.toLowerCase());
    addPieces(/[^.]+/g, true);
  } else {
    add(stem(run.toLowerCase()));
    for (const { 0: piece, index } of run.matchAll(NAME_PART)) {
      if (piece.length < 3 || piece.length === run.length) continue;
      const from = start + index;
      const word = stem(piece.toLowerCase());
      tokens.push({ word, start: from, end: from + piece.length, part: true });
    }
  }

  /**
   * @param {RegExp} pattern
   * @param {boolean} ofName
   */
  function addPieces(pattern, ofName) {
    for (const piece of run.matchAll(pattern)) {
      const text = piece[0].replace(/^\.|\.$/g, "");
      const particle = !ofName && ENDINGS.includes(text); // loss가
      const from = start + piece.index + piece[0].indexOf(text);
      if (text && !particle) addRun(text, from, ofName, tokens);
    }
  }
}

/**
 * The stem of an English word, the same for all its forms.
 * @param {string} word
 */
function stem(word) {
  let stemmed = STEMS.get(word);
  if (stemmed === undefined) STEMS.set(word, (stemmed = stemOf(word)));
  return stemmed;
}

/** @type {Map<string, string>} English word that was read → its stem */
export const STEMS = new Map();
/** @type {Map<string, string[]>[]} by how many syllables have to be left */
const FORMS = [new Map(), new Map(), new Map()];

/** @param {string} word */
function stemOf(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  return word
    .replace(/(?<=[a-z]{3})ies$/, "y")
    .replace(/(?<=iz|is)ations?$|(?<=at)ions?$/, "")
    .replace(/(?<=ss|sh|ch|x)es$|(?<![su])s$/, "")
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, "")
    .replace(/([bdgmnpt])\1$/, "$1")
    .replace(/(?<=[a-z]{3})e$/, "");
}

/**
 * A Korean word, and its stems without each possible ending.
 * @param {string} word
 * @param {number} shortest the least number of syllables of a stem
 */
export function forms(word, shortest = 2) {
  if (!isHangul(word)) return [word];
  const known = FORMS[shortest].get(word);
  if (known) return known;
  const left = ENDINGS.filter((ending) => word.endsWith(ending))
    .map((ending) => word.slice(0, -ending.length))
    .filter((form) => form.length >= shortest);
  const all = [word, ...new Set(left)];
  FORMS[shortest].set(word, all);
  return all;
}

/**
 * The Damerau-Levenshtein distance in letters (or 자모).
 * @param {string} a
 * @param {string} b
 */
export function distance(a, b) {
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + +!same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.length][b.length];
}
