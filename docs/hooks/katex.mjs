// Renders formulas for docs/hooks/formulas.py: one JSON request a line in, one JSON answer a line out.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const katex = createRequire(import.meta.url)("../vendor/katex/katex.min.js");

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, displayMode } = JSON.parse(line);
  let answer;
  try {
    // MathML beside the HTML, so that a screen reader can speak the formula.
    // Its third copy, the TeX, nobody sees or hears.
    const html = katex.renderToString(tex, { displayMode, output: "htmlAndMathml", strict: "error" });
    answer = { html: html.replace(/<annotation.*?<\/annotation>/s, "") };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
