"""Everything one does with a clone: ``python3 dev.py run | test | lint | browser | words | compile | lock``.

Needs nothing but Python 3.11 or later: makes its own virtual environment in ``.venv`` and keeps it in step with
pyproject.toml and requirements.lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from places import compiled

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: What decides what is installed: when one of these changes, setting up runs again.
RECIPES = ("pyproject.toml", "requirements.lock", "places/web/package-lock.json", "places/web/build_hook.py")
#: A file's tests stay together, for they share what is dear to set up.
SIDE_BY_SIDE = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile")
#: What proves that the geoparser says the same when it is compiled.
OF_GEOPARSER = (
    "tests/evaluation",
    "tests/places/own",
    "tests/places/test_geoparser.py",
    "tests/places/test_scripts.py",
)


def run() -> int:
    """Set up and open the dashboard."""
    set_up("")
    return python("-m", "streamlit", "run", "serve.py", *sys.argv[2:])


def test() -> int:
    """Set up and pass the tests; what is given after ``test`` goes to pytest.

    Without such, the geoparser is compiled then, where that can be done, and passes its tests again.
    """
    set_up("test")
    failed = python("-m", "pytest", *SIDE_BY_SIDE, *sys.argv[2:])
    if failed or sys.argv[2:] or compiled.is_made() or not can_compile():
        return failed
    print("Compiling the geoparser, which has to say the same then (a minute, once) ...", flush=True)
    return compile_places() or python("-m", "pytest", *SIDE_BY_SIDE, *OF_GEOPARSER)


def browser() -> int:
    """The tests that drive a real Chromium. What failed is tried once more: focus and frames race on a busy machine."""
    set_up("test,browser")
    run_them = ("-m", "pytest", "-m", "browser", "tests/browser", *sys.argv[2:])
    failed = python(*run_them, *SIDE_BY_SIDE)
    return python(*run_them, "--last-failed", "--last-failed-no-failures=none") if failed == 1 else failed


def lint() -> int:
    """Style and types."""
    set_up("test,browser,lint")
    return (
        python("-m", "ruff", "check", ".")
        or python("-m", "ruff", "format", "--check", ".")
        or python("-m", "mypy")
    )  # fmt: skip


def words() -> int:
    """Gather the words of the page for translators into articles/translations; say what waits for translation."""
    set_up("")
    return python("-m", "articles.translations")


def compile_places() -> int:
    """Compile the geoparser to machine code, which halves its time; needs a C compiler, and takes a minute.

    Not while the dashboard runs: what it had read would not fit what it reads next.
    """
    set_up("compile")
    compiled.take_away()
    sources = [str(path.relative_to(ROOT)) for path in compiled.sources()]
    with tempfile.TemporaryDirectory() as folder:
        # Apart from the tree: the compiler would read its pyproject.toml and leave a folder build.
        shutil.copytree(
            ROOT / "places", Path(folder, "places"), ignore=shutil.ignore_patterns("node_modules", "assets")
        )
        command = [str(PYTHON), "-m", "mypyc", "--ignore-missing-imports", *sources]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        failed = done.returncode
        if failed:
            # The compiler's commands and hints fill screens; they are of use only then.
            sys.stdout.buffer.write(done.stdout)
        for module in [] if failed else [*Path(folder).rglob("*.so"), *Path(folder).rglob("*.pyd")]:
            if "build" not in module.parts:
                shutil.copy2(module, ROOT / module.relative_to(folder))
    if not failed:
        compiled.STAMP.write_text(compiled.version())
    return failed


def can_compile() -> bool:
    """Whether there are a C compiler and Python's headers."""
    where = "import sysconfig; print(sysconfig.get_path('include'))"
    headers = subprocess.check_output([PYTHON, "-c", where], text=True).strip()
    return shutil.which("cc") is not None and Path(headers, "Python.h").exists()


def lock() -> int:
    """Write the versions installed now into requirements.lock: names and versions, no addresses."""
    set_up("test,browser,lint,compile")
    frozen = subprocess.run([PYTHON, "-m", "pip", "freeze", "--exclude-editable"], check=True, capture_output=True)
    pins = [line for line in frozen.stdout.decode().splitlines() if "==" in line]
    heading = "# The versions Dateline is tried with; written by `python3 dev.py lock`.\n"
    (ROOT / "requirements.lock").write_text(heading + "\n".join(pins) + "\n")
    return 0


def python(*arguments: str) -> int:
    try:
        return subprocess.call([PYTHON, *arguments], cwd=ROOT)
    except KeyboardInterrupt:
        return 130


def set_up(extras: str) -> None:
    """Make the virtual environment hold Dateline with *extras*; nothing to do when it does already."""
    if sys.version_info < (3, 11):  # noqa: UP036  it is run by whatever Python a newcomer has
        sys.exit(f"Dateline needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    stamp = VENV / "set-up"
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in RECIPES)).hexdigest()
    done = stamp.read_text().split("\n") if stamp.exists() else [""]
    have = set(done[1:]) if done[0] == wanted else set()
    if have and set(extras.split(",")) <= have:
        return
    if not PYTHON.exists():
        print("Making a virtual environment in .venv ...", flush=True)
        venv.create(VENV, with_pip=True)
    print("Installing Dateline and what it needs (a minute or two, once) ...", flush=True)
    asked = sorted((have | set(extras.split(","))) - {""})
    requirement = f".[{','.join(asked)}]" if asked else "."
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*pip, "--constraint", "requirements.lock", "--editable", requirement], cwd=ROOT):
        sys.exit("Installing failed; pip's message above says why. The network is needed for this step only.")
    stamp.write_text("\n".join([wanted, "", *asked]))


COMMANDS: dict[str, Callable[[], int]] = {
    "run": run,
    "test": test,
    "browser": browser,
    "lint": lint,
    "words": words,
    "compile": compile_places,
    "lock": lock,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    sys.exit(COMMANDS[sys.argv[1]]())
