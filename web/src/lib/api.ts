// Questions to the server of this page.  Answers come as tables of arrays or as objects; nothing is asked of any other origin.

import {learn} from './latin.svelte';
import {settings} from './settings.svelte';

export type Cell = string | number | null;
export interface Table {
  columns: string[];
  rows: Cell[][];
}
export type Record_ = Record<string, Cell>;

export class ApiError extends Error {
  hint: string;
  status: number;
  constructor(status: number, message: string, hint: string) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

async function answer(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  let message = response.statusText;
  let hint = '';
  try {
    const body = (await response.json()) as {error?: {id?: string; message?: string; hint?: string | null} | string};
    if (typeof body.error === 'string') message = body.error;
    else if (body.error) {
      [message, hint] = [body.error.message ?? message, body.error.hint ?? ''];
      if (settings.lang === 'ar') message = (await import('./errors-ar')).told(body.error.id, response.status, message);
    }
  } catch {
    // The body was no JSON: the status text has to do.
  }
  throw new ApiError(response.status, message, hint);
}

export function apiUrl(path: string, query: URLSearchParams | string = ''): string {
  const text = query.toString();
  return '/api/v1/' + path + (text ? '?' + text : '');
}

// Questions asked before the screen that needs their answer is there; each answer is used once.
const early = new Map<string, Promise<Response>>();
export function askEarly(path: string, query: URLSearchParams | string = ''): void {
  const url = apiUrl(path, query);
  const asked = fetch(url, {credentials: 'same-origin'});
  asked.catch(() => early.delete(url));
  early.set(url, asked);
}

export async function ask<T>(path: string, query: URLSearchParams | string = '', signal?: AbortSignal): Promise<T> {
  const url = apiUrl(path, query);
  const asked = early.get(url);
  early.delete(url);
  const {latin, ...rest} = (await answer(await (asked ?? fetch(url, {signal, credentials: 'same-origin'})))) as {latin?: Record<string, string>};
  learn(latin);
  return rest as T;
}

export async function tell(path: string, form: URLSearchParams): Promise<void> {
  await answer(await fetch('/api/v1/' + path, {method: 'POST', body: form, credentials: 'same-origin'}));
}

export async function post<T>(path: string, body: URLSearchParams | Blob | string): Promise<T> {
  return (await answer(await fetch('/api/v1/' + path, {method: 'POST', body, credentials: 'same-origin'}))) as T;
}

export function records(table: Table): Record_[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((name, i) => [name, row[i]])));
}
