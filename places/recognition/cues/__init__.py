"""Cues: each a function of one shape, in any module of this folder; found by looking.

A public function that takes a ``Find`` is asked once for each run of words; one that takes a ``Sighting`` and the
``Evidence`` is asked at each place. Its weight stands under its name in ``places/data/cues.csv``; the first line of
its docstring is what the reader of the map is told. A new cue is a new function and a new row, nothing else.
A module that sets HEARD_LAST is asked when the document's countries are known.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def found() -> tuple[tuple[Callable[..., Any], ...], tuple[Callable[..., Any], ...]]:
    """The cues of a name in its run, and the cues of a sighting in its document, in the order of their names."""
    of_names: list[Callable[..., Any]] = []
    of_sightings: list[Callable[..., Any]] = []
    for module in pkgutil.iter_modules(__path__):
        members = vars(importlib.import_module(f"{__name__}.{module.name}"))
        for name, member in members.items():
            if not inspect.isfunction(member) or name.startswith("_") or member.__module__ != members["__name__"]:
                continue
            (of_names if len(inspect.signature(member).parameters) == 1 else of_sightings).append(member)
    return tuple(sorted(of_names, key=_name)), tuple(sorted(of_sightings, key=_name))


def is_heard_last(cue: object) -> bool:
    """Whether the cue's module says that it waits until the whole document has been heard."""
    return bool(getattr(sys.modules[getattr(cue, "__module__", __name__)], "HEARD_LAST", False))


def _name(cue: Callable[..., Any]) -> str:
    return cue.__name__
