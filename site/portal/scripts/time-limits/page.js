// The calculator: asks what happened and when, and shows what follows. It all happens on the reader's own computer:
// nothing that is typed here leaves it, is kept, or goes into an address.

import { follows } from "./answering.js";
import { LIMITS } from "./counting.js";
import { at } from "./elements.js";
import { clearMistakes, showMistakes } from "./mistakes.js";
import { BOXES, read } from "./reading.js";
import { asText, showDates } from "./showing.js";

const form = at("reckon");
let shown; // what the page shows now

/** What the form asks, answered; or the mistakes in it. */
function asked() {
  const events = [...form.elements.event];
  const boxes = Object.fromEntries(BOXES.map((box) => [box, at(`when-${box}`)]));
  const chosen = events.find((one) => one.checked);
  const date = read(Object.fromEntries(BOXES.map((box) => [box, boxes[box].value])));
  const wrong = (date.wrong ?? []).map((box) => boxes[box]);
  const mistakes = [
    ...(chosen ? [] : [{ problem: "Choose what happened", before: "event", inputs: events }]),
    ...(date.problem ? [{ problem: date.problem, before: "when", inputs: wrong }] : []),
  ];
  return { mistakes, event: chosen && LIMITS.get(chosen.value).start, start: date.day };
}

form.addEventListener("submit", (submit) => {
  submit.preventDefault();
  clearMistakes(form);
  forget();
  const { mistakes, event, start } = asked();
  if (mistakes.length) return showMistakes(mistakes);
  shown = { event, start, dates: follows(event, start) };
  return showDates(shown);
});

function forget() {
  at("reckoned").hidden = true;
  at("by-hand-box").hidden = true;
  at("said").textContent = "";
}

at("copy").addEventListener("click", async () => {
  const text = asText(shown);
  try {
    await navigator.clipboard.writeText(text);
    at("said").textContent = "Copied.";
  } catch {
    // Some browsers and workplaces forbid it. Then the reader copies by hand.
    at("said").textContent = "This browser does not let the page copy. Copy the text from the box.";
    at("by-hand-box").hidden = false;
    at("by-hand").value = text;
    at("by-hand").select();
  }
});

at("print").addEventListener("click", () => window.print());
form.querySelector("[type=submit]").disabled = false;
for (const part of document.querySelectorAll(".needs-script, .without-script")) part.classList.add("has-script");
