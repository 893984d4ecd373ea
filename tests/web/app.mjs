// Real tasks in a real browser: node app.mjs ADDRESS [PART OF A NAME].  Run by test_app.py.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {networkInterfaces, tmpdir} from 'node:os';
import {join} from 'node:path';
import {createRequire} from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [address, only = ''] = process.argv.slice(2);
const base = new URL(address).origin;
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']});
const state = await (async () => {
  const page = await browser.newPage();
  await page.goto(address);
  const kept = await page.context().storageState();
  await page.close();
  return kept;
})();

let failures = 0;
let ran = 0;
const troubles = [];
async function fresh({lang = 'en', theme = 'light', width = 1366, height = 768} = {}) {
  const context = await browser.newContext({storageState: state, viewport: {width, height}, colorScheme: theme, reducedMotion: 'reduce', acceptDownloads: true});
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin: base});
  await context.addInitScript((l) => localStorage.setItem('waqai.lang', l), lang);
  const page = await context.newPage();
  page.setDefaultTimeout(60000 * Number(process.env.WAQAI_TEST_PATIENCE ?? 1));
  page.on('pageerror', (error) => troubles.push('script: ' + error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push('console: ' + message.text()));
  page.on('requestfailed', (request) => request.failure()?.errorText !== 'net::ERR_ABORTED' && troubles.push(`${request.failure()?.errorText}: ${request.url()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== base && !['data:', 'blob:'].includes(url.protocol)) troubles.push('foreign request: ' + request.url());
  });
  return page;
}
async function test(name, body, options) {
  if (only && !name.includes(only)) return;
  const page = await fresh(options);
  troubles.length = 0;
  const begin = Date.now();
  try {
    await body(page);
    assert.deepEqual(troubles, []);
    console.log(`ok      ${name} (${Date.now() - begin} ms)`);
  } catch (why) {
    failures += 1;
    console.log(`FAILED  ${name}: ${why.message.split('\n').slice(0, 14).join('\n        ')}`);
    // What the page had to say, for who was not there.
    for (const trouble of troubles.slice(0, 5)) console.log('        ' + trouble);
    const seen = page.evaluate(() => location.pathname + ': ' + (document.querySelector('main')?.innerText ?? 'no page').replace(/\s+/g, ' ').slice(0, 200));
    console.log('        ' + (await Promise.race([seen, new Promise((done) => setTimeout(done, 5000, 'the page does not answer'))]).catch((e) => e.message)));
    if (process.env.SHOT) await page.screenshot({path: `${process.env.SHOT}/${name.replace(/\W+/g, '-')}.png`}).catch(() => {});
  }
  ran += 1;
  await page.context().close();
}
const open = async (page, path) => {
  await page.goto(base + path);
  // What failed says so at once.
  await page.waitForSelector('main h1, main .reader, main > .notice.bad');
  assert.equal(await page.locator('main > .notice.bad').count(), 0, path);
  await page.waitForLoadState('networkidle');
};
const api = (page, path) => page.evaluate(async (p) => (await fetch('/api/v1/' + p)).json(), path);
const number = (text) => Number(text.replace(/[^\d]/g, ''));

// ---- tasks ----

await test('task: from a question on the first page to the evidence in three clicks', async (page) => {
  await open(page, '/');
  await page.click('text=What was denied, and by whom?');
  await page.waitForSelector('[role=grid] [role=row][data-row="0"] a');
  await page.click('[role=grid] [role=row][data-row="0"] a');
  await page.waitForSelector('#inspector .receipt .sentence');
  assert.match(await page.textContent('#inspector .receipt'), /Denied/);
});

await test('task: find a word in another spelling, read it in its place', async (page) => {
  await open(page, '/search');
  await page.fill('input[type=search]', 'الماليه');
  await page.waitForSelector('.hits mark');
  assert.match(await page.textContent('.hits mark'), /المالية/);
  await page.click('.hits .kwic >> nth=0');
  await page.waitForSelector('.words p');
  assert.equal(await page.evaluate(() => CSS.highlights.get('hit')?.size), 1);
});

await test('task: find a person by Latin letters, see every spelling', async (page) => {
  await open(page, '/actors');
  const name = await page.textContent('main table td a');
  await page.fill('input[type=search]', name.slice(0, 5).toLowerCase());
  await page.waitForFunction((n) => document.querySelector('main table td a')?.textContent.trim() === n, name.trim());
  await page.click('main table td a');
  await page.waitForSelector('h2:has-text("Spellings in the texts")');
  assert.ok((await page.$$('main .arabic')).length > 0);
});

await test('task: narrow down by a facet, export what is shown', async (page) => {
  await open(page, '/events');
  const value = page.locator('.facets .value').first();
  const wanted = number(await value.locator('.num').textContent());
  await value.click();
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, wanted);
  await page.click('summary:has-text("Export")');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a:text-is("JSON Lines")')]);
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\n');
  assert.equal(lines.length, wanted);
});

await test('task: leave a value out, and take the filter away again', async (page) => {
  await open(page, '/events');
  const all = number(await page.getAttribute('[role=grid]', 'aria-rowcount')) - 1;
  const value = page.locator('.facets li').first();
  const without = all - number(await value.locator('.num').textContent());
  await value.locator('.minus').click();
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, without);
  await page.click('.chip.not button');
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, all);
});

await test('task: judge without a mouse and take it back', async (page) => {
  await open(page, '/events?sort=type&order=asc');
  await page.focus('[data-row="0"]');
  await page.keyboard.press('Space');
  await page.waitForSelector('.peeked mark');
  // The sentence is in sight beside its row wherever that stands, and the table stays where it is.
  const besideRow = async (row) => {
    const [peek, own, seen] = await Promise.all([page.locator('.peeked').boundingBox(), page.locator(`[data-row="${row}"]`).boundingBox(), page.evaluate(() => innerHeight)]);
    assert.ok(peek.y >= 0 && peek.y + peek.height <= seen, `the sentence of row ${row} at ${peek.y}, ${peek.height} high`);
    assert.ok(Math.abs(peek.y - own.y - own.height) < 2 || Math.abs(peek.y + peek.height - own.y) < 2, `row ${row} at ${own.y}, its sentence at ${peek.y}`);
  };
  await besideRow(0);
  await page.keyboard.press('Space');
  for (let row = 0; row < 12; ++row) await page.keyboard.press('ArrowDown');
  // A verdict shows what it is about first.
  await page.keyboard.press('a');
  await page.waitForSelector('.peeked mark');
  await besideRow(12);
  assert.deepEqual((await api(page, 'verdicts')).verdicts, {});
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.querySelector('[data-row="1"]') === document.activeElement);
  await besideRow(1);
  await page.keyboard.press('a');
  await page.waitForFunction(() => document.querySelector('[data-row="1"] .verdict')?.textContent.includes('✓'));
  await page.keyboard.press('u');
  await page.waitForFunction(() => !document.querySelector('[data-row="1"] .verdict')?.textContent.includes('✓'));
  assert.deepEqual((await api(page, 'verdicts')).verdicts, {});
});

await test('task: from an event to the dictionary line that read it', async (page) => {
  await open(page, '/read?id=11-talks');
  await page.keyboard.press('n');
  await page.waitForSelector('.receipt');
  await page.click('.receipt .why summary >> nth=0');
  await page.waitForSelector('.receipt .lines .here');
  assert.ok((await page.textContent('.receipt .lines .here')).length > 3);
});

await test('task: ask a sentence why it has no event', async (page) => {
  await open(page, '/read?id=torture');
  const box = await page.locator('.words p', {hasText: 'انتهت المباراة'}).boundingBox();
  await page.mouse.click(box.x + box.width - 25, box.y + box.height / 2);
  await page.waitForSelector('#inspector h3:has-text("Why no event here")');
});

await test('task: follow an article without Arabic', async (page) => {
  await open(page, '/read?id=11-talks');
  await page.waitForSelector('.layer');
  await page.keyboard.press('t');
  await page.waitForSelector('.xray .gloss');
  const glosses = await page.$$eval('.xray .gloss', (all) => all.map((g) => g.textContent.trim()));
  assert.ok(glosses.filter((g) => /[a-z]{3}/.test(g)).length > glosses.length / 2);
  assert.match(await page.textContent('.xray .frame'), /agreed|offered/);
  // Clitics stand apart, the article too: "wa+al+..." over "and-the-...", but no "the" before a name.
  const both = await page.$$eval('.xray .word', (all) => all.map((word) => ['.latin', '.gloss'].map((part) => word.querySelector(part).textContent.trim())));
  const plain = both.filter(([latin]) => /^al\+/.test(latin));
  assert.ok(plain.length > 3, JSON.stringify(both));
  assert.ok(plain.some(([, gloss]) => /^the-/.test(gloss)));
  assert.ok(both.some(([latin, gloss]) => /^\w+\+al\+/.test(latin) && /^\w+/.test(gloss)), JSON.stringify(both));
});

await test('task: from a column of the timeline to its reports', async (page) => {
  await open(page, '/timeline?step=year');
  const title = await page.locator('figure a .hit title').last().textContent();
  await page.locator('figure a').last().evaluate((a) => a.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, button: 0})));
  await page.waitForSelector('[role=grid]');
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, number(title.match(/: ([\d,]+)/)[1]));
});

await test('the timeline draws the days that were read and counts the others', async (page) => {
  for (const path of ['/timeline', '/timeline?step=day', '/timeline?since=0434-01-01', '/timeline?since=2090-01-01']) {
    await open(page, path);
    await page.waitForSelector('figure svg');
    assert.ok((await page.locator('figure svg *').count()) < 6000, path);
    const sum = number(((await page.textContent('figcaption span')).match(/^[\d,]+(?= in all)/) ?? ['0'])[0]);
    const outside = [...((await page.locator('.outside').count()) ? await page.textContent('.outside') : '').matchAll(/([\d,]+) (?:before|after)/g)].reduce((all, [, n]) => all + number(n), 0);
    const all = (await api(page, 'series?step=year&' + path.split('?')[1])).rows.reduce((total, row) => total + Number(row[2]), 0);
    assert.equal(sum + outside, all, path);
  }
});

await test('a share divides reports by the articles of the same days', async (page) => {
  await open(page, '/timeline?step=year&measure=share&by=none');
  await page.waitForSelector('figure svg');
  const articles = new Map((await api(page, 'coverage?step=year')).rows.map((row) => [row[0], Number(row[1])]));
  const told = new Map((await api(page, 'series?step=year&day=published')).rows.map((row) => [row[0], Number(row[2])]));
  assert.ok([...told.keys()].every((year) => articles.has(year)));
  const years = (await page.$$eval('figure a .hit title', (all) => all.map((title) => title.textContent))).map((title) => title.match(/^(\d{4}): ([\d,.]+)/).slice(1));
  let [reports, read] = [0, 0];
  for (const [year, shown] of years) {
    const of = (map) => map.get(year + '-01-01') ?? 0;
    [reports, read] = [reports + of(told), read + of(articles)];
    assert.ok(Math.abs(Number(shown.replaceAll(',', '')) - (of(articles) ? (100 * of(told)) / of(articles) : 0)) < 0.06, year);
  }
  // The whole is a rate, too.
  assert.ok(Math.abs(Number((await page.textContent('figcaption span')).match(/^[\d,.]+/)[0].replaceAll(',', '')) - (100 * reports) / read) < 0.06);
  const link = await page.locator('figure a').last().getAttribute('href');
  assert.match(link, /day=published/);
  await open(page, link);
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, told.get(years.at(-1)[0] + '-01-01'));
});

await test('a column of a party opens the reports that it counts', async (page) => {
  await open(page, '/');
  const name = (await api(page, 'actors?limit=1')).rows[0][0];
  await open(page, '/actors?id=' + encodeURIComponent(name));
  await page.waitForSelector('figure a .hit', {state: 'attached'});
  const columns = await page.$$eval('figure a', (all) => all.map((a) => [a.getAttribute('href'), a.querySelector('title').textContent]));
  const [href, title] = columns.find(([, title]) => !/: 0(;|$)/.test(title));
  const wanted = number(title.match(/: ([\d,]+)/)[1]);
  await open(page, href);
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, wanted);
});

await test('the overview counts periods as the timeline does', async (page) => {
  await open(page, '/');
  await page.waitForSelector('figure a .hit', {state: 'attached'});
  const columns = await page.$$eval('figure a', (all) => all.map((a) => [a.getAttribute('href'), a.querySelector('title').textContent]));
  const [href, title] = columns.find(([, title]) => !/: 0(;|$)/.test(title));
  await open(page, href);
  await page.waitForSelector('figure svg');
  assert.equal(number((await page.textContent('figcaption span')).match(/^[\d,]+/)[0]), number(title.match(/: ([\d,]+)/)[1]));
});

await test('the page of a party tells of how many', async (page) => {
  await open(page, '/');
  let speaker = '';
  for (const [name] of (await api(page, 'facets?field=speaker&limit=40')).speaker.rows) {
    if ((await api(page, 'actor?id=' + encodeURIComponent(name))).quotations.rows.length > 1) speaker ||= name;
  }
  assert.ok(speaker);
  await open(page, '/actors?id=' + encodeURIComponent(speaker));
  await page.waitForSelector('h2:has-text("Said") span');
  const {quotations, roles, spellings} = await api(page, 'actor?quotations=1&id=' + encodeURIComponent(speaker));
  assert.equal(quotations.rows.length, 1);
  assert.equal(number(await page.textContent('h2:has-text("Said") span')), quotations.rows[0][quotations.columns.indexOf('total')]);
  assert.equal(spellings.rows[0][spellings.columns.indexOf('total')], spellings.rows.length);
  // Days of publication, in which nothing is older than the archive.
  const {published_first, published_last, reports} = await api(page, 'counts?party=' + encodeURIComponent(speaker));
  for (const row of roles.rows) {
    assert.ok(row[roles.columns.indexOf('count')] <= reports);
    if (row[roles.columns.indexOf('count')]) assert.ok(row[roles.columns.indexOf('last')] >= published_first && published_last >= row[roles.columns.indexOf('first')]);
  }
});

await test('task: draw over columns of the timeline to look closer', async (page) => {
  await open(page, '/timeline?step=year');
  const columns = page.locator('figure a .hit');
  const count = await columns.count();
  const [from, to] = [await columns.nth(count - 3).boundingBox(), await columns.nth(count - 2).boundingBox()];
  const year = async (i) => (await columns.nth(i).locator('title').textContent()).match(/^\d{4}/)[0];
  const wanted = [await year(count - 3) + '-01-01', await year(count - 2) + '-12-31'];
  await page.mouse.move(from.x + from.width / 2, from.y + 60);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 80, {steps: 4});
  await page.waitForSelector('figure .brush', {state: 'attached'});
  await page.mouse.up();
  await page.waitForFunction(() => new URLSearchParams(location.search).has('since'));
  assert.deepEqual(await page.evaluate(() => [location.pathname, ...['since', 'until'].map((k) => new URLSearchParams(location.search).get(k))]), ['/timeline', ...wanted]);
  await page.waitForSelector('figure svg');
});

await test('numbers stand with the right form of their noun', async (page) => {
  await open(page, '/read?id=11-talks');
  await page.waitForFunction(() => document.querySelector('.levels')?.textContent.includes('1 story'));
  await open(page, '/');
  await page.click('text=العربية');
  await page.waitForFunction(() => /\d/.test(document.querySelector('.levels')?.textContent ?? ''));
  for (const [n, noun] of await page.$$eval('.levels button', (all) => all.map((b) => b.textContent.trim().split(/\s+/).slice(0, 2)))) {
    const form = new Intl.PluralRules('ar').select(number(n));
    if (['تقارير', 'قصص', 'حوادث'].includes(noun)) assert.equal(form, 'few', n + noun);
    if (['تقريرا', 'حادثا'].includes(noun)) assert.equal(form, 'many', n + noun);
  }
});

await test('task: from a place of the map to its reports', async (page) => {
  await open(page, '/map');
  await page.waitForSelector('.land', {state: 'attached'});
  const row = page.locator('main table tbody tr').first();
  const wanted = number(await row.locator('td.num').textContent());
  await row.locator('a').click();
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) >= n, wanted);
});

await test('task: what came of a pledge', async (page) => {
  await open(page, '/pledges');
  await page.click('label:has-text("With evidence only") input');
  await page.waitForFunction(() => document.querySelectorAll('.ledger > li').length === 1);
  assert.match(await page.textContent('.ledger'), /1 later report/);
  await page.click('.ledger .link');
  await page.waitForSelector('.evidence strong');
  assert.match(await page.textContent('.evidence'), /searched: \d+ articles, .* 2022 to .* 2023/);
  assert.match(await page.textContent('.evidence'), /10 Jan 2023 told as done/);
  // The machine never says it: only people choose a verdict, and nobody has.
  assert.doesNotMatch(await page.textContent('.evidence'), /broken|kept/i);
  assert.equal(await page.inputValue('.ledger select'), 'none');
  await page.click('.evidence a');
  await page.waitForSelector('.receipt');
  assert.match(page.url(), /id=aid/);
});

await test('a pledge was said when it was published, the last one first', async (page) => {
  // Whatever the day of its event is, here one to come.
  let table;
  await page.route('**/api/v1/pledges?*', async (route) => {
    const response = await route.fetch();
    table = await response.json();
    for (const row of table.rows) row[table.columns.indexOf('day')] = '2099-01-01';
    await route.fulfill({response, json: table});
  });
  await open(page, '/pledges');
  const published = table.rows.map((row) => row[table.columns.indexOf('published')]);
  assert.deepEqual(published, [...published].sort().reverse());
  const said = await page.$$eval('.ledger .cells > div:first-child a', (all) => all.map((a) => a.textContent));
  assert.deepEqual(said, published.map((day) => new Date(day).toLocaleDateString('en-GB', {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'})));
});

await test('a pledge without evidence says so, and where it was looked for', async (page) => {
  await open(page, '/pledges');
  await page.click('.ledger .link:has-text("No follow-up found") >> nth=0');
  await page.waitForSelector('.evidence p');
  assert.match(await page.textContent('.evidence'), /searched: \d+ articles/);
});

await test('task: audit a slice and paste the paragraph', async (page) => {
  await open(page, '/quality?seed=7');
  await page.waitForSelector('.judged .sentence');
  await page.keyboard.press('a');
  await page.waitForSelector('.result');
  await page.keyboard.press('x');
  await page.waitForFunction(() => document.querySelector('.result')?.textContent.includes('1 right of 2'));
  assert.match(await page.textContent('pre'), /95 % Wilson interval/);
  await page.keyboard.press('u');
  await page.keyboard.press('u');
});

await test('task: an evidence page that opens anywhere', async (page) => {
  await open(page, '/read?id=11-talks');
  await page.keyboard.press('n');
  await page.waitForSelector('.receipt');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Evidence page')]);
  const html = readFileSync(await download.path(), 'utf8');
  assert.match(html, /SHA-256/);
  assert.match(html, /أرمينيا/);
  assert.doesNotMatch(html, /<script|https?:\/\/(?!www\.w3)/);
});

await test('evidence pages, the receipt and the audit are told in Arabic', async (page) => {
  // What is left of English: names of the program and of an outlet, codes, addresses, words of a command or a query.
  const english = (html) => html.replace(/<(style|pre|code)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]*>|&\w+;|\{\w+\}/g, ' ').replace(/\S*[\d/_]\S*/g, ' ').match(/\b[a-z]{3,}\b/g)?.filter((word) => !['waqai', 'samples'].includes(word)) ?? [];
  await open(page, '/read?id=11-talks');
  await page.keyboard.press('n');
  await page.waitForSelector('.receipt .told');
  assert.match(await page.textContent('.receipt .told'), /^اتفاق أو عرض بين \u2068أرمينيا، أذربيجان\u2069$/);
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    return readFileSync(await download.path(), 'utf8');
  };
  const one = await saved('.receipt button:has-text("صفحة الدليل")');
  assert.match(one, /<html lang="ar" dir="rtl">/);
  assert.deepEqual(english(one), []);
  await page.click('.receipt button:has-text("نسخ الإسناد")');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /واقعة وقائع/);
  await open(page, '/events?type=CONSULT&count=incidents');
  await page.waitForSelector('[data-row="0"] .q1');
  const view = await saved('text=أثبته');
  assert.match(view, /<h1>\d+ (حادث|حوادث)/);
  assert.deepEqual(english(view), []);
  await open(page, '/quality?seed=7');
  await page.waitForSelector('.judged .sentence');
  await page.keyboard.press('a');
  await page.waitForSelector('.result');
  assert.match(await page.textContent('pre.paragraph'), /^سُحبت عينة عشوائية/);
  await page.keyboard.press('u');
}, {lang: 'ar'});

await test('task: the same view as a command line', async (page) => {
  await open(page, '/events?type=CONSULT&since=2020-01-01');
  await page.click('summary:has-text("Copy as")');
  await page.click('button:text-is("Command line")');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^waqai events --archive \S+ --since 2020-01-01 --type CONSULT$/);
});

await test('task: teach the dictionary a verb, keep it, take it back', async (page) => {
  await open(page, '/workshop');
  await page.fill('textarea', 'frame: x\ntype: NOTHING');
  await page.fill('input[type=number]', '5');
  await page.click('text=See the effect');
  await page.waitForSelector('.program:has-text("workshop.frames")');
  await page.fill('textarea', '');
  await page.fill('label:has-text("Verb or phrase") input', 'عزف');
  await page.click('text=Add as a row');
  await page.fill('label:has-text("A sentence to try") input', 'عزف وزير المالية اللبناني نظيره المصري.');
  await page.click('text=See the effect');
  await page.waitForSelector('.changes .k-gained');
  assert.match(await page.textContent('.gold'), /Gold sentences coded right: *[\d,]+ *→/);
  await page.fill('label:has-text("Your name") input', 'Amal');
  await page.fill('label:has-text("What and why") input', 'a verb of the region');
  await page.click('text=Save and use');
  await page.waitForSelector('.versions .badge:has-text("in force")');
  await page.click('text=Back to the dictionary without our rows');
  await page.waitForSelector('.versions li >> nth=1');
  await page.waitForSelector('.versions .badge:has-text("no rows of our own")');
});

await test('task: bring articles, see what was not taken, read them', async (page) => {
  await open(page, '/intake');
  const before = (await api(page, 'counts')).articles;
  const text = 'التقى وزير الخارجية المصري نظيره السوداني في الخرطوم مساء الثلاثاء، وبحثا أزمة الحدود.';
  await page.setInputFiles('input[type=file]', [{name: 'خبر.jsonl', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({id: 'brought', title: 'لقاء في الخرطوم', text, published: '2024-06-03', source: 'جريدة'}) + '\n{broken\n')}]);
  await page.waitForSelector('.files bdi:has-text("خبر.jsonl")');
  await page.click('text=Code and store');
  await page.waitForSelector('.reasons li');
  assert.match(await page.textContent('.reasons'), /خبر\.jsonl:2/);
  await page.waitForSelector('h2:text-is("Done")');
  await page.waitForFunction((n) => document.querySelector('.counted .span')?.textContent.startsWith(`in ${n} articles`), before + 1);
  await page.click('main a:has-text("Articles")');
  await page.click('.articles a:has-text("لقاء في الخرطوم")');
  await page.waitForSelector('.events button');
});

await test('a folder is taken with all that is in it, but for what is hidden', async (page) => {
  const folder = mkdtempSync(join(tmpdir(), 'waqai-folder-'));
  try {
    mkdirSync(join(folder, 'below/.hidden'), {recursive: true});
    writeFileSync(join(folder, 'one.txt'), 'التقى وزير الخارجية المصري نظيره السوداني.');
    writeFileSync(join(folder, 'below/two.txt'), 'زار الرئيس التونسي الجزائر.');
    writeFileSync(join(folder, 'below/.hidden/three.txt'), 'لا شيء');
    await open(page, '/intake');
    await page.setInputFiles('input[webkitdirectory]', folder);
    await page.waitForSelector('.files li >> nth=1');
    await page.waitForTimeout(300);
    assert.deepEqual(await page.$$eval('.files li bdi', (all) => all.map((e) => e.textContent.trim())), ['two.txt', 'one.txt']);
    await page.click('text=Forget them');
    await page.waitForSelector('h2:has-text("Nothing waits")');
  } finally {
    rmSync(folder, {recursive: true});
  }
});

await test('what goes wrong is told in Arabic, with the words of the program below', async (page) => {
  await open(page, '/intake');
  await page.setInputFiles('input[type=file] >> nth=0', [{name: 'bad.jsonl', mimeType: 'application/json', buffer: Buffer.from('{"id":"x","title":"x"}\n')}, {name: 'bad.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1')}]);
  await page.waitForSelector('.files li >> nth=1');
  assert.match(await page.textContent('.files li >> nth=0'), /1 كيلوبايت/);
  await page.click('.files + .row .primary');
  await page.waitForFunction(() => /بلا نص/.test(document.querySelector('.reasons')?.textContent) && /ليس نصا/.test(document.querySelector('.reasons').textContent));
  assert.equal(await page.locator('.reasons .program[dir=ltr]').count(), 2);
  await page.waitForSelector('h2:text-is("تم")');
  await open(page, '/workshop');
  await page.fill('input[type=number]', '0');
  await page.fill('textarea', 'frame: x\ntype: NOTHING');
  await page.click('text=انظر الأثر');
  await page.waitForSelector('li:has(.program[dir=ltr]):has-text("قيمة غير مسموح بها في القاموس")');
  await page.goto(base + '/events?since=x');
  await page.waitForSelector('.notice.bad:has-text("قيمة غير مسموح بها هنا")');
  troubles.length = 0; // the refusals were meant
}, {lang: 'ar'});

await test('an archive open for reading says how to add articles', async (page) => {
  await page.route('**/api/v1/status*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({response, json: {...(await response.json()), read_only: true}});
  });
  await open(page, '/intake');
  await page.waitForSelector('main pre:has-text("waqai ingest -a")');
  assert.equal(await page.locator('.drop').count(), 0);
});

await test('the ledger counts pledges, and its code asks for them', async (page) => {
  await open(page, '/pledges');
  const wanted = (await api(page, 'counts?pledge=yes')).reports;
  assert.ok(wanted < (await api(page, 'counts')).reports);
  await page.waitForFunction((n) => document.querySelector('.levels')?.textContent.trim().startsWith(`${n} report`), wanted);
  await page.click('summary:has-text("Copy as")');
  await page.click('button:text-is("SQL")');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /FROM pledge/);
});

await test('a range: how sure at least', async (page) => {
  await open(page, '/events');
  const counts = await Promise.all(['counts', 'counts?confidence=0.8'].map((path) => api(page, path)));
  assert.ok(counts[1].reports < counts[0].reports);
  await page.selectOption('label:has-text("Confidence at least") select', '0.8');
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, counts[1].reports);
  await page.waitForSelector('.chip:has-text("80%")');
  await page.click('.chip:has-text("80%") button');
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, counts[0].reports);
});

await test('a range of the score', async (page) => {
  await open(page, '/events');
  const counts = await Promise.all(['counts', 'counts?score_from=-5&score_to=3.5'].map((path) => api(page, path)));
  assert.ok(counts[1].reports > 0 && counts[1].reports < counts[0].reports);
  await page.click('.facets summary:text-is("Score")');
  for (const [key, value] of [['from', '-5'], ['to', '3.5']]) {
    await page.fill(`.facets label:has-text("Score ${key}") input`, value);
    await page.keyboard.press('Enter');
    await page.waitForFunction((text) => location.search.includes(text), `score_${key}=${value}`);
  }
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, counts[1].reports);
  await page.click('summary:has-text("Copy as")');
  await page.click('button:text-is("Command line")');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), / --score-from -5 --score-to 3.5$/);
  for (const key of ['from', 'to']) await page.click(`.chip:has-text("Score ${key}") button`);
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, counts[0].reports);
});

await test('every view gives its command line, SQL and Python', async (page) => {
  await open(page, '/');
  const story = (await api(page, 'stories?sort=sources&limit=1')).rows[0][0];
  const views = {
    '/read?id=11-talks': [/^waqai events .*--article 11-talks$/, /e\.article_id.* IN \('11-talks'\)/, /article="11-talks"/],
    '/read': [/^waqai sql /, /FROM article ORDER BY/, /duckdb/],
    '/search?q=%D8%A7%D9%84%D8%B1%D8%A6%D9%8A%D8%B3': [/^waqai search --archive \S+ 'الرئيس'$/, /contains\(text, 'الرئيس'\)/, /duckdb/],
    '/actors': [/^waqai sql /, /FROM participant/, /duckdb/],
    '/actors?id=United%20States': [/^waqai events /, /'United States'/, /duckdb/],
    [`/stories?id=${story}`]: [/^waqai events /, new RegExp(`'${story}'`), /duckdb/],
    '/map?type=CONSULT': [/--type CONSULT$/, /'CONSULT'/, /type="CONSULT"/],
  };
  for (const [path, wanted] of Object.entries(views)) {
    await open(page, path);
    for (const [i, kind] of ['Command line', 'SQL', 'Python'].entries()) {
      await page.click('main summary:has-text("Copy as")');
      await page.click(`main button:text-is("${kind}")`);
      await page.waitForFunction(async (pattern) => new RegExp(pattern, 'm').test(await navigator.clipboard.readText()), wanted[i].source);
    }
  }
});

await test('a party counts the same in the list and on its page', async (page) => {
  await open(page, '/actors');
  const row = page.locator('main tbody tr').first();
  const wanted = number(await row.locator('td.num').textContent());
  await row.locator('a').click();
  await page.waitForFunction((n) => /^\d/.test(document.querySelector('.levels')?.textContent.trim() ?? '') && document.querySelector('.levels .num').textContent === String(n), wanted);
});

await test('a search for what is nowhere shows ways on', async (page) => {
  await open(page, '/search?q=' + encodeURIComponent('الخرطوم خخخخخ'));
  await page.click('main .empty a:has-text("الخرطوم")');
  await page.waitForSelector('.hits mark');
});

await test('task: change the frame that read an event, see what that does', async (page) => {
  await open(page, '/read?id=11-talks');
  await page.keyboard.press('n');
  await page.waitForSelector('.receipt');
  await page.click('.receipt .why summary >> nth=0');
  await page.click('.receipt a:has-text("Edit in the workshop")');
  await page.waitForFunction(() => /^frame: /m.test(document.querySelector('textarea')?.value ?? ''));
  const block = await page.inputValue('textarea');
  await page.fill('textarea', block.replace(/^type: .*\n/m, '').replace(/^frame: .*$/m, '$&\ntype: THREATEN').replace(/^example: .*\n/gm, ''));
  await page.click('text=See the effect');
  await page.waitForSelector('.changes .k-changed', {timeout: 180000}); // compiles the dictionary and codes twice
  assert.match(await page.textContent('.changes li:has(.k-changed)'), /after: *Threaten/);
});

await test('figures of accuracy stand with all their digits', async (page) => {
  await open(page, '/quality');
  await page.waitForSelector('main table tbody tr');
  const cells = await page.$$eval('main table tbody td bdi', (all) => all.map((e) => e.textContent));
  assert.ok(cells.length > 5);
  for (const cell of cells) assert.match(cell, /^\d\.\d\d – \d\.\d\d$/);
});

await test('an interval of the accuracy is one, or too little is known', async (page) => {
  await open(page, '/quality');
  await page.waitForSelector('details summary:has-text("articles-dev")');
  const cells = await page.$$eval('main td.nowrap.wide-only', (all) => all.map((cell) => cell.textContent.trim()));
  const pairs = cells.map((cell) => /^([\d.]+) – ([\d.]+)$/.exec(cell)).filter(Boolean);
  assert.ok(pairs.length > 50);
  for (const [cell, low, high] of pairs) assert.ok(Number(low) < Number(high), cell);
  assert.ok(cells.includes('too few to tell'));
});

// A name that tools/scoreboard.py writes anew stands in English on Arabic screens until web/src/lib/board.ts knows it.
await test('the accuracy card is complete in Arabic', async (page) => {
  await open(page, '/quality');
  await page.waitForSelector('.groups details');
  const texts = await page.$$eval('.groups summary .soft, .groups th, .groups td', (all) => all.map((e) => e.textContent.replace(/Arabic-\w+/, '')));
  assert.ok(texts.length > 100);
  assert.deepEqual(texts.filter((text) => /[a-z]{3,}/.test(text)), []);
}, {lang: 'ar'});

await test('a chosen party stands in Arabic on Arabic screens', async (page) => {
  await open(page, '/events?party=Qatar');
  await page.waitForSelector('.chip:has-text("قطر")');
}, {lang: 'ar'});

await test('task: rate a pledge; prove a number', async (page) => {
  await open(page, '/pledges');
  await page.selectOption('.ledger select >> nth=0', 'partly');
  await page.waitForSelector('.toast:has-text("Partly kept")');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.ledger select')?.value === 'partly');
  await page.selectOption('.ledger select >> nth=0', 'none');
  await open(page, '/events?type=CONSULT&count=incidents');
  await page.waitForSelector('[data-row="0"] .q1');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Prove it')]);
  const html = readFileSync(await download.path(), 'utf8');
  assert.match(html, /<h1>\d+ incidents<\/h1>/);
  assert.match(html, /JOIN incident i/);
  assert.match(html, /SHA-256/);
  assert.doesNotMatch(html, /<script|https?:\/\/(?!www\.w3)/);
});

await test('task: one story, its versions side by side, who told it first', async (page) => {
  await open(page, '/stories?sort=sources');
  // Articles are called articles, as reports are sentences in the switch above.
  assert.match(await page.textContent('.stories .facts-line'), /\d+ articles?/);
  assert.doesNotMatch(await page.textContent('.stories'), /told \d/);
  await page.click('.stories a:has-text("الموصل")');
  await page.waitForSelector('.side blockquote >> nth=1');
  assert.ok((await page.$$('.articles li')).length >= 3);
  assert.match(await page.textContent('.articles .first'), /first/);
  // Where the versions differ, each value stands with its source.
  assert.ok((await page.$$('.versions .values li')).length >= 2);
  await page.click('.side blockquote a >> nth=0');
  await page.waitForSelector('#inspector .receipt');
});

await test('task: the switch drives every number and stays', async (page) => {
  await open(page, '/events');
  const counts = await api(page, 'counts');
  assert.ok(counts.reports > counts.incidents && counts.incidents >= counts.stories && counts.stories > 0, JSON.stringify(counts));
  const facet = async () => number(await page.locator('.facets .value .num').first().textContent());
  const before = await facet();
  await page.click('.levels button:has-text("incidents")');
  await page.waitForFunction((n) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === n + 1, counts.incidents);
  await page.waitForFunction((n) => Number(document.querySelector('.facets .value .num')?.textContent.replace(/[^0-9]/g, '')) < n, before);
  // A row that several reports tell leads to them.
  const rows = await api(page, 'events?count=incidents&limit=1000');
  const told = rows.rows.map((r) => r[rows.columns.indexOf('told')]).reduce((a, b) => a + b, 0);
  assert.equal(told, counts.reports);
  for (const name of ['Timeline', 'Overview', 'Stories']) {
    await page.click(`.nav a:has-text("${name}")`);
    await page.waitForFunction((n) => document.title.startsWith(n), name);
    assert.equal(await page.getAttribute('.levels button:has-text("incidents")', 'aria-pressed'), 'true');
  }
  await page.click('.nav a:has-text("Overview")');
  await page.waitForFunction((n) => [...document.querySelectorAll('.tile')].some((e) => e.textContent.replace(/[^0-9]/g, '') === String(n) && e.textContent.includes('incidents')), counts.incidents);
});

await test('task: two questions on one time axis', async (page) => {
  await open(page, '/timeline?type=CONSULT&step=year');
  await page.click('text=Keep this line to compare');
  await page.click('.chip:has-text("Consult") button >> nth=0');
  await page.waitForFunction(() => document.querySelectorAll('figure path').length >= 2 && document.querySelector('figure .key')?.textContent.includes('All events'));
  assert.match(page.url(), /vs=type%3DCONSULT/);
});

// ---- state, languages, direction ----

await test('the address is the state: reload and back', async (page) => {
  await open(page, '/events?type=CONSULT&columns=minimal&sort=actor&order=asc');
  const first = await page.textContent('[data-row="0"]');
  await page.reload();
  await page.waitForFunction((text) => document.querySelector('[data-row="0"]')?.textContent === text, first);
  await page.click('.nav a:has-text("Timeline")');
  await page.waitForSelector('figure');
  assert.match(page.url(), /type=CONSULT/);
  await page.goBack();
  await page.waitForSelector('[data-row="0"]');
  assert.match(page.url(), /columns=minimal/);
});

await test('Arabic is Arabic: direction, navigation, plural forms', async (page) => {
  await open(page, '/');
  assert.deepEqual(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]), ['rtl', 'ar']);
  assert.doesNotMatch(await page.textContent('.nav'), /[A-Za-z]/);
  await page.click('text=English');
  assert.deepEqual(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]), ['ltr', 'en']);
}, {lang: 'ar'});

// Of agents without a name of their own, too: "army (Iraq)".
await test('Arabic screens name every actor in Arabic letters', async (page) => {
  const latin = async (path, selector) => {
    await open(page, path);
    const names = await page.locator(selector).allTextContents();
    assert.ok(names.length > 0, path + ' shows ' + selector);
    assert.deepEqual(names.filter((name) => /[A-Za-z]/.test(name)), [], path);
  };
  await open(page, '/stories');
  const stories = await page.$$eval('main a[href^="/stories?id="]', (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  assert.ok(stories.length > 3);
  for (const story of stories) {
    await open(page, story);
    const names = await page.locator('.who, .values strong').allTextContents();
    assert.deepEqual(names.filter((name) => /[A-Za-z]/.test(name)), [], story);
  }
  await latin('/pledges', '.parties');
  await latin('/actors', 'main table td a');
  await latin('/', 'a[href^="/actors?id="]');
  await open(page, '/events');
  const events = await api(page, 'events?limit=10000');
  const at = Object.fromEntries(events.columns.map((column, i) => [column.name ?? column, i]));
  for (const row of events.rows) {
    for (const role of ['actor', 'recipient', 'speaker']) {
      // Latin letters of the article itself stay.
      const names = (row[at[role + '_ar']] ?? row[at[role]] ?? '').split('; ').filter((name) => !row[at.sentence].includes(name));
      assert.doesNotMatch(names.join('; '), /[A-Za-z]/);
    }
  }
}, {lang: 'ar'});

await test('Arabic receipts name the place of an event in Arabic', async (page) => {
  await open(page, '/');
  const events = await api(page, 'events?limit=1000');
  const row = events.rows.map((cells) => Object.fromEntries(events.columns.map((column, i) => [column, cells[i]]))).find((one) => one.place && one.place_ar);
  await open(page, `/read?id=${encodeURIComponent(row.article_id)}&event=${row.event_id}`);
  await page.waitForSelector('.receipt .why li');
  const note = page.locator('.receipt .why > li', {hasText: 'المكان'}).first();
  assert.ok((await note.textContent()).includes(row.place_ar));
  assert.doesNotMatch(await note.textContent(), /[A-Za-z]/);
}, {lang: 'ar'});

await test('English screens tell in Latin letters who has no English name', async (page) => {
  await open(page, '/');
  const facets = await api(page, 'facets?field=speaker&limit=200');
  const [name] = facets.speaker.rows.map(([value]) => value).filter((value) => facets.latin[value]);
  assert.match(name, /^[^A-Za-z]+$/);
  assert.match(facets.latin[name], /[A-Za-z]/);
  await open(page, '/events?speaker=' + encodeURIComponent(name));
  assert.ok((await page.textContent('.chip')).includes(facets.latin[name]));
  assert.ok((await page.textContent('[data-row="0"]')).includes(facets.latin[name]));
  await page.click('text=العربية');
  assert.doesNotMatch(await page.textContent('.chip'), /[A-Za-z]/);
  // Nobody is named by the word of a deed, and no headline shows what a page escapes.
  for (const [lang, armed] of [['العربية', 'مسلحون مجهولون'], ['English', 'Unidentified armed']]) {
    await open(page, '/events?party=Unidentified+armed&columns=minimal');
    if (lang !== (await page.evaluate(() => (document.documentElement.lang === 'ar' ? 'العربية' : 'English')))) await page.click('text=' + lang);
    await page.waitForFunction((text) => document.querySelector('[data-row="0"]')?.textContent.includes(text), armed);
  }
  await open(page, '/stories?article=unnamed');
  assert.ok((await page.textContent('main h2 a')).includes('"سوق"'));
});

await test('no letter moves when layers go on and off', async (page) => {
  await open(page, '/read?id=11-talks');
  const places = () => page.evaluate(() => [...document.querySelectorAll('[data-start]')].flatMap((p) => {
    const range = new Range();
    return [...p.firstChild.data].map((_, i) => {
      range.setStart(p.firstChild, i);
      range.setEnd(p.firstChild, i + 1);
      const box = range.getBoundingClientRect();
      return [box.x, box.y, box.width].map((v) => v.toFixed(2)).join();
    });
  }).join(' '));
  const before = await places();
  for (const key of ['1', '2', '3', '4', '5', '6']) await page.keyboard.press(key);
  await page.waitForFunction(() => !CSS.highlights.has('actor'));
  assert.equal(await places(), before);
  for (const key of ['1', '2', '3', '4', '5', '6']) await page.keyboard.press(key);
  await page.waitForFunction(() => CSS.highlights.has('actor'));
  assert.equal(await places(), before);
});

await test('hostile text is text', async (page) => {
  for (const path of ['/read?id=markup', '/read', '/events?outlet=%3Cb%3Ex%3C%2Fb%3E', '/search?q=script', '/read?id=markup&xray=1']) {
    await open(page, path);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.evaluate(() => document.querySelectorAll('main img, main script, main b').length), 0, path);
    assert.equal(await page.evaluate(() => document.querySelectorAll('a[href^="javascript:"]').length), 0, path);
  }
});

await test('hidden direction marks are shown, and every corpus text is isolated', async (page) => {
  await open(page, '/read?id=torture');
  const text = await page.textContent('.words');
  assert.match(text, /␡مقلوب␡/);
  assert.doesNotMatch(text, /[\u202a-\u202e]/);
  for (const path of ['/read', '/events', '/search?q=' + encodeURIComponent('الخرطوم')]) {
    await open(page, path);
    await page.waitForTimeout(300);
    // A text node with Arabic letters stands in an element that sets its direction.
    const bare = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (/[\u0600-\u06ff]/.test(node.data) && !node.parentElement.closest('bdi, [dir]:not(html)')) found.push(node.data.slice(0, 40));
      }
      return found;
    });
    assert.deepEqual(bare, [], path);
  }
});

await test('a number keeps its side beside an Arabic name', async (page) => {
  await open(page, '/read');
  const order = await page.evaluate(() => {
    const line = [...document.querySelectorAll('.articles .small')].find((e) => /[\u0600-\u06ff]/.test(e.textContent));
    const name = line.querySelector('bdi').getBoundingClientRect();
    const range = new Range();
    range.setStart(line.lastChild, 0);
    range.setEnd(line.lastChild, line.lastChild.length);
    return range.getBoundingClientRect().left >= name.right - 1;
  });
  assert.ok(order);
});

await test('a long article paints fast', async (page) => {
  await open(page, '/read?q=' + encodeURIComponent('نص طويل'));
  const article = await api(page, 'article?id=long');
  assert.ok(article.article.text.length > 15000, `${article.article.text.length} characters`);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
  // Time of the processor that the page's own thread spent: the machine may be busy with other work.
  const spent = async () => 1000 * (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value;
  const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  // From the click to the text in sight, and to its marks; and whether anything that was in sight moved meanwhile.
  await page.evaluate(() => {
    const waits = (ready) => new Promise((done) => {
      const look = () => ready() && (observer.disconnect(), requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
      const observer = new MutationObserver(look);
      observer.observe(document.querySelector('main'), {childList: true, subtree: true});
    });
    document.addEventListener('click', () => (window.clicked = performance.now()), {once: true, capture: true});
    window.painted = waits(() => document.querySelector('.words p'));
    window.marked = waits(() => CSS.highlights.size > 0);
    window.moved = [];
    // What the reader shows; the counts above change with every screen.
    const within = (e) => e.sources.map((s) => s.node?.parentElement).filter((element) => element?.closest('.reader')).map((element) => element.outerHTML.slice(0, 90));
    new PerformanceObserver((list) => window.moved.push(...list.getEntries().map((e) => [e.value, ...within(e)]).filter((e) => e.length > 1))).observe({type: 'layout-shift'});
  });
  await frame();
  const begin = await spent();
  await page.click('.articles a:has-text("نص طويل")');
  const wall = await page.evaluate(() => window.painted.then((at) => at - window.clicked));
  const first = (await spent()) - begin;
  const marks = await page.evaluate(() => window.marked.then((at) => at - window.clicked));
  // The list of events follows; then a layer is taken off.
  await page.waitForFunction((n) => document.querySelectorAll('.events li').length === n, article.article.events.length);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await page.evaluate(() => window.moved.filter(([value]) => value > 0.0001)), []);
  const before = await spent();
  await page.keyboard.press('1');
  await frame();
  const again = (await spent()) - before;
  console.log(`        ${article.article.text.length} characters: in sight after ${wall.toFixed(0)} ms (${first.toFixed(0)} ms of the processor), with marks after ${marks.toFixed(0)} ms; a layer taken off in ${again.toFixed(0)} ms of the processor`);
  // The bar is 200 ms on the wall of a machine at rest; with other work on the same cores the processor itself is slower.
  assert.ok(first < 500, `${first} ms`);
  assert.ok(again < 200, `${again} ms`);
});

await test('opening an article by its address moves no letter', async (page) => {
  await page.addInitScript(() => {
    window.moved = [];
    new PerformanceObserver((list) => window.moved.push(...list.getEntries().map((e) => [e.value, ...e.sources.map((s) => (s.node?.parentElement ?? s.node)?.outerHTML?.slice(0, 90))]))).observe({type: 'layout-shift', buffered: true});
  });
  for (const width of [1366, 1100, 390]) {
    await page.setViewportSize({width, height: 800});
    await open(page, '/read?id=long');
    await page.waitForFunction(() => CSS.highlights.size > 0);
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate(() => window.moved.filter(([value]) => value > 0.0001)), [], `${width} px`);
  }
});

// ---- every screen: accessible, no overflow, nothing from elsewhere ----

const SCREENS = {
  home: '/', articles: '/read', read: '/read?id=11-talks', event: '', xray: '/read?id=11-talks&xray=1', torture: '/read?id=torture', events: '/events', peek: '/events?columns=gdelt', empty: '/events?type=NOTHING',
  search: '/search?q=' + encodeURIComponent('الرئيس'), timeline: '/timeline', map: '/map', actors: '/actors', actor: '/actors?id=' + encodeURIComponent('United States'), pledges: '/pledges', workshop: '/workshop', intake: '/intake', stories: '/stories', story: '', quality: '/quality?seed=3',
};
await test('a screen whose code does not come says so and can be asked for again', async (page) => {
  await page.route('**/assets/Map-*.js', (route) => route.abort());
  await page.goto(base + '/map');
  await page.waitForSelector('main [role=alert]');
  await page.unroute('**/assets/Map-*.js');
  troubles.length = 0;
  await page.click('main [role=alert] button');
  await page.waitForSelector('main h1');
});

await test('every screen works where there is no network', async (page) => {
  // Set where the whole test runs in a namespace without any: no screen can have had help from outside.
  if (process.env.WAQAI_TEST_LOOPBACK) assert.deepEqual(Object.values(networkInterfaces()).flat().filter((one) => !one.internal), []);
  const asked = new Set();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  for (const [name, path] of Object.entries(SCREENS)) {
    if (!path) continue;
    await open(page, path);
    await page.waitForFunction(() => !document.querySelector('main .skeleton'));
    assert.equal(await page.locator('main [role=alert]').count(), 0, name);
    assert.ok((await page.textContent('main')).trim().length > 100, name);
  }
  assert.deepEqual([...asked].filter((origin) => origin !== base && origin !== 'null'), []);
  assert.ok(asked.has(base));
});

for (const [lang, theme, width] of [['en', 'light', 1366], ['ar', 'light', 1366], ['en', 'dark', 1366], ['ar', 'dark', 1366], ['ar', 'light', 390], ['en', 'light', 320]]) {
  await test(`screens: ${lang} ${theme} ${width}`, async (page) => {
    const found = [];
    for (const [name, path] of Object.entries(SCREENS)) {
      if (name === 'event') {
        await open(page, '/read?id=11-talks');
        await page.keyboard.press('n');
        await page.waitForSelector('.receipt');
      } else if (name === 'story') {
        await open(page, '/stories?id=' + (await api(page, 'stories?sort=sources&limit=1')).rows[0][0]);
        await page.waitForSelector('.side blockquote');
      } else {
        await open(page, path);
      }
      await page.waitForFunction(() => !document.querySelector('main .skeleton'));
      await page.evaluate(axe);
      // All rules once a language; what colours and width alone can change, in the other views.
      const rules = theme === 'dark' ? {type: 'rule', values: ['color-contrast', 'link-in-text-block']} : width < 500 ? {type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'color-contrast']} : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await page.evaluate((runOnly) => window.axe.run(document, {resultTypes: ['violations'], runOnly}), rules);
      for (const v of result.violations) found.push(`${name}: ${v.id} (${v.nodes.length}) ${v.nodes[0].target.join(' ')} ${v.nodes[0].failureSummary?.split('\n')[1]?.trim() ?? ''}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 1) found.push(`${name}: ${over} px wider than the window`);
    }
    assert.deepEqual(found, []);
  }, {lang, theme, width, height: width < 500 ? 800 : 768});
}

await browser.close();
console.log(`${ran - failures} of ${ran} tests passed`);
process.exit(failures ? 1 : 0);
