"""What the words of a language say about the name beside them; from data/scripts, one file a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from places.names import fold

FOLDER = Path(__file__).parents[1] / "data" / "scripts"
#: What a line of a file may open with; the words of the line follow, "_" standing for a space in them.
ROLES = ("settlement", "admin", "feature", "direction", "in", "to", "title", "person", "common", "given", "nationality")
#: A kind word asks for that feature class.
WANTED = {"settlement": "P", "admin": "A", "feature": ""}
_CUES = {
    "settlement": "after_kind_word", "admin": "after_kind_word", "feature": "after_kind_word",
    "direction": "after_direction", "in": "after_place_preposition", "to": "after_preposition",
    "title": "title_before", "person": "person_before",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """The lists of one language. Words are folded."""

    code: str
    roles: dict[str, frozenset[str]]
    #: Adjectives and inhabitants -> the country's name in that language.
    nationalities: dict[str, str]

    def is_a(self, role: str, word: str) -> bool:
        return word in self.roles[role]

    def beside(self, word: str) -> tuple[str, str]:
        """The cue for a name that stands after *word*, and the feature class it asks for; "" for none."""
        for role, cue in _CUES.items():
            if word in self.roles[role]:
                return cue, WANTED.get(role, "")
        return "", ""

    def about(self, word: str) -> list[str]:
        """Cues for a name that is also a word of the language."""
        found = [cue for role, cue in (("common", "common_word"), ("given", "given_name")) if word in self.roles[role]]
        if self.is_a("person", word):
            found.append("given_name")
        return found[:1] or (["common_word"] if self.is_kind_word(word) else [])

    def is_kind_word(self, word: str) -> bool:
        return any(word in self.roles[role] for role in WANTED)


@cache
def language(code: str) -> Language:
    """The lists of the language with that ISO 639 code; empty ones where there is no file.

    Raises ValueError, naming the line, for a line that opens with no role.
    """
    roles: dict[str, set[str]] = {role: set() for role in ROLES}
    nationalities = {}
    path = FOLDER / f"{code}.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        role, *words = line.split()
        if role not in roles:
            raise ValueError(f"{path.name}, line {number}: {role!r} is none of {', '.join(ROLES)}")
        if role == "nationality":
            country, *words = words
            nationalities.update({fold(word): fold(country.replace("_", " ")) for word in words})
        roles[role].update(fold(word.replace("_", " ")) for word in words)
    return Language(code, {role: frozenset(words) for role, words in roles.items()}, nationalities)
