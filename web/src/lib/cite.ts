// A citation that a reader can check: the words, where they stand, and what read them.
import {archive} from './archive.svelte';
import type {Article, Event_} from './article';
import {isolated} from './bidi';

export function citation(article: Article, event: Event_): string {
  const sentence = article.text.slice(event.sentence[0], event.sentence[1]);
  const where = [article.source, article.title, article.published, article.url].filter(Boolean).join(', ');
  // Isolates keep the order of the parts in any surrounding text.
  return `${isolated(sentence)}\n${where}\nWaqai event ${event.id}, ${event.type}${event.mode.length ? ' (' + event.mode.join(', ') + ')' : ''}, ${event.status}; rule ${event.frame ?? '-'}; ` +
    `waqai ${archive.status?.version ?? ''}, dictionary ${(archive.status?.dictionary ?? '').slice(0, 12)}`;
}
