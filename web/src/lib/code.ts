// The view at hand as a command line, as Python, and as SQL over the archive's database.

// What `waqai events` knows of a filter; `left`: fields it does not.
export function toCli(filter: URLSearchParams, archive: string): {text: string; left: string[]} {
  const command = filter.get('count') === 'stories' || filter.get('count') === 'incidents' ? filter.get('count') : 'events';
  const flags: Record<string, string> = {type: '--type', status: '--status', country: '--country', actor: '--actor', recipient: '--recipient', article: '--article', outlet: '--source', event: '--id'};
  const lists = new Map<string, string[]>();
  const words = [`waqai ${command} --archive ${quoted(archive)}`];
  const left = new Set<string>();
  for (const [key, value] of filter) {
    if (key === 'count') continue;
    if (['since', 'until', 'name', 'confidence', 'score_from', 'score_to'].includes(key)) words.push(`--${key.replace('_', '-')} ${quoted(value)}`);
    else if (flags[key] && !value.startsWith('!') && !value.includes(',')) lists.set(flags[key], [...(lists.get(flags[key]) ?? []), value]);
    else left.add(key);
  }
  for (const [flag, values] of lists) words.push(`${flag} ${quoted(values.join(','))}`);
  return {text: words.join(' '), left: [...left]};
}

// The same for Python: the corpus of the wheel where it knows every filter, else the database itself.
export function toPython(filter: URLSearchParams, archive: string): string {
  const names: Record<string, string> = {type: 'type', status: 'status', country: 'country', actor: 'actor', recipient: 'recipient', article: 'article', outlet: 'source', event: 'id', since: 'since', until: 'until', name: 'name'};
  const values = new Map<string, string[]>();
  let known = true;
  for (const [key, value] of filter) {
    if (key === 'count') known &&= value === 'reports';
    else if (!names[key] || value.startsWith('!')) known = false;
    else values.set(names[key], [...(values.get(names[key]) ?? []), value]);
  }
  if (!known) return inSql(toSql(filter), archive).python;
  const conditions = [...values].map(([key, list]) => `${key}=${list.length > 1 ? JSON.stringify(list) : JSON.stringify(list[0])}`).join(', ');
  return `import waqai\n\nwith waqai.Corpus(${JSON.stringify(archive)}) as corpus:\n    for doc, event in corpus.events(${conditions}):\n        print(doc.published, event)\n`;
}

// A question to the database itself, in all three forms; `cli` where a command of its own asks it.
export function inSql(question: string, archive: string, cli = ''): {cli: string; sql: string; python: string} {
  return {
    cli: cli || `waqai sql --archive ${quoted(archive)} ${quoted(question)}`,
    sql: question,
    python: `import duckdb\n\narchive = duckdb.connect(${JSON.stringify(archive + '/waqai.duckdb')}, read_only=True)\nrows = archive.sql("""\n${question}\n""").df()\n`,
  };
}

// Words sought in the articles: the command line forgives spelling as the page does, SQL looks for the letters as they are.
export function searched(words: string, exact: boolean, archive: string): {cli: string; sql: string; python: string} {
  return inSql(`SELECT article_id, published, source, title FROM article WHERE contains(text, ${sql(words)}) ORDER BY published DESC;`, archive,
    `waqai search --archive ${quoted(archive)}${exact ? ' --as-spelt' : ''} ${quoted(words)}`);
}

export function likeTitle(words: string): string {
  return `SELECT article_id, published, source, title FROM article${words ? ` WHERE contains(title, ${sql(words)})` : ''} ORDER BY published DESC;`;
}

export function likeName(words: string): string {
  return `SELECT coalesce(name, name_ar) AS name, count(DISTINCT event_id) AS reports FROM participant WHERE role IN ('actor', 'recipient') AND coalesce(name, name_ar) IS NOT NULL${words ? ` AND (contains(lower(name), lower(${sql(words)})) OR contains(name_ar, ${sql(words)}))` : ''} GROUP BY ALL ORDER BY reports DESC;`;
}

function quoted(text: string): string {
  return /^[\w./:@,-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}
const sql = (text: string) => "'" + text.replaceAll("'", "''") + "'";

const COLUMNS: Record<string, string> = {
  type: 'e.type', status: 'e.status', quad: 'e.quad', outlet: 'e.article_source', article: 'e.article_id', place: 'e.place', place_country: 'e.place_country', medium: 'e.medium', day_basis: 'e.day_basis',
  cameo: 'e.cameo', event: 'e.event_id', stance: "coalesce(e.stance, 'article')", frame: "e.frame_file || ':' || e.frame_line",
  story: '(SELECT s.story_id FROM story_article s WHERE s.article_id = e.article_id)', incident: '(SELECT i.incident_id FROM incident_event i WHERE i.event_id = e.event_id)',
  pledge: "CASE WHEN e.event_id IN (SELECT event_id FROM pledge) THEN 'yes' ELSE 'no' END",
};
// As the screens name a party: its name, else its words; of a doer whom nobody names these are the words of the deed.
const NAME =
  "CASE WHEN coalesce(p.name, p.name_ar, p.country) IS NULL AND p.sector IN ('UNK', 'UAF') THEN if(p.sector = 'UAF', 'Unidentified armed', 'Unidentified') ELSE coalesce(p.name, p.name_ar, p.text) END";
const ROLES: Record<string, [roles: string, column: string]> = {
  country: ["'actor', 'recipient'", 'p.country'], actor: ["'actor'", 'p.country'], recipient: ["'recipient'", 'p.country'], party: ["'actor', 'recipient'", NAME],
  actor_name: ["'actor'", NAME], recipient_name: ["'recipient'", NAME], speaker: ["'source'", NAME],
  sector: ["'actor', 'recipient'", "string_split(p.sector, ';')[1]"],
};

export function toSql(filter: URLSearchParams): string {
  const fields = new Map<string, {any: string[]; none: string[]}>();
  const where: string[] = [];
  for (const [key, value] of filter) {
    if (key === 'count' || key === 'day') continue;
    if (key === 'since' || key === 'until') where.push(`e.${filter.get('day') === 'published' ? 'published' : 'day'} ${key === 'since' ? '>=' : '<='} DATE ${sql(value)}`);
    else if (key === 'confidence' || key.startsWith('score_')) where.push(`e.${key.split('_')[0]} ${key === 'score_to' ? '<=' : '>='} ${Number(value)}`);
    else if (key === 'name') where.push(`EXISTS (SELECT 1 FROM participant p WHERE p.event_id = e.event_id AND (contains(lower(p.name), lower(${sql(value)})) OR contains(p.name_ar, ${sql(value)})))`);
    else if (key === 'words') where.push(`EXISTS (SELECT 1 FROM article a WHERE a.article_id = e.article_id AND contains(a.text, ${sql(value)}))  -- the page forgives spelling and looks at the sentence only`);
    else {
      const entry = fields.get(key) ?? {any: [], none: []};
      if (value.startsWith('!')) entry.none.push(value.slice(1));
      else entry.any.push(value);
      fields.set(key, entry);
    }
  }
  for (const [field, {any, none}] of fields) {
    for (const [values, not] of [[any, ''], [none, 'NOT ']] as [string[], string][]) {
      if (!values.length) continue;
      const list = values.map(sql).join(', ');
      if (COLUMNS[field]) where.push(`${not}coalesce(CAST(${COLUMNS[field]} AS VARCHAR), '') IN (${list})`);
      else if (ROLES[field]) where.push(`${not}EXISTS (SELECT 1 FROM participant p WHERE p.event_id = e.event_id AND p.role IN (${ROLES[field][0]}) AND ${ROLES[field][1]} IN (${list}))`);
      else where.push(`${not}list_has_any(string_split(coalesce(e.${field}, ''), ';'), [${list}])`);
    }
  }
  const count = filter.get('count');
  const condition = where.length ? '\nWHERE ' + where.join('\n  AND ') : '';
  if (count === 'stories') return `SELECT s.*, count(*) AS events FROM event_day e JOIN story_article USING (article_id) JOIN story s USING (story_id)${condition}\nGROUP BY ALL ORDER BY events DESC;`;
  if (count === 'incidents') return `SELECT i.*, count(*) AS told FROM event_day e JOIN incident_event USING (event_id) JOIN incident i USING (incident_id)${condition}\nGROUP BY ALL ORDER BY told DESC;`;
  return `SELECT e.* FROM event_day e${where.length ? '\nWHERE ' + where.join('\n  AND ') : ''}\nORDER BY e.day DESC, e.article_id, e.n;`;
}
