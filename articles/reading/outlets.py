"""Outlets: one spelling for each within one import."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from articles.article import Article
from articles.reading.prose import folded


def with_one_spelling(articles: Iterable[Article], known: Iterable[str] = ()) -> tuple[Article, ...]:
    """*articles* with DEBKAfile and DebkaFile as one outlet: the commonest spelling, on a tie the first.

    Spellings in *known*, those an archive already has, go before all others.
    """
    articles = tuple(articles)
    spellings = _spellings([article.outlet for article in articles]) | _spellings(known)
    return tuple(
        replace(article, outlet=spellings[outlet_key(article.outlet)]) if article.outlet else article
        for article in articles
    )


def outlet_key(outlet: str) -> str:
    """Equal for two spellings of one outlet, which differ in case, spaces and punctuation alone."""
    return folded(outlet).replace(" ", "") or outlet


def _spellings(outlets: Iterable[str]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet in outlets:
        counts[outlet_key(outlet)][outlet] += 1
    return {key: spelled.most_common(1)[0][0] for key, spelled in counts.items()}
