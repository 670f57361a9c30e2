"""Geoparsing: the door from articles to ``places``."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

import places
from articles.article import Article
from articles.storage.database import ArchiveError
from places.gazetteer import Gazetteer
from places.geonames.progress import Progress, silent
from places.geoparser import Geoparser
from places.home import home_place
from places.own.places import OwnPlaces
from places.place import Place, PlaceType
from places.resolution import Resolution

#: What decides how a text comes out, beside the gazetteer's file, which has its own version.
_RULES = (
    "*.py",
    "areas/**/*.py",
    "own/**/*.py",
    "relative/**/*.py",
    "recognition/**/*.py",
    "scripts/**/*.py",
    "data/**/*",
)


class HomeError(ArchiveError):
    """The home region of an archive is no place of the gazetteer."""


def home_of(asked: str, gazetteer: Gazetteer) -> str:
    """What settings keep for the home region *asked* for by a country's code, or a place's id or name.

    Raises HomeError where there is none.
    """
    try:
        place = home_place(asked.strip(), gazetteer)
    except LookupError as error:
        raise HomeError(str(error.args[0])) from error
    if isinstance(place, Place):
        return place.country_code if place.type is PlaceType.COUNTRY else place.id
    return place or ""


class ArticleGeoparser:
    """Finds the places an article's document names. Made once, used for many articles."""

    def __init__(self, geoparser: Geoparser, home: str = "") -> None:
        self._geoparser = geoparser
        #: Where the articles' readers are, as it was given.
        self.home = home

    @classmethod
    def ensure(cls, progress: Progress = silent, home: str = "", own: Path | None = None) -> ArticleGeoparser:
        """The geoparser over this release's gazetteer, which is built first if it is missing: some 20 seconds, once.

        The user's own places win over it.
        """
        return cls.over(Gazetteer.ensure(progress), home, own)

    @classmethod
    def over(cls, gazetteer: Gazetteer, home: str = "", own: Path | None = None) -> ArticleGeoparser:
        """The geoparser over *gazetteer* and the user's own places, for readers at *home*.

        *home* is a country's code or the id of a place, "" for none. The file *own*, an archive's, wins over that of
        all archives. Raises HomeError where there is no such place.
        """
        shared = OwnPlaces(gazetteer)
        names = OwnPlaces(gazetteer, own, over=shared) if own else shared
        try:
            return cls(Geoparser(gazetteer, home=home_place(home, gazetteer), own=names), home)
        except LookupError as error:
            raise HomeError(
                f"the home region of the archive is unknown ({error.args[0]}): python -m articles archives set NAME "
                "--home PLACE gives it another"
            ) from error

    @property
    def version(self) -> str:
        """Changes with the gazetteer, with the rules and tables by which names are found, own places and home."""
        own = self._geoparser.own
        digest = own.names.digest if own is not None else ""
        parts = [f"{self._geoparser.gazetteer.version} {self._rules}"]
        parts += [f"own {digest}"] if digest else []
        return " ".join([*parts, *([f"home {self.home}"] if self.home else [])])

    @cached_property
    def _rules(self) -> str:
        folder = Path(places.__file__).parent
        rules = hashlib.blake2b(digest_size=6)
        for path in sorted({path for pattern in _RULES for path in folder.glob(pattern) if path.is_file()}):
            rules.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
        return rules.hexdigest()

    @property
    def own(self) -> OwnPlaces | None:
        """The user's own places, where it looks at them."""
        return self._geoparser.own

    def __call__(self, article: Article) -> tuple[Resolution, ...]:
        return self._geoparser.parse(
            article.document,
            title=article.headline,
            source=article.outlet,
            date=article.published,
            language=article.language,
        )

    def where(self, place: Place) -> str:
        return self._geoparser.gazetteer.where(place)
