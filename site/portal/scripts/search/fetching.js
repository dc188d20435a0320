// Fetches what can be searched, once each. The indexes are modules, because the page may load nothing else.

import { KNOWN } from "./known.js";
import { library } from "./ranking.js";

let guide = null;
let whole = null;

/** All that can be searched but the summaries, as `known`. */
export function fetchGuide() {
  guide ??= import(KNOWN.guide).then(({ default: data }) => ({ data, known: library(data) }));
  return guide;
}

/** With the summaries, where there are `more`. Where they cannot be had they are `missing`, and it is the rest. */
export function fetchEverything() {
  whole ??= fetchGuide().then(withSummaries);
  return whole;
}

async function withSummaries({ data, known }) {
  try {
    const { default: more } = await import(KNOWN.summaries);
    if (!more.pages.length) return { known };
    return { known: library({ ...data, pages: [...data.pages, ...more.pages] }), more: true };
  } catch {
    return { known, missing: true };
  }
}
