"""The web app in headless Chromium: `waqai serve` over the examples and the direction torture list, driven by tests/web/app.mjs.

Everything runs in a network namespace that has the loopback interface and nothing else, where the kernel lets us make one (it says so where not):
what works here works with the network removed.  Skipped, loudly, where Chromium, Node or web/node_modules is missing (tools/setup.sh test installs them).
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/cli"), str(ROOT / "tests/web")]
import serving  # noqa: E402
import torture  # noqa: E402


def missing():
    if not shutil.which("node"):
        return "node"
    if not (ROOT / "web/node_modules/playwright-core").is_dir():
        return "web/node_modules (cd web && npm ci)"
    if not shutil.which(os.environ.get("CHROMIUM", "chromium")):
        return "chromium"
    return ""


ALONE = "WAQAI_TEST_LOOPBACK"  # set where only the loopback interface exists


def leave_the_network():
    """Starts this test again where there is no network; comes back where that cannot be done."""
    if os.environ.get(ALONE):
        return
    inside = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    if shutil.which("unshare") and subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0:
        os.execvpe(inside[0], [*inside, sys.executable, "-B", *sys.argv], {**os.environ, ALONE: "1"})
    print("test_app: the kernel gives no network namespace: Chromium only is kept from other hosts", flush=True)


def main():
    lacking = missing()
    if lacking:
        print(f"test_app: SKIPPED, {lacking} is missing; remedy: tools/setup.sh test")
        sys.exit(77)
    leave_the_network()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "torture.jsonl").write_text(torture.jsonl(), encoding="utf-8")
        archive = serving.make_archive(path / "news", ROOT / "examples/articles.jsonl", path / "torture.jsonl", ROOT / "tests/faults/articles.jsonl")
        server = serving.Server(archive)
        try:
            done = subprocess.run(["node", str(ROOT / "tests/web/app.mjs"), server.address, *sys.argv[1:]], timeout=1700 * serving.PATIENCE,
                                  env={**os.environ, "WAQAI_TEST_PATIENCE": str(serving.PATIENCE)}, check=False)
        finally:
            ended = server.stop()
    sys.exit(done.returncode or ended)


if __name__ == "__main__":
    main()
