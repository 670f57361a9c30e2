"""Where Dateline keeps its files: the user's data, and what can be made again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def home_folder() -> Path:
    """The archive and the decisions: DATELINE_HOME, else the platform's folder for a user's data. Made if missing."""
    return _made(os.environ.get("DATELINE_HOME") or platformdirs.user_data_path("dateline", appauthor=False))


def cache_folder() -> Path:
    """What can be made again: DATELINE_CACHE, else the platform's cache folder. Made if missing."""
    return _made(os.environ.get("DATELINE_CACHE") or platformdirs.user_cache_path("dateline", appauthor=False))


def _made(folder: str | Path) -> Path:
    path = Path(folder).expanduser()
    path.mkdir(parents=True, exist_ok=True)
    return path
