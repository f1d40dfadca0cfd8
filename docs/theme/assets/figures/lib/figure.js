// Shared by all interactive figures: elements, controls, formatted numbers, spoken messages.
//
// A figure is a module `../<name>.js` that defines `<xor-<name>>` as a subclass of `Figure`. Its
// static drawing stays in the page, for printers and for readers without scripts (play.css).

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Attribute */
/** @typedef {Record<string, Attribute>} Attributes */
/** @typedef {Record<string, string>} Words */

/** Whether the reader prefers reduced motion. */
export const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Set an element's attributes and `on…` listeners and append children, except false, null, undefined.
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children);
  return element;
}

/**
 * An HTML element: `html("button", { type: "button", onclick: press }, "words")`.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} children
 */
export const html = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);

/**
 * A table: its caption, the names of its columns (none over an empty one), its rows.
 * @param {Node | string} caption
 * @param {string[]} columns
 * @param {HTMLTableRowElement[]} rows
 * @returns {HTMLElement[]} what goes into `<table>`
 */
export const tableParts = (caption, columns, rows) => [
  html("caption", {}, caption),
  html(
    "thead",
    {},
    html(
      "tr",
      {},
      ...columns.map((name) => (name ? html("th", { scope: "col" }, name) : html("td"))),
    ),
  ),
  html("tbody", {}, ...rows),
];

/**
 * A row of a table: its name, then its cells.
 * @param {Node | string} name
 * @param {HTMLTableCellElement[]} cells
 */
export const tableRow = (name, ...cells) =>
  html("tr", {}, html("th", { scope: "row" }, name), ...cells);

/**
 * A number in the style of the page: `digits` decimals, a minus sign; inf and nan as in torch.
 * @param {number} x
 */
export function number(x, digits = 4) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "−inf";
  const text = x.toFixed(digits);
  return text.replace("-", Number(text) === 0 ? "" : "−");
}

/**
 * A number without trailing zeros.
 * @param {number} x
 * @param {number} digits at most so many decimals
 */
export const shortNumber = (x, digits) => String(Number(x.toFixed(digits))).replace("-", "−");

/**
 * A text with its `{placeholders}` filled in.
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
export const format = (template, values) =>
  template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * Controls side by side in as many columns as fit.
 * @param {(Node | string)[]} children
 */
export const controls = (...children) => html("div", { class: "controls" }, ...children);

/**
 * An element with a `value`; setting it doesn't call the control's `change`.
 * @template {HTMLElement} E
 * @template V
 * @param {E} root
 * @param {() => V} get
 * @param {(value: V) => void} set
 */
function withValue(root, get, set) {
  Object.defineProperty(root, "value", { get, set });
  return /** @type {E & { value: V }} */ (root);
}

let made = 0; // ids of controls are numbered

/**
 * A labelled slider with its value beside it, from `min` to `max` by `step` or through `values`.
 * @param {object} options
 * @param {string} options.label
 * @param {number[]} [options.values]
 * @param {number} [options.min]
 * @param {number} [options.max]
 * @param {number} [options.step]
 * @param {number} options.value
 * @param {number} [options.digits]
 * @param {(value: number) => void} options.change
 */
export function slider({ label, values, min = 0, max, step = 1, value, digits = 2, change }) {
  const id = `play-${++made}`;
  const output = html("output", { for: id });
  const oninput = () => {
    show();
    change(root.value);
  };
  max ??= (values?.length ?? 1) - 1;
  const input = html("input", { type: "range", id, min, max, step, oninput });
  const root = withValue(
    html("div", { class: "slider" }, html("label", { for: id }, label), input, output),
    () => (values ? values[Number(input.value)] : Number(input.value)),
    (x) => {
      input.value = String(values ? values.indexOf(x) : x);
      show();
    },
  );
  const show = () => {
    output.textContent = number(root.value, digits);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  root.value = value;
  return root;
}

/**
 * A labelled drop-down list: pairs of a value and its text.
 * @param {object} options
 * @param {string} options.label
 * @param {[string | number, string][]} options.options
 * @param {string | number} options.value
 * @param {(value: string) => void} options.change
 */
export function choice({ label, options, value, change }) {
  const id = `play-${++made}`;
  const select = html(
    "select",
    { id, onchange: () => change(select.value) },
    ...options.map(([key, words]) => html("option", { value: key }, words)),
  );
  const root = withValue(
    html("div", { class: "choice" }, html("label", { for: id }, label), select),
    () => select.value,
    (key) => {
      select.value = key;
    },
  );
  root.value = String(value);
  return root;
}

/**
 * A labelled checkbox.
 * @param {{ label: string, value?: boolean, change: (on: boolean) => void }} options
 */
export function tick({ label, value = false, change }) {
  const input = html("input", { type: "checkbox", onchange: () => change(input.checked) });
  const root = withValue(
    html("label", { class: "tick" }, input, label),
    () => input.checked,
    (on) => {
      input.checked = on;
    },
  );
  root.value = value;
  return root;
}

/**
 * @param {string} label
 * @param {() => void} press
 */
export const button = (label, press) => html("button", { type: "button", onclick: press }, label);

/**
 * The buttons First, Back, Next and Last, and a counter: `show(at, last)` after each move.
 * @param {Words} words
 * @param {(at: number) => void} go
 */
export function stepper(words, go) {
  let now = 0;
  let end = 0;
  const buttons = [
    button(words.first, () => go(0)),
    button(words.back, () => go(now - 1)),
    button(words.next, () => go(now + 1)),
    button(words.last, () => go(end)),
  ];
  const counter = html("output");
  const root = html("div", { class: "buttons" }, ...buttons, counter);
  /**
   * @param {number} at
   * @param {number} last
   */
  const show = (at, last) => {
    [now, end] = [at, last];
    const pressed = buttons.findIndex((each) => each === document.activeElement);
    buttons.forEach((each, i) => {
      each.disabled = at === (i < 2 ? 0 : last);
    });
    if (buttons[pressed]?.disabled) buttons[pressed < 2 ? 2 : 1].focus();
    counter.textContent = `${at} / ${last}`;
  };
  return { root, show };
}

/** The base class of interactive figures: `build()` of a subclass fills `this.play`. */
export class Figure extends HTMLElement {
  /** The texts in the page's language, from docs/figures/words. @type {Words} */
  words = JSON.parse(this.dataset.words ?? "{}");
  play = html("div", { class: "play", role: "group", "aria-label": this.words.title });
  /** @private */
  voice = html("p", { class: "voice", role: "status" });
  /** @private @type {ReturnType<typeof setTimeout> | undefined} */
  saying = undefined;

  connectedCallback() {
    if (this.play.parentNode) return; // the element was only moved
    this.build();
    this.play.append(this.voice);
    this.append(this.play);
  }

  build() {}

  /**
   * Announce a text to screen readers, once the figure pauses and not in every frame.
   * @param {string} words
   */
  say(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.voice.textContent = words;
    }, 400);
  }
}
