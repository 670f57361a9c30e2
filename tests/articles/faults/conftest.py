"""Small disks that can be filled or shut, and processes that are killed at a chosen moment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
#: Of the small disk; an empty archive takes some 0.3 MB with its log.
SMALL_DISK_KB = 1500

#: What a process does before it is told to do anything: ``die`` kills it as the machine would, cleaning nothing up.
PREAMBLE = """
import os, signal, sys
from pathlib import Path
from articles.__main__ import main
from tests.articles.builders import FakeGeoparse, an_article
home = Path(os.environ["DATELINE_HOME"])
def die(): os.kill(os.getpid(), signal.SIGKILL)
def articles(*arguments): return main(arguments, lambda progress: FakeGeoparse())
"""

Killed = Callable[[str], None]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of its own, which the commands of this process use too."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("DATELINE_HOME", str(folder))
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("DATELINE_PLACES", raising=False)
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    """``run(code)`` runs it in a process of its own, after PREAMBLE, with *home* as the user's folder."""

    def run_(code: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-c", PREAMBLE + code], check=False, env=environment, capture_output=True, text=True
        )

    return run_


@pytest.fixture
def killed(run: Run) -> Killed:
    """The same for code that has to end by being killed."""

    def killed_(code: str) -> None:
        result = run(code)
        assert result.returncode == -signal.SIGKILL, result.stderr

    return killed_


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own of some 1.5 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted(folder, "-t", "tmpfs", "-o", f"size={SMALL_DISK_KB}k", "none")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def mounted(folder: Path, *options: str) -> None:
    """Skips the test where a disk cannot be mounted."""
    if not shutil.which("mount") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("to mount a small disk takes root: as another user this fault is not tried")
    result = subprocess.run(["mount", *options, folder], check=False, capture_output=True, text=True)
    if result.returncode:
        pytest.skip(f"no small disk can be mounted here, so this fault is not tried: {result.stderr.strip()}")
