// What follows from an event on a day, and why, in words.

import { KNOWN } from "./known.js";
import { BeyondCalendar, counted, FIRST, HOLIDAYS, LAST, partsOf, weekday } from "./counting.js";

export const inWords = (day) => `${KNOWN.weekdays[weekday(day)]} ${shortly(day)}`;
export const known = () => `from ${shortly(FIRST)} to ${shortly(LAST)}`;
export const all = (words) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

function shortly(day) {
  const [year, month, date] = partsOf(day);
  return `${date} ${KNOWN.months[month - 1]} ${year}`;
}

/** Everything that follows from an event on a day: for each of its limits the last day, or none; and why. */
export function follows(event, start) {
  const limits = KNOWN.limits.filter((limit) => limit.start === event);
  const dates = limits.map((limit) => answer(limit, start));
  return dates.sort((one, other) => (one.last ?? Infinity) - (other.last ?? Infinity));
}

function answer(limit, start) {
  try {
    const found = counted(limit, start);
    return { limit, last: found.last, why: `${limit.how} ${moved(limit, start, found)}`.trim() };
  } catch (refused) {
    if (!(refused instanceof BeyondCalendar)) throw refused;
    const why = `Bank holidays are officially known ${known()}. This date is not in that time.`;
    return { limit, why: `${limit.how} ${why}` };
  }
}

/** Why the last day is not where a plain count puts it; "" where it is. */
function moved(limit, start, { last, exact }) {
  if (last !== exact) return `${inWords(exact)} is not a working day.`;
  if (limit.unit !== "working-days") return "";
  const days = Array.from({ length: last - start }, (_, index) => start + 1 + index);
  const skipped = days.filter((day) => HOLIDAYS.has(day) && weekday(day) < 5);
  return skipped.length ? `Bank holidays that do not count: ${all(skipped.map(inWords))}.` : "";
}
