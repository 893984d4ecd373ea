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

// The first day of the day, week (from Monday), month or year of a day, and of the next one.
export function periodOf(day: string, step: string): string {
  if (step === 'month') return day.slice(0, 7) + '-01';
  if (step === 'year') return day.slice(0, 4) + '-01-01';
  if (step !== 'week') return day;
  const date = new Date(day + 'T00:00:00Z');
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
export function nextPeriod(period: string, step: string): string {
  const date = new Date(period + 'T00:00:00Z');
  if (step === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  else if (step === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1);
  else date.setUTCDate(date.getUTCDate() + (step === 'week' ? 7 : 1));
  return date.toISOString().slice(0, 10);
}
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
}
// The last day of a period.
export const lastDay = (period: string, step: string) => dayBefore(nextPeriod(period, step));

// The longest step that still shows how things moved over the days between two, about; and whether a step makes more columns than a picture holds.
export const stepFor = (days: number) => (days > 15000 ? 'year' : days > 700 ? 'month' : days > 100 ? 'week' : 'day');
export const tooFine = (step: string, days: number) => days / ({day: 1, week: 7, month: 30.4, year: 365}[step] ?? 1) > 1500 && step !== 'year';
export const daysBetween = (from: string, to: string) => (from && to ? (Date.parse(to) - Date.parse(from)) / DAY : 0);

// Articles by period, of `rows` by day.
export function articlesBy(rows: unknown[][], step: string): Map<string, number> {
  const all = new Map<string, number>();
  for (const [day, articles] of rows) {
    const period = periodOf(String(day), step);
    all.set(period, (all.get(period) ?? 0) + Number(articles));
  }
  return all;
}
