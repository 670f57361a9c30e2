"""Articles and their parts: Article, Passage, Span, Hit."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date

#: What stands between the headline and the text in an article's document.
HEADLINE_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Article:
    """One news story with its bibliographic head. What was not found is "" or None, never invented."""

    headline: str
    text: str
    #: The day the archive gives; None when it gives none.
    published: date | None = None
    #: Who published it first, as far as the source says.
    outlet: str = ""
    #: Who passed it on: the site it was reposted from. "" when it came straight from the outlet.
    via: str = ""
    author: str = ""
    #: Only http and https addresses; "" otherwise.
    url: str = ""
    #: BCP 47 tag, as the source says; of an article from an archive, ISO 639 of its text. "" when unknown.
    language: str = ""
    #: Where it was read from: a file name or the name of what was pasted.
    source: str = ""

    @property
    def id(self) -> str:
        """Twelve hex digits of what makes the article itself: its address, else outlet, day and headline.

        A corrected text keeps the id, so that importing it replaces the old one.
        """
        identity = self.url or "\n".join((_folded(self.outlet), str(self.published), _folded(self.headline)))
        if not self.url and not self.headline:
            identity += "\n" + self.text
        return hashlib.blake2b(identity.encode(), digest_size=6).hexdigest()

    @property
    def document(self) -> str:
        """Headline and text as one string: every offset of passages, mentions and spans counts in it."""
        return self.headline + HEADLINE_BREAK + self.text if self.headline else self.text


@dataclass(frozen=True, slots=True)
class Span:
    """``document[start:end]``, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article, or a part of a long one, or its headline."""

    article_id: str
    #: ``document[start:end] == text``.
    start: int
    end: int
    text: str
    is_headline: bool = False
    #: How often the paragraph stands in its article; repeats are folded into the first and counted once.
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a question, and where in it the answer stands.

    A search by word and a search by place give the same type.
    """

    article: Article
    passage: Passage
    #: Offsets in the article's document, within the passage, in order, disjoint.
    spans: tuple[Span, ...] = ()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
