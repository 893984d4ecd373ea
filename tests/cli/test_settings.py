"""Settings: the command line, then the environment, then the nearer file; a wrong line is told, not passed over."""
import os
import unittest

import harness


class Settings(harness.Case):
    def setUp(self):
        super().setUp()
        self.inner = self.folder / "a" / "b"
        self.inner.mkdir(parents=True)
        self.user = self.folder / "user"
        (self.user / "waqai").mkdir(parents=True)

    def call(self, *words, env=None, **more):
        env = {"XDG_CONFIG_HOME": str(self.user), "WAQAI_BUNDLE": os.environ.get("WAQAI_BUNDLE", ""), **(env or {})}
        return harness.waqai(*words, env=env, cwd=self.inner, **more)

    def line(self, name, **more):
        return next(row for row in self.call("config", **more).out.splitlines() if row.startswith(name + " "))

    def test_what_is_nearer_wins(self):
        self.assertEqual(self.line("archive"), "archive is not set")
        (self.user / "waqai/config.toml").write_text("archive = 'mine'\n")
        self.assertIn(f"= {self.user}/waqai/mine ", self.line("archive"))
        (self.folder / "waqai.toml").write_text("\n# ours\narchive = \"../x/news\"  # here\n")
        self.assertIn(f"from {self.folder}/waqai.toml:3", self.line("archive"))
        self.assertIn(f"= {self.folder.parent}/x/news ", self.line("archive"))
        self.assertEqual(self.line("archive", env={"WAQAI_ARCHIVE": "other"}), "archive = other  from WAQAI_ARCHIVE")

    def test_a_set_archive_is_used_unless_another_is_named(self):
        (self.folder / "waqai.toml").write_text("archive = news\nquiet = true\n")
        self.assertEqual(self.call("ingest", "-", given=harness.record(1)).code, 0)
        self.assertTrue((self.folder / "news/waqai.duckdb").exists())
        self.assertEqual(len(self.call("events", "--json").rows()), 1)
        self.assertEqual(self.call("events", "--archive", "elsewhere").code, 4)

    def test_a_section_counts_for_its_command_only(self):
        (self.folder / "waqai.toml").write_text("[code]\npublished = 2024-05-01\n")
        self.assertEqual(self.call("config").code, 2)  # the day of publication is no setting
        (self.folder / "waqai.toml").write_text("translit = false\n[code]\ntranslit = true\n")
        plain = self.call("code", "--to", "text", "-", given=harness.SENTENCE)
        self.assertEqual(plain.code, 0)
        self.assertTrue(plain.out.isascii(), plain.out)
        self.assertFalse(self.call("dict", "try", harness.SENTENCE).out.isascii())

    def test_wrong_lines_are_told_with_place_and_remedy(self):
        for text, place, part in (("archiv = x\n", ":1", "did you mean archive?"), ("\n[cod]\n", ":2", "waqai help"), ("archive\n", ":1", 'name = "value"'),
                                  ("archive = 'x\n", ":1", 'name = "value"'), ("[events]\nport = 1\n", ":2", "cannot be set")):
            (self.folder / "waqai.toml").write_text(text)
            done = self.call("events")
            self.assertEqual(done.code, 2, text)
            self.assertIn("E145", done.err)
            self.assertIn(f"waqai.toml{place}", done.err)
            self.assertIn(part, done.err)
        self.assertEqual(self.call("help").code, 0)  # help works all the same


if __name__ == "__main__":
    unittest.main()
