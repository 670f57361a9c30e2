"""The cells of a row of own places: names, degrees and features, checked one by one."""

from __future__ import annotations

import re

from places.names import fold
from places.own.row import FaultyRow
from places.place import FeatureClass
from places.sentence import sentence

LONGEST_NAME = 200

#: What a place may be called in the column *feature*: its GeoNames class and code.
FEATURES = {
    "town": "P.PPL", "city": "P.PPL", "village": "P.PPL", "suburb": "P.PPLX", "camp": "S.CMP", "facility": "S.FCL",
    "building": "S.BLDG", "airport": "S.AIRP", "base": "S.INSM", "mine": "S.MN", "dam": "S.DAM", "bridge": "S.BDG",
    "crossing": "S.PSTB", "port": "L.PRT", "oilfield": "L.OILF", "front": "L.BTL", "area": "L.AREA",
    "region": "L.RGN", "province": "A.ADM1", "district": "A.ADM2", "river": "H.STM", "lake": "H.LK", "sea": "H.SEA",
    "strait": "H.STRT", "mountain": "T.MT", "mountains": "T.MTS", "valley": "T.VAL", "desert": "T.DSRT",
    "island": "T.ISL", "road": "R.RD", "forest": "V.FRST",
}  # fmt: skip
_CODE = re.compile(r"([AHLPRSTUV])\.([A-Z][A-Z0-9]{1,9})")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{0,15})?|\.\d{1,15})")


def check_name(name: str) -> None:
    if not fold(name):
        raise FaultyRow(f"{shown(name)} in the column 'name' has no letter and no digit: write the name as texts do")
    if len(name) > LONGEST_NAME:
        raise FaultyRow(f"{shown(name)} in the column 'name' has {len(name)} characters, at most {LONGEST_NAME} may be")
    if not name.isprintable():
        raise FaultyRow(f"{shown(name)} in the column 'name' holds characters that cannot be seen: type it anew")


def degrees(given: str, column: str, most: int) -> float:
    if not given:
        raise FaultyRow(f"the column '{column}' is empty: write degrees, such as {'36.34' if most == 90 else '43.12'}")
    if not _NUMBER.fullmatch(given):
        raise FaultyRow(
            f"{shown(given)} in the column '{column}' is no number of degrees: write it with a full stop, "
            "south and west with a minus, such as -12.5"
        )
    value = float(given)
    if abs(value) > most:
        wrong = sentence(f"{shown(given)} in the column '{column}' lies outside -{most} to {most}")
        is_turned = most == 90 and abs(value) <= 180
        raise FaultyRow(f"{wrong}; are latitude and longitude exchanged?" if is_turned else wrong)
    return value


def feature(given: str) -> tuple[FeatureClass, str]:
    code = _CODE.fullmatch(FEATURES.get(given.lower() or "town", given))
    if code is None:
        raise FaultyRow(
            f"{shown(given)} in the column 'feature' is not known: write a GeoNames class and code such as S.DAM, or "
            f"one of {', '.join(FEATURES)}"
        )
    return FeatureClass(code[1]), code[2]


def shown(value: str) -> str:
    """A value of the file, safe to print: what cannot be seen as escapes, what is long cut off."""
    return ascii(value[:60]) if not value[:60].isprintable() else repr(value[:60] + ("…" if len(value) > 60 else ""))
