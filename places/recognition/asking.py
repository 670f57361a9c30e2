"""Marks of cues that need not be asked everywhere: what each marked one cannot hold without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Cue = TypeVar("_Cue", bound=Callable[..., Any])


def needs(field: str) -> Callable[[_Cue], _Cue]:
    """The cue cannot hold where this field of its Find or Sighting ("find.roles" of its find) is empty, nought, None or
    False: it is not asked there.
    """

    def marked(cue: _Cue) -> _Cue:
        cue.needs = field  # type: ignore[attr-defined]
        return cue

    return marked


def of_name_alone(cue: _Cue) -> _Cue:
    """The cue looks at nothing but the gazetteer's name: it is asked once for each."""
    cue.of_name_alone = True  # type: ignore[attr-defined]
    return cue


def needed(cue: object) -> str:
    """The field the cue needs; "" for none."""
    return str(getattr(cue, "needs", ""))


def is_of_name_alone(cue: object) -> bool:
    return bool(getattr(cue, "of_name_alone", False))
