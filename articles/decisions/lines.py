"""A decision as a line of its file: JSON with its keys always in one order, what is empty left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from articles.decisions.decision import LONGEST_NAME, Action, Decision, DecisionError, Origin, Scope, Spot
from places.place import FeatureClass, Place, Point

T = TypeVar("T", Action, Scope, Origin)

#: A line that is longer is no decision of ours.
LONGEST_LINE_BYTES = 40_000

_TEXTS = ("toponym", "article", "outlet", "undoes", "who", "why", "id")
_SPOT_KEYS = ("occurrence", "start", "end", "before", "after")
_KEYS = frozenset({*_TEXTS, *_SPOT_KEYS, "when", "action", "scope", "place", "origin"})
_PLACE_TEXTS = ("id", "name", "where", "feature", "country", "admin1")
_PLACE_KEYS = frozenset({*_PLACE_TEXTS, "lat", "lon", "population", "geonameid"})


def to_line(decision: Decision) -> bytes:
    """With its line break; ``from_line`` gives an equal decision back."""
    spot, place = decision.spot, decision.place
    fields: dict[str, Any] = {
        "id": decision.id,
        "when": decision.when.isoformat().replace("+00:00", "Z"),
        "who": decision.who,
        "action": decision.action.value,
        "scope": decision.scope.value if decision.scope else "",
        "toponym": decision.toponym,
        "article": decision.article,
        "outlet": decision.outlet,
        "occurrence": spot.occurrence if spot else None,
        "start": spot.start if spot else None,
        "end": spot.end if spot else None,
        "before": spot.before if spot else "",
        "after": spot.after if spot else "",
        "place": _place_fields(place, decision.where) if place else None,
        "undoes": decision.undoes,
        "origin": decision.origin.value,
        "why": decision.why,
    }
    kept = {key: value for key, value in fields.items() if value is not None and value != ""}
    # Escaped are only the characters at which some editors break lines: one entry stays one line for a person too.
    line = json.dumps(kept, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return line.replace("\x85", "\\u0085").encode() + b"\n"


def from_line(line: bytes) -> Decision:
    """Raises DecisionError, in words for a person, for what is no decision."""
    if len(line) > LONGEST_LINE_BYTES:
        raise DecisionError(f"the line has {len(line):,} bytes: no decision has more than {LONGEST_LINE_BYTES:,}")
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DecisionError(f"this is no JSON ({error}): the line was cut off, or edited by hand") from None
    if not isinstance(fields, dict):
        raise DecisionError("this is JSON, but no object in braces")
    if unknown := sorted(fields.keys() - _KEYS):
        raise DecisionError(f"the key {unknown[0][:60]!r} is not known: it may come from a newer Dateline")
    texts = {key: _text(fields, key) for key in _TEXTS}
    if not texts["id"]:
        raise DecisionError("the entry has no 'id'")
    return Decision(
        action=_one_of(Action, fields, "action"),
        scope=_one_of(Scope, fields, "scope") if fields.get("scope") else None,
        spot=_spot(fields) if "start" in fields else None,
        place=_place(fields["place"]) if "place" in fields else None,
        where=_text(fields["place"], "where") if "place" in fields else "",
        origin=_one_of(Origin, fields, "origin") if fields.get("origin") else Origin.READING,
        when=_when(_text(fields, "when")),
        **texts,
    )


def _place_fields(place: Place, where: str) -> dict[str, Any]:
    fields = {
        "id": place.id,
        "name": place.name,
        "where": where,
        "lat": place.point.lat,
        "lon": place.point.lon,
        "feature": f"{place.feature_class.value}.{place.feature_code}",
        "country": place.country_code,
        "admin1": place.admin1,
        "population": place.population or None,
        "geonameid": place.geonameid,
    }
    return {key: value for key, value in fields.items() if value is not None and value != ""}


def _place(fields: object) -> Place:
    if not isinstance(fields, dict):
        raise DecisionError("'place' is no object in braces")
    if unknown := sorted(fields.keys() - _PLACE_KEYS):
        raise DecisionError(f"the key {unknown[0][:60]!r} of 'place' is not known: it may come from a newer Dateline")
    id_, name, feature = (_text(fields, key, "place ") for key in ("id", "name", "feature"))
    if not id_ or not name:
        raise DecisionError("'place' needs an 'id' and a 'name'")
    # These begin what is on no map; a place under such an id would be taken for that.
    if id_.startswith(("unplaced:", "excluded:")) or max(len(id_), len(name)) > LONGEST_NAME:
        raise DecisionError(f"{id_[:60]!r} is no id of a place")
    letter, _, code = feature.partition(".")
    try:
        point, feature_class = Point(_number(fields, "lat"), _number(fields, "lon")), FeatureClass(letter)
    except DecisionError:
        raise
    except ValueError as error:
        raise DecisionError(f"the place {id_!r}: {error}") from None
    country, admin1 = _text(fields, "country", "place "), _text(fields, "admin1", "place ")
    geonameid = _whole(fields, "geonameid") if "geonameid" in fields else None
    return Place(id_, name, point, feature_class, code, country, admin1, _whole(fields, "population", 0), geonameid)


def _spot(fields: Mapping[str, Any]) -> Spot:
    occurrence, start, end = (_whole(fields, key) for key in ("occurrence", "start", "end"))
    return Spot(occurrence, start, end, _text(fields, "before"), _text(fields, "after"))


def _text(fields: Mapping[str, Any], key: str, of: str = "") -> str:
    value, called = fields.get(key, ""), of + key
    if not isinstance(value, str):
        raise DecisionError(f"the {called} {str(value)[:60]} is no text: put it in quotation marks")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise DecisionError(f"the {called} holds half a character (a lone surrogate)")
    return value


def _number(fields: Mapping[str, Any], key: str) -> float:
    value = fields.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DecisionError(f"the {key} {str(value)[:60]} is no number of degrees")
    try:
        return float(value)
    except OverflowError:
        raise DecisionError(f"the {key} is no number of degrees: it is far too large") from None


def _whole(fields: Mapping[str, Any], key: str, default: int | None = None) -> int:
    value = fields.get(key, default)
    # SQLite's largest; a text of such a length has never been seen either.
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise DecisionError(f"the {key} {str(value)[:60]} is no whole number from 0 on")
    return value


def _when(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise DecisionError(f"the time {text[:60]!r} cannot be read: write it as 2017-01-25T09:30:00Z") from None
    if when.tzinfo is None:
        raise DecisionError(f"the time {text[:60]!r} has no zone: end it with Z for UTC")
    try:
        return when.astimezone(UTC)
    except OverflowError:
        raise DecisionError(f"the time {text[:60]!r} lies outside all calendars") from None


def _one_of(kinds: type[T], fields: Mapping[str, Any], key: str) -> T:
    value = _text(fields, key)
    try:
        return kinds(value)
    except ValueError:
        known = ", ".join(repr(kind.value) for kind in kinds if kind.value)
        raise DecisionError(f"the {key} {value[:60]!r} is none of {known}") from None
