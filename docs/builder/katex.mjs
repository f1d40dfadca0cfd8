// Renders formulas for formulas.py: one JSON request a line in, one JSON answer a line out.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const katex = createRequire(import.meta.url)("../vendor/katex/katex.min.js");

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, displayMode } = JSON.parse(line);
  let answer;
  try {
    // MathML beside the HTML, so that a screen reader can speak the formula. The search reads the
    // third copy alone, the TeX.
    const html = katex
      .renderToString(tex, { displayMode, output: "htmlAndMathml", strict: "error" })
      .replace("<semantics><mrow>", "<semantics><mrow data-search-exclude>")
      .replace('<span class="katex-html"', '<span data-search-exclude class="katex-html"');
    answer = { html };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
