// Shift, pressed three times within five seconds and nothing else between, presses "Exit this page".
// Whoever leaves, by whatever way, leaves an empty page behind: a browser may keep it as it was.

const [PRESSES, WAIT] = [3, 5000];
const leaving = document.getElementById("exit");
const said = leaving.querySelector("[role=status]");

let pressed = 0;
let alone = false; // whether nothing was pressed with Shift
let waiting;

function count(presses) {
  clearTimeout(waiting);
  pressed = presses;
  const left = PRESSES - pressed;
  said.textContent = !pressed ? "" : left ? `Shift, press ${left} more ${left === 1 ? "time" : "times"} to leave this page` : "Leaving this page";
  if (!left) leaving.querySelector("button").click();
  else if (pressed) waiting = setTimeout(count, WAIT, 0);
}

function other() {
  alone = false;
  if (pressed) count(0);
}

addEventListener("keydown", ({ key, repeat }) => (key === "Shift" ? (alone ||= !repeat) : other()));
addEventListener("keyup", ({ key }) => key === "Shift" && alone && count(pressed + 1));
addEventListener("pointerdown", other);
leaving.addEventListener("submit", () => {
  for (const form of document.forms) form.reset();
  document.body.hidden = true;
});
addEventListener("pageshow", () => { document.body.hidden = false; });
