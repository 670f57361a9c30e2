"""Amounts: what the words of a relative position come to, in kilometres and degrees."""

from __future__ import annotations

import re

_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
BEARINGS = {name: 22.5 * at for at, name in enumerate(_POINTS)}

NUMBERS = {
    word: float(number)
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        )
    )
} | {
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
    "a hundred": 100.0, "one hundred": 100.0, "hundred": 100.0, "half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0,
    "one and a half": 1.5, "a dozen": 12.0,
}  # fmt: skip
NUMBERS |= {
    f"{ten}{dash}{one}": NUMBERS[ten] + NUMBERS[one]
    for ten in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    for one in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    for dash in "- "
}
#: What a vague quantity is taken for, in its unit.
VAGUE = {"a few": 4.0, "several": 5.0, "a couple of": 2.0, "dozens of": 40.0, "scores of": 60.0, "hundreds of": 300.0,
          "a few hundred": 400.0, "several hundred": 500.0, "a few dozen": 40.0}  # fmt: skip
KM = {"k": 1.0, "n": 1.852, "mi": 1.609344, "y": 0.0009144, "f": 0.0003048, "m": 0.001}
#: Kilometres an hour.
SPEED = {"drive": 60.0, "ride": 60.0, "journey": 60.0, "": 60.0, "walk": 5.0, "hike": 5.0, "flight": 600.0}
_DIRECTION = re.compile(r"north|south|east|west")


def number(written: str) -> float:
    word = " ".join(written.lower().split())
    if word in NUMBERS:
        return NUMBERS[word]
    whole, comma, rest = word.partition(",")
    if comma and len(rest) != 3 and "," not in rest and "." not in rest:
        return float(f"{whole}.{rest}")
    return float(word.replace(",", ""))


def roundness(written: str) -> float:
    """The roundness of a number: the largest of 0.1, 0.5, 1, 5, 10, 50, 100, ... that divides it, at most its half."""
    given = number(written)
    if given <= 0:
        return 0.5
    best = 0.1
    for step in (0.1, 0.5, 1, 5, 10, 50, 100, 500, 1000):
        if step <= given / 2 and abs(given / step - round(given / step)) < 1e-9:
            best = step
    return best


def kilometres(unit: str) -> float:
    """The length of one such unit."""
    return KM[next(key for key in ("k", "n", "mi", "y", "f", "m") if unit.lower().startswith(key))]


def bearing(compass: str, short: str) -> float | None:
    """Of "north-west" or "NNW", in degrees; None where there is no such direction."""
    if short:
        return BEARINGS.get(short)
    return BEARINGS.get("".join(word[0].upper() for word in _DIRECTION.findall(compass.lower())))


def width(compass: str, short: str) -> float:
    """Half the width of the direction, in degrees."""
    points = len(_DIRECTION.findall(compass.lower())) or len(short)
    return 11.25 if points == 3 else 22.5
