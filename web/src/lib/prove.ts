// Evidence pages: one self-contained file that opens anywhere, without script and without network.
import {ask, records, type Table} from './api';
import {archive} from './archive.svelte';
import {toCli, toSql} from './code';
import {describe} from './describe';
import type {Article} from './article';
import {marksOf} from './article';
import {pieces} from './paint';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a2230;background:#fff}' +
  '.ar{font:1.25rem/1.9 "Noto Naskh Arabic",Amiri,serif}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:start;vertical-align:top}' +
  'mark{background:none;color:inherit}.m-actor{background:#dbe8f9;text-decoration:underline solid 2px}.m-recipient{background:#e8e0f7;text-decoration:underline double 2px}' +
  '.m-place{background:#dcefe0;text-decoration:underline dotted 2px}.m-statement{background:#eee9df}.m-q1,.m-q2,.m-q3,.m-q4{text-decoration:underline solid 4px}.m-unreal{text-decoration:underline wavy 2px}code,pre{font-size:.85em}pre{white-space:pre-wrap;background:#f4f1ea;padding:.6rem 1rem}li{margin-bottom:.8rem}';

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
  return '<table>' + pairs.filter(([, value]) => value).map(([key, value]) => `<tr><th scope="row">${escapeHtml(key)}</th><td dir="auto">${escapeHtml(value)}</td></tr>`).join('') + '</table>';
}

// One event: its sentence with marks, every field, every step of the explanation, versions and hashes.
export async function proveEvent(article: Article, index: number, gloss: string): Promise<void> {
  const event = article.events[index];
  const [from, to] = event.sentence;
  const marks = marksOf(article, null).filter((m) => m.event === index);
  const marked = pieces(article.text.slice(from, to), from, marks).map((p) => (p.paints.length ? `<mark class="${p.paints.map((x) => 'm-' + x).join(' ')}">${escapeHtml(p.text)}</mark>` : escapeHtml(p.text))).join('');
  const who = (list: {name: string | null; text: string | null; country: string | null; sector: string[]}[]) => list.map((p) => `${p.name ?? p.text ?? ''} (${[p.country, ...p.sector].filter(Boolean).join(' ')})`).join('; ');
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Evidence ${event.id}</title><style>${STYLE}</style><body><h1>${escapeHtml(event.type)} · ${escapeHtml(event.status)}</h1>` +
    `<p>${escapeHtml(gloss)}</p><p class="ar" dir="auto" lang="ar">${marked}</p>` +
    rowsOf([['actor', who(event.actor)], ['recipient', who(event.recipient)], ['date', event.date ?? ''], ['place', event.place?.name ?? ''], ['source', event.source ? who([event.source]) + ' ' + (event.source.stance ?? '') : 'the article itself'],
      ['mode', event.mode.join('; ')], ['context', event.context.join('; ')], ['CAMEO', event.cameo ?? ''], ['confidence', String(event.confidence)]]) +
    '<h2>Why</h2><ol>' + (event.frame ? `<li>rule <code>${escapeHtml(event.frame)}</code></li>` : '') +
    event.evidence.map((e) => `<li>${escapeHtml(e.field)}: <span dir="auto">${escapeHtml(e.note)}</span> <code>${escapeHtml(e.row ?? '')}</code></li>`).join('') + '</ol><h2>Where it stands</h2>' +
    rowsOf([['outlet', article.source ?? ''], ['title', article.title ?? ''], ['published', article.published ?? ''], ['address', article.url ?? ''], ['article id', article.id], ['characters', `${from} to ${to} (UTF-16)`],
      ['SHA-256 of the text', await sha256(article.text)], ['event id', event.id], ['program', 'waqai ' + (archive.status?.version ?? '')], ['dictionary', archive.status?.dictionary ?? '']]) +
    `<details><summary>Whole article</summary><div class="ar" dir="auto" lang="ar">${article.text.split('\n').map((p) => `<p>${escapeHtml(p)}</p>`).join('')}</div></details></body></html>`;
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
      const told = [row.day, row.type, row.status, [row.actor, row.recipient].filter(Boolean).join(' \u2192 ')].filter(Boolean).join(' \u00b7 ');
      return `<li><p class="ar" dir="auto" lang="ar">${escapeHtml(sentence)}</p><p><bdi>${escapeHtml(told)}</bdi>${Number(row.told) > 1 ? ` \u00b7 told ${row.told} times` : ''}<br><bdi>${escapeHtml(String(row.outlet ?? ''))}</bdi> \u00b7 <bdi>${escapeHtml(String(row.title ?? ''))}</bdi> \u00b7 ${escapeHtml(String(row.published ?? ''))} \u00b7 rule <code>${escapeHtml(String(row.frame ?? ''))}</code> \u00b7 event <code>${escapeHtml(String(row.event_id))}</code></p></li>`;
    })
    .join('');
  const cli = toCli(filter, archive.status?.archive ?? 'DIR');
  const body =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evidence: ${total} ${counted}</title><style>${STYLE}</style></head><body><h1>${total} ${counted}</h1><p><bdi>${escapeHtml(describe(filter))}</bdi></p>` +
    rowsOf([['reports (sentences that tell an event)', String(counts.reports)], ['happenings (told once an article)', String(counts.happenings)], ['stories', String(counts.stories ?? '')], ['incidents', String(counts.incidents ?? '')], ['articles', String(counts.articles)],
      ['outlets', String(counts.outlets)], ['days', `${counts.first ?? ''} to ${counts.last ?? ''}`]]) +
    `<h2>How to count it again</h2><pre>${escapeHtml(toSql(filter))}</pre>${cli.left.length ? '' : `<pre>${escapeHtml(cli.text)}</pre>`}` +
    rowsOf([['archive', archive.status?.archive ?? ''], ['articles in it', String(archive.status?.articles ?? '')], ['program', 'waqai ' + (archive.status?.version ?? '')], ['dictionary', archive.status?.runs.at(-1)?.dictionary ?? ''],
      ['SHA-256 of the rows below', await sha256(rows.map((row) => row.event_id).join('\n'))]]) +
    `<h2>The sentences${rows.length < total ? `, the newest ${rows.length} of ${total}` : ''}</h2><ol>${listed}</ol></body></html>`;
  save(`evidence-${counted}-${total}.html`, 'text/html', body);
}
