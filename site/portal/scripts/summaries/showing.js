// Shows summaries as the page's own list does, but for their sentences, which the index leaves out to be small.

import { element } from "./elements.js";
import { titleIn } from "./fitting.js";

/** A place for what fits, and its parts: what is announced, the list, and two buttons. */
export function frame() {
  const state = element("p", { class: "govuk-body", role: "status" });
  const list = element("ol", { class: "found" });
  const [more, all] = ["Show more", "Show all summaries"].map(button);
  return { box: element("div", { class: "narrowed" }, state, list, more), state, list, more, all };
}

const button = (words) => element("button", { class: "govuk-button govuk-button--secondary", type: "button", hidden: "" }, words);

/** List items for rows of the index. */
export function cards(index, rows) {
  return rows.map((row) => card(index, row));
}

function card(index, row) {
  const [slug, title, published, invented] = row;
  const link = element("a", { class: "govuk-link", href: `/summaries/${slug}/` }, title);
  const tag = invented ? [" ", element("strong", { class: "govuk-tag" }, "Invented")] : [];
  const facts = `${titleIn(index, row, "kind")}. Age: ${titleIn(index, row, "age").toLowerCase()}. Published ${published}.`;
  const heading = element("h2", { class: "govuk-heading-s found__title" }, link, ...tag);
  return element("li", {}, heading, element("p", { class: "found__heading" }, facts));
}
