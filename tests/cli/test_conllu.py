"""Trees of another parser: `waqai code` takes CoNLL-U, and the trees decide."""
import unittest

from harness import EXAMPLES, Case, waqai

ACCUSED = "\u0627\u062a\u0647\u0645\u062a"
RUSSIA = "\u0631\u0648\u0633\u064a\u0627"
UKRAINE = "\u0623\u0648\u0643\u0631\u0627\u0646\u064a\u0627"
WITH, AND = "\u0628", "\u0648"
SHELLING = "\u0642\u0635\u0641"
CITY = "\u0627\u0644\u0645\u062f\u064a\u0646\u0629"
TEXT = f"{ACCUSED} {RUSSIA} {UKRAINE} {WITH}{SHELLING} {CITY}."


def rows(*words):
    """Rows of form, head, relation; SpaceAfter=No before the full stop."""
    lines = [f"{i}\t{form}\t_\tX\t_\t_\t{head}\t{relation}\t_\t{'SpaceAfter=No' if i == len(words) - 1 else '_'}" for i, (form, head, relation) in enumerate(words, 1)]
    return "\n".join(lines) + "\n\n"


def accusation(first, second):
    """The tree of TEXT with these relations of the two countries; the other parser does not split the preposition off."""
    return rows((ACCUSED, 0, "root"), (RUSSIA, 1, first), (UKRAINE, 1, second), (WITH + SHELLING, 1, "obl"), (CITY, 4, "nmod"), (".", 1, "punct"))


class Conllu(Case):
    def event(self, conllu, name="trees.conllu"):
        coded = waqai("code", "--to", "jsonl", self.write(name, conllu))
        self.assertEqual(coded.code, 0, coded.err)
        (article,) = coded.rows()
        (event,) = [e for e in article["events"] if e["type"] == "ACCUSE"]
        return article, event

    def test_the_tree_decides_who_accuses_whom(self):
        article, event = self.event(accusation("nsubj", "obj"))
        self.assertEqual(article["text"], TEXT)
        self.assertEqual([p["country"] for p in event["actor"] + event["recipient"]], ["RUS", "UKR"])
        _, event = self.event(accusation("obj", "nsubj"))
        self.assertEqual([p["country"] for p in event["actor"] + event["recipient"]], ["UKR", "RUS"])

    def test_our_own_trees_give_our_own_events(self):
        plain = waqai("code", "--to", "jsonl", self.write("plain.txt", TEXT)).rows()[0]
        article, _ = self.event(waqai("parse", given=TEXT).out)
        told = lambda a: [{k: v for k, v in e.items() if k not in ("id", "article")} for e in a["events"]]
        self.assertEqual(told(article), told(plain))

    def test_documents_ids_dates_and_standard_input(self):
        both = f"# newdoc id = one\n# published = 2024-05-01\n# source = Paper\n{accusation('nsubj', 'obj')}# newdoc id = two\n{accusation('obj', 'nsubj')}"
        coded = waqai("code", "--to", "jsonl", "-", given=both)
        self.assertEqual([(a["id"], a["published"], a["source"]) for a in coded.rows()], [("one", "2024-05-01", "Paper"), ("two", None, None)])

    def test_a_file_that_is_no_tree_is_rejected_and_the_rest_goes_on(self):
        broken = f"# newdoc id = bad\n{rows((ACCUSED, 2, 'root'), (RUSSIA, 1, 'nsubj'), ('.', 1, 'punct'))}# newdoc id = good\n{accusation('nsubj', 'obj')}"
        coded = waqai("code", "--to", "jsonl", self.write("broken.conllu", broken))
        self.assertEqual([a["id"] for a in coded.rows()], ["good"])
        self.assertEqual(coded.code, 5)
        self.assertIn("E032", coded.err)
        self.assertIn("broken.conllu, bad, line 2", coded.err)

    def test_the_line_is_that_of_the_file(self):
        good = f"# newdoc id = good\n{accusation('nsubj', 'obj')}"
        broken = f"# newdoc id = bad\n{rows((ACCUSED, 2, 'root'), (RUSSIA, 1, 'nsubj'), ('.', 1, 'punct'))}"
        coded = waqai("code", "--to", "jsonl", self.write("second.conllu", good + broken))
        self.assertEqual([a["id"] for a in coded.rows()], ["good"])
        first = len(good.splitlines()) + 2  # behind the head of the second article
        self.assertIn(f"second.conllu, bad, line {first}", coded.err)

    def test_rows_without_heads_are_parsed(self):
        without = accusation("nsubj", "obj").replace("\tnsubj", "\t_").replace("\tobj", "\t_")
        without = "\n".join("\t".join(["_" if i in (6, 7) else c for i, c in enumerate(line.split("\t"))]) if "\t" in line else line for line in without.split("\n"))
        _, event = self.event(without)
        self.assertEqual(event["actor"][0]["country"], "RUS")

    def test_any_bytes(self):
        for junk in (b"1\t\xff\t_\tX\t_\t_\t0\troot\t_\t_\n\n", b"1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n", b"# newdoc\n", b"1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n1-9\t_\t_\t_\t_\t_\t_\t_\t_\t_"):
            coded = waqai("code", "--to", "jsonl", self.write("junk.conllu", junk))
            self.assertIn(coded.code, (0, 1, 3, 5), coded.err)

    def test_trees_of_an_archive(self):
        archive, again = self.folder / "news", self.folder / "again"
        self.assertEqual(waqai("ingest", "-q", "-a", archive, EXAMPLES / "articles.jsonl").code, 0)
        path = self.folder / "trees.conllu"
        self.assertEqual(waqai("export", "conllu", "-a", archive, "-o", path).code, 0)
        articles = {a["id"]: a for a in waqai("code", EXAMPLES / "articles.jsonl").rows()}
        lines = path.read_text(encoding="utf-8").splitlines()
        self.assertEqual(sorted(line[14:] for line in lines if line.startswith("# newdoc id = ")), sorted(articles))
        sentences = [line for line in lines if line.startswith("# sent_id = ")]
        self.assertEqual(len(sentences), len(set(sentences)))
        self.assertGreater(len(sentences), len(articles))
        self.assertEqual({len(line.split("\t")) for line in lines if line and not line.startswith("#")}, {10})
        self.assertIn("`# newdoc id`", path.with_name("trees.conllu.codebook.md").read_text(encoding="utf-8"))
        # What is written is read.
        self.assertEqual(waqai("ingest", "-q", "-a", again, path).code, 0)
        squeezed = lambda text: " ".join(text.split())
        self.assertEqual({a["id"]: squeezed(a["text"]) for a in waqai("events", "-a", again).rows()}, {i: squeezed(a["text"]) for i, a in articles.items()})
        aid = {a["id"] for a in waqai("events", "-a", archive, "--type", "AID").rows()}
        some = waqai("export", "conllu", "-a", archive, "--type", "AID").out.splitlines()
        self.assertEqual({line[14:] for line in some if line.startswith("# newdoc id = ")}, aid)
        self.assertEqual(waqai("export", "conllu", "-a", archive, "--to", "csv").code, 2)
        self.assertEqual(waqai("export", "conllu", "-a", self.folder / "absent").code, 4)


if __name__ == "__main__":
    unittest.main()
