// Shows mistakes as the forms do: a summary that takes the focus, and a message at each question.

import { at, element, unseen } from "./elements.js";

const TITLE = document.title;
const MARKS = ["govuk-form-group--error", "govuk-input--error"];

/** Take away every mistake that `form` shows. */
export function clearMistakes(form) {
  document.title = TITLE;
  at("mistakes").replaceChildren();
  for (const message of form.querySelectorAll(".govuk-error-message")) {
    describe(message.closest("fieldset"), message.id, false);
    message.remove();
  }
  for (const mark of MARKS) for (const marked of form.querySelectorAll(`.${mark}`)) marked.classList.remove(mark);
}

/** Show mistakes: each has its `problem`, the id of what it stands `before`, and the `inputs` that are wrong. */
export function showMistakes(mistakes) {
  for (const mistake of mistakes) mark(mistake);
  const links = mistakes.map(({ problem, inputs }) => element("li", {}, link(problem, inputs[0])));
  const summary = element("div", { class: "govuk-error-summary", tabindex: "-1" },
    element("div", { role: "alert" },
      element("h3", { class: "govuk-error-summary__title" }, "There is a problem"),
      element("ul", { class: "govuk-list govuk-error-summary__list" }, ...links)));
  at("mistakes").replaceChildren(summary);
  document.title = `Error: ${TITLE}`;
  summary.focus();
}

function mark({ problem, before, inputs }) {
  const message = element("p", { id: `${before}-error`, class: "govuk-error-message" }, unseen("Error: "), problem);
  at(before).before(message);
  message.closest(".govuk-form-group").classList.add(MARKS[0]);
  for (const input of inputs) if (input.type === "text") input.classList.add(MARKS[1]);
  describe(message.closest("fieldset"), message.id, true);
}

function describe(fieldset, id, isSo) {
  const others = (fieldset.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  fieldset.setAttribute("aria-describedby", [...others, ...(isSo ? [id] : [])].join(" "));
}

function link(problem, input) {
  const made = element("a", { href: `#${input.id}` }, problem);
  made.addEventListener("click", (click) => {
    click.preventDefault(); // going there by the address would leave a step in the history for each mistake
    input.focus();
  });
  return made;
}
