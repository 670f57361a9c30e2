"""A real Nominatim on a free port of loopback, over invented.osm: imported in some ten seconds, gone afterwards.

By hand: ``python -m tests.nominatim.server``. Its parts, on Debian 12:

    apt install postgresql-15 postgresql-15-postgis-3 osm2pgsql python3-icu python3-venv
    /usr/bin/python3 -m venv --system-site-packages .venv/nominatim
    .venv/nominatim/bin/pip install nominatim-db nominatim-api 'psycopg[binary]' falcon uvicorn

The database is a cluster of its own in a temporary folder, heard of by a socket in that folder only: neither a cluster
of the machine nor a port is touched. DATELINE_NOMINATIM names another ``nominatim`` than the one above.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
OSM = Path(__file__).with_name("invented.osm")
#: To be killed with, whatever happens, in seconds.
PATIENCE = 180
_UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off")


class PartsMissing(Exception):  # noqa: N818 - says what happened
    """What a Nominatim is made of is not installed; names the parts."""


def nominatim() -> Path | None:
    named = os.environ.get("DATELINE_NOMINATIM") or shutil.which("nominatim")
    path = Path(named) if named else ROOT / ".venv" / "nominatim" / "bin" / "nominatim"
    return path if path.exists() else None


def postgres() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that has PostGIS."""
    found = [
        each / "bin"
        for each in Path("/usr/lib/postgresql").glob("*")
        if (each / "lib" / "postgis-3.so").exists() and (each / "bin" / "initdb").exists()
    ]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def missing_parts() -> tuple[str, ...]:
    parts = {
        "nominatim-db and nominatim-api": nominatim(),
        "PostgreSQL with PostGIS 3": postgres(),
        "osm2pgsql": shutil.which("osm2pgsql"),
    }
    return tuple(name for name, found in parts.items() if not found)


@contextmanager
def running(osm: Path = OSM) -> Iterator[str]:
    """The address of a Nominatim that holds *osm*. Raises PartsMissing, or RuntimeError with the log."""
    if missing := missing_parts():
        raise PartsMissing(f"no Nominatim: {', '.join(missing)} not installed; tests/nominatim/server.py says how")
    with ExitStack() as stack:
        # Short, for a socket's path may have 107 bytes only.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dl-nom-", ignore_cleanup_errors=True)))
        dsn = stack.enter_context(_cluster(folder))
        yield stack.enter_context(_served(folder, dsn, osm))


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """A database server for this folder alone; how Nominatim reaches it."""
    programs = postgres()
    assert programs is not None
    # PostgreSQL refuses to be run by root.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    become = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
    data, log = folder / "data", folder / "log"
    data.mkdir()
    log.touch()
    if become:
        for path in (folder, data, log):
            shutil.chown(path, user)
        # And root, who runs the import, must get at the socket.
        folder.chmod(0o755)
    _run([*become, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
    options = " ".join(["-c listen_addresses=", f"-k {folder}", *(f"-c {each}" for each in _UNSAFE_BUT_QUICK)])
    control = [*become, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    _run([*control, "-l", str(log), "-o", options, "start"])
    try:
        _run(
            [
                str(programs / "psql"),
                "-h",
                str(folder),
                "-U",
                user,
                "-d",
                "postgres",
                "-c",
                'CREATE ROLE "www-data" LOGIN',
            ]
        )
        yield f"pgsql:host={folder};user={user};dbname=nominatim"
    finally:
        with suppress(subprocess.CalledProcessError):
            _run([*control, "-m", "immediate", "stop"])


@contextmanager
def _served(folder: Path, dsn: str, osm: Path) -> Iterator[str]:
    program = nominatim()
    assert program is not None
    project = folder / "project"
    project.mkdir()
    environment = {**os.environ, "NOMINATIM_DATABASE_DSN": dsn, "NOMINATIM_DATABASE_WEBUSER": "www-data"}
    # No name of a path of ours is to be taken for a module of Nominatim's.
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [program, "import", "--osm-file", osm, "--project-dir", project, "--threads", "2", "--no-updates", "--offline"],
        env=environment, cwd=project, capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(
            f"Nominatim's import failed:\n{(done.stdout + done.stderr)[-3000:].decode(errors='replace')}"
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    with (folder / "nominatim.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "serve", "--project-dir", project, "--server", host],
            env=environment, cwd=project, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        if not _answers(f"http://{host}/status", process):
            raise RuntimeError(f"Nominatim does not answer:\n{(folder / 'nominatim.log').read_text()}")
        yield f"http://{host}"
    finally:
        process.terminate()
        process.wait(10)


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.read().strip() == b"OK")
        time.sleep(0.1)
    return False


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, cwd="/")


if __name__ == "__main__":
    # So that the database goes too when it is ended by a signal.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    started = time.monotonic()
    with running() as address:
        print(f"{address}/search?q=al-Houd&format=jsonv2 after {time.monotonic() - started:.1f} s; Ctrl+C ends it")  # noqa: T201
        with suppress(KeyboardInterrupt):
            time.sleep(86_400)
