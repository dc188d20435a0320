// Writes dates as an iCalendar file (RFC 5545), which calendar programs open.

import { inWords } from "./answering.js";
import { isoOf } from "./counting.js";

const LONGEST = 75; // bytes in a line, its end not counted

/** Dates that follow from `start` as the text of a file of whole days. `now` is an instant, `site` where links lead. */
export function calendar(start, dates, site, now) {
  const events = dates.flatMap((date) => event(start, date, site, now));
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Learning from Practice//Time limits//EN"];
  return [...head, ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

function event(start, { limit, last, why }, site, now) {
  const about = [limit.who, `${limit.start}: ${inWords(start)}.`, why, `${limit.source}. ${limit.mark}`].join("\n");
  return [
    "BEGIN:VEVENT",
    `UID:${limit.id}-${basic(start)}@${new URL(site).host}`, // the same again for the same date: no double entries
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.[0-9]+/g, "")}`,
    `DTSTART;VALUE=DATE:${basic(last)}`,
    `DTEND;VALUE=DATE:${basic(last + 1)}`,
    "TRANSP:TRANSPARENT",
    `SUMMARY:${escaped(limit.title)}`,
    `DESCRIPTION:${escaped(about)}`,
    `URL:${new URL(limit.link, site)}`,
    "END:VEVENT",
  ];
}

const basic = (day) => isoOf(day).replaceAll("-", "");
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

/** A line in pieces that are short enough, none of which ends inside a character. */
function folded(line) {
  const pieces = [""];
  let room = LONGEST;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (size > room) {
      pieces.push("");
      room = LONGEST - 1; // the space that every further piece starts with
    }
    pieces[pieces.length - 1] += character;
    room -= size;
  }
  return pieces.join("\r\n ");
}
