// What is known of the archive as a whole, the counts of the filter at hand, verdicts, and messages of the moment.
import {ask, tell} from './api';
import {filterOf, route} from './route.svelte';
import {t} from './i18n';

export interface Status {
  version: string;
  archive: string;
  articles: number;
  reports: number;
  pledges: number;
  has_stories: boolean;
  has_incidents: boolean;
  read_only: boolean;
  dictionary: string;
  has_dictionary_sources: boolean;
  runs: {run_id: string; started: string; program: string; dictionary: string; articles: number; events: number; rejected: number}[];
}
export interface Counts {
  reports: number;
  happenings: number;
  stories: number | null;
  incidents: number | null;
  articles: number;
  outlets: number;
  first: string | null;
  last: string | null;
  published_first: string | null;
  published_last: string | null;
}
export interface Verdict {
  verdict: string;
  note: string;
  at: string;
}

export type Level = 'reports' | 'happenings' | 'stories' | 'incidents';

class Archive {
  status = $state<Status | null>(null);
  counts = $state<Counts | null>(null);
  failed = $state('');
  verdicts = $state<Record<string, Verdict>>({}); // about events
  ratings = $state<Record<string, Verdict>>({}); // about pledges
  toast = $state('');
  #undo: {event: string; before: string}[][] = [];
  #counted = '?';
  #clock: ReturnType<typeof setTimeout> | undefined;

  // What numbers count: as the address says, where the archive has it.
  get level(): Level {
    const level = route.get('count') as Level;
    if (level === 'stories') return this.status?.has_stories ? level : 'reports';
    if (level === 'incidents') return this.status?.has_incidents ? level : 'reports';
    return level === 'happenings' ? level : 'reports';
  }
  get total(): number {
    return this.counts?.[this.level] ?? 0;
  }
  // After a change of archive or dictionary.
  async reload() {
    this.#counted = '?';
    await this.load();
    await this.count();
  }
  async load() {
    try {
      const judged = ask<{verdicts: Record<string, Verdict>; ratings: Record<string, Verdict>}>('verdicts');
      judged.catch(() => {}); // told below, unless the other failed first
      this.status = await ask<Status>('status');
      const held = await judged;
      this.verdicts = held.verdicts;
      this.ratings = held.ratings;
    } catch (why) {
      this.failed = (why as Error).message;
    }
  }
  // Counts follow the filter, not the paging or the screen.
  async count() {
    // On the page of one article, story or party the numbers are of that; elsewhere, of the filter.
    const one = ({'/read': 'article', '/stories': 'story', '/actors': 'party'} as Record<string, string>)[route.path];
    const query = one && route.get('id') ? new URLSearchParams({[one]: route.get('id')}) : one === 'article' ? new URLSearchParams() : filterOf(route.query);
    query.delete('count');
    // The ledger holds pledges only.
    if (route.path === '/pledges' && !query.has('pledge')) query.set('pledge', 'yes');
    const key = query.toString();
    if (key === this.#counted) return;
    this.#counted = key;
    try {
      const counts = await ask<Counts>('counts', query);
      if (this.#counted === key) this.counts = counts;
    } catch (why) {
      this.counts = null;
      this.say((why as Error).message);
    }
  }
  say(text: string) {
    this.toast = text;
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => (this.toast = ''), 3500);
  }
  async judge(events: string[], verdict: string, remember = true) {
    if (this.status?.read_only) return this.say(t('readonly'));
    const form = new URLSearchParams({verdict});
    for (const event of events) form.append('event', event);
    try {
      await tell('judge', form);
    } catch (why) {
      return this.say((why as Error).message);
    }
    if (remember) this.#undo.push(events.map((event) => ({event, before: this.verdicts[event]?.verdict ?? 'none'})));
    for (const event of events) {
      if (verdict === 'none') delete this.verdicts[event];
      else this.verdicts[event] = {verdict, note: '', at: ''};
    }
    this.say(verdict === 'none' ? t('verdict.undone') : t('verdict.saved', {what: t('verdict.' + verdict)}));
  }
  async rate(event: string, verdict: string) {
    if (this.status?.read_only) return this.say(t('readonly'));
    try {
      await tell('rate', new URLSearchParams({event, verdict}));
    } catch (why) {
      return this.say((why as Error).message);
    }
    if (verdict === 'none') delete this.ratings[event];
    else this.ratings[event] = {verdict, note: '', at: ''};
    this.say(verdict === 'none' ? t('verdict.undone') : t('verdict.saved', {what: t('rating.' + verdict)}));
  }
  async undo() {
    const last = this.#undo.pop();
    if (!last) return;
    for (const {event, before} of last) await this.judge([event], before, false);
    this.say(t('verdict.undone'));
  }
  async copy(text: string, said = '') {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard without permission: an old way that works everywhere.
      const box = document.createElement('textarea');
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand('copy');
      box.remove();
    }
    this.say(said || t('copied'));
  }
}

export const archive = new Archive();
