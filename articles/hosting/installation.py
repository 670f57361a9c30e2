"""The installation: the archives there are, each in its own folder with its own files and settings.

The archive ``main`` stands right in the folder of the user's data, where there was only one; every other in
``archives/<slug>``. What is deleted goes to ``trash``, as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from articles.decisions.file import DECISIONS
from articles.hosting.settings import SETTINGS, Settings, SettingsError, SettingsFile, clean_title
from articles.storage.database import ArchiveError
from articles.storage.locking import locked
from articles.view import MAIN as MAIN  # noqa: PLC0414  it is an archive's name first of all
from places.sentence import sentence

ARCHIVE = "archive.sqlite"
SOURCES = "articles.jsonl"
#: Beside the file of all archives, which is called otherwise: the archive main stands in the same folder.
OWN_PLACES = "own-places.csv"
ARCHIVES = "archives"
TRASH = "trash"

LONGEST_SLUG = 40
_SLUG = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_SLUG - 1}}}")
#: What Windows takes for devices, whatever folder they stand in.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


class UnknownArchiveError(ArchiveError):
    """There is no archive of that name; what the name was is in ``slug``."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"there is no archive {slug[:LONGEST_SLUG]!r}: python -m articles archives list tells which there are"
        )
        self.slug = slug


@dataclass(frozen=True)
class Housing:
    """Where an archive and all that belongs to it stand."""

    #: Its name in links and commands.
    slug: str
    folder: Path
    settings: SettingsFile = field(compare=False, repr=False)

    @classmethod
    def at(cls, slug: str, folder: Path) -> Housing:
        return cls(slug, folder, SettingsFile(folder / SETTINGS))

    @property
    def archive(self) -> Path:
        return self.folder / ARCHIVE

    @property
    def sources(self) -> Path:
        return self.folder / SOURCES

    @property
    def decisions(self) -> Path:
        return self.folder / DECISIONS

    @property
    def own_places(self) -> Path:
        """The archive's own places, which win over those of all archives; the file need not exist."""
        return self.folder / OWN_PLACES

    @property
    def is_main(self) -> bool:
        return self.slug == MAIN

    @property
    def title(self) -> str:
        """As people call it; where the settings have no title, or cannot be read, its slug with a capital."""
        try:
            title = self.settings.read().title
        except SettingsError:
            title = ""
        return title or (sentence("Main") if self.is_main else self.slug.replace("-", " ").capitalize())


class Installation:
    """The archives in *home*. Several processes may ask and change it at once."""

    def __init__(self, home: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._home = home
        self._clock = clock

    def archives(self) -> tuple[Housing, ...]:
        """The archive main first, which is always there, the others by their slugs."""
        return (Housing.at(MAIN, self._home), *(Housing.at(slug, self._folder(slug)) for slug in self._slugs()))

    def find(self, slug: str) -> Housing:
        """The archive of that *slug*, "" meaning main. Raises UnknownArchiveError for any other word whatever."""
        if slug in ("", MAIN):
            return Housing.at(MAIN, self._home)
        # Asked of the names that are there, so that no word leads out of the folder.
        if slug not in self._slugs():
            raise UnknownArchiveError(slug)
        return Housing.at(slug, self._folder(slug))

    def new(self, title: str, settings: Settings | None = None) -> Housing:
        """An empty archive called *title*. Raises ArchiveError where one is called so already, or it says nothing."""
        title = clean_title(title)
        if not title:
            raise ArchiveError("an archive needs a title: write what it is about, as in Lebanon 2006")
        with self._changing():
            self._refuse_taken(title)
            housing = Housing.at(slug := self._free_slug(title), self._folder(slug))
            housing.folder.mkdir(parents=True)
            housing.settings.change(lambda told: replace(settings or told, title=title))
        return housing

    def rename(self, slug: str, title: str) -> Housing:
        """Give the archive another title; its slug, and so every link to it, stays."""
        housing, title = self.find(slug), clean_title(title)
        with self._changing():
            if title:
                self._refuse_taken(title, but=housing)
            housing.settings.change(lambda settings: replace(settings, title=title))
        return housing

    def trash(self, slug: str) -> Path:
        """Move the archive with all its files to the trash: where they are now. To bring it back, move it back.

        Raises ArchiveError for main, which stands among the files of the whole installation.
        """
        housing = self.find(slug)
        if housing.is_main:
            raise ArchiveError(
                f"the archive main is the installation's own and stays: its files stand right in {self._home}"
            )
        with self._changing():
            folder = self._home / TRASH
            folder.mkdir(exist_ok=True)
            target = folder / f"{self._clock():%Y%m%dT%H%M%S}-{housing.slug}"
            number = 1
            while target.exists():
                number += 1
                target = target.with_name(f"{self._clock():%Y%m%dT%H%M%S}-{number}-{housing.slug}")
            try:
                housing.folder.rename(target)
            except OSError as error:
                raise ArchiveError(
                    f"{housing.folder} cannot be moved to {target} ({error}): close whatever uses it and try again"
                ) from error
        return target

    def _slugs(self) -> tuple[str, ...]:
        folder = self._home / ARCHIVES
        if not folder.is_dir():
            return ()
        found = (path for path in folder.iterdir() if is_slug(path.name) and path.is_dir() and not path.is_symlink())
        return tuple(sorted(path.name for path in found))

    def _folder(self, slug: str) -> Path:
        return self._home / ARCHIVES / slug

    def _free_slug(self, title: str) -> str:
        taken = {MAIN, *self._slugs()}
        base = slug_of(title) or "archive"
        numbered = (f"{base[: LONGEST_SLUG - 4]}-{number}" for number in range(2, 1000))
        for slug in (base, *numbered):
            # A folder that is none of ours, or a file, may bear the name.
            if slug not in taken and not self._folder(slug).exists():
                return slug
        raise ArchiveError(f"there are too many archives called {title!r}: give it another title")

    def _refuse_taken(self, title: str, but: Housing | None = None) -> None:
        for housing in self.archives():
            if housing != but and housing.title.casefold() == title.casefold():
                raise ArchiveError(f"there is an archive called {title!r} already: give it another title")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Nobody else makes, names or moves an archive meanwhile."""
        try:
            with locked(self._home / ".archives.lock"):
                yield
        except OSError as error:
            raise ArchiveError(
                f"{self._home} cannot be written ({error}): see that the folder is yours and the disk has room"
            ) from error


def is_slug(name: str) -> bool:
    return bool(_SLUG.fullmatch(name)) and name != MAIN and name not in _DEVICES


def slug_of(title: str) -> str:
    """What of *title* a link can bear without signs; "" where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST_SLUG].strip("-")
    return slug if is_slug(slug) else ""
