"""Stories that reposts are made of: long paragraphs of our own, and articles that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from articles.archive import Archive
from articles.article import Article
from articles.storage.revision import renew
from articles.storage.storing import remove
from articles.view import View
from tests.articles.builders import FakeGeoparse, an_article

geoparse = FakeGeoparse()

BRIDGE = (
    "Engineers from the river authority reopened the old iron bridge in Mosul on Sunday, eleven months after a barge "
    "tore away two of its piers, and lorries queued for three kilometres to be the first across."
)
#: A few words edited, other punctuation, a dateline.
BRIDGE_EDITED = (
    "BAGHDAD (Example Agency) – Engineers of the river authority reopened the old iron bridge in Mosul on Sunday: "
    "eleven months after a barge tore away two of its piers; and lorries queued for three kilometres to be first across"
)
WHEAT = (
    "Farmers on the plain outside Baghdad say this year's wheat harvest will be the smallest in memory, because the "
    "canals that feed their fields ran dry in March and nobody answered their letters to the ministry."
)
SCHOOL = (
    "The headmistress had kept the keys in a tin box under her bed through the whole winter, she told visitors, and "
    "when the soldiers were gone she walked to Tehran Street and unlocked the classrooms one after another."
)
SHORT = "Mosul, again."

WIRE = an_article(
    "\n\n".join((BRIDGE, SHORT, WHEAT)),
    headline="Old bridge in Mosul reopens",
    published=date(2016, 10, 17),
    outlet="The Wire",
)
#: All of it, as a blog passed it on two days later.
BLOG = an_article(
    "\n\n".join((BRIDGE_EDITED, SHORT, WHEAT)),
    headline="Old bridge in Mosul reopens",
    published=date(2016, 10, 19),
    outlet="A Blog",
)


def add(archive: Archive, *articles: Article) -> None:
    for article in articles:
        archive.add(article, geoparse(article), where=geoparse.where)


def take_out(archive: Archive, article: Article) -> None:
    with archive.database.writing() as db:
        remove(db, db.execute("SELECT n FROM article WHERE id = ?", (article.id,)).fetchone()[0])
        renew(db)


def mentions(archive: Archive, view: View | None = None) -> dict[str, int]:
    return {count.place.name: count.mentions for count in archive.places(view or View())}


def standing(archive: Archive, views: Iterable[View]) -> list[object]:
    """All that the archive answers to *views*, whatever its rows are numbered."""
    return [
        (
            archive.places(view),
            archive.unplaced(view),
            archive.totals(view),
            sorted((hit.article.id, hit.passage.start, hit.spans) for hit in archive.hits(view, limit=1000)),
            archive.timeline(view),
            archive.outlet_shares(view),
            archive.related(view, "99072"),
        )
        for view in views
    ]
