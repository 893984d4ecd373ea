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


class Errors(unittest.TestCase):
    def test_every_error_has_its_arabic(self):
        ids = {f"E{int(code):03}" for code in re.findall(r"^  k\w+ = (\d+),", (ROOT / "src/base/error_codes.h").read_text(), re.M)}
        body = (WEB / "src/lib/errors-ar.ts").read_text()
        arabic = dict(re.findall(r"^  (E\d+): '([^']+)',", body, re.M))
        self.assertEqual(set(arabic), ids, "remedy: write it in web/src/lib/errors-ar.ts, then cd web && npm run build")
        for text in arabic.values():
            self.assertRegex(text, "[\u0621-\u064a]")
            self.assertNotRegex(text, "[;,?]")


class Notes(unittest.TestCase):
    """What the engine notes in English has its Arabic in web/src/lib/notes-ar.ts; words of the text, names and dates stay as they are."""

    @classmethod
    def setUpClass(cls):
        cls.arabic = {}
        cls.twice = []
        body = (WEB / "src/lib/notes-ar.ts").read_text().split("= {\n")[1].split("\n};")[0]
        for line in body.split("\n"):
            entry = re.fullmatch(r"""  (?:'([^'\\]+)'|"([^"\\]+)"|(\w+)): '([^'\\]+)',""", line)
            if entry:
                phrase = entry[1] or entry[2] or entry[3]
                cls.twice += [phrase] if phrase in cls.arabic else []
                cls.arabic[phrase] = entry[4]
            else:
                assert line.startswith("  // "), line

    def has_arabic(self, phrase, where):
        self.assertIn(phrase, self.arabic, f"{where}: no Arabic; remedy: write it in web/src/lib/notes-ar.ts, then cd web && npm run build")

    def test_arabic_is_arabic(self):
        self.assertEqual(self.twice, [])
        for phrase, arabic in self.arabic.items():
            self.assertRegex(arabic, "[\u0621-\u064a]", phrase)
            self.assertNotRegex(arabic, "[A-Za-z;,?]|^\\s|\\s$", phrase)
            self.assertEqual(re.findall("\\d+", phrase), re.findall("\\d+", arabic), phrase)

    def test_every_reason_of_the_dictionary(self):
        events = ROOT / "data/events"
        count = 0
        for path in sorted(events.glob("uncoded*.tsv")):
            rows = [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")]
            column = rows[0].index("reason")
            for row in rows[1:]:
                self.has_arabic(row[column].strip(), path.name)
                count += 1
        for path in sorted(events.glob("*.frames")):
            for reason in re.findall(r"^reason:[ \t]*(.*?)[ \t]*$", path.read_text(), re.M):
                self.has_arabic(reason, path.name)
                count += 1
        self.assertGreater(count, 150)

    def test_every_note_of_the_engine(self):
        # Literals of several words, but for those of errors; "the learned choice among N: whom" is made of parts.
        others = {"the learned choice among ", "times "}
        chosen = set(re.findall(r"^  (?:'([^']+)'|(\w+)): '", (WEB / "src/lib/notes.svelte.ts").read_text(), re.M))
        others |= {a or b for a, b in chosen}
        paths = [p for folder in ("events", "claims", "entities") for p in sorted((ROOT / "src" / folder).glob("*.cc")) if not p.name.endswith("_test.cc")]
        count = 0
        for path in [*paths, ROOT / "src/engine/reading.cc"]:
            for line in path.read_text().splitlines():
                code = re.sub(r"(?:^|\s)//.*", "", line)
                if re.search(r"\bhint\(|Status::|damaged|static_assert", code):
                    continue
                for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', code):
                    if re.match("[a-z][a-z']*[ ,:;]", literal) and literal not in others:
                        self.has_arabic(literal, path.name)
                        count += 1
        self.assertGreater(count, 80)

    def test_whom_the_learned_choice_takes(self):
        kinds = re.search(r"kWhat\[\] = \{(.*?)\};", (ROOT / "src/events/choice.cc").read_text(), re.S)
        text = (WEB / "src/lib/notes.svelte.ts").read_text().split("const CHOSEN")[1].split("};")[0]
        for kind in re.findall(r'"([^"]*)"', kinds[1]):
            self.assertRegex(text, rf"(?m)^  '?{re.escape(kind)}'?: '", kind)


if __name__ == "__main__":
    unittest.main()
