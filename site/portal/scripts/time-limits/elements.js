// Finds and makes elements of the page.

export const at = (id) => document.getElementById(id);

/** An element with these attributes and contents. Text stays text: nothing is read as HTML. */
export function element(tag, attributes, ...contents) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents);
  return made;
}

export const unseen = (words) => element("span", { class: "govuk-visually-hidden" }, words);
