"""The challenge set: stories of our own writing with every toponym marked, read from challenge/*.txt.

The format is told in challenge/README.md. ``python -m tests.evaluation.challenge_set`` looks up the places of new
marks in the gazetteer and adds them to challenge/places.csv, for a person to check; it never changes a row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from places.gazetteer import Gazetteer
from places.mention import Kind
from places.place import Place, Point

FOLDER = Path(__file__).with_name("challenge")
_PLACES = FOLDER / "places.csv"
_MARK = re.compile(r"\[(?P<name>[^]|/]+)(?:/(?P<kind>[agor]))?(?:\|(?P<hint>[^]]+))?\]|\{(?P<either>[^}]+)\}")
_KINDS = {
    "": Kind.PLACE,
    "a": Kind.ADJECTIVE,
    "g": Kind.GOVERNMENT,
    "o": Kind.ORGANISATION,
    "r": Kind.RELATIVE,
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A toponym as we marked it; *point* is None where our gazetteer has no such place."""

    name: str
    start: int
    end: int
    kind: Kind
    place_id: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    source: str
    date: str
    title: str
    text: str
    mentions: tuple[Marked, ...]
    #: Spans that may be found as they are or left alone: streets, schools, firms' buildings.
    either: frozenset[tuple[int, int]]


def stories(name: str) -> tuple[Story, ...]:
    """The stories of challenge/*name*.txt; KeyError for a mark that places.csv does not know."""
    with _PLACES.open(encoding="utf-8", newline="") as lines:
        known = {(row["name"], row["hint"], row["home"]): row for row in csv.DictReader(lines)}
    return tuple(_story(f"{name}-{number:03}", *parts, known) for number, parts in enumerate(_parts(name), 1))


def _parts(name: str) -> Iterator[tuple[list[str], str]]:
    for block in re.split(r"^# ", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        yield [field.strip() for field in head.split("|")], body.strip()


def _story(id_: str, head: list[str], body: str, known: dict[tuple[str, str, str], dict[str, str]]) -> Story:
    source, date, home, title = head
    text, at, mentions, either = "", 0, [], set()
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        at, start = mark.end(), len(text)
        text += mark["name"] or mark["either"]
        if mark["either"]:
            either.add((start, len(text)))
            continue
        row = {"id": "", "lat": "", "lon": ""} if mark["hint"] == "?" else known[_key(mark, home)]
        point = Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None
        mentions.append(Marked(mark["name"], start, len(text), _KINDS[mark["kind"] or ""], row["id"], point))
    text += body[at:]
    if left := re.search(r"[][{}|]", text):
        raise ValueError(
            f"story {id_} has a {left[0]!r} outside its marks near {text[left.start() - 20 : left.end()]!r}"
        )
    return Story(id_, source, date, title, text, tuple(mentions), frozenset(either))


def _key(mark: re.Match[str], home: str) -> tuple[str, str, str]:
    hint = (mark["hint"] or "") + ("/a" if mark["kind"] == "a" else "")
    return mark["name"], hint, "" if mark["hint"] or mark["kind"] == "a" else home


def _look_up(name: str, hint: str, home: str, gazetteer: Gazetteer) -> Place | None:
    """What a mark most likely means; *hint* is a country, a province ("US.GA") or "=another name"."""
    adjective = hint.endswith("/a")
    hint = hint.removesuffix("/a")
    if hint.startswith("="):
        name, hint = hint[1:], ""
    if adjective and not hint:
        return gazetteer.adjective(name)
    found = gazetteer.abbreviation(name) + gazetteer.candidates(name)
    where = hint or home
    inside = [place for place in found if where and _within(place, where)]
    if hint:
        return inside[0] if inside else None
    ours = [place for place in found if place.feature_code == "ADM1" and home and place.country_code == home[:2]]
    return next(iter(ours or inside or found), None)


def _within(place: Place, where: str) -> bool:
    return where in (place.country_code, f"{place.country_code}.{place.admin1}")


def _main() -> None:
    gazetteer = Gazetteer.ensure()
    fields = ["name", "hint", "home", "id", "shown", "lat", "lon"]
    rows: dict[tuple[str, str, str], dict[str, object]] = {}
    if _PLACES.exists():
        with _PLACES.open(encoding="utf-8", newline="") as lines:
            rows = {(row["name"], row["hint"], row["home"]): dict(row) for row in csv.DictReader(lines)}
    for path in sorted(FOLDER.glob("*.txt")):
        for (_, _, home, title), body in _parts(path.stem):
            for mark in _MARK.finditer(body):
                if mark["either"] or mark["hint"] == "?" or (key := _key(mark, home)) in rows:
                    continue
                place = _look_up(*key, gazetteer)
                if place is None:
                    print(f"{path.stem}, {title!r}: the gazetteer has no {mark[0]}")
                    continue
                shown = ", ".join(filter(None, [place.name, gazetteer.where(place)]))
                rows[key] = dict(zip(fields, [*key, place.id, shown, place.point.lat, place.point.lon], strict=True))
    with _PLACES.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[key] for key in sorted(rows))


if __name__ == "__main__":
    _main()
