// Texts that one screen alone has, English and Arabic, beside it: the first screen does not carry them.  {name} stands for a value.
import {settings} from './settings.svelte';

export const textOf = (texts: Record<string, [en: string, ar: string]>) => (key: string, values: Record<string, string> = {}) => texts[key][settings.lang === 'ar' ? 1 : 0].replace(/\{(\w+)\}/g, (_, name: string) => values[name]);
