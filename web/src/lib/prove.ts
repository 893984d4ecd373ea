// Evidence pages: one self-contained file that opens anywhere, without script and without network.
import {ask, records, type Table} from './api';
import {archive} from './archive.svelte';
import {toCli, toSql} from './code';
import {label} from './codes';
import {describe} from './describe';
import {number} from './format';
import {t} from './i18n';
import {note, noteField} from './notes.svelte';
import {partyName} from './parties';
import {settings} from './settings.svelte';
import {statement} from './statement';
import type {Article, Participant} from './article';
import {marksOf} from './article';
import {pieces} from './paint';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a2230;background:#fff}' +
  '.ar{font:1.25rem/1.9 "Noto Naskh Arabic",Amiri,serif}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:start;vertical-align:top}' +
  'mark{background:none;color:inherit}.m-actor{background:#dbe8f9;text-decoration:underline solid 2px}.m-recipient{background:#e8e0f7;text-decoration:underline double 2px}' +
  '.m-place{background:#dcefe0;text-decoration:underline dotted 2px}.m-statement{background:#eee9df}.m-q1,.m-q2,.m-q3,.m-q4{text-decoration:underline solid 4px}.m-unreal{text-decoration:underline wavy 2px}code,pre{font-size:.85em}pre{white-space:pre-wrap;background:#f4f1ea;padding:.6rem 1rem}li{margin-bottom:.8rem}';

// What an evidence page says in the reader's language; English where it is not here.
const ARABIC: Record<string, string> = {
  Evidence: 'دليل', type: 'النوع', score: 'الدرجة', cameo: 'CAMEO', speaker: 'القائل', actor: 'الفاعل', recipient: 'المتلقي', date: 'التاريخ', place: 'المكان', source: 'القائل', mode: 'الطريقة', context: 'السياق', confidence: 'الثقة', rule: 'القاعدة', event: 'الواقعة', Why: 'لماذا',
  'the article itself': 'الخبر نفسه', 'Where it stands': 'أين ترد', outlet: 'المصدر', title: 'العنوان', published: 'النشر', address: 'الرابط', 'article id': 'معرف المقال', characters: 'الحروف (UTF-16)', 'SHA-256 of the text': 'SHA-256 للنص',
  'event id': 'معرف الواقعة', program: 'البرنامج', dictionary: 'القاموس', 'Whole article': 'المقال كاملا', 'reports (sentences that tell an event)': 'التقارير (جمل تروي واقعة)', 'happenings (told once an article)': 'الوقائع (مرة في كل مقال)',
  stories: 'القصص', incidents: 'الحوادث', articles: 'المقالات', outlets: 'المصادر', days: 'الأيام', 'How to count it again': 'كيف يُعد من جديد', archive: 'الأرشيف', 'articles in it': 'المقالات فيه',
  'SHA-256 of the rows below': 'SHA-256 للصفوف أدناه', 'The sentences': 'الجمل',
};
const arabic = () => settings.lang === 'ar';
const say = (text: string) => (arabic() ? (ARABIC[text] ?? text) : text);
const head = (title: string) => `<!doctype html><html lang="${settings.lang}" dir="${arabic() ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'})[c] ?? c);
}

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
}

export function save(name: string, type: string, content: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function rowsOf(pairs: [string, string][]): string {
  return '<table>' + pairs.filter(([, value]) => value).map(([key, value]) => `<tr><th scope="row">${escapeHtml(say(key))}</th><td><bdi>${escapeHtml(value)}</bdi></td></tr>`).join('') + '</table>';
}

// One event: its sentence with marks, every field, every step of the explanation, versions and hashes.
export async function proveEvent(article: Article, index: number, gloss: string): Promise<void> {
  const event = article.events[index];
  const [from, to] = event.sentence;
  const marks = marksOf(article, null).filter((m) => m.event === index);
  const marked = pieces(article.text.slice(from, to), from, marks).map((p) => (p.paints.length ? `<mark class="${p.paints.map((x) => 'm-' + x).join(' ')}">${escapeHtml(p.text)}</mark>` : escapeHtml(p.text))).join('');
  const who = (list: Participant[]) => list.map((p) => `${arabic() ? partyName(p) : (p.name ?? p.text ?? '')} (${[p.country, ...p.sector].filter(Boolean).join(' ')})`).join(arabic() ? '؛ ' : '; ');
  const named = (field: string, value: string) => (arabic() ? label(field, value) : value);
  const body = head(`${say('Evidence')} ${event.id}`) + `<h1>${escapeHtml(named('type', event.type))} · ${escapeHtml(named('status', event.status))}</h1>` +
    `<p>${escapeHtml(arabic() ? statement(event) : gloss)}</p><p class="ar" dir="auto" lang="ar">${marked}</p>` +
    rowsOf([['actor', who(event.actor)], ['recipient', who(event.recipient)], ['date', event.date ?? ''], ['place', (arabic() ? event.place?.name_ar : null) ?? event.place?.name ?? ''], ['source', event.source ? who([event.source]) + ' ' + (event.source.stance ? named('stance', event.source.stance) : '') : say('the article itself')],
      ['mode', event.mode.map((m) => named('mode', m)).join(arabic() ? '؛ ' : '; ')], ['context', event.context.map((c) => named('context', c)).join(arabic() ? '؛ ' : '; ')], ['CAMEO', event.cameo ?? ''], ['confidence', String(event.confidence)]]) +
    `<h2>${say('Why')}</h2><ol>` + (event.frame ? `<li>${say('rule')} <code dir="ltr">${escapeHtml(event.frame)}</code></li>` : '') +
    event.evidence.map((e) => `<li>${escapeHtml(noteField(e.field, say(e.field)))}: <bdi>${escapeHtml(e.field === 'place' && arabic() ? (event.place?.name_ar ?? e.note) : note(e.note, e.field))}</bdi> <code dir="ltr">${escapeHtml(e.row ?? '')}</code></li>`).join('') + `</ol><h2>${say('Where it stands')}</h2>` +
    rowsOf([['outlet', article.source ?? ''], ['title', article.title ?? ''], ['published', article.published ?? ''], ['address', article.url ?? ''], ['article id', article.id], ['characters', arabic() ? `${from}–${to}` : `${from} to ${to} (UTF-16)`],
      ['SHA-256 of the text', await sha256(article.text)], ['event id', event.id], ['program', 'waqai ' + (archive.status?.version ?? '')], ['dictionary', archive.status?.dictionary ?? '']]) +
    `<details><summary>${say('Whole article')}</summary><div class="ar" dir="auto" lang="ar">${article.text.split('\n').map((p) => `<p>${escapeHtml(p)}</p>`).join('')}</div></details></body></html>`;
  save(`evidence-${event.id.slice(0, 12)}.html`, 'text/html', body);
}

const MOST_ROWS = 500;

// Any number: the question in words, as SQL and as a command; what it counts; and the sentences behind it, each with its source.
export async function proveView(filter: URLSearchParams): Promise<void> {
  const query = new URLSearchParams(filter);
  const counted = archive.level;
  if (counted === 'reports') query.delete('count');
  query.set('limit', String(MOST_ROWS));
  query.set('sort', 'published');
  query.set('order', 'desc');
  const asked = new URLSearchParams(filter);
  asked.delete('count');
  const [counts, table] = await Promise.all([ask<Record<string, number | string | null>>('counts', asked), ask<Table>('events', query)]);
  const rows = records(table);
  const total = Number(counts[counted] ?? 0);
  const listed = rows
    .map((row) => {
      const sentence = String(row.sentence ?? '');
      const told = (arabic()
        ? [row.day, label('type', String(row.type)), label('status', String(row.status)), [row.actor_ar ?? row.actor, row.recipient_ar ?? row.recipient].filter(Boolean).join(' \u2190 ')]
        : [row.day, row.type, row.status, [row.actor, row.recipient].filter(Boolean).join(' \u2192 ')]).filter(Boolean).join(' \u00b7 ');
      return `<li><p class="ar" dir="auto" lang="ar">${escapeHtml(sentence)}</p><p><bdi>${escapeHtml(told)}</bdi>${Number(row.told) > 1 ? ` \u00b7 ${arabic() ? `رُويت ${number(Number(row.told))} مرة` : `told ${row.told} times`}` : ''}<br><bdi>${escapeHtml(String(row.outlet ?? ''))}</bdi> \u00b7 <bdi>${escapeHtml(String(row.title ?? ''))}</bdi> \u00b7 ${escapeHtml(String(row.published ?? ''))} \u00b7 ${say('rule')} <code dir="ltr">${escapeHtml(String(row.frame ?? ''))}</code> \u00b7 ${say('event')} <code dir="ltr">${escapeHtml(String(row.event_id))}</code></p></li>`;
    })
    .join('');
  const what = arabic() ? `${number(total)} ${t('unit.' + counted, {n: total})}` : `${total} ${counted}`;
  const cli = toCli(filter, archive.status?.archive ?? 'DIR');
  const body =
    head(`${say('Evidence')}: ${what}`) + `<h1>${what}</h1><p><bdi>${escapeHtml(describe(filter))}</bdi></p>` +
    rowsOf([['reports (sentences that tell an event)', String(counts.reports)], ['happenings (told once an article)', String(counts.happenings)], ['stories', String(counts.stories ?? '')], ['incidents', String(counts.incidents ?? '')], ['articles', String(counts.articles)],
      ['outlets', String(counts.outlets)], ['days', `${counts.first ?? ''}${arabic() ? ' – ' : ' to '}${counts.last ?? ''}`]]) +
    `<h2>${say('How to count it again')}</h2><pre dir="ltr">${escapeHtml(toSql(filter))}</pre>${cli.left.length ? '' : `<pre dir="ltr">${escapeHtml(cli.text)}</pre>`}` +
    rowsOf([['archive', archive.status?.archive ?? ''], ['articles in it', String(archive.status?.articles ?? '')], ['program', 'waqai ' + (archive.status?.version ?? '')], ['dictionary', archive.status?.runs.at(-1)?.dictionary ?? ''],
      ['SHA-256 of the rows below', await sha256(rows.map((row) => row.event_id).join('\n'))]]) +
    `<h2>${say('The sentences')}${rows.length < total ? (arabic() ? `، أحدث ${number(rows.length)} من ${number(total)}` : `, the newest ${rows.length} of ${total}`) : ''}</h2><ol>${listed}</ol></body></html>`;
  save(`evidence-${counted}-${total}.html`, 'text/html', body);
}
