"""Outlines as they are to be drawn: those that people accepted from a geocoder, else approximate ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from places.asking.answer import Rings
from places.asking.errors import GeocodingError
from places.asking.store import Store
from places.place import Place

Approximate = Callable[[Place], Rings | None]


@dataclass(frozen=True)
class Outline:
    """A function from a place to its rings. The same object as long as nobody accepts or drops an outline."""

    approximate: Approximate
    accepted: dict[str, Rings] = field(default_factory=dict, hash=False)

    def __call__(self, place: Place) -> Rings | None:
        return self.accepted.get(place.id) or self.approximate(place)


class Outlines:
    """Keeps one Outline for each state of the store, for what is made of one is worth keeping with it."""

    def __init__(self, approximate: Approximate, store: Store) -> None:
        self._store = store
        self._now = Outline(approximate)

    @property
    def current(self) -> Outline:
        try:
            accepted = self._store.outlines()
        except GeocodingError:
            # A map is drawn whatever became of the file: the approximate areas are always there.
            accepted = {}
        if accepted != self._now.accepted:
            self._now = Outline(self._now.approximate, accepted)
        return self._now
