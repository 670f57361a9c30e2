"""A decision: what a person settled about a name, a mention of it, or a passage.

**What wins.** A name's place and its role (place or actor) are settled apart. Of the decisions that fit a mention, one
for the mention itself wins over one for its article, that over one for its outlet, that over one for the name in the
whole archive; of two equally narrow ones the later wins. So a rule for the archive never undoes what was said of one
sentence; to let it, undo that. A confirmation of more than one mention holds only for those that the geoparser itself
reads so, and is passed over for the others.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from articles.storage.storing import name_key
from places.place import Place
from places.sentence import sentence

LONGEST_TOPONYM = 300
LONGEST_NAME = 300
LONGEST_WORDS = 4000

#: When a decision that is not yet in a file was made.
NOT_YET = datetime.min.replace(tzinfo=UTC)


class DecisionError(ValueError):
    """The decision has no meaning, or cannot be made here; the message names the value and the remedy."""


class Action(StrEnum):
    """What was settled."""

    #: It is this place.
    PLACE = "place"
    #: It is the place that the geoparser says.
    CONFIRM = "confirm"
    #: It is no place: a person, a ship, a newspaper.
    NOT_A_PLACE = "not a place"
    #: It is a place, and nobody can say which.
    UNKNOWN = "unknown"
    #: It stands for a government: "Ankara warned Washington".
    ACTOR = "actor"
    #: It stands for the place and for no government.
    NO_ACTOR = "no actor"
    #: Words on a passage.
    NOTE = "note"
    #: A passage to come back to.
    STAR = "star"
    #: An earlier entry holds no more. Undoing an undoing brings it back.
    UNDO = "undo"


class Scope(StrEnum):
    """For which mentions, the narrowest first."""

    MENTION = "mention"
    ARTICLE = "article"
    OUTLET = "outlet"
    #: The name in the whole archive.
    NAME = "name"
    #: For notes and stars.
    PASSAGE = "passage"


#: What settles which place a mention means.
SETTLES_PLACE = frozenset({Action.PLACE, Action.CONFIRM, Action.NOT_A_PLACE, Action.UNKNOWN})
#: What settles its role.
SETTLES_ROLE = frozenset({Action.ACTOR, Action.NO_ACTOR})
ON_PASSAGES = frozenset({Action.NOTE, Action.STAR})
_WITH_PLACE = frozenset({Action.PLACE, Action.CONFIRM})


class Origin(StrEnum):
    """How a person came upon what they decided: which decisions say something of the archive as a whole."""

    #: By reading: what is wrong catches the eye.
    READING = ""
    #: From the queue, which begins with what is doubtful.
    QUEUE = "queue"
    #: From the sample drawn by chance, which ``articles.decisions.precision`` draws.
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in an article, so that it can be found again when the text around it was changed."""

    #: Which of the places where the document has these letters, counted from 1.
    occurrence: int
    #: Offsets in the article's document at the time.
    start: int
    end: int
    #: A few words of the paragraph on either side, with single spaces; of a passage, its beginning is *after*.
    before: str = ""
    after: str = ""

    def __post_init__(self) -> None:
        if self.occurrence < 1 or not 0 <= self.start <= self.end:
            raise DecisionError(
                f"occurrence {self.occurrence} at {self.start} to {self.end} is nowhere in a text: count occurrences "
                "from 1, characters from 0"
            )
        _check_text("before", self.before, LONGEST_NAME)
        _check_text("after", self.after, LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the file. Made by the functions of ``articles.decisions.deciding``; checks itself."""

    action: Action
    scope: Scope | None = None
    #: As the text has it; decisions on a name hold for its other spellings too. "" for a passage.
    toponym: str = ""
    #: Id of the article of a mention, an article or a passage.
    article: str = ""
    outlet: str = ""
    spot: Spot | None = None
    #: What PLACE and CONFIRM mean, told in full, so that the file can be read, and applied, without a gazetteer.
    place: Place | None = None
    #: Where the place lies, for people: "Nineveh, Iraq".
    where: str = ""
    #: Id of the entry that UNDO takes back.
    undoes: str = ""
    origin: Origin = Origin.READING
    who: str = ""
    #: The reason; of a NOTE, its words.
    why: str = ""
    #: Given by the file as it is written; UTC, later than that of every entry before it.
    when: datetime = NOT_YET
    id: str = ""

    def __post_init__(self) -> None:
        _check_text("toponym", self.toponym, LONGEST_TOPONYM)
        for field in ("article", "outlet", "who", "undoes", "id", "where"):
            _check_text(field, getattr(self, field), LONGEST_NAME)
        _check_text("why", self.why, LONGEST_WORDS)
        if self.when.utcoffset() != timedelta(0):
            raise DecisionError(f"{self.when} is not in UTC: write it with +00:00 or Z")
        if self.action is Action.UNDO:
            if not self.undoes:
                raise DecisionError("an undo needs the id of the entry it takes back in 'undoes'")
            return
        self._check_scope()
        if (self.place is not None) is not (self.action in _WITH_PLACE):
            raise DecisionError(
                f"the action {self.action.value!r} needs a place"
                if self.place is None
                else f"the action {self.action.value!r} takes no place: leave it out"
            )

    def _check_scope(self) -> None:
        scope = self.scope
        if scope is None or (self.action in ON_PASSAGES) is not (scope is Scope.PASSAGE):
            asked = "passage" if self.action in ON_PASSAGES else sentence("mention, article, outlet or name")
            raise DecisionError(f"the action {self.action.value!r} needs the scope {asked}")
        if scope is not Scope.PASSAGE and not self.toponym.strip():
            raise DecisionError("a decision on a name needs the name in 'toponym'")
        if not self.article and scope in (Scope.MENTION, Scope.ARTICLE, Scope.PASSAGE):
            raise DecisionError(f"the scope {scope.value!r} needs the id of an article")
        if not self.outlet and scope is Scope.OUTLET:
            raise DecisionError("the scope 'outlet' needs the name of an outlet")
        if self.spot is None and scope in (Scope.MENTION, Scope.PASSAGE):
            raise DecisionError(f"the scope {scope.value!r} needs to know where in the article: occurrence, start, end")

    @property
    def name(self) -> str:
        """The key under which all spellings of its toponym are one; "" for what is on no name."""
        return name_key(self.toponym) if self.toponym else ""


def _check_text(field: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise DecisionError(f"{field} has {len(text):,} characters: at most {longest:,} are kept")
    if any(unicodedata.category(character) == "Cs" for character in text):
        raise DecisionError(f"{field} holds half a character (a lone surrogate): type it again")
