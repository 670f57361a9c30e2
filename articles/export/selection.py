"""The selection: what an export is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from articles.answering.counts import PlaceCount, VagueMark
from articles.article import Article, Hit, Passage
from articles.certainty import Certainty
from articles.hosting.policy import Allowance
from articles.quoting import Quoted
from articles.reposts.telling import Repeats
from articles.storage.storing import subject_id
from articles.view import View
from places.place import Place
from places.resolution import Resolution

#: Closed lines of (latitude, longitude), to be filled by the even-odd rule; see places/areas/approximate.py.
Rings = tuple[tuple[tuple[float, float], ...], ...]
Outline = Callable[[Place], Rings | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention that counts in the selection, in its passage."""

    hit: Hit
    resolution: Resolution
    certainty: Certainty

    @property
    def id(self) -> str:
        """The id of its place, or that under which a name that is not on the map is counted."""
        return subject_id(self.resolution)


def certainty(count: PlaceCount) -> Certainty:
    """What is said of a place as a whole: verified if all its mentions are, doubtful if more than half of them are."""
    if count.verified == count.mentions:
        return Certainty.VERIFIED
    return Certainty.DOUBTFUL if 2 * count.doubtful > count.mentions else Certainty.AUTOMATIC


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the selection, as far as the text policy lets it out."""

    hit: Hit
    quoted: Quoted
    #: The mentions in the passage that count, in order.
    told: tuple[Told, ...]
    note: str = ""
    #: Where else the passage stands, as far as the policy lets it be told; None where it stands nowhere else.
    repeats: Repeats | None = None

    @property
    def article(self) -> Article:
        return self.hit.article

    @property
    def passage(self) -> Passage:
        return self.hit.passage


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything an export may say. Its passages, mentions and places are of one moment of the archive."""

    view: View
    title: str
    #: The live sentence of the page: what the view holds, in words; "" for none.
    sentence: str
    #: Where the view can be opened again; "" where nobody knows the address.
    permalink: str
    #: The allowances its articles came out under, strictest first.
    policy: tuple[Allowance, ...]
    #: In the order of the page, newest first; ticked ones in the order of their ticks.
    excerpts: tuple[Excerpt, ...]
    #: The places on the map with their counts, most mentioned first; a selected place narrows them not.
    places: tuple[PlaceCount, ...]
    vague: tuple[VagueMark, ...]
    #: Names that are not on the map, with their mentions, most mentioned first.
    unplaced: tuple[tuple[str, int], ...]
    #: Place id -> where it lies, for people.
    where: Mapping[str, str]
    #: Place id -> the outlets that mention it, sorted; the unknown one is "".
    outlets: Mapping[str, tuple[str, ...]]
    #: The geoparser's version, as the archive keeps it; "" when unknown.
    made_with: str
    #: The day the export was made, UTC.
    made_on: date
    outline: Outline = field(compare=False, default=lambda place: None)
    #: For Excel, which otherwise takes UTF-8 for an older encoding.
    byte_order_mark: bool = True

    @property
    def told(self) -> Iterator[Told]:
        """The mentions of the selection in the order of its passages."""
        return (told for excerpt in self.excerpts for told in excerpt.told)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the passages, each once, in their order."""
        return tuple({excerpt.article.id: excerpt.article for excerpt in self.excerpts}.values())
