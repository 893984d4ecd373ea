"""Help, man pages and completion scripts are made from one table, and say the same."""
import re
import shutil
import subprocess
import unittest

import harness


def commands():
    listed = harness.waqai("help").out.split("commands:\n")[1]
    return re.findall(r"^  (\S+) ", listed, re.M)


def flags(command):
    return re.findall(r"^  (?:-\w, |    )(--[\w-]+)", harness.waqai(command, "--help").out, re.M)


class ManPages(harness.Case):
    def test_every_command_has_a_page_with_all_its_flags(self):
        for command in commands():
            page = harness.waqai("help", "--man", command)
            self.assertEqual(page.code, 0, command)
            self.assertTrue(page.out.startswith(f".TH waqai-{command} 1 "), command)
            for flag in flags(command):
                self.assertIn("\\fB" + flag.replace("-", "\\-") + "\\fR", page.out, command)

    def test_the_first_page_names_every_command_and_the_exit_codes(self):
        page = harness.waqai("help", "--man").out
        for command in commands():
            self.assertIn(f".BR waqai\\-{command} (1)", page)
        self.assertIn("130  interrupted", page)

    @unittest.skipUnless(shutil.which("groff") or shutil.which("mandoc"), "neither groff nor mandoc is installed")
    def test_pages_are_clean_troff(self):
        checker = ["mandoc", "-T", "lint", "-W", "error"] if shutil.which("mandoc") else ["groff", "-man", "-Tascii", "-ww", "-z"]
        for words in ([], *([command] for command in commands())):
            page = harness.waqai("help", "--man", *words).bytes
            told = subprocess.run(checker, input=page, capture_output=True, check=False)
            self.assertEqual((told.returncode, told.stderr.decode()), (0, ""), words)


class Completion(harness.Case):
    def bash(self, *typed):
        """What bash offers when the last word is being typed."""
        script = harness.waqai("completion", "bash").out
        words = " ".join(f"'{word}'" for word in typed)
        ask = f"{script}\nCOMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _waqai; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        done = subprocess.run(["bash", "--norc", "-c", ask], capture_output=True, text=True, cwd=self.folder, check=True)
        return done.stdout.split()

    def test_bash_offers_commands_flags_and_values(self):
        self.assertEqual(self.bash("waqai", "inc"), ["incidents"])
        self.assertEqual(self.bash("waqai", "events", "--rec"), ["--recipient"])
        self.assertEqual(sorted(self.bash("waqai", "code", "--to", "")), ["csv", "jsonl", "plover", "text", "tsv"])
        self.assertEqual(self.bash("waqai", "dict", "im"), ["import"])
        self.write("news.jsonl", "")
        self.assertEqual(self.bash("waqai", "code", "ne"), ["news.jsonl"])

    def test_bash_offers_every_flag_of_every_command(self):
        for command in commands():
            self.assertEqual(sorted(self.bash("waqai", command, "--")), sorted(flags(command)), command)

    def test_zsh_and_fish_name_every_command_and_flag(self):
        zsh, fish = harness.waqai("completion", "zsh").out, harness.waqai("completion", "fish").out
        for command in commands():
            self.assertIn(f"\n    {command}) _arguments", zsh)
            for flag in flags(command):
                self.assertIn(f"-n '__fish_seen_subcommand_from {command}' -l {flag[2:]} ", fish)

    def test_shells_accept_their_scripts(self):
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                print(f"SKIPPED: {shell} is not installed")
                continue
            script = self.write(f"completion.{shell}", harness.waqai("completion", shell).out)
            told = subprocess.run([shell, "-n", script], capture_output=True, check=False)
            self.assertEqual((told.returncode, told.stderr), (0, b""), shell)

    def test_another_shell_is_told_which_there_are(self):
        done = harness.waqai("completion", "powershell")
        self.assertEqual(done.code, 2)
        self.assertIn("bash, zsh or fish", done.err)


if __name__ == "__main__":
    unittest.main()
