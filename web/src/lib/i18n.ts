// t('n.reports', {n: 3}): the message in the language of the reader, plural form and names filled in.
import {number, plural} from './format';
import {messages} from './messages';
import {settings} from './settings.svelte';

export function t(key: string, values: Record<string, string | number> = {}): string {
  const both = messages[key];
  if (!both) return key;
  const message = both[settings.lang === 'ar' ? 1 : 0];
  let text: string;
  if (typeof message === 'string') {
    text = message;
  } else {
    const count = Number(values.n ?? 0);
    text = (settings.lang === 'ar' && count === 0 ? message.zero : undefined) ?? message[plural(count)] ?? message.other ?? '';
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}
