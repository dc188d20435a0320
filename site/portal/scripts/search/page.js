// The search page. Nothing is fetched until somebody turns to the search box; nothing typed leaves the browser, and no
// address holds it. The index is a module, because the page may load nothing else.

import { library, search } from "./ranking.js";
import { items } from "./results.js";

const AT_ONCE = 10;
const INDEX = "/search/index.js";

const [controls, box, kind, role, button] = ["search", "sought", "kind", "role", "go"].map((id) => document.getElementById(id));
const [state, list, more] = ["state", "found", "more"].map((id) => document.getElementById(id));

let known = null;
let rest = [];

/** What can be searched: fetched and read once. */
function fetchAll() {
  known ??= import(INDEX).then(({ default: data }) => library(data));
  return known;
}

async function show() {
  const typed = box.value.trim();
  list.replaceChildren();
  more.hidden = true;
  if (!typed) return say("Type what you are looking for.");
  say("Searching …");
  let pages;
  try {
    pages = search(await fetchAll(), typed, { kind: kind.value, role: role.value });
  } catch {
    return say("The search could not be loaded. Check your connection and reload this page, or use the site map.");
  }
  rest = items(pages);
  say(summary(rest.length, typed));
  return add();
}

function summary(count, typed) {
  const filtered = kind.value || role.value ? " with these filters" : "";
  const advice = `Try other words, fewer words${filtered ? ", no filters" : ""} or the site map.`;
  if (!count) return `Nothing found for “${typed}”${filtered}. ${advice}`;
  return `${count} ${count === 1 ? "page" : "pages"} found for “${typed}”${filtered}`;
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
controls.addEventListener("focusin", () => fetchAll().catch(() => {}), { once: true });
button.addEventListener("click", sought);
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing) sought();
});
for (const filter of [kind, role]) filter.addEventListener("change", () => box.value.trim() && show());
more.addEventListener("click", () => add()[0].querySelector("a").focus());
