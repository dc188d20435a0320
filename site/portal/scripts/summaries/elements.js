// Makes elements of the page.

/** An element with these attributes and contents. Text stays text: nothing is read as HTML. */
export function element(tag, attributes, ...contents) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents);
  return made;
}
