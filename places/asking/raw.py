"""Raw answers: reading what a stranger's service sent, where any part may be missing, of another type, or hostile."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Mapping

from places.asking.answer import OTHER
from places.place import Point

_LONGEST = 200


class Raw:
    """A JSON object of which nothing is believed."""

    def __init__(self, content: object) -> None:
        self.content: Mapping[str, object] = content if isinstance(content, Mapping) else {}

    def part(self, *names: str) -> Raw:
        """What stands under those names, one inside the other; an empty one where there is no object."""
        found: object = self.content
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else None
        return Raw(found)

    def text(self, *names: str) -> str:
        """The first text under one of *names*, on one line, without what cannot be seen; "" where there is none."""
        for name in names:
            value = self.content.get(name)
            if isinstance(value, str) and (shown := shown_text(value)):
                return shown
        return ""

    def whole(self, name: str) -> int | None:
        """The number under *name* where it is a whole one that may be an id."""
        value = self.content.get(name)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:
            value = int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62 else None

    def country(self, *names: str) -> str:
        """A country code of two letters; "" for anything else."""
        code = self.text(*names).upper()
        return code if len(code) == 2 and code.isascii() and code.isalpha() else ""

    def point(self, lat: str, lon: str) -> Point | None:
        return point_of(self.content.get(lat), self.content.get(lon))

    def geometry(self) -> Point | None:
        """The position of a GeoJSON feature that is a point; its longitude stands first."""
        coordinates = self.part("geometry").content.get("coordinates")
        if not isinstance(coordinates, list) or len(coordinates) < 2:
            return None
        return point_of(coordinates[1], coordinates[0])


def point_of(lat: object, lon: object) -> Point | None:
    """The position, where both are numbers of degrees on Earth, also as text."""
    try:
        if isinstance(lat, bool) or isinstance(lon, bool):
            return None
        numbers = float(lat), float(lon)  # type: ignore[arg-type]
        return Point(*numbers) if all(map(math.isfinite, numbers)) else None
    except (TypeError, ValueError, OverflowError):
        return None


def shown_text(text: str) -> str:
    """*text* on one line: no control characters, no marks that turn the direction of what follows, not too long."""
    kept = "".join(" " if _is_unseen(character) else character for character in text[: 10 * _LONGEST])
    return " ".join(kept.split())[:_LONGEST].strip()


def _is_unseen(character: str) -> bool:
    # Persian and Kurdish names are spelled with the non-joiner.
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character != "\N{ZERO WIDTH NON-JOINER}"
    )


def where_of(name: str, *parts: str) -> str:
    """The parts that say more than the name and those before them: "Nineveh, Iraq"."""
    kept: list[str] = []
    for part in parts:
        if part and part.casefold() not in {name.casefold(), *(each.casefold() for each in kept)}:
            kept.append(part)
    return ", ".join(kept)[:_LONGEST]


def other_id(provider: str, *parts: object) -> str:
    """An id for what has none that others know: the same for the same parts, and safe in a link."""
    told = "\0".join(str(part) for part in parts)
    return f"{OTHER}{provider}:{hashlib.blake2b(told.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def says_nothing(answer: object, depth: int = 4) -> bool:
    """Whether *answer* holds an empty list where places would be, rather than be something else altogether."""
    if answer == []:
        return True
    return isinstance(answer, Mapping) and depth > 0 and any(says_nothing(each, depth - 1) for each in answer.values())
