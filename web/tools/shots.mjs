// Pictures of every screen: node tools/shots.mjs ADDRESS FOLDER [NAME...]; both languages, light and dark, desktop and phone.
// DIST=dist shows the files of that folder instead of those in the program; VIEW=en-light-1366 takes one view; ARTICLE, EVENT, ACTOR, STORY choose what is shown.
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {chromium} from 'playwright-core';

const [address, folder, ...only] = process.argv.slice(2);
mkdirSync(folder, {recursive: true});
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
const base = new URL(address).origin;
const first = await browser.newPage();
await first.goto(address);
const state = await first.context().storageState();
const article = process.env.ARTICLE ?? '';
const screens = {
  home: '/', read: `/read?id=${article}`, event: `/read?id=${article}&event=${process.env.EVENT ?? ''}`, xray: `/read?id=${article}&xray=1`, articles: '/read', events: '/events', search: '/search?q=' + encodeURIComponent('الرئيس'),
  intake: '/intake', timeline: '/timeline', map: '/map?type=ASSAULT', actors: '/actors', actor: '/actors?id=' + encodeURIComponent(process.env.ACTOR ?? 'Vladimir Putin'), pledges: '/pledges', workshop: '/workshop', stories: '/stories', story: `/stories?id=${process.env.STORY ?? ''}`, incidents: '/events?count=incidents', quality: '/quality', audit: '/quality?seed=7',
};
const views = [['en', 'light', 1366, 768], ['ar', 'light', 1366, 768], ['ar', 'dark', 1366, 768], ['en', 'dark', 1366, 768], ['ar', 'light', 390, 844], ['en', 'dark', 390, 844]];
for (const [lang, theme, width, height] of views) {
  if (process.env.VIEW && process.env.VIEW !== `${lang}-${theme}-${width}`) continue;
  const context = await browser.newContext({storageState: state, viewport: {width, height}, deviceScaleFactor: Number(process.env.SCALE ?? 1), colorScheme: theme, reducedMotion: 'reduce'});
  await context.addInitScript((l) => localStorage.setItem('waqai.lang', l), lang);
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  if (process.env.DIST) {
    const types = {html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml', woff2: 'font/woff2'};
    await page.route((url) => !url.pathname.startsWith('/api/'), (wire) => {
      const path = process.env.DIST + new URL(wire.request().url()).pathname;
      const named = /\.\w+$/.test(path);
      if (named && !existsSync(path)) return wire.continue(); // what the program adds, such as the figures of accuracy
      const file = named ? path : process.env.DIST + '/index.html';
      return wire.fulfill({body: readFileSync(file), contentType: types[file.split('.').at(-1)] ?? 'text/plain'});
    });
  }
  page.on('console', (m) => m.type() === 'error' && console.log(lang, m.text()));
  page.on('pageerror', (e) => console.log(lang, 'error', e.message));
  page.on('request', (r) => new URL(r.url()).origin !== base && !r.url().startsWith('data:') && !r.url().startsWith('blob:') && console.log('FOREIGN', r.url()));
  for (const [name, path] of Object.entries(screens)) {
    if (only.length && !only.includes(name)) continue;
    await page.goto(base + path);
    // Until nothing is awaited any more, on a busy machine, too.
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => document.querySelector('main h1, main .reader') && !document.querySelector('main .skeleton'));
    await page.waitForTimeout(Number(process.env.WAIT ?? 400));
    await page.screenshot({path: `${folder}/${name}-${lang}-${theme}-${width}.png`, fullPage: !!process.env.FULL, timeout: 120000});
  }
  await context.close();
}
await browser.close();
