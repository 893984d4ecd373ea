// Names of parties as screens show them.
import type {Participant} from './article';
import {label} from './codes';
import {inLatin} from './latin.svelte';
import {settings} from './settings.svelte';

// The name in the reader's language, else the words of the text; of a party whom nobody names the words are those of the deed, so what is known of
// it stands for it. Empty where nothing is known.
export function partyName(who: Participant): string {
  const unnamed = !who.name && !who.country && who.sector.length === 1 && (who.sector[0] === 'UNK' || who.sector[0] === 'UAF');
  const name = unnamed ? label('sector', who.sector[0]) : settings.lang === 'ar' ? (who.name_ar ?? who.text ?? who.name) : (who.name ?? who.name_ar ?? who.text);
  return inLatin((name ?? '').replaceAll('_', ' '));
}

// Whether its words name it, so that it may have a page of its own.
export function isNamed(who: Participant): boolean {
  return Boolean(who.name ?? who.name_ar) || Boolean(who.text && (who.country || who.sector.some((code) => code !== 'UNK' && code !== 'UAF')));
}
