"""The words of relative positions: distances, directions and hours of travel in front of a place's name.

Every expression ends where the name begins and looks back over a window of fixed length, its repetitions are bounded:
reading a text takes time in proportion to its length, whatever it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from places.relative.amounts import NUMBERS, SPEED, VAGUE, bearing, kilometres, number, roundness, width

#: Characters before a name in which its words are looked for.
WINDOW = 110


def _any_of(words: dict[str, float]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(word.replace(" ", "[ ]") for word in longest_first)


_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,3}})?|\d{{1,6}}(?:[.,]\d{{1,3}})?|{_any_of(NUMBERS)})"
_UNIT = r"(?:kilomet(?:er|re)s?|kms?|nautical[ ]miles?|miles?|mi|yards?|feet|met(?:er|re)s?|(?-i:m))(?!\w)\.?"
_ABOUT = (
    r"(?:about|around|some|roughly|nearly|almost|approximately|approx\.|circa|just[ ]over|just[ ]under|more[ ]than|"
    r"less[ ]than|at[ ]least|up[ ]to|only|just|barely|within|over|under)"
)
_TO = rf"(?:(?:[ ]?{_UNIT})?[ ]?[-–—][ ]?|[ ](?:to|or|and)[ ])"
_RANGE = rf"(?:between[ ])?(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})"
_DISTANCE = rf"(?:(?P<vague>{_any_of(VAGUE)})|(?P<number>{_NUMBER})|{_RANGE})[ -]{{0,2}}(?P<unit>{_UNIT})"
_TRAVEL = (
    rf"(?P<time>{_NUMBER})[ -](?P<timeunit>hour|minute)s?['’]?s?(?:[ -](?P<by>drive|ride|journey|walk|hike|flight))?"
)
_QUANTITY = (
    rf"(?:(?P<about>{_ABOUT})[ ])?(?:{_DISTANCE}|{_TRAVEL})(?:[ ]?\([^()]{{1,30}}\))?"
    r"(?:[ ](?:away|inland|upstream|downstream|offshore|further|farther|by[ ]road|or[ ]so))?"
)
_DIR = r"(?:north|south|east|west)"
_COMPASS = rf"(?P<compass>{_DIR}(?:[ -]?{_DIR}){{0,2}}(?:ern|erly|wards?)?)"
_SHORT = r"(?P<short>(?-i:[NSEW]{1,3}))"
_KIND = (
    r"(?:city|town|village|hamlet|capital|cent(?:er|re)|port|district|province|governorate|region|suburb|island|"
    r"settlement|neighbou?rhood|stronghold|county|state|municipality)"
)
#: What may stand between "of" and the name: "the northern Iraqi city of".
_LEAD = (
    rf"(?:the[ ]|its[ ])?(?:(?:(?!and\b|or\b|to\b|in\b|at\b|from\b)[\w’'-]{{1,24}}[ ]){{0,3}}{_KIND}[ ](?:of[ ])?)?"
    r"(?:downtown[ ]|central[ ]|the[ ])?"
)
_START = r"(?<![\w.,$£€-])"
_TOWARDS = re.compile(
    rf"{_START}{_QUANTITY},?[ ](?:(?:to[ ]the|due|just|in[ ]a)[ ])?(?:{_COMPASS}|{_SHORT})[ ](?:of|from)[ ]"
    rf"{_LEAD}\Z",
    re.IGNORECASE,
)
_SIDE = re.compile(
    rf"(?<!\w)(?P<side>to[ ]the[ ]|due[ ]|just[ ]|the[ ])?(?P<part>the[ ])?{_COMPASS}[ ]of[ ]{_LEAD}\Z", re.IGNORECASE
)
_AWAY = re.compile(
    rf"{_START}{_QUANTITY}[ ](?P<link>from|outside(?:[ ]of)?|off|beyond|short[ ]of|of)[ ]{_LEAD}\Z", re.IGNORECASE
)
_OUTSIDE = re.compile(
    rf"(?<!\w)(?:just[ ]|right[ ])?(?:outside(?:[ ]of)?|on[ ]the[ ]outskirts[ ]of)[ ]{_LEAD}\Z", re.IGNORECASE
)
_HALFWAY = re.compile(
    r"(?<!\w)(?:about[ ]|roughly[ ])?(?:half[ -]?way|mid-?way)[ ](?:along[ ]the[ ]\w{1,12}[ ])?"
    r"(?:between|from)[ ](?:the[ ])?\Z",
    re.IGNORECASE,
)
#: In front of "the Jordanian border"; a distance or a direction may stand before it.
_LINE = re.compile(
    rf"(?:{_START}{_QUANTITY}[ ]"
    rf"(?:(?P<link>from|off|inside|short[ ]of|of)|(?:to[ ]the[ ])?(?:{_COMPASS}|{_SHORT})[ ]of)"
    r"|(?<!\w)(?P<near>near(?:[ ]to)?|along|on|at|across|over|towards?|off|from|by|close[ ]to|beyond|straddling|to))"
    r"[ ](?:the[ ]|its[ ])?(?:\w{1,20}[ ](?:of[ ]the[ ])?)?(?:\w{1,24}-)?"
    r"(?:coast[ ]of[ ](?:the[ ])?|border[ ](?:with|between)[ ](?:the[ ])?)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the words say; lengths in km."""

    #: Where they begin, in the text they were looked for in.
    start: int
    bearing_degrees: float | None = None
    #: Half the width of the direction.
    width_degrees: float = 22.5
    #: The middle of what is said.
    distance_km: float | None = None
    #: Half of what the distance may be off along the way.
    slack_km: float = 0.0
    #: How far it may be where hours of travel or "a few miles" are given.
    reach_km: float | None = None
    #: Whether it is a part of the place: "in the north of Iraq".
    is_part: bool = False
    #: Whether it is all the land up to the distance: "within 10 km of".
    is_within: bool = False


def towards(before: str) -> Words | None:
    """A direction, with or without a distance: "about 55 km west of", "northeast of", "an hour's drive south of"."""
    small = before.lower()
    if _has_length(small) and (match := _TOWARDS.search(before)):
        return _measured(match)
    if _has_side(small) and (match := _SIDE.search(before)) and (degrees := bearing(match["compass"], "")) is not None:
        is_part = (match["side"] or "").lower() == "the " or bool(match["part"])
        is_part = is_part and not (match["side"] or "").lower().startswith("to")
        return Words(match.start(), degrees, width(match["compass"], ""), is_part=is_part)
    return None


def away(before: str) -> Words | None:
    """A distance without a direction: "10-15km from", "two hours from", "within five miles of"."""
    match = _AWAY.search(before) if _has_length(before.lower()) else None
    if match is None:
        return None
    is_within = (match["about"] or "").lower() in ("within", "up to", "less than")
    if match["link"].lower() == "of" and not is_within:
        return None
    return _measured(match)


def outside(before: str) -> Words | None:
    """ "outside", "on the outskirts of"."""
    match = _OUTSIDE.search(before) if "outs" in before.lower() else None
    return Words(match.start()) if match else None


def halfway(before: str) -> Words | None:
    """ "halfway between"."""
    match = _HALFWAY.search(before) if "way" in before.lower() else None
    return Words(match.start()) if match else None


def line(before: str) -> Words | None:
    """What leads to a border or a coast: "near the", "20 miles from the", "off the coast of"."""
    match = _LINE.search(before)
    return _measured(match) if match else None


# The expressions above are tried at each character of the window; these few words rule most windows out before.
_LENGTHS = ("km", "kilom", "mile", "yard", "feet", "metre", "meter", "hour", "minute", " m ", "-m ", " mi ")
_SHORT_LENGTH = re.compile(r"[0-9]mi? ")
_SIDES = ("th of ", "st of ", "thern of ", "stern of ", "wards of ", "ward of ", "erly of ")


def any_in(before: str) -> bool:
    """Whether any of the expressions off a place may stand in *before*: quick, and mostly no."""
    small = before.lower()
    return "outs" in small or "way" in small or _has_length(small) or _has_side(small)


def _has_length(small: str) -> bool:
    # The list takes half the time of a generator.
    return any([word in small for word in _LENGTHS]) or _SHORT_LENGTH.search(small) is not None  # noqa: C419


def _has_side(small: str) -> bool:
    return any([word in small for word in _SIDES])  # noqa: C419


def _measured(match: re.Match[str]) -> Words | None:
    said = match.groupdict()
    compass, short = said.get("compass") or "", said.get("short") or ""
    direction = bearing(compass, short)
    if (compass or short) and direction is None:
        return None
    words = Words(match.start(), direction, width(compass, short))
    about = (said["about"] or "").lower()
    within = about in ("within", "up to", "less than")
    if said["time"]:
        speed = SPEED[(said["by"] or "").lower()] / (60 if said["timeunit"].lower() == "minute" else 1)
        return replace(words, reach_km=number(said["time"]) * speed)
    if not said["unit"]:
        return words
    unit = kilometres(said["unit"])
    if said["vague"]:
        return replace(words, reach_km=VAGUE[said["vague"].lower()] * unit)
    if said["high"]:
        low, high = number(said["low"]), number(said["high"])
        if low >= high:
            return None
        middle, slack = (low + high) / 2, max((high - low) / 2, roundness(said["high"]))
    else:
        middle = number(said["number"])
        slack = roundness(said["number"])
    if about and about != "within":
        slack += 0.1 * middle
    return replace(words, distance_km=round(middle * unit, 3), slack_km=slack * unit, is_within=within)
