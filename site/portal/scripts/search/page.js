// The search page. Nothing is fetched until somebody turns to the search box; nothing typed leaves the browser, and no
// address holds it.

import { fetchEverything, fetchGuide } from "./fetching.js";
import { search } from "./ranking.js";
import { items } from "./results.js";

const AT_ONCE = 10;
const SUMMARY = "summary";

const [controls, box, kind, role, button] = ["search", "sought", "kind", "role", "go"].map((id) => document.getElementById(id));
const [state, list, more] = ["state", "found", "more"].map((id) => document.getElementById(id));

let rest = [];
let everything = null; // what can be searched, once the summaries are there too
let answered = false;

async function show() {
  if (!box.value.trim()) return clear("Type what you are looking for.");
  clear("Searching …");
  try {
    showFound(everything ?? (await (kind.value === SUMMARY ? fetchEverything() : fetchGuide())));
  } catch {
    clear("The search could not be loaded. Check your connection and reload this page, or use the site map.");
  }
}

function clear(words) {
  answered = false;
  list.replaceChildren();
  more.hidden = true;
  say(words);
}

function showFound({ known, missing }) {
  const typed = box.value.trim();
  rest = items(search(known, typed, { kind: kind.value, role: role.value }));
  list.replaceChildren();
  say(summary(rest.length, typed) + (missing ? " Summaries could not be searched just now." : ""));
  add();
  answered = true;
}

/** The first results do not wait for the summaries. When these come they take their places, unless somebody is reading. */
async function addSummaries() {
  everything = await fetchEverything();
  const reading = list.contains(document.activeElement) || list.children.length > AT_ONCE;
  if (answered && !reading && (everything.more || everything.missing)) showFound(everything);
}

function summary(count, typed) {
  const filtered = kind.value || role.value ? " with these filters" : "";
  const advice = `Try other words, fewer words${filtered ? ", no filters" : ""} or the site map.`;
  if (!count) return `Nothing found for “${typed}”${filtered}. ${advice}`;
  return `${count} ${count === 1 ? "page" : "pages"} found for “${typed}”${filtered}.`;
}

/** Add the next results to the list, and give them. */
function add() {
  const next = rest.splice(0, AT_ONCE);
  list.append(...next);
  more.hidden = !rest.length;
  more.textContent = `Show ${Math.min(AT_ONCE, rest.length)} more`;
  return next;
}

function say(text) {
  state.textContent = text;
}

// Results that are out of sight would look like none.
async function sought() {
  await show();
  const seen = state.getBoundingClientRect().bottom < innerHeight * 0.8;
  if (!seen) state.scrollIntoView({ block: "start" });
}

controls.disabled = false;
// A failure is told when somebody searches.
controls.addEventListener("focusin", () => addSummaries().catch(() => {}), { once: true });
button.addEventListener("click", sought);
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing) sought();
});
for (const filter of [kind, role]) filter.addEventListener("change", () => box.value.trim() && show());
more.addEventListener("click", () => add()[0].querySelector("a").focus());
