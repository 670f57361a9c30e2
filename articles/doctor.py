"""The doctor: looks an installation over from Python to the port, and says of each thing what to do about it."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sqlite3
import stat
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from articles.archive import Archive
from articles.backups.files import ASIDE
from articles.hosting.access import Access, AccessError, Role, access_from
from articles.hosting.health import Finding, State, advice, fault, fine, health, housings
from articles.hosting.installation import ARCHIVES, TRASH, Housing, is_slug
from articles.hosting.logs import LogError, check
from articles.hosting.short_links import MOST_LINKS, ShortLinkError, ShortLinks
from articles.storage.sources import Sources
from places import geonames
from places.asking.errors import SettingsError
from places.asking.settings import read_settings
from places.folders import cache_folder, home_folder
from places.gazetteer import Gazetteer
from places.geocoding import Geocoder
from places.mapping.files import missing_files
from places.own.places import OwnPlaces, default_path

LEAST_PYTHON = (3, 11)
#: Where the page itself stands: its settings lie beside it.
PAGE_FOLDER = Path(__file__).parents[1]
DEFAULT_PORT = 8501
_WORDS = {State.FINE: "fine", State.ADVICE: "look", State.FAULT: "FAULT"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON list")
    parser.add_argument("--mend", action="store_true", help="first write to the sources what the archive alone holds")
    parser.add_argument("--health", action="store_true", help="only what /healthz looks at, which takes milliseconds")


def run(options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """The exit status: 0, or 1 where something does not work."""
    secrets = read_secrets(secrets_files())
    home, cache = _folder(home_folder), _folder(cache_folder)
    if options.mend and isinstance(home, Path):
        for housing in housings(home):
            say(f"{housing.sources}: {mend(housing):,} articles written that the archive alone held")
    found = [
        *(finding for finding in (home, cache) if isinstance(finding, Finding)),
        *examine(home, cache, secrets, quickly=options.health),
    ]
    if options.json:
        say(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            say(f"{_WORDS[finding.state]:<6}{finding.what}: {finding.said}")
            if finding.remedy:
                say(f"{'':<6}-> {finding.remedy}")
        faults = sum(finding.state is State.FAULT for finding in found)
        say("Everything works." if not faults else f"{faults} of {len(found)} do not work.")
    return int(any(finding.state is State.FAULT for finding in found))


def _folder(find: Callable[[], Path]) -> Path | Finding:
    try:
        return find()
    except OSError as error:
        return fault(
            "data folder" if find is home_folder else "cache folder",
            str(error),
            "let DATELINE_HOME and DATELINE_CACHE name folders that this user may make and write",
        )


def examine(
    home: Path | Finding, cache: Path | Finding, secrets: Mapping[str, object] | Finding, *, quickly: bool = False
) -> Iterator[Finding]:
    """Every finding, in the order in which to put things right."""
    if not quickly:
        yield python(sys.version_info[:3])
        yield from packages()
        yield from web_files()
    if isinstance(home, Path) and isinstance(cache, Path):
        yield from health(home, cache)
        if not quickly:
            for housing in housings(home):
                yield from within(housing)
            yield from own_places(cache, default_path(), home)
            yield from short_links(home)
            yield from leftovers(home)
    if not quickly:
        yield from network(secrets)
        yield from sign_in(secrets)
        yield log()
        yield port()


def python(version: tuple[int, ...]) -> Finding:
    told = ".".join(map(str, version))
    if version[:2] < LEAST_PYTHON:
        return fault("Python", told, f"install {'.'.join(map(str, LEAST_PYTHON))} or later, and Dateline with it")
    return fine("Python", told)


def packages() -> Iterator[Finding]:
    """What Dateline asks for, against what is installed."""
    asked = _requirements()
    wrong = []
    for requirement in asked:
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} is {version}, and {requirement.specifier} is asked for")
    if wrong:
        yield fault("packages", "; ".join(wrong), "install Dateline again: pip install --upgrade, in its environment")
    else:
        yield fine("packages", f"{len(asked)} are there, streamlit {metadata.version('streamlit')}")


def _requirements() -> tuple[Requirement, ...]:
    """From the installed distribution, else from the checkout."""
    try:
        told = metadata.requires("dateline") or []
    except metadata.PackageNotFoundError:
        with suppress(OSError, ValueError, KeyError):
            return _parsed(tomllib.loads((PAGE_FOLDER / "pyproject.toml").read_text())["project"]["dependencies"])
        told = []
    return _parsed(told)


def _parsed(lines: Iterable[str]) -> tuple[Requirement, ...]:
    found = []
    for line in lines:
        with suppress(InvalidRequirement):
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                found.append(requirement)
    return tuple(found)


def web_files() -> Iterator[Finding]:
    if missing := missing_files():
        yield fault(
            "map files", f"missing: {', '.join(missing)}", "install Dateline again: its installation fetches them"
        )
    else:
        yield fine("map files", "all there")


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


def network(secrets: Mapping[str, object] | Finding) -> Iterator[Finding]:
    section = secrets.get("geocoder") if isinstance(secrets, Mapping) else None
    try:
        settings = read_settings(os.environ, section if isinstance(section, Mapping) else None)
        # Made as the page makes it, which asks nobody for anything.
        made = Geocoder(settings) if settings else None
    except (SettingsError, OSError) as error:
        yield fault("network", f"the geocoder is off: {error}", "put its setting right, or take its provider away")
        return
    if settings is None or made is None:
        yield fine("network", "off: no geocoder is set, and Dateline asks no other machine for anything")
    else:
        yield fine(
            "network",
            f"geocoder {settings.provider} at {made.host}; asked on a button alone",
        )


def sign_in(secrets: Mapping[str, object] | Finding) -> Iterator[Finding]:
    """The secrets, and who may come in."""
    if isinstance(secrets, Finding):
        yield secrets
        return
    for path in filter(Path.is_file, secrets_files()):
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield advice("secrets", f"{path} can be read by other users of this machine", f"chmod 600 {path}")
    try:
        settings = access_from(secrets, os.environ)
    except AccessError as error:
        yield fault("sign-in", f"nobody is let in: {error}", "put the setting right")
        return
    if settings is None:
        yield fine("sign-in", "none: whoever sits at this machine may do everything, nobody else comes in")
        return
    yield from _who_comes_in(settings, secrets.get("auth"))


def _who_comes_in(settings: Access, auth: object) -> Iterator[Finding]:
    lists = (*settings.owners, *settings.editors, *settings.readers)
    if lists and not isinstance(auth, Mapping):
        yield fault("sign-in", "there are lists of who may do what, and no way to sign in", "add [auth] to the secrets")
        return
    if isinstance(auth, Mapping):
        wrong = [name for name in ("redirect_uri", "cookie_secret") if not auth.get(name)]
        if wrong:
            yield fault("sign-in", f"[auth] in the secrets lacks {' and '.join(wrong)}", "docs/hosting.md says how")
            return
        if len(str(auth["cookie_secret"])) < 32:
            yield advice(
                "sign-in",
                "cookie_secret is short enough to be guessed",
                "python -c 'import secrets; print(secrets.token_hex(32))'",
            )
        with suppress(metadata.PackageNotFoundError):
            metadata.version("authlib")
            yield fine("sign-in", f"by [auth]; {len(lists)} entries; everybody else: {settings.everybody.name.lower()}")
            return
        yield fault("sign-in", "Authlib is not installed", "pip install 'streamlit[auth]'")
        return
    if settings.everybody >= Role.EDITOR:
        yield advice(
            "sign-in",
            f"whoever opens the page, from anywhere, is {settings.everybody.name.lower()}",
            'leave it so where only those you trust reach the port; else say everybody = "reader" and add [auth]',
        )
    else:
        yield fine("sign-in", f"none; everybody is {settings.everybody.name.lower()}")


def log() -> Finding:
    try:
        return fine("log", check())
    except LogError as error:
        return fault("log", str(error), "put it right: until then the log is on stderr alone, from level info on")


def port() -> Finding:
    """Whether the page's port is free, or Dateline's."""
    number, address = _port(), os.environ.get("STREAMLIT_SERVER_ADDRESS") or "localhost"
    try:
        with socket.create_connection((address, number), timeout=2) as there:
            there.sendall(f"GET /healthz HTTP/1.0\r\nHost: {address}:{number}\r\n\r\n".encode())
            answer = there.recv(4096)
    except OSError:
        return fine("port", f"{number} is free: Dateline is not running here")
    if b'"dateline"' in answer or b"dateline" in answer.lower():
        return fine("port", f"Dateline answers on {number}")
    return advice(
        "port",
        f"{number} is taken by something else, or by a Dateline under a base path",
        "end it, or start Dateline with --server.port and another number",
    )


def _port() -> int:
    with suppress(KeyError, ValueError):
        return int(os.environ["STREAMLIT_SERVER_PORT"])
    for folder in (Path.cwd(), PAGE_FOLDER):
        with suppress(OSError, ValueError, KeyError, TypeError):
            return int(tomllib.loads((folder / ".streamlit" / "config.toml").read_text())["server"]["port"])
    return DEFAULT_PORT


def secrets_files() -> tuple[Path, ...]:
    """Where Streamlit looks for secrets, what comes later winning."""
    return tuple(
        dict.fromkeys(folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), PAGE_FOLDER, Path.cwd()))
    )


def read_secrets(paths: Iterable[Path]) -> Mapping[str, object] | Finding:
    """All sections together, or what is wrong with the file."""
    told: dict[str, object] = {}
    for path in paths:
        try:
            told |= tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            return fault("secrets", f"{path} cannot be read ({error})", "mend it: nobody is let in with it")
    return told
