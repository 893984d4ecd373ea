// The address is the state: path and query, read and written here and nowhere else.

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.read());
  }
  read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }
  go(path: string, query: URLSearchParams | string = '', replace = false) {
    const next = new URLSearchParams(query.toString());
    // What is counted stays the same on the way to another screen.
    if (path !== this.path && this.get('count') && !next.has('count')) next.set('count', this.get('count'));
    const text = next.toString();
    const target = path + (text ? '?' + text : '');
    if (target === location.pathname + location.search) return;
    if (replace) history.replaceState(null, '', target);
    else history.pushState(null, '', target);
    const moved = this.path !== path;
    this.read();
    if (moved) scrollTo(0, 0);
  }
  get(key: string): string {
    return this.query.get(key) ?? '';
  }
  // Sets or removes (empty value) keys of the query; paging starts again unless it is set.
  set(changes: Record<string, string>, replace = false) {
    const next = new URLSearchParams(this.query);
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    this.go(this.path, next, replace);
  }
}

export const route = new Route();

// Links inside the app: a plain click stays in the page.
export function follow(event: MouseEvent) {
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin || link.pathname.startsWith('/api/')) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  route.go(link.pathname, link.search.slice(1));
}

// ---- filters, shared by events, timeline, map and pledges ----

export const FIELDS = ['type', 'mode', 'context', 'status', 'quad', 'outlet', 'country', 'actor', 'recipient', 'party', 'actor_name', 'recipient_name', 'speaker', 'sector', 'place',
  'place_country', 'stance', 'medium', 'day_basis', 'cameo', 'frame', 'article', 'event', 'pledge', 'story', 'incident'] as const;
const LINES = ['since', 'until', 'day', 'name', 'words', 'confidence', 'score_from', 'score_to', 'count'];

// What of the query is the filter.
export function filterOf(query: URLSearchParams): URLSearchParams {
  const filter = new URLSearchParams();
  for (const [key, value] of query) {
    if ((FIELDS as readonly string[]).includes(key) || LINES.includes(key)) filter.append(key, value);
  }
  return filter;
}

export function filterText(query: URLSearchParams): string {
  return filterOf(query).toString();
}

// Adds or takes away one value of a field ("!value" excludes).
export function toggled(query: URLSearchParams, field: string, value: string): URLSearchParams {
  const next = new URLSearchParams();
  let had = false;
  const opposite = value.startsWith('!') ? value.slice(1) : '!' + value;
  for (const [key, held] of query) {
    if (key === 'offset') continue;
    if (key === field && held === value) had = true;
    else if (!(key === field && held === opposite)) next.append(key, held);
  }
  if (!had) next.append(field, value);
  return next;
}
