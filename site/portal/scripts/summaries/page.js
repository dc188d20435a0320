// Narrows the list of summaries down. The page came with links that do so one at a time; lists to choose from take their
// place, and combine. Nothing is fetched until somebody chooses, no address holds the choice, and nothing is kept.

import { KNOWN } from "./known.js";
import { chosenFrom, putLists, titlesOf } from "./choosing.js";
import { fitting, loosest } from "./fitting.js";
import { cards, frame } from "./showing.js";

const AT_ONCE = 50;

const narrow = document.getElementById("narrow");
const asItCame = document.getElementById("listed");
const { box, state, list, more, all } = frame();
const lists = putLists(narrow, all);
let known = null;
let rest = [];

/** Every summary in small: fetched once. */
function fetchAll() {
  known ??= import(KNOWN.index).then(({ default: index }) => index);
  return known;
}

async function show() {
  more.hidden = true;
  if (!somethingChosen()) return showAsItCame("");
  state.textContent = "Looking …";
  let index;
  try {
    index = await fetchAll();
  } catch {
    return showFailure();
  }
  // Somebody may have chosen something else since.
  return somethingChosen() ? showFitting(index) : showAsItCame("");
}

const somethingChosen = () => lists.some(({ value }) => value);

function showAsItCame(words) {
  state.textContent = words;
  list.replaceChildren();
  all.hidden = true;
  asItCame.hidden = false;
}

function showFailure() {
  showAsItCame("The list could not be narrowed down. Check your connection and reload this page, or use the links above.");
  for (const links of narrow.querySelectorAll("[data-facet]")) links.hidden = false;
}

function showFitting(index) {
  const chosen = chosenFrom(lists);
  const rows = fitting(index, chosen);
  rest = cards(index, rows);
  state.textContent = rows.length ? `${counted(rows.length)}. ${titlesOf(lists).join(". ")}.` : advice(index, chosen);
  list.replaceChildren();
  all.hidden = false;
  asItCame.hidden = true;
  add();
}

const counted = (count) => `${count} ${count === 1 ? "summary" : "summaries"}`;

/** What to say where no summary fits: which choice to take back. */
function advice(index, chosen) {
  const { id, count } = loosest(index, chosen, lists.map((one) => one.name));
  const [title] = titlesOf(lists.filter(({ name }) => name === id));
  return `No summary fits that. ${count ? `Without “${title}” there ${count === 1 ? "is" : "are"} ${counted(count)}.` : "Choose less."}`;
}

/** Add the next summaries to the list, and give them. */
function add() {
  const next = rest.splice(0, AT_ONCE);
  list.append(...next);
  more.hidden = !rest.length;
  more.textContent = `Show ${Math.min(AT_ONCE, rest.length)} more`;
  return next;
}

asItCame.before(box);
for (const one of lists) one.addEventListener("change", show);
more.addEventListener("click", () => add()[0].querySelector("a").focus());
all.addEventListener("click", () => {
  for (const one of lists) one.value = "";
  lists[0].focus();
  show();
});
