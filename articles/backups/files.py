"""Which files make up an installation, and under which names they stand in a backup.

Everything people brought or said is taken: sources, decisions, settings, audits, reports of imports, own places. What
is made anew by itself (the gazetteer, locks, half-written files), the trash and what restoring put aside are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from articles.hosting.installation import ARCHIVES, TRASH, is_slug
from articles.view import MAIN

#: Where restoring puts what it replaces, in the folder of the user's data.
ASIDE = "before-restore"
#: The own places, which may stand in any folder.
OWN_PLACES = "own-places/places.csv"

#: Other files in the folder are none of Dateline's: somebody's notes, a log.
_KEPT = {".sqlite", ".jsonl", ".json", ".toml", ".csv", ".bak"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,120}")
#: Folders within an archive's folder that are not part of it.
_OTHERS = {ARCHIVES, TRASH, ASIDE}
#: Where an import keeps what was uploaded until it is read.
_UPLOADS = "files"


def files(home: Path, own_places: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the installation with its name in a backup, folder by folder, the archive of each first."""
    for prefix, folder in folders(home):
        found = [path for path in folder.rglob("*") if _belongs(path.relative_to(folder).parts) and path.is_file()]
        for path in sorted(found, key=lambda path: (path.suffix != ".sqlite", path)):
            if path != own_places:
                yield prefix + path.relative_to(folder).as_posix(), path
    if own_places.is_file():
        yield OWN_PLACES, own_places


def folders(home: Path) -> Iterator[tuple[str, Path]]:
    """The folder of each archive, main's first, with what its files' names begin with in a backup."""
    yield "", home
    archives = home / ARCHIVES
    for folder in sorted(archives.iterdir()) if archives.is_dir() else ():
        if is_slug(folder.name) and folder.is_dir() and not folder.is_symlink():
            yield f"{ARCHIVES}/{folder.name}/", folder


def target(name: str, home: Path, own_places: Path) -> Path | None:
    """Where the file called *name* in a backup belongs; None where it is no name that ``files`` gives."""
    if name == OWN_PLACES:
        return own_places
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).as_posix() != name or "\\" in name:
        return None
    inner = parts
    if parts[:1] == (ARCHIVES,):
        if len(parts) < 3 or not is_slug(parts[1]):
            return None
        inner = parts[2:]
    return home.joinpath(*parts) if _belongs(inner) else None


def archive_of(name: str) -> str:
    """The archive to which the file called *name* in a backup belongs; the own places go with main."""
    parts = PurePosixPath(name).parts
    return parts[1] if parts[0] == ARCHIVES else MAIN


def _belongs(parts: tuple[str, ...]) -> bool:
    *outer, name = parts or ("",)
    return (
        not (outer and (outer[0] in _OTHERS or _UPLOADS in outer))
        and all(_NAME.fullmatch(part) and not part.startswith("making-archive-") for part in parts)
        and PurePosixPath(name).suffix in _KEPT
    )
