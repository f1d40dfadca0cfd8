// @ts-check
// Questions that the reader answers before the page shows the answer (docs/builder/predictions.py).
// The answers are stored in the browser: `predictions` in localStorage, "page/name" → text.

import { isRight, parsedNumber } from "./answers.js";

const WORDS = {
  ko: {
    number: "숫자로 답하세요",
    word: "답을 쓰세요",
    answer: "확인",
    predict: "내 예측",
    solution: "내 답",
    right: "맞았습니다.",
    wrong: "정답은",
    progress: (/** @type {number} */ answered, /** @type {number} */ all) =>
      `질문 ${all}개 가운데 ${answered}개에 답했습니다.`,
    forget: "답을 모두 지우기",
  },
  en: {
    number: "Answer with a number",
    word: "Type your answer",
    answer: "Check",
    predict: "You predicted",
    solution: "Your answer",
    right: "Right.",
    wrong: "The answer is",
    progress: (/** @type {number} */ answered, /** @type {number} */ all) =>
      `You have answered ${answered} of ${all} questions.`,
    forget: "Forget my answers",
  },
};
const words = document.documentElement.lang === "ko" ? WORDS.ko : WORDS.en;
const STORE = "predictions";
// The page's name is the same in both languages: /en/softmax/ and /softmax/ share their answers.
// Opened from a folder, a page is its file.
const parts = location.pathname.split("/").filter((part) => part && part !== "index.html");
const page = parts.pop() ?? "";

/** @returns {Record<string, string>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "{}");
  } catch {
    return {}; // storage is disabled, or holds something else
  }
}

/** @param {Record<string, string>} answers */
function remember(answers) {
  try {
    localStorage.setItem(STORE, JSON.stringify(answers));
  } catch {
    // storage is disabled: the answer is shown nevertheless
  }
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {HTMLElement} section */
function ask(section) {
  const kind = section.id.startsWith("solution-") ? "solution" : "predict";
  const key = `${page}/${section.id.replace(`${kind}-`, "")}`;
  const expected = section.dataset.answer ?? "";
  /** @type {string[]} */
  const choices = JSON.parse(section.dataset.choices ?? "[]");
  const fold = /** @type {HTMLDetailsElement} */ (section.querySelector(":scope > details"));
  const question = /** @type {HTMLElement} */ (section.querySelector(":scope > .question"));
  question.id = `${section.id}-question`;

  const form = element("form", { "aria-labelledby": question.id });
  if (choices.length) {
    const picks = choices.map((choice, index) => {
      const radio = element("input", { type: "radio", name: section.id, value: String(index) });
      radio.setAttribute("required", "");
      return element("label", {}, radio, ...inlineCode(choice));
    });
    form.append(element("div", { role: "radiogroup", "aria-labelledby": question.id }, ...picks));
  } else {
    const isNumber = !Number.isNaN(parsedNumber(expected.split(" | ")[0]));
    const label = isNumber ? words.number : words.word;
    form.append(
      element("input", {
        type: "text",
        name: section.id,
        required: "",
        placeholder: label,
        "aria-label": label,
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
      }),
    );
  }
  form.append(element("button", { class: "md-button" }, words.answer));

  /** @param {string} given the text, or the index of a choice */
  const show = (given) => {
    const text = choices.length ? (choices[Number(given)] ?? "") : given;
    const right = choices.length ? text === expected : isRight(text, expected);
    const mark = element("strong", { class: right ? "right" : "wrong" }, right ? "✓ " : "✗ ");
    const verdict = right ? words.right : `${words.wrong} `;
    const answer = right ? [] : [...inlineCode(expected.split(" | ")[0]), "."];
    const said = [mark, `${words[kind]}: `, ...inlineCode(text), ". ", verdict, ...answer];
    const result = element("p", { class: "said", tabindex: "-1" }, ...said);
    form.replaceWith(result);
    fold.open = true;
    return result;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = String(new FormData(/** @type {HTMLFormElement} */ (form)).get(section.id));
    if (!given.trim()) return;
    remember({ ...remembered(), [key]: given });
    show(given).focus(); // so that a screen reader reads the verdict, and Tab continues from there
  });
  fold.before(form);
  const before = remembered()[key];
  if (before !== undefined) show(before);
}

/**
 * Nodes of a text in which `…` is code.
 * @param {string} text
 */
function inlineCode(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

/**
 * The home page's count of answered questions. `data-totals` is page → number of questions.
 * @param {HTMLElement} place
 */
function showProgress(place) {
  /** @type {Record<string, number>} */
  const totals = JSON.parse(place.dataset.totals ?? "{}");
  const answers = Object.keys(remembered()).filter((key) => key.split("/")[0] in totals);
  if (!answers.length) return;
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const bar = element("progress", { max: String(all), value: String(answers.length) });
  const text = words.progress(answers.length, all);
  bar.setAttribute("aria-label", text);
  const forget = element("button", { type: "button" }, words.forget);
  forget.addEventListener("click", () => {
    remember({});
    place.hidden = true;
  });
  place.replaceChildren(bar, element("p", {}, `${text} `, forget));
  place.hidden = false;
}

document.querySelectorAll("section.prediction").forEach((section) => {
  ask(/** @type {HTMLElement} */ (section));
});
const place = document.getElementById("progress");
if (place) showProgress(place);
// In print all answers are shown.
const folds = "section.prediction > details:not([open])";
addEventListener("beforeprint", () => {
  document.querySelectorAll(folds).forEach((fold) => fold.setAttribute("open", "printed"));
});
addEventListener("afterprint", () => {
  document.querySelectorAll('details[open="printed"]').forEach((fold) => {
    fold.removeAttribute("open");
  });
});
