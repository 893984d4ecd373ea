// Writes web/dist/BUILD.json: the digest of the sources this build was made of.  tests/web/test_assets.py compares it.
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const files = [];
function walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path);
    else files.push(path);
  }
}
for (const folder of ['src', 'public']) walk(folder);
files.push('index.html', 'package.json', 'package-lock.json', 'vite.config.js');
const digest = createHash('sha256');
for (const path of files.sort()) digest.update(path + '\n').update(readFileSync(path)).update('\n');
writeFileSync('dist/BUILD.json', JSON.stringify({generated: 'by npm run build in web/; do not edit', sources: digest.digest('hex')}) + '\n');
