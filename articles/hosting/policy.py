"""Text policy: how much of an article's text whom may be shown, by its outlet. Articles belong to others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from articles.article import Article
from articles.passages import sentences

#: Where nobody says how many sentences a snippet has.
USUAL_SENTENCES = 3
MOST_SENTENCES = 100
#: A text without full stops is no reason to give all of it away, in characters a sentence.
LONGEST_SENTENCE = 200

_SNIPPET = re.compile(r"snippet(?:[ :]([0-9]{1,3}))?")


class PolicyError(Exception):
    """A text policy that says nothing we know: the message names it and what to write."""


class Reader(StrEnum):
    """Who reads, as far as the text of others is concerned."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    #: Whoever corrects the archive has to read it: an editor, the owner, the one at the machine.
    EDITOR = "editor"


@total_ordering
@dataclass(frozen=True, slots=True)
class Allowance:
    """What is given of an article's text; the stricter is the less. Headline, outlet, day and address are facts."""

    #: At most so many of an article in one answer; 0 for nothing but the way to it, None for all of it.
    sentences: int | None

    @classmethod
    def parse(cls, text: str) -> Allowance:
        """``full``, ``snippet``, ``snippet 2`` or ``link``. Raises PolicyError for anything else."""
        asked = text.strip().lower()
        if asked in ("full", "link"):
            return FULL if asked == "full" else LINK
        match = _SNIPPET.fullmatch(asked)
        number = int(match[1] or USUAL_SENTENCES) if match else 0
        if not 1 <= number <= MOST_SENTENCES:
            raise PolicyError(
                f"{text[:40]!r} is no text policy: write full, link, or snippet with the number of sentences, "
                f"1 to {MOST_SENTENCES}, as in 'snippet 2'"
            )
        return cls(number)

    @property
    def is_full(self) -> bool:
        return self.sentences is None

    @property
    def is_link(self) -> bool:
        """Whether no text is given at all."""
        return self.sentences == 0

    def __lt__(self, other: Allowance) -> bool:
        return not self.is_full and (other.is_full or (self.sentences or 0) < (other.sentences or 0))

    def __str__(self) -> str:
        return "full" if self.is_full else "link" if self.is_link else f"snippet {self.sentences}"


FULL = Allowance(None)
SNIPPET = Allowance(USUAL_SENTENCES)
LINK = Allowance(0)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is given of an outlet's articles, and to whom. Who corrects the archive reads everything."""

    public: Allowance = SNIPPET
    signed_in: Allowance = FULL

    def allowed(self, reader: Reader) -> Allowance:
        return {Reader.PUBLIC: self.public, Reader.SIGNED_IN: self.signed_in, Reader.EDITOR: FULL}[reader]


@dataclass(frozen=True, slots=True)
class TextPolicy:
    """The rules of an archive: one for each outlet that has its own, and one for all others."""

    default: Rule = Rule()
    #: Sorted by name; no two of one outlet.
    outlets: tuple[tuple[str, Rule], ...] = ()

    @classmethod
    def everywhere(cls, allowance: Allowance) -> TextPolicy:
        """The same of every outlet, for every reader but an editor."""
        return cls(Rule(allowance, allowance))

    def allowed(self, outlet: str, reader: Reader) -> Allowance:
        """What of an article of *outlet* may be shown to *reader*; "" is the unknown outlet, which has no own rule."""
        return self.rule(outlet).allowed(reader)

    def rule(self, outlet: str) -> Rule:
        """The outlet's own rule, whatever case and spaces its name is written in; else the default."""
        name = _folded(outlet)
        return next((rule for each, rule in self.outlets if _folded(each) == name), self.default)

    def with_rule(self, outlet: str, rule: Rule | None) -> TextPolicy:
        """The policy with another rule for *outlet*, None for none of its own."""
        name = _folded(outlet)
        if not name:
            raise PolicyError("an outlet without a name cannot have its own rule: the default is for it")
        others = [(each, other) for each, other in self.outlets if _folded(each) != name]
        own = [(" ".join(outlet.split()), rule)] if rule else []
        return TextPolicy(self.default, tuple(sorted(others + own, key=lambda pair: pair[0])))

    def text(self, article: Article, reader: Reader) -> str:
        """The beginning of the article's text that *reader* may see: all of it, its first sentences, or "".

        It is a prefix of ``article.text``: offsets in the document stay what they are as far as it reaches.
        """
        return beginning(article.text, self.allowed(article.outlet, reader))


def beginning(text: str, allowance: Allowance) -> str:
    """As much of the beginning of *text* as *allowance* gives."""
    if allowance.sentences is None:
        return text
    if not (allowance.sentences and text.strip()):
        return ""
    # So much of it holds all that can be given: a long article is not read to its end.
    longest = allowance.sentences * LONGEST_SENTENCE
    leading = len(text) - len(text.lstrip())
    found = sentences(text[: leading + longest + LONGEST_SENTENCE])[: allowance.sentences]
    end = min(found[-1].end, leading + longest)
    if end < len(text) and not text[end].isspace() and end == leading + longest:
        # Between words, where there is a space to cut at.
        space = text.rfind(" ", leading, end)
        end = space if space > leading else end
    return text[:end].rstrip()


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
