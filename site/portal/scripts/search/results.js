// Draws results as a list: a heading with the link, where it leads, and an excerpt with the words that were looked for.

import { excerpt } from "./excerpt.js";

/** List items for results. */
export function items(results) {
  return results.map(item);
}

function item({ page, id, heading, text, stems }) {
  const link = element("a", "govuk-link", page.title);
  link.href = page.address + (id ? `#${id}` : "");
  const title = element("h3", "govuk-heading-s found__title");
  title.append(link);
  const drawn = element("li");
  drawn.append(title);
  if (heading) drawn.append(element("p", "found__heading", `Under “${heading}”`));
  if (text) drawn.append(marked(excerpt(text, stems)));
  return drawn;
}

function marked(pieces) {
  const line = element("p", "found__excerpt");
  line.append(...pieces.filter(([words]) => words).map(([words, sought]) => (sought ? element("mark", "", words) : words)));
  return line;
}

function element(name, classes = "", text = "") {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.textContent = text;
  return made;
}
