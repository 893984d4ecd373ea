// Labels for names that the answers of the server have in Arabic alone, for readers of the English interface: what the words mean, or how they sound,
// with the words themselves.  They come beside the names, which stay what filters and queries go by.
import {settings} from './settings.svelte';

let known = $state.raw<Record<string, string>>({});

export function learn(more: Record<string, string> | undefined): void {
  if (more) known = {...known, ...more};
}

export function inLatin(name: string): string {
  return (settings.lang === 'en' && known[name.replaceAll('_', ' ')]) || name;
}
