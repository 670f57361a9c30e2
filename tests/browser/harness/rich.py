"""All that a map can carry, on the places of the harness: shares, governments, vague marks, links, radii."""

from __future__ import annotations

from dataclasses import replace

from places.map import Link, Mark, VagueMark
from places.place import Place, Point
from tests.browser.harness.synthetic import HOSTILE

#: By place id. DEBKAfile has 35 of Mosul's 40; hostile names are among the outlets.
SHARES: dict[str, tuple[tuple[str, int], ...]] = {
    "99072": (("DEBKAfile", 35), ("Gatestone", 3), ("Counter Jihad", 2)),
    "98182": (("Middle East Monitor", 12), ("Gatestone", 8), ("DEBKAfile", 5)),
    "112931": (("Gatestone", 9), *((name, 1) for name in HOSTILE), ("", 2)),
    "99347": ((HOSTILE[2], 10),),
    "94787": (("Gatestone", 4), ("DEBKAfile", 3)),
}
GOVERNMENT = {"112931": 17, "98182": 12, "323786": 6, "130758": 20, "6252001": 12}
VERIFIED = {"99072": 12, "99347": 10, "95446": 5, "IQ.01": 6}
VAGUE = (
    VagueMark("vague:1", Point(36.34, 42.5), 14, "about 55 km west of Mosul", 3, "99072"),
    VagueMark("vague:2", Point(31.2, 44.3), 40, HOSTILE[2], 1, "98182"),
    VagueMark("vague:3", Point(33.0, 60.0), 25, "near nothing that is drawn", 1, "unknown"),
)
#: Passages that name both, by pairs of places.
TOGETHER = {
    "99072": {"98182": 25, "112931": 12, "94787": 4, "99347": 1, "6252001": 9, "nowhere": 5},
    "112931": {"99072": 12, "98182": 7},
}
#: No outline is known of the Tigris here.
RADII = {"region:tigris": 60.0}


def radius_km(place: Place) -> float | None:
    return RADII.get(place.id)


def links(selected: str, other: str) -> list[Link]:
    """From *selected*; the one to *other* is chosen."""
    return [Link(selected, to, count, chosen=to == other) for to, count in TOGETHER.get(selected, {}).items()]


def enriched(marks: list[Mark]) -> list[Mark]:
    return [
        replace(
            mark,
            shares=SHARES.get(mark.place.id, ()),
            government=GOVERNMENT.get(mark.place.id, 0),
            verified=VERIFIED.get(mark.place.id, 0),
        )
        for mark in marks
    ]
