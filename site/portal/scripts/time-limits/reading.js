// Reads a date from what somebody typed in three boxes, and says what to type where it is none.

import { KNOWN } from "./known.js";
import { all, known } from "./answering.js";
import { dayAt, FIRST, LAST, lengthOf, partsOf } from "./counting.js";

export const BOXES = ["day", "month", "year"];
const SEVERAL = /[0-9a-z][^0-9a-z]+[0-9a-z]/i; // "1/2/27", "23 November"

/** A date from what was typed in its boxes: its `day`; or the `problem`, and in which boxes it is `wrong`. */
export function read(typed) {
  const boxes = Object.fromEntries(BOXES.map((box) => [box, typed[box].trim()]));
  return incomplete(boxes) ?? unreadable(boxes) ?? unreal(yearOf(boxes.year), monthOf(boxes.month), dateOf(boxes.day));
}

const say = (problem, ...wrong) => ({ problem, wrong });

function incomplete(boxes) {
  const several = BOXES.find((box) => SEVERAL.test(boxes[box]));
  if (several) return say("Type one number in each box: for 1 February 2027 type 1, then 2, then 2027", several);
  const missing = BOXES.filter((box) => !boxes[box]);
  if (missing.length === BOXES.length) return say("Type the date: the day, the month and the year", ...BOXES);
  const [year, month, day] = partsOf(today());
  const examples = missing.map((box) => ({ day, month, year })[box]);
  if (missing.length) return say(`Type the ${all(missing)} as well: for example, ${all(examples)}`, ...missing);
  return undefined;
}

function unreadable({ day, month, year }) {
  if (!yearOf(year)) {
    const meant = /^[0-9]{2}$/.test(year) ? `20${year}` : partsOf(today())[0];
    return say(`Type the year in four numbers: for example, ${meant}`, "year");
  }
  if (!monthOf(month)) return say("Type the month as a number from 1 to 12, or by its name", "month");
  return dateOf(day) ? undefined : say("Type the day as a number, such as 23", "day");
}

function unreal(year, month, date) {
  const length = lengthOf(year, month);
  if (date > length)
    return say(`${KNOWN.months[month - 1]} ${year} has ${length} days: type a day from 1 to ${length}`, "day");
  const day = dayAt(year, month, date);
  const beyond = day < FIRST || day > LAST;
  return beyond ? say(`Type a date ${known()}: only for those years are all bank holidays known`, "year") : { day };
}

// 0 is what none of these can be.
const yearOf = (typed) => (/^[1-9][0-9]{3}$/.test(typed) ? Number(typed) : 0);
const dateOf = (typed) => Number(/^([0-9]{1,2})(st|nd|rd|th)?$/i.exec(typed)?.[1] ?? 0);

function monthOf(typed) {
  const name = typed.toLowerCase().replace(/\.$/, "");
  if (/^[0-9]{1,2}$/.test(name)) return Number(name) <= 12 ? Number(name) : 0;
  if (!/^[a-z]{3,}$/.test(name)) return 0;
  return KNOWN.months.findIndex((month) => month.toLowerCase().startsWith(name === "sept" ? "sep" : name)) + 1;
}

/** The day it is in Northern Ireland, whatever this computer's time zone. */
export function today() {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "short" });
  const part = Object.fromEntries(format.formatToParts().map(({ type, value }) => [type, Number(value)]));
  return dayAt(part.year, part.month, part.day);
}
