// Counts days, weeks, months and quarters as schemas/cmr/process/time_limits.py counts them. No rule is written here: the build
// puts in what process.toml says of each rule, and the bank holidays.
//
// A day is a number, counted from 1 January 1970. So no clock, time zone or summer time can come into it.

import { KNOWN } from "./known.js";

const MILLISECONDS = 24 * 60 * 60 * 1000;
export const dayOf = (iso) => Date.parse(`${iso}T00:00Z`) / MILLISECONDS;
export const isoOf = (day) => new Date(day * MILLISECONDS).toISOString().slice(0, 10);
export const dayAt = (year, month, date) => Date.UTC(year, month - 1, date) / MILLISECONDS;
export const partsOf = (day) => isoOf(day).split("-").map(Number);
export const weekday = (day) => (day + 3) % 7; // 0 is Monday

export const FIRST = dayOf(KNOWN.first);
export const LAST = dayOf(KNOWN.last);
export const HOLIDAYS = new Set(KNOWN.holidays.map(dayOf));
export const LIMITS = new Map(KNOWN.limits.map((limit) => [limit.id, limit]));

/** A day outside the years whose bank holidays are officially known. */
export class BeyondCalendar extends Error {}

function covered(day) {
  if (day < FIRST || day > LAST) throw new BeyondCalendar();
  return day;
}

const isWorkingDay = (day) => weekday(covered(day)) < 5 && !HOLIDAYS.has(day);

function addWorkingDays(start, count) {
  let day = start;
  while (count > 0) if (isWorkingDay(++day)) count -= 1;
  return day;
}

function addMonths(start, count) {
  const [year, month, date] = partsOf(start);
  return dayAt(year, month + count, Math.min(date, lengthOf(year, month + count)));
}

export const lengthOf = (year, month) => partsOf(dayAt(year, month + 1, 0))[2];
const quarterEnd = (quarters) => dayAt(Math.floor(quarters / 4), (quarters % 4) * 3 + 4, 0);

const COUNTING = {
  "working-days": addWorkingDays,
  days: (start, count) => start + count,
  weeks: (start, count) => start + 7 * count,
  months: addMonths,
  "month-inclusive": (start, count) => {
    const same = addMonths(start, count);
    return partsOf(same)[2] === partsOf(start)[2] ? same - 1 : same;
  },
  "quarter-ends": (start, count) => {
    const [year, month] = partsOf(start);
    const current = year * 4 + Math.floor((month - 1) / 3);
    return quarterEnd(current + (quarterEnd(current) > start ? count - 1 : count));
  },
};

/** The last day by a limit, and the day it was before it moved to a working day. */
export function counted(limit, start) {
  covered(start);
  const exact = covered(limit.kind === "before" ? start - limit.count : COUNTING[limit.unit](start, limit.count));
  let last = exact;
  while (limit.roll && !isWorkingDay(last)) last += 1;
  return { last, exact };
}

/** The last day in time under a rule ("T1") for a start ("2026-11-23"). Throws BeyondCalendar. */
export const due = (rule, start) => isoOf(counted(LIMITS.get(rule), dayOf(start)).last);
