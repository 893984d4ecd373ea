"""The packages: what is in them, that they run from another folder with an empty environment, and that they are the same twice."""
import os
import pathlib
import shutil
import subprocess
import tarfile
import unittest

import harness


class Package(harness.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paths = cls.build()

    @classmethod
    def build(cls):
        done = subprocess.run(["python3", "-B", harness.ROOT / "tools/build_package.py", "--build", harness.PROGRAM.parent, "--output", cls.room(), "--level", "1"],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [pathlib.Path(line) for line in done.stdout.split()]

    @classmethod
    def room(cls):
        import tempfile
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        return folder.name

    def unpacked(self):
        with tarfile.open(self.paths[0]) as tar:
            tar.extractall(self.folder, filter="data")
        return next(self.folder.iterdir())

    def test_runs_from_any_folder_with_an_empty_environment(self):
        moved = self.folder / "moved here"
        shutil.move(self.unpacked(), moved)
        program = moved / "bin/waqai"
        libraries = subprocess.run(["ldd", program], capture_output=True, text=True, env={}, check=True).stdout
        self.assertNotIn("not found", libraries)
        for line in libraries.splitlines():
            if "libduckdb" in line or "libsimdjson" in line:
                self.assertIn(str(moved), line)
        example = harness.EXAMPLES / "articles.jsonl"
        ours = subprocess.run([program, "code", example], capture_output=True, env={"HOME": str(self.folder)}, check=True).stdout
        self.assertEqual(ours, harness.waqai("code", example).bytes)
        archive = self.folder / "news"
        subprocess.run([program, "ingest", "-q", "--archive", archive, example], env={"HOME": str(self.folder)}, check=True)
        self.assertEqual(subprocess.run([program, "doctor", "--archive", archive], capture_output=True, env={"HOME": str(self.folder)}, check=False).returncode, 0)

    @unittest.skipUnless(shutil.which("readelf"), "readelf is not installed")
    def test_libraries_of_libraries_are_found_beside_the_program(self):
        dynamic = subprocess.run(["readelf", "-d", self.unpacked() / "bin/waqai"], capture_output=True, text=True, check=True).stdout
        self.assertRegex(dynamic, r"\(RPATH\).*\[\$ORIGIN/../lib/waqai\]")  # a RUNPATH would not count for them

    def test_holds_licences_pages_completion_and_the_digest(self):
        folder = self.unpacked()
        for name in ("share/doc/waqai/LICENSE", "share/doc/waqai/NOTICE", "share/doc/waqai/LICENSE-data", "share/doc/waqai/build.json", "share/man/man1/waqai.1.gz",
                     "share/man/man1/waqai-code.1.gz", "share/bash-completion/completions/waqai", "share/waqai/waqai.bundle"):
            self.assertTrue((folder / name).stat().st_size > 0, name)
        self.assertTrue(os.access(folder / "bin/waqai", os.X_OK))

    @unittest.skipUnless(shutil.which("dpkg-deb"), "dpkg-deb is not installed")
    def test_the_deb_is_one_for_dpkg(self):
        fields = subprocess.run(["dpkg-deb", "--field", self.paths[1]], capture_output=True, text=True, check=True).stdout
        self.assertIn("Package: waqai\n", fields)
        subprocess.run(["dpkg-deb", "--extract", self.paths[1], self.folder / "root"], check=True)
        done = subprocess.run([self.folder / "root/usr/bin/waqai", "doctor"], capture_output=True, text=True, env={}, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_same_build_same_bytes(self):
        again = self.build()
        self.assertEqual([path.read_bytes() for path in again], [path.read_bytes() for path in self.paths])

    @unittest.skipUnless(os.environ.get("WAQAI_LONG"), "./test --long makes a bare Debian 12")
    @unittest.skipUnless(shutil.which("debootstrap") and os.geteuid() == 0, "debootstrap is missing, or this is not root; remedy: tools/setup.sh long")
    def test_runs_on_a_bare_debian(self):
        bare = pathlib.Path(self.room()) / "debian"
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", bare, "http://deb.debian.org/debian"], check=True, stdout=subprocess.DEVNULL)
        example = shutil.copy(harness.EXAMPLES / "articles.jsonl", bare / "articles.jsonl")
        expected = harness.waqai("code", example).bytes

        def inside(*words, code=0):
            # Nothing of this machine but the kernel: no network, no environment.
            alone = ["unshare", "--net", "--mount", "sh", "-c", 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"']
            done = subprocess.run([*alone, bare, *words], capture_output=True, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}, check=False)
            self.assertEqual(done.returncode, code, (words, done.stderr.decode()))
            return done.stdout

        with tarfile.open(self.paths[0]) as tar:
            tar.extractall(bare / "opt", filter="data")
        unpacked = "/opt/" + os.listdir(bare / "opt")[0] + "/bin/waqai"
        shutil.copy(self.paths[1], bare / "waqai.deb")
        inside("dpkg", "--install", "/waqai.deb")
        for number, program in enumerate((unpacked, "waqai")):
            self.assertEqual(inside(program, "code", "/articles.jsonl"), expected, program)
            inside(program, "ingest", "--quiet", "--archive", f"/news{number}", "/articles.jsonl")
            inside(program, "doctor", "--archive", f"/news{number}")
            self.assertIn(b"ASSAULT", inside(program, "events", "--archive", f"/news{number}", "--to", "csv"))
            self.assertEqual(inside(program, "sql", "--archive", f"/news{number}", "SELECT count(*) AS n FROM article", "--json").strip(),
                             b'{"n":%d}' % len(expected.splitlines()))
            served = inside("timeout", "--preserve-status", "--signal=INT", "5", program, "serve", f"/news{number}", "--port", "0")
            self.assertRegex(served.decode(), r"^http://127\.0\.0\.1:\d+/\?token=")
        inside("dpkg", "--purge", "waqai")
        inside("sh", "-c", "command -v waqai", code=127)
        self.assertNotIn(b"waqai", inside("find", "/usr", "/etc"))


if __name__ == "__main__":
    unittest.main()
