"""What each rule of the geoparser carries: end-to-end F1 on the development corpora with it left out.

    python -m benchmarks.geoparser_ablation

The corpora are looked for in ../shared/geo or in $DATELINE_SHARED/geo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchmarks.geoparser_fit import CORPORA, documents
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.recognition.recognizer import Recognizer
from places.recognition.weights import Weights, read_table
from places.resolving import Resolver, Settings
from tests.evaluation.corpus_scoring import Labelled, scores

Rule = Callable[[Geoparser], None]


def without_cues(*names: str) -> Rule:
    def apply(geoparser: Geoparser) -> None:
        table = {name: 0 if name in names else weight for name, weight in read_table().items()}
        geoparser.recognizer = Recognizer(geoparser.index, Weights(table))

    return apply


def without(**settings: float) -> Rule:
    def apply(geoparser: Geoparser) -> None:
        geoparser.resolver = Resolver(replace(Settings(), **settings))  # type: ignore[arg-type]

    return apply


RULES: dict[str, Rule | None] = {
    "everything": None,
    "neighbouring capitalised words": without_cues(
        "stranger_before", "stranger_after", "place_before", "place_after", "given_name_before", "given_name_after",
        "title_before", "surname_after", "person_called_so", "initial_before", "organisation_before",
    ),
    "lists of words, names and brands": without_cues(
        "common_word", "common_word_of_note", "common_word_opens_sentence", "given_name", "given_name_of_note",
        "surname", "surname_of_note", "namesake", "calendar_word", "title_word", "organisation_word", "short_capitals",
    ),
    "somebody's surname in the text": without_cues("surname_here"),
    "size and kind of the place": without_cues(
        "country", "province", "region", "capital", "million_people", "hundred_thousand_people",
        "fifteen_thousand_people", "small_town", "tiny_place", "only_alternate",
    ),
    "the words around": without_cues(
        "after_place_preposition", "small_name_after_place_preposition", "after_of", "after_to", "named_as_settlement",
        "kind_word_after", "before_speech", "located_elsewhere", "dateline", "listed_with_places",
    ),
    "what the text is about": without_cues("in_focus_province", "in_focus_country", "out_of_focus"),
    "agreement of the text's names": without(
        country_support=0.0, province_support=0.0, county_support=0.0, near_support=0.0
    ),
    "containers after the comma": without(container=0.0),
    "the outlet's home": without(home_country=0.0, home_province=0.0),
    "fame": without(fame=0.0),
}  # fmt: skip


def end_to_end(geoparser: Geoparser, corpus: str) -> float:
    rows: list[tuple[list[Labelled], list[Labelled], list[Labelled]]] = []
    for document in documents(corpus):
        found = geoparser.parse(document["text"], title=document.get("title", ""), source=document.get("source", ""))
        predicted = [
            {
                "start": r.mention.start,
                "end": r.mention.end,
                "lat": r.place.point.lat if r.place else None,
                "lon": r.place.point.lon if r.place else None,
            }
            for r in found
        ]
        rows.append((document["mentions"], predicted, document.get("ignore", [])))
    return scores(rows).end_to_end


def main() -> None:
    gazetteer = Gazetteer.ensure()
    whole: dict[str, float] = {}
    print(f"{'without':36}" + "".join(f"{corpus:>18}" for corpus in CORPORA))
    for name, rule in RULES.items():
        geoparser = Geoparser(gazetteer, explain=False)
        if rule is not None:
            rule(geoparser)
        line = f"{name:36}"
        for corpus in CORPORA:
            value = end_to_end(geoparser, corpus)
            whole.setdefault(corpus, value)
            line += f"{value:10.3f} {100 * (value - whole[corpus]):+6.1f} "
        print(line)


if __name__ == "__main__":
    main()
