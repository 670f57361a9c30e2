"""Building: an Article from the fields a file gives, cleaned and within limits."""

from __future__ import annotations

import re
from datetime import date

from articles.article import Article
from articles.reading.dates import day
from articles.reading.errors import ReadingError, printable_name
from articles.reading.prose import folded, line, prose
from articles.reading.urls import web_address
from places.sentence import sentence

#: Characters of one article; the longest book is longer, the longest article is not.
LONGEST_ARTICLE = 1_000_000
#: Characters of a headline, and of the name of an outlet or an author.
LONGEST_HEADLINE = 500
LONGEST_NAME = 200

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}")


def build_article(
    source: str,
    *,
    text: str,
    headline: str = "",
    published: str | date | None = None,
    outlet: str = "",
    via: str = "",
    author: str = "",
    url: str = "",
    language: str = "",
) -> Article:
    """The article those fields make. Raises ReadingError where there is no text, or too much of it."""
    shown = short(headline, 80) or sentence("An article without headline")
    if len(text) > LONGEST_ARTICLE:
        raise ReadingError(
            source,
            f"“{shown}” has {len(text):,} characters and an article may have {LONGEST_ARTICLE:,}. "
            "Split it into articles and import those.",
        )
    text = _without_headline(prose(text), headline)
    if not text:
        raise ReadingError(source, f"“{shown}” has no text. Add its text, or leave it out.")
    return Article(
        headline=short(headline, LONGEST_HEADLINE),
        text=text,
        published=day(line(published)) if isinstance(published, str) else published,
        outlet=short(outlet, LONGEST_NAME),
        via=short(via, LONGEST_NAME),
        author=short(author, LONGEST_NAME),
        url=web_address(url),
        language=language.strip() if _LANGUAGE.fullmatch(language.strip()) else "",
        source=printable_name(source),
    )


def _without_headline(text: str, headline: str) -> str:
    """The text without a first paragraph that is the headline once more: its places would count twice."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and len(first) <= LONGEST_HEADLINE and folded(first) == folded(headline) else text


def short(text: str, most_characters: int) -> str:
    """*text* on one line, cut with an ellipsis where it is longer."""
    # What is far too long is not worth cleaning first.
    cleaned = line(text[: 4 * most_characters])
    return cleaned if len(cleaned) <= most_characters else cleaned[: most_characters - 1].rstrip() + "…"
