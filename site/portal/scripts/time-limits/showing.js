// Shows the dates that follow from an event, as cards, as plain text and as files for a calendar.

import { inWords } from "./answering.js";
import { calendar } from "./calendar-file.js";
import { isoOf } from "./counting.js";
import { at, element, unseen } from "./elements.js";
import { today } from "./reading.js";

/** Put the dates of an answer on the page, and the focus on their heading. */
export function showDates({ event, start, dates }) {
  for (const old of at("reckoned").querySelectorAll("[download]")) URL.revokeObjectURL(old.href);
  at("reckoned-from").textContent = `${event}: ${inWords(start)}.`;
  at("reckoned-dates").replaceChildren(...dates.map((date) => card(start, date)));
  const found = dates.filter(({ last }) => last !== undefined);
  const every = found.length > 1 ? [file(start, found, "Add all of them to a calendar")] : [];
  at("reckoned-all").replaceChildren(...every);
  at("reckoned").hidden = false;
  at("follows").focus();
}

/** The dates of an answer as text, to paste into an email or a file. */
export function asText({ event, start, dates }) {
  const lines = (date) => [heading(date), ...facts(date).map(([name, words]) => `${name}: ${words}`)];
  const cards = dates.map((date) => lines(date).join("\n"));
  const last = `Worked out at ${location.origin}${location.pathname}. The official guidance prevails.`;
  return [`${event}: ${inWords(start)}`, ...cards, last].join("\n\n");
}

const heading = ({ limit, last }) => `${last === undefined ? "No date" : `By ${inWords(last)}`}: ${limit.title}`;
const facts = ({ limit, why }) => [["Who", limit.who], ["Why", why], ["From", `${limit.source}. ${limit.mark}`]];

function card(start, date) {
  const { limit, last } = date;
  const lines = facts(date).map(([name, words]) => line(element("strong", {}, `${name}:`), ` ${words}`));
  const source = element("a", { class: "govuk-link", href: limit.link }, limit.source);
  lines.at(-1).lastChild.replaceWith(" ", source, `. ${limit.mark}`);
  const passed = last < today() ? [line("This day has passed.")] : [];
  const add = last === undefined ? [] : [line(file(start, [date], "Add to a calendar", ` (${limit.title})`))];
  return element("li", {}, element("h4", { class: "govuk-heading-s" }, heading(date)), ...passed, ...lines, ...add);
}

const line = (...contents) => element("p", { class: "govuk-body" }, ...contents);

/** A link that saves a calendar file made here. */
function file(start, dates, words, more = "") {
  const text = calendar(start, dates, location.origin, new Date());
  const name = `${dates.length > 1 ? "dates" : dates[0].limit.id}-${isoOf(dates[0].last)}.ics`;
  const href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  return element("a", { class: "govuk-link", href, download: name }, words, unseen(more));
}
