// @ts-check
// Answers a query in the format of the theme's script.
import { Pages } from "./pages.js";
import { grouped } from "./show.js";
import { plain } from "./words.js";

const LETTER = "[\\p{L}\\p{N}_]";

/**
 * @param {import("./pages.js").Knowledge} knowledge
 * @returns {(query: string) => { items: object[][], suggest: string[] }}
 */
export function searcher(knowledge) {
  const pages = new Pages(knowledge);
  const titles = knowledge.docs.map(({ title }) => plain(title).toLowerCase()).join(" ");
  return (query) => {
    const begun = query.toLowerCase().match(RegExp(`${LETTER}+$`, "u"))?.[0];
    const completed = begun && titles.match(RegExp(`(?<!${LETTER})${begun}${LETTER}*`, "u"));
    return {
      items: grouped(pages.find(query), knowledge.docs),
      suggest: completed ? [completed[0]] : [],
    };
  };
}
