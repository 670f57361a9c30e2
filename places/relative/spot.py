"""A spot: a mention in its text, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from places.mention import Mention
from places.place import Place, Point
from places.position import RelativePosition
from places.relative.words import Words
from places.resolution import Resolution

#: Each of the white space that may part words on one line, or over a line's end, to a space.
SPACES = str.maketrans("\n\t\xa0\u202f", "    ")
_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention with a place, and the text before it."""

    text: str
    resolutions: Sequence[Resolution]
    at: int
    place: Place
    before: str

    @property
    def mention(self) -> Mention:
        return self.resolutions[self.at].mention

    @property
    def next(self) -> Resolution | None:
        return self.resolutions[self.at + 1] if self.at + 1 < len(self.resolutions) else None

    def position(self, words: Words, point: Point, radius_km: float, end: int = 0) -> RelativePosition:
        """The value; its phrase reaches to *end*, else to the end of the mention."""
        start, end = self.mention.start - len(self.before) + words.start, end or self.mention.end
        phrase = " ".join(self.text[start:end].split())
        bearing, km, radius = words.bearing_degrees, words.distance_km, round(radius_km, 1)
        return RelativePosition(self.place, bearing, km, point, radius, phrase, start, end)

    @property
    def references(self) -> tuple[Place, ...]:
        """The other places the text is about, each once, those that stand nearest to this mention first."""
        order = sorted(range(len(self.resolutions)), key=lambda each: abs(each - self.at))[1 : _MOST_REFERENCES + 1]
        return tuple(dict.fromkeys(place for each in order if (place := self.resolutions[each].place) is not None))

    def second(self, end: int) -> tuple[Place | None, int]:
        """The country after this one in "border between Iraq and Syria", and where that ends; else None and *end*."""
        after = self.next
        if after is None:
            return None, end
        gap = self.text[self.mention.end : after.mention.start].translate(SPACES)
        return (after.place, max(end, after.mention.end)) if gap in (" and ", " and the ") else (None, end)

    @property
    def first(self) -> Place | None:
        """The country before this one in "Iraqi-Syrian border"."""
        if not self.at:
            return None
        before = self.resolutions[self.at - 1]
        gap = self.text[before.mention.end : self.mention.start]
        return before.place if gap in ("-", "–", "/", " and ") else None
