// What the engine notes about its decisions is English; the fixed phrases in Arabic, for the reader of the Arabic interface.  Words of the text and
// names stay as they are; a phrase that has none is shown as it is.
import {label} from './codes';
import {settings} from './settings.svelte';

// null until they are here: only an Arabic reader loads them, once.
let phrases = $state.raw<Record<string, string> | null>(null);
let asked = false;

function arabic(text: string): string {
  if (!asked) {
    asked = true;
    import('./notes-ar').then(
      (module) => (phrases = module.ARABIC),
      () => (phrases = {}),
    );
  }
  // No English flashes up meanwhile.
  return phrases ? (phrases[text.trim()] ?? text) : /[a-z]/i.test(text) ? '' : text;
}

// Whom the learned choice takes, behind the number of those it has.
const CHOICE = /^the learned choice among (\d+): (.*)$/;
const CHOSEN: Record<string, string> = {
  nobody: 'لا أحد',
  'whom the rules chose': 'من اختارته القواعد',
  'who is named in the sentence': 'من ذُكر في الجملة',
  'a party of an event before': 'طرف في واقعة سابقة',
  'who is named before': 'من ذُكر قبل',
  'who is named beside whom the rules chose': 'من ذُكر إلى جانب من اختارته القواعد',
  'one side fewer than the rules chose': 'طرف أقل مما اختارته القواعد',
  'somebody unknown': 'مجهول',
};
const FIELDS: Record<string, string> = {filter: 'المرشح', source: 'المصدر', pledge: 'التعهد', status: 'الحال', date: 'التاريخ', actor: 'الفاعل', recipient: 'المتلقي', magnitude: 'الأعداد'};

export function note(text: string, field = ''): string {
  if (field === 'mode' || field === 'context') return label(field, text);
  if (settings.lang !== 'ar') return text;
  const [, among, whom] = CHOICE.exec(text.trim()) ?? [];
  return among ? `الاختيار المتعلَّم من بين ${among}: ${CHOSEN[whom] ?? whom}` : arabic(text);
}

// Other readings of a mention, which the engine tells in English: their Arabic comes beside the article.
let readings = $state.raw<Record<string, string>>({});
export function learnReadings(more: Record<string, string> = {}): void {
  readings = {...readings, ...more};
}
export function readingsOf(who: {alternatives?: string[]}): string {
  const arabic = settings.lang === 'ar';
  return [...new Set(who.alternatives)].map((other) => (arabic && readings[other]) || other).join(arabic ? '؛ ' : '; ');
}

export function noteField(field: string, named: string): string {
  return settings.lang === 'ar' ? (FIELDS[field] ?? named) : named;
}
