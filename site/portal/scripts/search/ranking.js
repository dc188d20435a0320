// Ranks the passages of the site for what somebody typed: BM25 over title, heading and text, better where the words
// stand near one another. A page is listed once, for its best passage.

import { ideasOf } from "./ideas.js";
import { stem, wordsOf } from "./words.js";

const WEIGHTS = { title: 4, pageTitle: 1.2, heading: 3, text: 1 };
const SATURATION = 1.2; // BM25's k1: how soon a word that comes again counts no more
const LENGTH = 0.4; // BM25's b: how much a long passage is held back
const PARTLY = 0.4; // a way of saying something of which a passage has only some words
const NEAR = 6; // words apart
const NEARNESS = 0.6;
const ALSO = 0.5; // what a page's other passages add
const PICKED = 8; // what a page gets that an editor says answers best
const FAINT = 0.2; // of the best result's score: what scores less is no answer
const NEXT = 1.5; // two words that were typed one after the other and stand so
const FACTORS = { section: 1, tool: 1, appendix: 0.9, form: 0.9, help: 0.8, summary: 0.8 }; // first the guidance, then this site and single cases
const BLANK = 0.6; // and a form's questions after the pages that explain it

/** What can be searched. `data` is what the build wrote. */
export function library(data) {
  const passages = data.pages.flatMap((page) => page.passages.map((passage) => readPassage(page, passage)));
  const holders = new Map();
  for (const passage of passages) {
    for (const word of passage.weights.keys()) {
      if (!holders.has(word)) holders.set(word, []);
      holders.get(word).push(passage);
    }
  }
  const length = passages.reduce((sum, passage) => sum + passage.length, 0) / passages.length;
  const synonyms = data.synonyms.map(([said, means, page]) => ({ said: said.map(wordsOf), means: means.map(wordsOf), page }));
  const words = [...new Set([...data.pages.flatMap(wordsOfPage), ...synonyms.flatMap(({ said }) => said.flat())])];
  return { passages, holders, length, synonyms, words, stems: new Set(words.map(stem)) };
}

const wordsOfPage = ({ title, passages }) => wordsOf([title, ...passages.flatMap(([, ...texts]) => texts)].join(" "));

function readPassage(page, [id, heading, text]) {
  const [titles, headings, stems] = [page.title, heading, text].map((words) => wordsOf(words).map(stem));
  const weights = new Map();
  const add = (words, weight) => words.forEach((word) => weights.set(word, (weights.get(word) ?? 0) + weight));
  add(stems, WEIGHTS.text);
  add(headings, WEIGHTS.heading);
  add(titles, id ? WEIGHTS.pageTitle : WEIGHTS.title);
  const places = new Map();
  const all = [...(id ? headings : titles), "", ...stems];
  all.forEach((word, place) => places.set(word, [...(places.get(word) ?? []), place]));
  return { page, id, heading, text, places, weights, length: stems.length };
}

/** The results for what was typed, best first: of one kind and for one role where these are given. */
export function search(known, typed, { kind = "", role = "" } = {}) {
  const ideas = ideasOf(known, typed);
  const stems = new Set(ideas.flatMap(({ ways }) => ways.flatMap(({ words }) => words.flatMap((word) => [...word.keys()]))));
  const best = bestOf(ideas);
  const pages = new Map();
  for (const passage of passagesWith(known, stems, best)) {
    const { page } = passage;
    if ((kind && page.kind !== kind) || (role && !page.roles.includes(role))) continue;
    if (!pages.has(page)) pages.set(page, []);
    pages.get(page).push({ ...passage, score: scoreOf(known, ideas, passage) });
  }
  const results = [...pages.values()].map((scored) => ofPage(scored, best)).sort((one, other) => other.score - one.score);
  return results.filter(({ score }) => score > results[0].score * FAINT).map((result) => ({ ...result, stems }));
}

function passagesWith(known, stems, best) {
  const holding = [...stems].flatMap((word) => known.holders.get(word) ?? []);
  return new Set([...holding, ...known.passages.filter(({ page }) => best.has(page.address))]);
}

// The pages that answer best, by address: the fragment that does, and how much of what was typed it answers.
function bestOf(ideas) {
  const all = ideas.reduce((sum, { said }) => sum + said, 0);
  const picked = ideas.filter(({ page }) => page).map(({ page, said }) => [...page.split("#"), said / all]);
  return new Map(picked.map((parts) => [parts[0], { id: parts.length > 2 ? parts[1] : "", share: parts.at(-1) }]));
}

// A page is as good as its best passage, and a little better for others; better still where an editor picked it.
function ofPage(scored, best) {
  const { address, kind } = scored[0].page;
  const picked = best.get(address);
  scored.sort((one, other) => other.score - one.score);
  const first = (picked && scored.find(({ id }) => id === picked.id)) ?? scored[0];
  const more = ALSO * Math.log1p(scored.reduce((sum, { score }) => sum + score, -scored[0].score));
  const factor = address.startsWith("/forms/") ? BLANK : FACTORS[kind];
  return { ...first, score: factor * (scored[0].score + more) + (picked ? PICKED * picked.share ** 2 : 0) };
}

function scoreOf(known, ideas, passage) {
  const scores = ideas.map(({ ways }) => Math.max(...ways.map((way) => scoreOfWay(known, way, passage))));
  const said = scores.filter((score) => score > 0).length / ideas.length;
  return scores.reduce((sum, score) => sum + score, nearness(known, ideas, passage)) * (0.4 + 0.6 * said);
}

function scoreOfWay(known, { words, weight }, passage) {
  const scores = words.map((word) => Math.max(...[...word].map(([as, like]) => like * scoreOfWord(known, as, passage))));
  const sum = scores.reduce((total, score) => total + score, 0);
  return weight * sum * (scores.every((score) => score > 0) ? 1 : PARTLY);
}

function scoreOfWord(known, word, passage) {
  const often = passage.weights.get(word) ?? 0;
  const long = 1 - LENGTH + (LENGTH * passage.length) / known.length;
  return (rarity(known, word) * often * (SATURATION + 1)) / (often + SATURATION * long);
}

function rarity(known, word) {
  const having = known.holders.get(word)?.length ?? 0;
  return Math.log(1 + (known.passages.length - having + 0.5) / (having + 0.5));
}

// What it adds that words which were typed one after the other stand near one another.
function nearness(known, ideas, passage) {
  const places = ideas.map(({ ways }) => ways.flatMap(({ words }) => words.flatMap((word) => standing(word, passage))));
  return places.slice(1).reduce((sum, later, number) => {
    const apart = Math.min(...places[number].flatMap((one) => later.map((other) => (other > one ? other - one : NEAR))));
    return sum + (apart === 1 ? NEXT : apart < NEAR ? NEARNESS : 0);
  }, 0);
}

const standing = (word, passage) => [...word.keys()].flatMap((as) => passage.places.get(as) ?? []);
