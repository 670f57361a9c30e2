"""Toponym resolution: which of its candidates a mention means."""

from __future__ import annotations

from dataclasses import dataclass

from places.mention import Mention
from places.place import Place
from places.position import RelativePosition

#: Below this confidence a resolution is shown as doubtful.
DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a mention may mean, with its score: comparable within one mention only."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention was taken to mean, and why."""

    mention: Mention
    #: None when no gazetteer place fits: the mention is then listed as not on the map.
    place: Place | None
    #: Best first; holds *place* first where there is one. Empty when the gazetteer knows no such name.
    candidates: tuple[Candidate, ...] = ()
    #: From 0 to 1: the share of such resolutions that were right on development data.
    confidence: float = 0.0
    #: Sentences for the reader, strongest first: "Iraq is this text's main country +4".
    reasons: tuple[str, ...] = ()
    #: Where "55 km west of" the place is, of a mention of the kind RELATIVE; None where no such circle can be drawn.
    relative: RelativePosition | None = None
