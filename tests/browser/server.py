"""Streamlit on a free port, with this checkout and its settings, for a test or a benchmark."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    address: str
    pid: int


@contextmanager
def streamlit(script: Path, folder: Path, **environment: str) -> Iterator[str]:
    """The address where Streamlit shows *script*; its data and its log lie in *folder*, unless *environment* says."""
    with served(script, folder, **environment) as server:
        yield server.address


@contextmanager
def served(script: Path, folder: Path, options: Sequence[str] = (), **environment: str) -> Iterator[Served]:
    """The same as a process to be looked at, started with more *options* of Streamlit's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none", *options]
    defaults = {"DATELINE_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # in ROOT, so that .streamlit/config.toml counts as it does for a user
            command, cwd=ROOT, env={**os.environ, **defaults, **environment}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        base = next((option.partition("=")[2] for option in options if option.startswith("--server.baseUrlPath=")), "")
        address = f"http://127.0.0.1:{port}/{base}".rstrip("/")
        _wait_until_healthy(process, address, folder / "log")
        yield Served(address, process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"Streamlit did not start:\n{log.read_text(errors='replace')}")
