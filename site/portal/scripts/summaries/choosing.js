// The lists to choose from, made of the links that the page came with.

import { element } from "./elements.js";

/**
 * Put a list in the place of each group of links, and a button after them; gives the lists. What the page itself is
 * about is not asked again: it stays as it is, and the lists narrow it down further.
 */
export function putLists(narrow, button) {
  const [own] = pageIsAbout();
  const groups = [...narrow.querySelectorAll("[data-facet]")];
  const labelled = groups.filter(({ dataset }) => dataset.facet !== own).map(labelledList);
  for (const group of groups) group.hidden = true;
  narrow.append(element("div", { class: "search__filters" }, ...labelled), button);
  return labelled.map((one) => one.querySelector("select"));
}

/** What is chosen, by facet, what the page is about included. */
export function chosenFrom(lists) {
  const [facet, value] = pageIsAbout();
  const chosen = lists.filter(({ value: one }) => one).map(({ name, value: one }) => [name, one]);
  return new Map(facet ? [[facet, value], ...chosen] : chosen);
}

/** What is chosen in some lists, in words: "Theme: Neglect". */
export function titlesOf(lists) {
  return lists.filter(({ value }) => value).map((list) => `${list.labels[0].textContent}: ${list.selectedOptions[0].text}`);
}

// "/summaries/theme/neglect/" is about one theme, "/summaries/" about nothing in particular.
function pageIsAbout() {
  const [, , facet, value] = location.pathname.split("/");
  return value && facet !== "page" ? [facet, value] : [];
}

function labelledList(group) {
  const { facet } = group.dataset;
  const options = [...group.querySelectorAll("a")].map((link) =>
    element("option", { value: link.pathname.split("/").at(-2) }, link.textContent),
  );
  // A browser that fills in what was chosen before would show a choice, and a list that does not keep to it.
  const attributes = { class: "govuk-select", id: `by-${facet}`, name: facet, autocomplete: "off" };
  const list = element("select", attributes, element("option", { value: "" }, "All"), ...options);
  const title = group.querySelector("summary").textContent.trim();
  return element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: list.id }, title), list);
}
