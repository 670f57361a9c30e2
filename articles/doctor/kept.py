"""What is kept: archives and their sources, own places, short links, and what only takes room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from articles.archive import Archive
from articles.backups.files import ASIDE
from articles.doctor.health import Finding, advice, fault, fine, housings
from articles.hosting.installation import ARCHIVES, TRASH, Housing, is_slug
from articles.hosting.short_links import MOST_LINKS, ShortLinkError, ShortLinks
from articles.storage.sources import Sources
from places import geonames
from places.gazetteer import Gazetteer
from places.own.places import OwnPlaces


def within(housing: Housing) -> Iterator[Finding]:
    """What takes reading the whole archive: that its file is intact, and holds what its sources do."""
    what = f"archive {housing.slug}, read through"
    again = f"python -m articles --archive {housing.slug} rebuild makes it again from {housing.sources}"
    if not housing.archive.exists():
        return
    try:
        with closing(sqlite3.connect(f"{housing.archive.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                yield fault(what, f"{housing.archive} is damaged ({said})", again)
                return
            ids = {row[0] for row in db.execute("SELECT id FROM article")}
    except sqlite3.Error as error:
        yield fault(what, f"{housing.archive} cannot be read through ({error})", again)
        return
    try:
        kept = Sources(housing.sources)
        sources = {article.id for article in kept.articles()}
        damaged = kept.damaged()
    except OSError as error:
        yield fault(what, f"{housing.sources} cannot be read ({error})", "give this user the right to read it")
        return
    if lacking := ids - sources:
        yield advice(
            what,
            f"{len(lacking):,} articles are in {housing.archive} alone, and not in {housing.sources}",
            "dateline doctor --mend writes them there too: else they are lost when the archive is made again",
        )
    elif sources - ids:
        yield advice(what, f"{len(sources - ids):,} articles of {housing.sources} are not in it", again)
    elif damaged:
        lines = ", ".join(map(str, damaged[:10]))
        yield advice(
            what,
            f"{housing.sources} has lines that hold no article: {lines}",
            "they are stepped over: torn by a crash, or edited; import the article again if one is missed",
        )
    else:
        yield fine(what, f"intact, with its {len(sources):,} sources")


def mend(housing: Housing) -> int:
    """Write to the sources the articles that are in the archive alone; how many. Raises ArchiveError."""
    if not housing.archive.exists():
        return 0
    sources = Sources(housing.sources)
    archive = Archive.open(housing.archive)
    try:
        known = {article.id for article in sources.articles()}
        with archive.database.writing() as db:  # whoever imports meanwhile waits
            lacking = [id_ for (id_,) in db.execute("SELECT id FROM article ORDER BY n") if id_ not in known]
            for id_ in lacking:
                if article := archive.article(id_):
                    sources.append(article)
    finally:
        archive.close()
    return len(lacking)


def own_places(cache: Path, path: Path, home: Path) -> Iterator[Finding]:
    """Those of all archives at *path*, and those of each archive that has its own."""
    above = {f"own places of {each.slug}": each.own_places for each in housings(home) if each.own_places.exists()}
    if not path.exists():
        yield fine("own places", f"none: there is no {path}")
    if not path.exists() and not above:
        return
    if not (there := geonames.current(cache)).is_file():
        yield advice("own places", f"{path} cannot be checked without the gazetteer", "python -m places build")
        return
    try:
        shared = OwnPlaces(Gazetteer.open(there), path)
        if path.exists():
            yield _rows("own places", shared, "python -m places own check")
        for what, file in above.items():
            yield _rows(what, OwnPlaces(shared.gazetteer, file, over=shared), "python -m articles own")
    except sqlite3.Error as error:
        yield advice("own places", f"{path} cannot be checked without the gazetteer ({error})", "see there")


def _rows(what: str, own: OwnPlaces, command: str) -> Finding:
    names = own.names
    if names.faults:
        shown = "; ".join(map(str, names.faults[:5]))
        return advice(what, f"{own.path}: {shown}", f"mend these lines; the others apply. {command} names them all")
    return fine(what, f"{len(names.rows):,} rows in {own.path}")


def short_links(home: Path) -> Iterator[Finding]:
    links = ShortLinks(home)
    if not links.path.exists():
        return
    try:
        number, damaged = links.count()
    except ShortLinkError as error:
        yield fault("short links", f"{links.path}: {error}", "see that it is a file and this user's")
        return
    said = f"{number:,} of at most {MOST_LINKS:,} in {links.path}"
    if damaged:
        yield advice("short links", f"{said}, and {damaged:,} lines that hold none", "they are stepped over")
    elif number > 0.9 * MOST_LINKS:
        yield advice("short links", said, "take lines away that nobody will want again: without room links stay long")
    else:
        yield fine("short links", said)


def leftovers(home: Path) -> Iterator[Finding]:
    """What only takes room, and folders that look like archives and are none."""
    unfinished = [
        *home.glob("making-archive-*"),
        *home.glob(f"{ARCHIVES}/*/making-archive-*"),
        *home.glob(".restoring-*"),
    ]
    if unfinished:
        yield advice(
            "leftovers",
            f"of imports that were killed: {', '.join(map(str, unfinished))}",
            "delete them while Dateline is not running",
        )
    archives = home / ARCHIVES
    strange = [
        path.name
        for path in (sorted(archives.iterdir()) if archives.is_dir() else ())
        if path.is_symlink() or not path.is_dir() or not is_slug(path.name)
    ]
    if strange:
        yield advice(
            "archives",
            f"{archives} holds what is no archive: {', '.join(strange)}",
            "an archive's folder has a name of small letters, digits and hyphens, and is no link",
        )
    for name in (TRASH, ASIDE):
        size = sum(path.stat().st_size for path in (home / name).rglob("*") if path.is_file()) / 1e6
        if size >= 1:
            yield advice(name, f"{home / name} holds {size:,.0f} MB", "delete what nobody will want again")
