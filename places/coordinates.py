"""Coordinates as people type them, read by geopy's Point.

geopy takes a string it half understands for another place ("N36 20 24 E43 07 48" for 7 N 48 E), so what is typed is
first cut into latitude and longitude here, strictly, and handed over in the one form that it reads without fail.
"""

from __future__ import annotations

import re

from places.place import Point
from places.sentence import sentence

LONGEST = 200

#: Marks of degrees, minutes and seconds in their many shapes; two single ones are a double one.
_MARKS = [
    (re.compile("[º˚∘]|(?<=[0-9])\\s*d(?:eg(?:rees?)?)?\\b|(?<=[0-9])d(?=\\s*[0-9])", re.I), "°"),
    (re.compile("[′’‘´`ʹʼ]|(?<=[0-9])\\s*m(?:in)?(?=[\\s0-9NSEW,;/]|$)", re.I), "'"),
    (re.compile("[″”“„ʺ]|''|(?<=[0-9])\\s*s(?:ec)?(?=\\s*[NSEW](?![a-z]))", re.I), '"'),
]
_WORDS = [
    (re.compile(rf"\b{word}\b", re.I), letter)
    for word, letter in (
        ("north", "N"), ("south", "S"), ("east", "E"), ("west", "W"),
        ("lat(?:itude)?[.:=]?", ""), ("lon(?:g(?:itude)?)?[.:=]?", ""),
    )
]  # fmt: skip
_HALF = re.compile(
    r"""([+-]?)\s*(\d{1,3}(?:\.\d{1,15})?)\s*°?\s*(?:(\d{1,2}(?:\.\d{1,15})?)\s*'?\s*(?:(\d{1,2}(?:\.\d{1,15})?)\s*"?)?)?"""
)
_DECIMAL_COMMA = re.compile(r"([+-]?\d{1,3}),(\d{1,15})[\s;/]+([+-]?\d{1,3}),(\d{1,15})")
#: Links to maps: ".../@36.34,43.13,12z", "#map=12/36.34/43.13", "geo:36.34,43.13".
_LINKS = [
    re.compile(pattern)
    for pattern in (
        r"@(-?\d{1,3}\.\d+),(-?\d{1,3}\.\d+)",
        r"[#&?]map=\d+(?:\.\d+)?/(-?\d{1,3}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)",
        r"^geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)",
        r"[?&](?:q|ll|query|mlat)=(-?\d{1,3}(?:\.\d+)?)(?:,|%2C|&mlon=)(-?\d{1,3}(?:\.\d+)?)",
    )
]


class CoordinatesError(ValueError):
    """What was typed is no position on Earth; the message says what to type."""


def parse_point(typed: str) -> Point:
    """The point that *typed* means: "36.34N 43.13E", "36°20'N 43°08'E", "36.34, 43.13", a link to a map.

    Latitude first, unless letters say otherwise. Raises CoordinatesError.
    """
    if len(typed) > LONGEST:
        raise CoordinatesError(f"{typed[:40]!r}... is too long for coordinates: type them as 36.34, 43.13")
    halves = _halves(" ".join(typed.split()))
    if halves is None:
        raise CoordinatesError(
            f"{typed!r} cannot be read as coordinates: type latitude and longitude as 36.34, 43.13 or 36°20'N 43°08'E"
        )
    lat, lon = (_canonical(typed, *half, axis) for half, axis in zip(halves, ("NS", "EW"), strict=True))
    # With it comes all of geopy, its services too: only for who types coordinates.
    from geopy.point import Point as GeopyPoint  # noqa: PLC0415, TID251 - this is the door

    read = GeopyPoint(f"{lat}, {lon}")
    return Point(read.latitude, read.longitude)


def looks_like_coordinates(typed: str) -> bool:
    """Whether *typed* is meant as coordinates, rightly written or not: it has two numbers and hardly a word."""
    numbers = re.findall(r"\d+", typed)
    return len(numbers) >= 2 and (
        len(re.findall(r"[^\W\d_]", typed)) <= 4 or "://" in typed or typed.startswith("geo:")
    )


def written(point: Point) -> str:
    """36.34000 N, 43.13000 E: to some metres."""
    lat = f"{abs(point.lat):.5f} {'S' if point.lat < 0 else 'N'}"
    return f"{lat}, {abs(point.lon):.5f} {'W' if point.lon < 0 else 'E'}"


def _halves(typed: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Latitude and longitude, each as its numbers and its letter, "" for none."""
    for link in _LINKS:
        if found := link.search(typed):
            return (found[1], ""), (found[2], "")
    if "://" in typed:
        return None
    if comma := _DECIMAL_COMMA.fullmatch(typed):
        return (f"{comma[1]}.{comma[2]}", ""), (f"{comma[3]}.{comma[4]}", "")
    text = typed.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").strip(" ()[]")
    for pattern, plain in (*_WORDS, *_MARKS):
        text = pattern.sub(plain, text)
    text = text.strip().upper()
    if not re.fullmatch(r"""[\d.,;:/°'"+\-\sNSEW]+""", text):
        return None
    letters = re.findall("[NSEW]", text)
    if letters:
        return _by_letters(text, letters)
    parts = [part.strip() for part in re.split(r"[,;/]", text) if part.strip()]
    if len(parts) == 1:
        parts = text.split() if len(text.split()) == 2 else re.findall(r"""[+-]?\d+°[^°]*(?=\s[+-]?\d+°|$)""", text)
    return ((parts[0], ""), (parts[1], "")) if len(parts) == 2 else None


def _by_letters(text: str, letters: list[str]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    if len(letters) != 2:
        return None
    if text[0] in "NSEW":
        _, first, second = re.split("[NSEW]", text)
    else:
        first, second, rest = re.split("[NSEW]", text)
        if rest.strip(" ,;/"):
            return None
    one, other = (half.strip(" ,;/:") for half in (first, second))
    if letters[0] in "NS" and letters[1] in "EW":
        return (one, letters[0]), (other, letters[1])
    if letters[0] in "EW" and letters[1] in "NS":
        return (other, letters[1]), (one, letters[0])
    return None


def _canonical(typed: str, numbers: str, letter: str, axis: str) -> str:
    """``36 20m 24s N``, which geopy reads in one way only."""
    found = _HALF.fullmatch(numbers)
    if found is None:
        raise CoordinatesError(f"{numbers!r} in {typed!r} is no angle: type it as 36.34, or as 36°20'24\"")
    sign, degrees, minutes, seconds = found[1], found[2], found[3] or "0", found[4] or "0"
    if sign and letter:
        raise CoordinatesError(f"{typed!r} has both a sign and a letter: leave one of them out")
    if ("." in degrees and found[3]) or ("." in minutes and found[4]):
        raise CoordinatesError(f"{numbers!r} in {typed!r} has a fraction before its last number: type it as 36°20'24\"")
    if float(minutes) >= 60 or float(seconds) >= 60:
        raise CoordinatesError(f"{numbers!r} in {typed!r} has 60 minutes or seconds or more: they run from 0 to 59")
    most, what = (90, sentence("latitude")) if axis == "NS" else (180, sentence("longitude"))
    size = float(degrees) + float(minutes) / 60 + float(seconds) / 3600
    if size > most:
        wrong = sentence(f"{numbers!r} in {typed!r} is no {what}, which runs from -{most} to {most}")
        is_turned = most == 90 and size <= 180
        raise CoordinatesError(f"{wrong}; are latitude and longitude exchanged?" if is_turned else wrong)
    letter = letter or axis["-" in sign]
    return f"{degrees} {minutes}m {seconds}s {letter}"
