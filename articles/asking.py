"""Asking a geocoder about the names of an archive: which there are, what is near them, and a person's yes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from articles.answering.counts import PlaceCount
from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.decision import LONGEST_NAME, Action, Decision, Scope
from articles.storage.storing import unplaced_id
from articles.view import View
from places.asking.answer import OSM, OTHER, Answer, Reply
from places.asking.errors import GeocodingError
from places.asking.providers import provider, provider_of
from places.asking.store import Store
from places.place import FeatureClass, Place
from places.resolution import Candidate

#: A minute's worth, and as many as a person looks through.
MOST_NAMES = 60
MOST_PROVINCES = 40
_MOST_NEAR = 60


class Knows(Protocol):
    """A gazetteer."""

    def ranked(self, toponym: str, /) -> Sequence[Candidate]: ...


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A name that may be sent to a geocoder."""

    #: What is sent.
    query: str
    mentions: int
    #: The place whose outline is wanted; None for a name that is not on the map.
    province: Place | None = None


def names_to_ask(archive: Archive, view: View) -> tuple[ToAsk, ...]:
    """The names of *view* that are not on the map, most mentioned first."""
    return tuple(ToAsk(each.toponym, each.mentions) for each in archive.unplaced(view)[:MOST_NAMES])


def provinces_to_ask(archive: Archive, view: View) -> tuple[ToAsk, ...]:
    """The provinces of *view* that the gazetteer has no border of, most mentioned first."""
    found = [each for each in archive.places(view) if _is_approximate(each)]
    return tuple(
        ToAsk(", ".join(part for part in (each.place.name, each.where) if part), each.mentions, each.place)
        for each in found[:MOST_PROVINCES]
    )


def near(archive: Archive, asked: ToAsk) -> tuple[Place, ...]:
    """The places the archive names in the same passages, else those it names most; of a province, itself."""
    if asked.province:
        return (asked.province,)
    together = tuple(each.place for each in archive.related(View(), unplaced_id(asked.query), _MOST_NEAR))
    spots = tuple(place for place in together if not place.is_country)
    return spots or tuple(each.place for each in archive.places(View())[:_MOST_NEAR])


def settle(
    asked: ToAsk, answer: Answer, reply: Reply, decisions: Decisions, store: Store, gazetteer: Knows, who: str = ""
) -> Decision:
    """A person said that *answer* is what the name means everywhere in the archive: the decision, as it was written."""
    drafted = draft(asked, answer, reply, decisions, gazetteer, who)
    store.accept(answer, reply.source)
    return decisions.decide(drafted)


def draft(
    asked: ToAsk, answer: Answer, reply: Reply, decisions: Decisions, gazetteer: Knows, who: str = ""
) -> Decision:
    """The decision that ``settle`` would make."""
    return decisions.draft(
        Action.PLACE,
        Scope.NAME,
        asked.query,
        place=within_its_province(answer, gazetteer),
        where=answer.where[:LONGEST_NAME],
        who=who,
        why=told(answer, reply),
    )


def within_its_province(answer: Answer, gazetteer: Knows) -> Place:
    """The place, with the code of the province that the service names where *gazetteer* knows that.

    So what is asked of the province holds it too.
    """
    place, name = answer.place, answer.where.partition(",")[0]
    if not name or not place.country_code or place.feature_class is FeatureClass.ADMINISTRATIVE:
        return place
    for each in gazetteer.ranked(name):
        if each.place.feature_code == "ADM1" and each.place.country_code == place.country_code:
            return replace(place, admin1=each.place.admin1)
    return place


def told(answer: Answer, reply: Reply) -> str:
    """By whom the place was told, when, and under which licence: what is kept with the decision."""
    source = reply.source
    said = ", ".join(part for part in (answer.name, answer.where) if part)
    kind = f" ({answer.kind})" if answer.kind else ""
    when = f"{source.asked_at:%Y-%m-%d}"
    return f"{provider(source.provider).title} at {source.host}, {when}: {said}{kind}. {source.licence}"


def credits_of(places: Iterable[Place], store: Store, drawn: Container[str] = ()) -> tuple[str, ...]:
    """Whom to credit, and under which licence, for those of *places* that a geocoder placed or gave its outline.

    *drawn* are the ids whose accepted outline is drawn.
    """
    asked = {place.id for place in places if place.id.startswith((OSM, OTHER)) or place.id in drawn}
    if not asked:
        return ()
    licences = kept_licences(store)
    found = {licences.get(id_) or _usual(id_) for id_ in asked}
    return tuple(sorted(found - {""}))


def kept_licences(store: Store) -> dict[str, str]:
    """Credit and licence by the id of the place; none where the file that keeps them cannot be read."""
    try:
        return store.licences()
    except GeocodingError:
        return {}


def _usual(id_: str) -> str:
    known = provider_of(id_)
    return (known.attribution or known.title) if known else ""


def _is_approximate(count: PlaceCount) -> bool:
    return count.place.feature_code == "ADM1" and not count.place.id.startswith((OSM, OTHER))
