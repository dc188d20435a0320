// Which summaries fit what was chosen. The index has a row for each: see portal/summaries/index.py.

const BEFORE = 4; // what a row has before its values: slug, title, month, whether it is invented

/** The rows that have every value of `chosen`, a Map of facets. */
export function fitting({ facets, rows }, chosen) {
  const wanted = facets.map(({ id, values }, place) => [BEFORE + place, placeOf(values, chosen.get(id)), chosen.has(id)]);
  const asked = wanted.filter(([, , isAsked]) => isAsked);
  return rows.filter((row) => asked.every(([column, value]) => row[column].includes(value)));
}

/** Which of the facets `ids` to leave open again so that most summaries fit, and how many then do. */
export function loosest(index, chosen, ids) {
  const counts = ids.filter((id) => chosen.has(id)).map((id) => ({ id, count: fitting(index, without(chosen, id)).length }));
  return counts.sort((one, other) => other.count - one.count)[0];
}

const placeOf = (values, wanted) => values.findIndex(([value]) => value === wanted);

const without = (chosen, id) => new Map([...chosen].filter(([one]) => one !== id));

/** The title of a row's first value of a facet. */
export function titleIn({ facets }, row, id) {
  const place = facets.findIndex((facet) => facet.id === id);
  return facets[place].values[row[BEFORE + place][0]][1];
}
