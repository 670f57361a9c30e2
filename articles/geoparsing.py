"""Geoparsing: the door from articles to ``places``."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

import places
from articles.article import Article
from articles.importing import Progress, silent
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.own import OwnPlaces
from places.place import Place
from places.resolution import Resolution

#: What decides how a text comes out, beside the gazetteer's file, which has its own version.
_RULES = ("*.py", "recognition/**/*.py", "scripts/**/*.py", "data/**/*")


class ArticleGeoparser:
    """Finds the places an article's document names. Made once, used for many articles."""

    def __init__(self, geoparser: Geoparser) -> None:
        self._geoparser = geoparser

    @classmethod
    def ensure(cls, progress: Progress = silent) -> ArticleGeoparser:
        """The geoparser over this release's gazetteer, which is built first if it is missing: some 20 seconds, once.

        The user's own places win over it.
        """
        return cls.over(Gazetteer.ensure(progress))

    @classmethod
    def over(cls, gazetteer: Gazetteer) -> ArticleGeoparser:
        """The geoparser over *gazetteer* and the user's own places."""
        return cls(Geoparser(gazetteer, own=OwnPlaces(gazetteer)))

    @property
    def version(self) -> str:
        """Changes with the gazetteer, with the rules and tables by which names are found, and with the own places."""
        own = self._geoparser.own
        digest = own.names.digest if own is not None else ""
        return f"{self._geoparser.gazetteer.version} {self._rules}" + (f" own {digest}" if digest else "")

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
