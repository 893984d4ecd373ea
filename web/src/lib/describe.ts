// A filter in words: for charts that compare, for evidence pages, for reading it back.
import {label} from './codes';
import {day, number, percent} from './format';
import {t} from './i18n';
import {FIELDS} from './route.svelte';

export function describe(filter: URLSearchParams): string {
  const parts: string[] = [];
  for (const field of FIELDS) {
    const values = filter.getAll(field);
    const some = values.filter((v) => !v.startsWith('!')).map((v) => label(field, v));
    const none = values.filter((v) => v.startsWith('!')).map((v) => label(field, v.slice(1)));
    if (some.length) parts.push(`${t('f.' + field)}: ${some.join(' / ')}`);
    if (none.length) parts.push(`${t('f.' + field)} ${t('filter.not')}: ${none.join(' / ')}`);
  }
  for (const key of ['since', 'until', 'name', 'words', 'confidence', 'score_from', 'score_to']) {
    const value = filter.get(key);
    if (value) parts.push(`${t('filter.' + key)}: ${key === 'since' || key === 'until' ? day(value) : key === 'confidence' ? percent(Number(value)) : key.startsWith('score') ? number(value, 1) : value}`);
  }
  if (filter.get('day') === 'published') parts.push(`${t('f.day')}: ${t('f.published')}`);
  return parts.join(' · ') || t('filter.all');
}
