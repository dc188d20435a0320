// The part of a passage to show beneath a result: from the sentence that says most of what was looked for.

import { isEmpty, stem, wordsOf } from "./words.js";

const LONGEST = 32; // words
const SENTENCES = /(?<=[.:;?!])\s+/;
const WORDS = /([A-Za-z0-9]+(?:['’][A-Za-z]+)*)/;

/** The excerpt as pieces, in order: [text, whether it is what was looked for]. `stems`, a Set, is what was. */
export function excerpt(text, stems) {
  const sentences = text.split(SENTENCES);
  const said = sentences.map((sentence) => new Set(wordsOf(sentence).filter((word) => isSought(word, stems)).map(stem)).size);
  const first = said.indexOf(Math.max(...said));
  // At odd places stand the words, and between them what is no word.
  const parts = sentences.slice(first).join(" ").split(WORDS);
  const shown = parts.slice(0, 2 * LONGEST + 1).map((part) => [part, isSought(part, stems)]);
  return [[first ? "… " : "", false], ...shown, [parts.length > shown.length ? "…" : "", false]];
}

function isSought(part, stems) {
  const [word] = wordsOf(part);
  return word !== undefined && !isEmpty(word) && stems.has(stem(word));
}
