"""Places to draw: those of a small archive, hostile names where asked for, and as many random ones as wanted.

HARNESS_PLACES says how many in all, HARNESS_HOSTILE=1 adds the hostile names.
"""

from __future__ import annotations

import os
import random

from places.map import Mark
from places.place import FeatureClass, Place, Point

COUNT = int(os.environ.get("HARNESS_PLACES", "60"))
HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "<img src=x onerror=\"parent.document.title='owned'\">",
    "</script><script>parent.document.title='owned'</script>",
    "${parent.document.title='owned'}",
    "`backticks`",
    "\" onmouseover=alert(1) '",
    "\\u0022);parent.document.title='owned';(\\u0022",
)
REAL = (
    ("99072", "Mosul", "Ninawa, Iraq", 36.335, 43.1189, 40, "P", "PPLA"),
    ("98182", "Baghdad", "Iraq", 33.3406, 44.4009, 25, "P", "PPLC"),
    ("112931", "Tehran", "Iran", 35.6944, 51.4215, 19, "P", "PPLC"),
    ("99347", "Fallujah", "Anbar, Iraq", 33.3506, 43.7788, 10, "P", "PPL"),
    ("IQ.10", "Diyala", "Iraq", 33.9, 44.9, 3, "A", "ADM1"),
    ("IQ.01", "Anbar", "Iraq", 33.4, 41.9, 6, "A", "ADM1"),
    ("448149", "Tal Afar", "Ninawa, Iraq", 36.376, 42.4497, 3, "P", "PPL"),
    ("94787", "Kirkuk", "Iraq", 35.468, 44.392, 7, "P", "PPLA"),
    ("91597", "Rutba", "Anbar, Iraq", 33.04, 40.285, 2, "P", "PPL"),
    ("95446", "Erbil", "Iraq", 36.19, 44.009, 5, "P", "PPLA"),
    ("99329", "Baiji", "Salah ad Din, Iraq", 34.93, 43.49, 2, "P", "PPL"),
    ("98860", "Najaf", "Iraq", 32.0, 44.33, 4, "P", "PPLA"),
    ("99131", "Samarra", "Salah ad Din, Iraq", 34.198, 43.874, 3, "P", "PPL"),
    ("448500", "Sinjar", "Ninawa, Iraq", 36.32, 41.875, 2, "P", "PPL"),
    ("119208", "Qom", "Iran", 34.64, 50.876, 2, "P", "PPLA"),
    ("124085", "Mahallat", "Iran", 33.905, 50.453, 1, "P", "PPL"),
    ("172955", "Raqqa", "Syria", 35.95, 39.01, 6, "P", "PPLA"),
    ("170063", "Aleppo", "Syria", 36.2, 37.16, 4, "P", "PPLA"),
    ("170654", "Damascus", "Syria", 33.51, 36.29, 3, "P", "PPLC"),
    ("323786", "Ankara", "Turkey", 39.92, 32.85, 6, "P", "PPLC"),
    ("108410", "Riyadh", "Saudi Arabia", 24.69, 46.72, 3, "P", "PPLC"),
    ("99237", "Iraq", "", 33.0, 44.0, 34, "A", "PCLI"),
    ("130758", "Iran", "", 32.0, 53.0, 31, "A", "PCLI"),
    ("163843", "Syria", "", 35.0, 38.0, 12, "A", "PCLI"),
    ("298795", "Turkey", "", 39.0, 35.0, 11, "A", "PCLI"),
    ("6252001", "United States", "", 39.76, -98.5, 12, "A", "PCLI"),
    ("4140963", "Washington", "District of Columbia, United States", 38.895, -77.036, 6, "P", "PPLC"),
    ("2017370", "Russia", "", 60.0, 100.0, 5, "A", "PCLI"),
    ("region:tigris", "Tigris", "", 34.5, 43.8, 2, "H", "STM"),
)
#: Drawn as loose boxes: the real outlines are areas.py's business.
OUTLINES = {
    "IQ.10": (((34.6, 44.4), (34.9, 45.4), (34.2, 45.9), (33.4, 45.6), (33.3, 44.9), (33.8, 44.3)),),
    "IQ.01": (((35.0, 41.2), (34.3, 42.9), (33.3, 43.9), (32.3, 43.0), (31.9, 40.4), (32.5, 38.9), (33.9, 40.9)),),
    "99237": (((37.3, 42.4), (36.5, 45.2), (33.0, 46.1), (29.9, 48.5), (29.1, 46.5), (31.9, 40.4), (33.4, 38.8)),),
}


def marks() -> list[Mark]:
    """The places of a small archive, hostile names among them, and as many random ones as asked for."""
    found = [
        Mark(
            Place(place_id, name, Point(lat, lon), FeatureClass(letter), code),
            where,
            mentions,
            min(mentions, 5),
            min(mentions, 3),
            doubtful=name in ("Baiji", "Sinjar"),
        )
        for place_id, name, where, lat, lon, mentions, letter, code in REAL
    ]
    if os.environ.get("HARNESS_HOSTILE"):
        found += [
            Mark(Place(f"hostile:{i}", name, Point(30 + i / 2, 30), FeatureClass.POPULATED, "PPL"), name, 9, 1, 1)
            for i, name in enumerate(HOSTILE)
        ]
    chance = random.Random(7)
    known = [mark.place.point for mark in found]
    for i in range(COUNT - len(found)):
        point = Point(chance.uniform(20, 45), chance.uniform(-10, 70))
        while any(abs(point.lat - other.lat) < 1.5 and abs(point.lon - other.lon) < 1.5 for other in known):
            point = Point(chance.uniform(20, 45), chance.uniform(-10, 70))  # nothing lies on the places we click
        mentions = int(chance.paretovariate(1.1))
        found.append(
            Mark(Place(f"x{i}", f"Place {i}", point, FeatureClass.POPULATED, "PPL"), "", min(mentions, 400), 1, 1)
        )
    return found[: max(COUNT, 1)]


def outline(place: Place) -> tuple[tuple[tuple[float, float], ...], ...] | None:
    return OUTLINES.get(place.id)
