// Takes words out of text, each as its stem, so that "notified" finds "notify" and "agencies" finds "agency".

const ENDINGS = [
  // ending, what stands in its place, the fewest letters that must be left before it
  [/ication$/, "y", 3],
  [/(ations|ation)$/, "at", 3],
  [/(sses)$/, "ss", 1],
  [/(ies|ied)$/, "y", 2],
  [/([sxz]|ch|sh)es$/, "$1", 2],
  [/([^siu])s$/, "$1", 2],
];
const LATER = [
  [/(ing|ed)$/, "", 3],
  [/ments?$/, "", 5],
  [/ly$/, "", 4],
  [/al$/, "", 5],
];
// Words that change within, and not at their end.
const IRREGULAR = new Map(
  Object.entries({
    children: "child", told: "tell", kept: "keep", held: "hold", sent: "send", met: "meet", made: "make", gave: "give",
    given: "give", wrote: "write", written: "write", chosen: "choose", knew: "know", known: "know", dead: "die",
    death: "die", deaths: "die", dying: "die", died: "die", dies: "die", sought: "seek", people: "person",
  }),
);
// Words that say nothing about what is looked for. "Not", "no" and numbers do.
const EMPTY = new Set(
  `a about am an and any are as at be been being by can could did do does for from had has have he her him his how i if in into is it
  its may me my next of on or our shall she should so that the their them then there they this to us was we were what when where
  which who whom whose why will with would you your`.split(/\s+/),
);

/** The words of a text in small letters, without marks: "Children's" is one word. The build takes them the same way. */
export function wordsOf(text) {
  return text.toLowerCase().replace(/['’]/g, "").match(/[a-z0-9]+/g) ?? [];
}

const stems = new Map();

/** The stem of a word. */
export function stem(word) {
  if (!stems.has(word)) stems.set(word, cut(IRREGULAR.get(word) ?? word));
  return stems.get(word);
}

/** Whether a word says nothing about what is looked for. */
export function isEmpty(word) {
  return EMPTY.has(word);
}

function cut(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  const first = without(word, ENDINGS);
  const second = without(first, LATER).replace(/([bdfgmnprt])\1$/, "$1");
  return second.length > 4 ? second.replace(/e$/, "") : second;
}

function without(word, endings) {
  for (const [ending, instead, fewest] of endings) {
    const shorter = word.replace(ending, instead);
    if (shorter !== word && shorter.length >= fewest && /[aeiouy]/.test(shorter)) return shorter;
  }
  return word;
}

/** Whether two words are a slip apart: one letter more, less, other, or two in the wrong order. */
export function isSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const swapped = left.length === 2 && left === [...right].reverse().join("");
  return swapped || Math.max(left.length, right.length) === 1;
}
