"""What the gazetteer knows under a key of another script, with the facts that weigh."""

from __future__ import annotations

from dataclasses import replace

from places.index import Index
from places.sense import ALIAS, ALTERNATE, STRIPPED, Name
from places.sidecar import KEY

_MOST_CACHED = 20_000


class Names:
    """Names of one index. There an alternate name is one of many; in its own script it is the place's name."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.probe = index.probe
        self._known: dict[str, tuple[Name, tuple[str, ...]] | None] = {}

    def __call__(self, key: str) -> tuple[Name, tuple[str, ...]] | None:
        """The name with that folded key and the cues of what it names; None when there is none."""
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) > _MOST_CACHED:
                self._known.clear()
            found = self._known[key] = self._found(key)
            return found

    def together(self, keys: tuple[str, ...]) -> tuple[Name, tuple[str, ...]] | None:
        """What several spellings of one name mean, as one name under the first of them."""
        if len(keys) == 1:
            return self(keys[0])
        joined = "|".join(keys)
        if joined not in self._known:
            senses = {sense.row: sense for key in keys if (known := self(key)) for sense in known[0].senses}
            name = Name.of(keys[0], tuple(senses.values()))
            self._known[joined] = (name, _facts(name)) if senses else None
        return self._known[joined]

    def nationality(self, word: str, country: str) -> Name | None:
        """The adjective *word* of the country with that folded name; None when the gazetteer lacks it."""
        known = self(country)
        senses = tuple(sense for sense in known[0].senses if sense.is_country) if known else ()
        return Name.of(word, senses, adjective=True) if senses else None

    def _found(self, key: str) -> tuple[Name, tuple[str, ...]] | None:
        known = self.index.name(key) if self.index.probe(key) & KEY else None
        if known is None:
            return None
        senses = tuple(replace(each, rank=ALIAS) if each.rank == ALTERNATE else each for each in known.senses)
        name = Name.of(key, senses)
        return name, _facts(name)


def _facts(name: Name) -> tuple[str, ...]:
    facts = []
    if name.is_country:
        facts.append("country")
    elif name.is_capital:
        facts.append("capital")
    elif name.is_region:
        facts.append("region")
    elif name.is_province:
        facts.append("province")
    if name.size >= 6:
        facts.append("million_people")
    elif name.size >= 5:
        facts.append("hundred_thousand_people")
    elif not facts:
        facts.append(
            "fifteen_thousand_people" if name.size >= 4.17 else "small_town" if name.size >= 3 else "tiny_place"
        )
    if name.best_rank >= STRIPPED:
        facts.append("only_without_article")
    return tuple(facts)
