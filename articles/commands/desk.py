"""The desk: what a command works at: one archive, and the geoparser for what comes in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from articles.archive import Archive
from articles.commands.terminal import Bar, remark
from articles.hosting.installation import Housing, Installation
from articles.imports.importing import Geoparse
from articles.library import Library, open_library
from places.folders import home_folder
from places.geonames.progress import Progress

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

#: Makes the geoparser, showing its progress where the gazetteer has to be built first.
MakeGeoparse = Callable[[Progress], Geoparse]


@dataclass(frozen=True)
class Desk:
    #: Name of the archive; "" for main.
    slug: str = ""
    #: The real one where it is None.
    make_geoparse: MakeGeoparse | None = None

    @property
    def housing(self) -> Housing:
        return Installation(home_folder()).find(self.slug)

    def geoparse(self) -> Geoparse:
        return (self.make_geoparse or self._real_geoparse)(Bar())

    def library(self) -> Library:
        return open_library(cache(self.geoparse), Bar(), self.housing)

    def archive(self) -> Archive:
        """The archive that is read: the sample while the user's own is empty, which is said."""
        library = self.library()
        if library.is_sample:
            remark("The archive is empty, so this is the sample: python -m articles import PATH")
        return library.archive

    def _real_geoparse(self, progress: Progress) -> Geoparse:
        # Opening the gazetteer is not for every command.
        from articles.geoparsing import ArticleGeoparser  # noqa: PLC0415
        from places.own.command import warn  # noqa: PLC0415

        geoparse = ArticleGeoparser.ensure(progress, self.housing.settings.read().home, self.housing.own_places)
        if geoparse.own is not None:
            warn(geoparse.own)
        return geoparse


#: The exit status of a command: 0, or 1 when it could not do what it was asked.
Run = Callable[[argparse.Namespace, Desk], int]


def add_command(commands: Commands, name: str, run: Run, what: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(run=run)
    return parser
