"""The examination: all findings, in the order in which to put things right."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from articles.doctor.health import Finding, health, housings
from articles.doctor.installed import packages, python, web_files
from articles.doctor.kept import leftovers, own_places, short_links, within
from articles.doctor.reached import log, network, port, sign_in
from places.own.places import default_path


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
