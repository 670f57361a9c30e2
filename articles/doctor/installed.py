"""What is installed: Python, the packages, the files of the map."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from articles.doctor.health import Finding, fault, fine
from places.mapping.files import missing_files

LEAST_PYTHON = (3, 11)
#: Where the page itself stands: its settings lie beside it.
PAGE_FOLDER = Path(__file__).parents[2]


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
