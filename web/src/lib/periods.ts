// Which days an archive mostly read.
const DAY = 86400000;
const GAP = 60; // days without an article
const FEW = 0.005; // share of all articles

// First and last day without stragglers: a handful of articles behind or before a long gap would make every picture over time a flat line.
// `rows`: day and number of articles, in order of days.
export function mostlyRead(rows: [string, number][]): {first: string; last: string} {
  const days = rows.map(([day]) => Date.parse(day) / DAY);
  const allowed = FEW * rows.reduce((sum, [, articles]) => sum + articles, 0);
  let [from, to] = [0, rows.length - 1];
  for (let i = 1, before = 0; i < rows.length && (before += rows[i - 1][1]) <= allowed; ++i) if (days[i] - days[i - 1] >= GAP) from = i;
  for (let i = rows.length - 2, after = 0; i > from && (after += rows[i + 1][1]) <= allowed; --i) if (days[i + 1] - days[i] >= GAP) to = i;
  return {first: rows[from]?.[0] ?? '', last: rows[to]?.[0] ?? ''};
}
