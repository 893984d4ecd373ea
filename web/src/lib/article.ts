// The article of the API as the reader needs it: offsets of this language (UTF-16), paragraphs, and marks in layers.
import {visible} from './bidi';

export interface Participant {
  text: string | null; name: string | null; name_ar: string | null; country: string | null; sector: string[]; actor_id: string | null; span: [number, number] | null; row: string | null; alternatives?: string[];
}
export interface Source extends Participant { stance: string | null; medium: string | null; cue: [number, number] | null; via: Participant[] }
export interface Place { name: string | null; name_ar: string | null; country: string | null; kind: string | null; latitude?: number; longitude?: number; span: [number, number] | null; row: string | null }
export interface Magnitude { kind: string; low: number; high: number; unit: string | null; text: string; span: [number, number] | null }
export interface Evidence { field: string; note: string; row: string | null; span: [number, number] | null }
export interface Event_ {
  n: number; id: string; happening: number; sentence: [number, number]; trigger: {text: string; start: number; end: number}; type: string; mode: string[]; context: string[]; status: string;
  cameo: string | null; quad: number; score: number | null; actor: Participant[]; recipient: Participant[]; source: Source | null; date: string | null; place: Place | null; magnitude: Magnitude[];
  confidence: number; frame: string | null; evidence: Evidence[];
}
export interface Pledge { event: number; by: string | null; to: string | null; act: string | null; span: [number, number] | null; field: string[]; due: string | null; condition: string | null; strength: string | null; row: string | null }
export interface Quotation { span: [number, number] | null; direct: boolean; speaker: Participant | null; cue: [number, number] | null }
export interface Rejection { span: [number, number] | null; reason: string; row: string | null }
export interface Article {
  id: string; title: string | null; source: string | null; url: string | null; section: string | null; published: string | null; text: string; events: Event_[]; pledges: Pledge[]; quotations: Quotation[]; rejections: Rejection[];
}
// start, end, form, lemma, transliteration, gloss, tag, clitic, guessed, head, relation, row, with the article
export type Word = [number, number, string, string, string, string, string, number, number, number, string, string, number];
export interface Sentence { span: [number, number]; kind: string; silence: string | null; words: Word[] }
export interface Entity { name: string | null; name_ar: string | null; country: string | null; sector: string[]; alternatives: string[]; row: {file: string | null; line: number; rule: string | null} }
export interface Mention { span: [number, number]; kind: string; entities: Entity[] }
export interface Time_ { span: [number, number]; value: string | null; row: {file: string | null; line: number; rule: string | null} }
export interface Reading { dictionary: string; same_text: boolean; events_now: number; sentences: Sentence[]; mentions: Mention[]; times: Time_[] }

export type Layer = 'actors' | 'actions' | 'places' | 'dates' | 'statements' | 'pledges';
export const LAYERS: Layer[] = ['actors', 'actions', 'places', 'dates', 'statements', 'pledges'];

export type Target = {kind: 'event'; index: number} | {kind: 'mention'; index: number} | {kind: 'time'; index: number} | {kind: 'quotation'; index: number} | {kind: 'pledge'; index: number} | {kind: 'sentence'; index: number};
export interface Mark { start: number; end: number; paint: string; layer: Layer; target: Target; event?: number }

// Code points to UTF-16 units, in place: every pair of numbers that is a span.
const same = (offset: number) => offset;
export function toUtf16(text: string): (offset: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return same;
  const units: number[] = [];
  for (let i = 0; i < text.length; i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1) units.push(i);
  units.push(text.length);
  return (offset) => units[Math.min(offset, units.length - 1)];
}

// UTF-8 bytes to UTF-16 units.
export function byteToUtf16(text: string, byte: number): number {
  let count = 0;
  for (let i = 0; i < text.length; ) {
    if (count >= byte) return i;
    const code = text.codePointAt(i) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    i += code > 0xffff ? 2 : 1;
  }
  return text.length;
}

// Walks a JSON value and turns spans into UTF-16 offsets.
export function convert<T>(value: T, at: (offset: number) => number): T {
  if (at === same) return value;
  if (Array.isArray(value)) {
    if (value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'number') return [at(value[0]), at(value[1])] as T;
    if (value.length === 13 && typeof value[0] === 'number') return [at(value[0]), at(value[1] as number), ...value.slice(2)] as T;
    return value.map((item) => convert(item, at)) as T;
  }
  if (value && typeof value === 'object') {
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) out[key] = (key === 'start' || key === 'end') && typeof item === 'number' ? at(item) : convert(item, at);
    return out as T;
  }
  return value;
}

export interface Paragraph { start: number; text: string }
export function paragraphs(text: string): Paragraph[] {
  const list: Paragraph[] = [];
  let start = 0;
  for (const part of text.split('\n')) {
    list.push({start, text: visible(part)});
    start += part.length + 1;
  }
  return list;
}

export const isReal = (event: Event_) => event.status === 'actual';

// All marks, those painted first underneath.
export function marksOf(article: Article, reading: Reading | null): Mark[] {
  const marks: Mark[] = [];
  const add = (span: [number, number] | null, paint: string, layer: Layer, target: Target, event?: number) => {
    if (span && span[0] < span[1]) marks.push({start: span[0], end: span[1], paint, layer, target, event});
  };
  article.quotations.forEach((quotation, index) => add(quotation.span, 'statement', 'statements', {kind: 'quotation', index}));
  article.pledges.forEach((pledge, index) => add(pledge.span, 'pledge', 'pledges', {kind: 'pledge', index}));
  reading?.mentions.forEach((mention, index) => {
    if (mention.entities.length > 0) add(mention.span, 'actor', 'actors', {kind: 'mention', index});
  });
  reading?.times.forEach((time, index) => add(time.span, 'date', 'dates', {kind: 'time', index}));
  article.events.forEach((event, index) => {
    const target: Target = {kind: 'event', index};
    for (const who of event.actor) add(who.span, 'actor', 'actors', target, index);
    for (const who of event.recipient) add(who.span, 'recipient', 'actors', target, index);
    if (event.source) {
      add(event.source.span, 'actor', 'actors', target, index);
      add(event.source.cue, 'statement', 'statements', target, index);
    }
    if (event.place) add(event.place.span, 'place', 'places', target, index);
    add([event.trigger.start, event.trigger.end], isReal(event) ? 'q' + event.quad : 'unreal', 'actions', target, index);
  });
  return marks;
}

// "FILE:LINE RULE" as the records write rows.
export function parseRow(row: string | null): {file: string; line: number; rule: string} | null {
  if (!row) return null;
  const match = /^(\S+):(\d+)(?: (.*))?$/.exec(row);
  return match ? {file: match[1], line: Number(match[2]), rule: match[3] ?? ''} : {file: '', line: 0, rule: row};
}
