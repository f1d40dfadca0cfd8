// What every interactive figure shares: elements, controls, a voice.
//
// A figure is a module `../<name>.js` that defines `<xor-<name>>` as a subclass of `Figure`. Its
// static drawing stays in the page, for printers and for readers without scripts (play.css).

export const still = matchMedia("(prefers-reduced-motion: reduce)");

let made = 0; // ids of controls are numbered

/** Makes the makers of elements: attributes, `on…` listeners, children. */
export const element = (make) => (name, attributes = {}, ...children) => {
  const node = make(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
};

/** html("button", {type: "button", onclick: press}, "words") */
export const html = element((name) => document.createElement(name));

/** A number as the page has it: true minus sign, `digits` decimals; inf and nan as torch prints them. */
export function number(x, digits = 4) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "−inf";
  return x.toFixed(digits).replace("-", "−");
}

/** Controls side by side, in as many columns as there is room for. */
export const controls = (...children) => html("div", { class: "controls" }, ...children);

/** A labelled slider with its value beside it; `slider.value` reads and sets without calling `change`.
    It goes from `min` to `max` by `step`, or through the `values` of a list. */
export function slider({ label, values, min = 0, max = values?.length - 1, step = 1, value, digits = 2, change }) {
  const id = `play-${++made}`;
  const output = html("output", { for: id });
  const input = html("input", { type: "range", id, min, max, step, oninput: () => { show(); change(root.value); } });
  const root = html("div", { class: "slider" }, html("label", { for: id }, label), input, output);
  const show = () => {
    output.textContent = number(root.value, digits);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  Object.defineProperty(root, "value", {
    get: () => (values ? values[input.value] : Number(input.value)),
    set: (x) => { input.value = values ? values.indexOf(x) : x; show(); },
  });
  root.value = value;
  return root;
}

/** A labelled list to choose from: `options` maps values to words. */
export function choice({ label, options, value, change }) {
  const id = `play-${++made}`;
  const select = html("select", { id, onchange: () => change(select.value) },
    ...Object.entries(options).map(([key, words]) => html("option", { value: key }, words)));
  const root = html("div", { class: "choice" }, html("label", { for: id }, label), select);
  Object.defineProperty(root, "value", { get: () => select.value, set: (key) => { select.value = key; } });
  root.value = value;
  return root;
}

/** A box to tick. */
export function tick({ label, value = false, change }) {
  const input = html("input", { type: "checkbox", onchange: () => change(input.checked) });
  input.checked = value;
  const root = html("label", { class: "tick" }, input, label);
  Object.defineProperty(root, "value", { get: () => input.checked, set: (on) => { input.checked = on; } });
  return root;
}

export const button = (label, press) => html("button", { type: "button", onclick: press }, label);

/** The base of every interactive figure: subclasses have `static words` and `build()`. */
export class Figure extends HTMLElement {
  connectedCallback() {
    if (this.play) return; // moved, not made
    const { words } = this.constructor;
    this.words = words[document.documentElement.lang] ?? words.en;
    this.play = html("div", { class: "play", role: "group", "aria-label": this.words.title });
    this.voice = html("p", { class: "voice", role: "status" });
    this.build();
    this.play.append(this.voice);
    this.append(this.play);
  }

  /** Let a screen reader say something: the last words of each pause, not every frame. */
  say(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.voice.textContent = words; }, 400);
  }
}
