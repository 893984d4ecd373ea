// A citation that a reader can check: the words, where they stand, and what read them.
import {archive} from './archive.svelte';
import type {Article, Event_} from './article';
import {isolated} from './bidi';
import {label} from './codes';
import {settings} from './settings.svelte';

export function citation(article: Article, event: Event_): string {
  const sentence = article.text.slice(event.sentence[0], event.sentence[1]);
  const where = [article.source, article.title, article.published, article.url].filter(Boolean).join(', ');
  // Isolates keep the order of the parts in any surrounding text.
  const [version, dictionary] = [archive.status?.version ?? '', (archive.status?.dictionary ?? '').slice(0, 12)];
  if (settings.lang === 'ar') {
    const mode = event.mode.map((m) => label('mode', m)).join('، ');
    return `${isolated(sentence)}\n${[article.source, article.title, article.published, article.url].filter(Boolean).map((part) => isolated(String(part))).join('، ')}\n` +
      `واقعة وقائع ${isolated(event.id)}، ${label('type', event.type)}${mode ? ` (${mode})` : ''}، ${label('status', event.status)}؛ القاعدة ${isolated(event.frame ?? '-')}؛ ${isolated('waqai ' + version)}، القاموس ${isolated(dictionary)}`;
  }
  return `${isolated(sentence)}\n${where}\nWaqai event ${event.id}, ${event.type}${event.mode.length ? ' (' + event.mode.join(', ') + ')' : ''}, ${event.status}; rule ${event.frame ?? '-'}; ` +
    `waqai ${version}, dictionary ${dictionary}`;
}
