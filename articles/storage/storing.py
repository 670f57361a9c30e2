"""Storing: an article with its passages, words and mentions written as rows, and taken out again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, replace

from articles.article import Article, Passage
from articles.certainty import automatic
from articles.language import language_of
from articles.passages import passage_at, passages
from articles.reposts import finding
from articles.storage import columns
from articles.storage.positions import as_json
from articles.storage.schema import CERTAINTIES, EXCLUDED, KINDS, UNPLACED
from places.names import fold
from places.place import Place
from places.resolution import Resolution

#: How many candidates of a mention are kept.
MOST_CANDIDATES = 5

#: Longer ids would not survive a link.
LONGEST_UNPLACED_NAME = 200


def content_hash(article: Article) -> bytes:
    """Sixteen bytes that change with anything told of the article but where it was read from."""
    return hashlib.blake2b(repr(astuple(replace(article, source=""))).encode(), digest_size=16).digest()


def excluded_id(toponym: str) -> str:
    """The same for a name that was decided to be no place."""
    return EXCLUDED + unplaced_id(toponym).removeprefix(UNPLACED)


def name_key(toponym: str) -> str:
    """One key for all spellings of a name that a decision on it means: case, accents, hyphens, stops do not count."""
    return fold(toponym) or unplaced_id(toponym).removeprefix(UNPLACED)


def unplaced_id(toponym: str) -> str:
    """Spellings that differ in case and space are one name."""
    folded = " ".join("".join(c if c.isprintable() else " " for c in toponym).casefold().split())
    return UNPLACED + folded[:LONGEST_UNPLACED_NAME].strip()


def store(
    db: sqlite3.Connection, article: Article, resolutions: Sequence[Resolution], where: Callable[[Place], str]
) -> int:
    """Write *article* and the *resolutions* of its document; its number. The caller holds the transaction."""
    _check_offsets(article, resolutions)
    cut = passages(article)
    day = article.published.toordinal() if article.published else 0
    outlet = _number_of_outlet(db, article.outlet)
    number = _insert_article(db, article, day, outlet, len(cut))
    first = _insert_passages(db, cut, number, day, outlet)
    places = _numbers_of_places(db, resolutions, where)
    judgements: dict[tuple[object, ...], int] = {}
    rows = []
    for resolution in resolutions:
        mention = resolution.mention
        place = places[subject_id(resolution)]
        kind = KINDS.index(mention.kind)
        index = passage_at(cut, mention.start)
        judgement = _judgement(db, resolution, number, place, judgements)
        passage = None if index is None else first + index
        relative = as_json(resolution)
        certainty = CERTAINTIES.index(automatic(resolution.place is not None, resolution.confidence))
        span = (mention.start, mention.end)
        rows.append((number, passage, place, kind, day, outlet, *span, judgement, relative, certainty))
    db.executemany(f"INSERT INTO mention VALUES (NULL{', ?' * 11})", rows)
    finding.enter(db, article, number, cut, first)
    columns.write(db, [number])
    return number


def remove(db: sqlite3.Connection, number: int) -> None:
    """Take the article of that number out, with all that was written for it but its places and outlet."""
    headline, text = db.execute("SELECT headline, text FROM article WHERE n = ?", (number,)).fetchone()
    document = Article(headline, text).document
    # An index without its own copy of the text has to be told what it forgets.
    words = db.execute("SELECT n, start, end FROM passage WHERE article = ?", (number,)).fetchall()
    db.executemany(
        "INSERT INTO passage_text (passage_text, rowid, text) VALUES ('delete', ?, ?)",
        [(n, document[start:end]) for n, start, end in words],
    )
    finding.forget(db, number)
    db.execute("DELETE FROM decided WHERE mention IN (SELECT n FROM mention WHERE article = ?)", (number,))
    for table in ("mention", "resolution", "counted", "passage"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
    db.execute("DELETE FROM article WHERE n = ?", (number,))


def _check_offsets(article: Article, resolutions: Iterable[Resolution]) -> None:
    document = article.document
    for mention in (resolution.mention for resolution in resolutions):
        if not 0 <= mention.start < mention.end or document[mention.start : mention.end] != mention.toponym:
            raise ValueError(
                f"{mention.toponym!r} does not stand at {mention.start} to {mention.end} of {article.headline!r}: "
                "offsets have to count in Article.document"
            )


def _number_of_outlet(db: sqlite3.Connection, name: str) -> int:
    db.execute("INSERT OR IGNORE INTO outlet (name) VALUES (?)", (name,))
    return int(db.execute("SELECT n FROM outlet WHERE name = ?", (name,)).fetchone()[0])


def _insert_article(db: sqlite3.Connection, article: Article, day: int, outlet: int, number_of_passages: int) -> int:
    published = article.published.isoformat() if article.published else None
    head = (article.via, article.author, article.url, language_of(article), article.source)
    row = (article.id, content_hash(article), day, outlet, number_of_passages, published, *head)
    inserted = db.execute(
        f"INSERT INTO article VALUES (NULL{', ?' * (len(row) + 2)})", (*row, article.headline, article.text)
    )
    return _rowid(inserted)


def _insert_passages(db: sqlite3.Connection, cut: Sequence[Passage], article: int, day: int, outlet: int) -> int:
    """The number of the first; the others follow it."""
    (first,) = db.execute("SELECT coalesce(max(n), 0) + 1 FROM passage").fetchone()
    db.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(n, article, day, outlet, p.start, p.end, p.is_headline, p.copies) for n, p in enumerate(cut, first)],
    )
    db.executemany(
        "INSERT INTO passage_text (rowid, text) VALUES (?, ?)", [(n, p.text) for n, p in enumerate(cut, first)]
    )
    return int(first)


def subject_id(resolution: Resolution) -> str:
    """The id of its place, or that under which a name that is not on the map is counted."""
    return resolution.place.id if resolution.place else unplaced_id(resolution.mention.toponym)


def _numbers_of_places(
    db: sqlite3.Connection, resolutions: Iterable[Resolution], where: Callable[[Place], str]
) -> dict[str, int]:
    """Numbers by id of all that *resolutions* mean or might mean, written as the gazetteer now has them."""
    rows: dict[str, tuple[object, ...]] = {}
    for resolution in resolutions:
        chosen = (resolution.place,) if resolution.place else ()
        for place in (*chosen, *(candidate.place for candidate in resolution.candidates[:MOST_CANDIDATES])):
            if place.id not in rows:
                rows[place.id] = place_row(place, where(place))
        if resolution.place is None:
            id_ = subject_id(resolution)
            rows.setdefault(id_, (id_, resolution.mention.toponym, "", *[None] * 8))
    db.executemany(
        f"""INSERT INTO place VALUES (NULL{", ?" * 11}) ON CONFLICT (id) DO UPDATE SET
            name = CASE WHEN excluded.lat IS NULL THEN name ELSE excluded.name END, region = excluded.region,
            lat = excluded.lat, lon = excluded.lon,
            feature_class = excluded.feature_class, feature_code = excluded.feature_code,
            country_code = excluded.country_code, admin1 = excluded.admin1,
            population = excluded.population, geonameid = excluded.geonameid""",
        rows.values(),
    )
    found = db.execute(
        "SELECT id, n FROM place WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(rows)),)
    )
    return dict(found.fetchall())


def place_row(place: Place, where: str) -> tuple[object, ...]:
    """The columns of ``place`` from its id on."""
    head = (place.id, place.name, where, place.point.lat, place.point.lon, place.feature_class.value)
    return (*head, place.feature_code, place.country_code, place.admin1, place.population, place.geonameid)


def _judgement(
    db: sqlite3.Connection,
    resolution: Resolution,
    article: int,
    place: int,
    known: dict[tuple[object, ...], int],
) -> int:
    candidates = [[candidate.place.id, candidate.score] for candidate in resolution.candidates[:MOST_CANDIDATES]]
    reasons = json.dumps(resolution.reasons, ensure_ascii=False)
    toponym = resolution.mention.toponym
    row = (article, toponym, name_key(toponym), place, resolution.confidence, json.dumps(candidates), reasons)
    if row not in known:
        known[row] = _rowid(db.execute(f"INSERT INTO resolution VALUES (NULL{', ?' * len(row)})", row))
    return known[row]


def _rowid(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None  # noqa: S101  # for mypy: an INSERT of one row always has it
    return cursor.lastrowid
