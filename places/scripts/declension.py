"""Case endings of Russian, Ukrainian and Greek names taken off: the nominatives a word may belong to.

Guesses, not grammar: each is looked up, and what the gazetteer does not know is no name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from places.names import fold

#: Ending -> what may stand for it in the nominative. All endings of a word are tried, the longest first.
_RUSSIAN = {
    "иями": ("ии",), "ами": ("ы", "и", "а"), "ями": ("и",), "ого": ("ый", "ий", "ое"), "его": ("ий", "ее"),
    "ему": ("ий",),
    "ому": ("ый", "ий", "ое"), "ией": ("ия",), "ием": ("ий", "ие"), "иям": ("ии",), "иях": ("ии",),
    "ах": ("ы", "и"), "ям": ("и",), "ях": ("и",), "ам": ("ы", "и"), "ов": ("ы",), "ев": ("ы",),
    "ом": ("", "о", "ый", "ое"), "ем": ("ь", "й", "е", "", "ий", "ее"), "ой": ("а", "ая"), "ою": ("а",),
    "ей": ("я", "ь", "и"),
    "ым": ("ый",), "им": ("ий",), "ую": ("ая",), "ию": ("ия", "ий"), "ии": ("ия", "ий"), "ия": ("ий", "ие"),
    "ых": ("ые",), "их": ("ие",), "ью": ("ь",),
    "а": ("", "о"), "я": ("ь", "й", "е"), "у": ("", "а", "о"), "ю": ("я", "ь", "й"), "е": ("", "а", "о", "я",
    "ь", "й"),
    "ы": ("а",), "и": ("а", "ь", "я"), "й": ("я",),
}  # fmt: skip
_UKRAINIAN = {
    "ові": ("", "о"), "еві": ("ь", "й"), "ого": ("ий", "е"), "ього": ("ій",), "ому": ("ий", "е"), "ами": ("и",
    "а"), "ями": ("і", "я"),
    "єю": ("я",), "ією": ("ія",), "ою": ("а",), "ею": ("я", "а"), "ию": ("ія",), "ію": ("ія",), "ії": ("ія", "ії"),
    "ом": ("", "о"), "ем": ("ь", "е", "я"), "єм": ("й", "я"), "ах": ("и", "и"), "ях": ("ї", "я", "і"),
    "ів": ("и", "і"),
    "ам": ("и",), "ям": ("ї", "і"), "ої": ("а",), "ій": ("а",), "ьї": ("я",), "жя": ("жжя",),
    "а": ("", "о"), "я": ("ь", "й"), "у": ("", "а", "о"), "ю": ("я", "ь", "й"), "і": ("", "а", "о", "я", "ь"),
    "и": ("а",), "ї": ("я",), "єві": ("їв",), "єва": ("їв",), "єву": ("їв",), "євом": ("їв",),
}  # fmt: skip
_BULGARIAN = {"ят": ("",), "ът": ("",), "та": ("",)}
_GREEK = {
    "ου": ("ος", "ο", "ι"), "ης": ("η",), "ας": ("α",), "ων": ("α", "οι", "ες"), "ους": ("οι",), "ο": ("ος",),
    "α": ("ας",), "η": ("ης",), "εις": ("η",), "εως": ("η",), "ιου": ("ι", "ιο"),
}  # fmt: skip


def _folded(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The table for folded words, in which й is и, ї is і, and a final sigma like any other."""
    found: dict[str, tuple[str, ...]] = {}
    for ending, nominatives in table.items():
        found[fold(ending)] = (*found.get(fold(ending), ()), *(fold(each) for each in nominatives))
    return found


_OF_LANGUAGE = {
    "ru": _folded(_RUSSIAN), "uk": _folded(_UKRAINIAN), "bg": _folded(_BULGARIAN), "el": _folded(_GREEK)
}  # fmt: skip
_SHORTEST_STEM = 3
_SHORTEST_PLURAL = 5
_PLURALS = {"ru": ("ы", "и"), "uk": ("и",)}
_CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")
#: Ukrainian: the vowel that opens in other cases than the nominative (Львів, Львова; Тернопіль, Тернополя), and the
#: consonants that soften before -і (Прага, Празі).
_SOFTENED = {"з": "г", "ц": "к", "с": "х"}
_VOWELS = {"о": "і", "е": "і", "є": "і"}

#: Kind words of regions, with the adjective's ending that goes with their nominative.
_REGIONS = {
    "ru": {
        **dict.fromkeys(("область", "области", "областью"), ("область", "ская")),
        **dict.fromkeys(("краи", "края", "краю", "краем", "крае"), ("краи", "скии")),
    },
    "uk": {
        **dict.fromkeys(("область", "області", "областю"), ("область", "ська")),
    },
}  # fmt: skip


@lru_cache(maxsize=50_000)
def undeclined(key: str, language: str) -> tuple[str, ...]:
    """Nominatives the folded word may belong to, without itself; likelier first. None keep fewer than three letters."""
    table = _OF_LANGUAGE.get(language, {})
    found: dict[str, None] = {}
    for size in range(min(4, len(key) - _SHORTEST_STEM), 0, -1):
        ending = key[-size:]
        stem = key[:-size]
        for nominative in table.get(ending, ()):
            found[stem + nominative] = None
            if language == "uk":
                for variant in _ukrainian(stem, ending, nominative):
                    found[variant] = None
    if len(key) >= _SHORTEST_PLURAL and key[-1] in _CONSONANTS:
        # Names in the plural lose their ending in the genitive: Черкассы, Черкасс.
        for plural in _PLURALS.get(language, ()):
            found[key + plural] = None
    found.pop(key, None)
    return tuple(found)


def _ukrainian(stem: str, ending: str, nominative: str) -> tuple[str, ...]:
    if nominative in ("", "ь") and len(stem) > 3 and stem[-2] in _VOWELS:
        return (stem[:-2] + _VOWELS[stem[-2]] + stem[-1] + nominative,)
    if ending == "і" and nominative in ("", "а") and stem[-1] in _SOFTENED:
        return (stem[:-1] + _SOFTENED[stem[-1]] + nominative,)
    return ()


def regions(word: str, language: str) -> tuple[str, str] | None:
    """For a form of a kind word such as "области": its nominative and the ending of the adjective with it."""
    return _REGIONS.get(language, {}).get(word)
