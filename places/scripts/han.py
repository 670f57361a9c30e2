"""The gazetteer's names in Chinese characters and katakana, as they are looked for in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from places.scripts.letters import HAN, KATAKANA

#: Keys of such names lie between these, in the order of code points.
FIRST, LAST = "\u3005", "\ufb00"
#: Inhabitants from which a town of a two-character name is looked for without its kind word.
_FLOOR = 50_000
LONGEST = 14
_CHARACTER = re.compile(f"[{HAN}{KATAKANA}]")
SIMPLIFIED = Path(__file__).parents[1] / "data" / "simplified.txt"


@cache
def simplified() -> dict[int, str]:
    """Traditional characters and their simplified forms, for ``str.translate``."""
    lines = SIMPLIFIED.read_text("utf-8").splitlines()
    return {ord(pair[0]): pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


def han_names(rows: Iterable[tuple[str, int, int]]) -> dict[str, tuple[str, ...]]:
    """Names in simplified characters with their keys, of *rows*: a key, the inhabitants of the largest town of that
    name, and whether anything else than a town is called so.
    """
    found: dict[str, tuple[str, ...]] = {}
    for key, inhabitants, is_area in rows:
        if 2 <= len(key) <= LONGEST and (len(key) > 2 or inhabitants >= _FLOOR or is_area) and _CHARACTER.search(key):
            simple = key.translate(simplified())
            found[simple] = (*found.get(simple, ()), key)
    return found
