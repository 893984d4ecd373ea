"""The built web app: made of these sources, within its sizes, complete in both languages.  Needs neither Node nor a browser."""
import gzip
import hashlib
import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WEB = ROOT / "web"
DIST = WEB / "dist"
ENGLISH = ("one", "other")
ARABIC = ("zero", "one", "two", "few", "many", "other")


def sources_digest():
    files = [p.relative_to(WEB).as_posix() for folder in ("src", "public") for p in (WEB / folder).rglob("*") if p.is_file()]
    files += ["index.html", "package.json", "package-lock.json", "vite.config.js"]
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\n" + (WEB / name).read_bytes() + b"\n")
    return digest.hexdigest()


def packed(path):
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


class Assets(unittest.TestCase):
    def test_built_of_these_sources(self):
        stamp = json.loads((DIST / "BUILD.json").read_text())
        self.assertEqual(stamp["sources"], sources_digest(), "web/dist is stale; remedy: cd web && npm ci && npm run build")

    def test_first_screen_is_small(self):
        html = (DIST / "index.html").read_text()
        scripts = set(re.findall(r'(?:src|href)="(/assets/[^"]+\.js)"', html))
        self.assertTrue(scripts)
        todo = list(scripts)
        while todo:
            text = (DIST / todo.pop()[1:]).read_text()
            # What is imported at once; import() comes later.
            for name in re.findall(r'(?:from|import)\s*"\./([^"]+\.js)"', text):
                if "/assets/" + name not in scripts:
                    scripts.add("/assets/" + name)
                    todo.append("/assets/" + name)
        size = sum(packed(DIST / name[1:]) for name in scripts)
        self.assertLess(size, 50 * 1024, f"script of the first screen: {size} bytes")

    def test_whole_app_is_small(self):
        size = sum(packed(p) for p in DIST.rglob("*") if p.is_file())
        self.assertLess(size, 1000 * 1024, f"whole app: {size} bytes")

    def test_nothing_comes_from_elsewhere(self):
        for path in DIST.rglob("*"):
            if path.suffix in (".js", ".css", ".html"):
                for address in re.findall(r'https?://[\w.-]+', path.read_text()):
                    self.assertIn(address, ("http://www.w3.org", "https://svelte.dev"), path.name)

    def test_no_raw_html_of_the_corpus(self):
        for path in (WEB / "src").rglob("*.svelte"):
            self.assertNotIn("{@html", path.read_text(), path.name)

    def test_styles_know_no_left_and_right(self):
        for path in [*(WEB / "src").rglob("*.svelte"), *(WEB / "src").rglob("*.css")]:
            text = path.read_text()
            style = text if path.suffix == ".css" else "".join(re.findall(r"<style>(.*?)</style>", text, re.S))
            self.assertNotRegex(style, r"(?:^|[\s;{])(?:margin-|padding-|border-)?(?:left|right)\s*:|text-align:\s*(?:left|right)|letter-spacing|font-style:\s*italic", path.name)


class Messages(unittest.TestCase):
    def test_both_languages_are_complete(self):
        text = (WEB / "src/lib/messages.ts").read_text()
        keys = re.findall(r"^  '([\w.]+)': \[", text, re.M)
        self.assertGreater(len(keys), 200)
        self.assertEqual(len(keys), len(set(keys)), "a message is there twice")
        for key, body in re.findall(r"^  '([\w.]+)': (\[.*\]),$", text, re.M):
            if "n('" in body:
                self.assertRegex(body, r"\bn\((?:'[^']*'(?:, )?){2}\), ar\((?:'[^']*'(?:, )?){6}\)", key)
            else:
                parts = re.fullmatch(r"\[('(?:[^'\\]|\\.)*'), ('(?:[^'\\]|\\.)*')\]", body)
                self.assertTrue(parts, key)
                self.assertEqual(set(re.findall(r"\{\w+\}", parts[1])), set(re.findall(r"\{\w+\}", parts[2])), key)

    def test_every_message_in_use_exists(self):
        text = (WEB / "src/lib/messages.ts").read_text()
        keys = set(re.findall(r"^  '([\w.]+)': \[", text, re.M))
        for path in (WEB / "src").rglob("*.svelte"):
            for key in re.findall(r"\bt\('([\w.]+)'[,)]", path.read_text()):
                self.assertIn(key, keys, path.name)


if __name__ == "__main__":
    unittest.main()
