// What somebody typed, as a list of ideas. Each can be said in some ways: as it was typed, or as a synonym has it.

import { isEmpty, isSlip, stem, wordsOf } from "./words.js";

const ALIKE = 0.8; // a synonym's words, beside the words that were typed
const BEGUN = 0.5; // a word that only begins like the one typed
const SHORTEST = 4; // letters of a word that may be begun or mistyped

/**
 * The ideas of what was typed, in its order: each some ways, each way some words, each word a map of stems and how well
 * each will do. An idea knows how many of the words typed it takes up, and perhaps the page that answers it best.
 */
export function ideasOf(known, typed) {
  const words = wordsOf(typed).map((word) => spelt(known, word));
  const found = saidIn(known, words);
  const taken = new Set(found.flatMap(takenBy));
  const alone = words.map((word, start) => ({ start, said: [word], means: [] })).filter(({ start }) => !taken.has(start));
  const telling = alone.filter(({ said }) => !isEmpty(said[0]));
  const ideas = found.length + telling.length ? [...found, ...telling] : alone;
  return ideas.sort((one, other) => one.start - other.start).map((idea) => withWays(known, idea));
}

// The synonyms that were said, the longest where two overlap.
function saidIn({ synonyms }, words) {
  const stems = words.map(stem);
  const all = synonyms.flatMap((synonym) => synonym.said.map((said) => ({ ...synonym, said, start: placeOf(said, stems) })));
  const found = all.filter(({ start }) => start >= 0).sort((one, other) => other.said.length - one.said.length);
  const taken = new Set();
  return found.filter((idea) => {
    const free = takenBy(idea).every((place) => !taken.has(place));
    if (free) takenBy(idea).forEach((place) => taken.add(place));
    return free;
  });
}

const takenBy = ({ start, said }) => said.map((_, offset) => start + offset);

function placeOf(said, stems) {
  const wanted = said.map(stem);
  return stems.findIndex((_, start) => wanted.every((word, offset) => stems[start + offset] === word));
}

function withWays(known, { said, means, page }) {
  const typed = { words: telling(said).map((word) => spellings(known, word)), weight: 1 };
  const others = means.map((phrase) => ({ words: telling(phrase).map((word) => new Map([[stem(word), 1]])), weight: ALIKE }));
  return { page, said: typed.words.length, ways: [typed, ...others] };
}

const telling = (phrase) => (phrase.every(isEmpty) ? phrase : phrase.filter((word) => !isEmpty(word)));

// The stems that will do for a word: its own, else those of the words that begin with it.
function spellings(known, word) {
  if (known.holders.has(stem(word)) || word.length < SHORTEST) return new Map([[stem(word), 1]]);
  const begun = known.words.filter((other) => other.startsWith(word)).map(stem);
  return new Map(begun.length ? begun.map((other) => [other, BEGUN]) : [[stem(word), 1]]);
}

// A word as it should have been typed, where it was mistyped: the most usual of those that it is a slip of.
function spelt(known, word) {
  if (word.length < SHORTEST || known.stems.has(stem(word)) || known.words.some((other) => other.startsWith(word))) return word;
  const slips = known.words.filter((other) => other.length >= SHORTEST && isSlip(other, word));
  const usual = (other) => known.holders.get(stem(other))?.length ?? 0;
  return slips.sort((one, other) => usual(other) - usual(one))[0] ?? word;
}
