// Numbers and days as the reader wants them.
import {unmarked} from './bidi';
import {settings} from './settings.svelte';

function locale(): string {
  if (settings.lang === 'en') return 'en-GB';
  return (settings.months === 'levant' ? 'ar-SY' : 'ar-EG') + '-u-nu-' + settings.digits;
}

export function number(value: number | string | null, digits = 0): string {
  if (value === null || value === '') return '';
  return unmarked(new Intl.NumberFormat(locale(), {maximumFractionDigits: digits}).format(Number(value)));
}

// The same with all its digits, for columns of figures: 0.70, not 0.7.
export function figure(value: number, digits = 2): string {
  return unmarked(new Intl.NumberFormat(locale(), {minimumFractionDigits: digits, maximumFractionDigits: digits}).format(value));
}

export function percent(value: number): string {
  return unmarked(new Intl.NumberFormat(locale(), {style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0}).format(value));
}

// "2018-03-05", "2018-03", "2018" or "start/end" for people.
export function day(value: string | null): string {
  if (!value) return '';
  if (value.includes('/')) return value.split('/').map(day).join(' – ');
  const parts = value.split('-').map(Number);
  if (parts.some(Number.isNaN)) return value;
  const date = new Date(Date.UTC(parts[0], (parts[1] ?? 1) - 1, parts[2] ?? 1));
  const form: Intl.DateTimeFormatOptions = {timeZone: 'UTC', year: 'numeric'};
  if (parts.length > 1) form.month = 'short';
  if (parts.length > 2) form.day = 'numeric';
  const text = unmarked(new Intl.DateTimeFormat(locale(), form).format(date));
  if (!settings.hijri || parts.length < 3) return text;
  return text + ' (' + new Intl.DateTimeFormat(settings.lang === 'ar' ? 'ar-SA-u-ca-islamic-umalqura-nu-' + settings.digits : 'en-GB-u-ca-islamic-umalqura', {timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric'}).format(date) + ')';
}

export function plural(count: number): Intl.LDMLPluralRule {
  return new Intl.PluralRules(settings.lang).select(count);
}
