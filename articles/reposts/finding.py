"""Finding: which passages of the archive say the same, written down as articles come and go.

What is written follows from the articles in the archive alone, not from the order in which they came. Passages of one
wording are one text (the table ``said``); of two texts that share a key of their signatures, ``copied`` tells whether
one is a copy of the other. Which of them counts is the age's word, when it is asked: see folding.py.

The functions are called by storing.py within its transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from articles.article import Article, Passage
from articles.reposts.pieces import Texts, piece_together
from articles.reposts.signing import keys
from articles.reposts.wording import Wording, is_copy, overlaps, wording

#: A key that more texts share is that of a template ("The closing price on Monday was 12"), whose every pair would have
#: to be compared; it makes nothing a copy.
MOST_OF_A_KEY = 64

_VIA_BIT = 1 << 40
_DAY_BIT = 41
_UNDATED = (1 << 22) - 1


def age_of(article: Article) -> int:
    """The less, the earlier: by the day, then what came straight from its outlet before what was passed on.

    What is left is told by the id, which is the same in every archive. Undated articles are the youngest: nobody can
    say that they were first.
    """
    day = article.published.toordinal() if article.published else _UNDATED
    return day << _DAY_BIT | (_VIA_BIT if article.via else 0) | int(article.id, 16) >> 8


def enter(db: sqlite3.Connection, article: Article, number: int, cut: Sequence[Passage], first: int) -> None:
    """Write down the passages of the article just stored, the first of which has the number *first*."""
    names = _names_of(db, number, article.document)
    worded = [wording(passage.text, names.get(n, ())) for n, passage in enumerate(cut, first)]
    age = age_of(article)
    texts: list[int] = []
    new: dict[int, Wording] = {}
    changed: set[int] = set()
    # Those whose oldest article is another now.
    older: set[int] = set()
    for each in worded:
        n, sayings, known, oldest = db.execute(
            """INSERT INTO said VALUES (NULL, ?, ?, 1, ?, ?) ON CONFLICT (hash)
                DO UPDATE SET sayings = sayings + 1, age = min(age, excluded.age) RETURNING n, sayings, names, age""",
            (each.hash, age, each.is_long, _as_json(each.names)),
        ).fetchone()
        texts.append(n)
        if not each.is_long:
            continue
        if oldest == age:
            older.add(n)
        if sayings == 1:
            new[n] = each
        elif not each.names <= (before := set(json.loads(known))):
            db.execute("UPDATE said SET names = ? WHERE n = ?", (_as_json(before | each.names), n))
            changed.add(n)
    beside = _beside(texts, [each.is_long for each in worded])
    rows = zip(range(first, first + len(cut)), texts, [age] * len(cut), beside, strict=True)
    db.executemany("INSERT INTO saying VALUES (?, ?, ?, ?)", rows)
    known_texts = Texts(db, new)
    apart = set[int]()
    for n, each in new.items():
        apart |= _sign(db, n, each, known_texts)
    _part(db, apart, known_texts)
    _compare_anew(db, changed, known_texts)
    piece_together(db, {*new, *changed, *apart, *_overlapping(db, {*new, *older})}, known_texts)


def forget(db: sqlite3.Connection, number: int) -> None:
    """Take the article of that number out, while its passages are still there."""
    sql = "SELECT saying.passage, said FROM saying JOIN passage ON passage.n = saying.passage WHERE article = ?"
    rows = db.execute(sql, (number,)).fetchall()
    texts = Texts(db, {})
    # Read while they can be.
    worded = {said: texts[said] for _, said in rows if _is_long(db, said)}
    db.executemany("DELETE FROM saying WHERE passage = ?", [(passage,) for passage, _ in rows])
    changed, freed = set[int](), set[int]()
    overlapping = _overlapping(db, worded)
    for said, number_of_sayings in Counter(said for _, said in rows).items():
        db.execute("UPDATE said SET sayings = sayings - ? WHERE n = ?", (number_of_sayings, said))
        (oldest,) = db.execute("SELECT min(age) FROM saying WHERE said = ?", (said,)).fetchone()
        if oldest is not None:
            db.execute("UPDATE said SET age = ? WHERE n = ?", (oldest, said))
            if said in worded and worded[said].names and _renamed(db, said, number):
                changed.add(said)
            continue
        if said in worded:
            freed |= _unsign(db, said, worded[said])
        db.execute("DELETE FROM said WHERE n = ?", (said,))
    texts = Texts(db, {})
    joined = _join(db, freed, texts)
    _compare_anew(db, changed, texts)
    piece_together(db, overlapping | _overlapping(db, changed) | changed | joined, texts)


def _sign(db: sqlite3.Connection, text: int, worded: Wording, texts: Mapping[int, Wording]) -> set[int]:
    """Compare a new text with those that share a key with it; the texts whose key came to be that of a template."""
    beside, templates = set[int](), set[int]()
    signed = keys(worded.shingles)
    for key in signed:
        of_key = _of_key(db, key)
        if len(of_key) < MOST_OF_A_KEY:
            beside |= of_key
        elif len(of_key) == MOST_OF_A_KEY:
            templates |= of_key
    db.executemany("INSERT INTO signed VALUES (?, ?)", [(key, text) for key in signed])
    _compare(db, text, beside, texts)
    return templates


def _unsign(db: sqlite3.Connection, text: int, worded: Wording) -> set[int]:
    """Take the keys of a text away; those that are the keys of a template no more."""
    signed = keys(worded.shingles)
    db.executemany("DELETE FROM signed WHERE key = ? AND said = ?", [(key, text) for key in signed])
    _compare_no_more(db, text)
    db.execute("DELETE FROM pieced WHERE copy = ?", (text,))
    return {key for key in signed if len(_of_key(db, key)) == MOST_OF_A_KEY}


def _of_key(db: sqlite3.Connection, key: int) -> set[int]:
    """The texts that have it, at most one more than may."""
    rows = db.execute(f"SELECT said FROM signed WHERE key = ? LIMIT {MOST_OF_A_KEY + 1}", (key,))
    return {said for (said,) in rows}


def _part(db: sqlite3.Connection, texts: Collection[int], worded: Mapping[int, Wording]) -> None:
    """Of *texts*, a key of which came to be that of a template: those are no copies that share no other."""
    if not texts:
        return
    shared = _Keys(db, worded)
    for table, one, other in (("copied", "copy", "original"), ("overlapping", "text", "part")):
        sql = f"SELECT {one}, {other} FROM {table} WHERE {one} IN (SELECT value FROM json_each(?))"
        pairs = [pair for pair in db.execute(sql, (json.dumps(sorted(texts)),)) if pair[1] in texts]
        apart = [pair for pair in pairs if not shared[pair[0]] & shared[pair[1]]]
        db.executemany(f"DELETE FROM {table} WHERE {one} = ? AND {other} = ?", apart)


def _join(db: sqlite3.Connection, freed: set[int], worded: Mapping[int, Wording]) -> set[int]:
    """Compare the texts that share one of the keys that are those of a template no more, and no others: which."""
    shared = _Keys(db, worded)
    compared = set[tuple[int, int]]()
    for key in sorted(freed):
        for pair in combinations(sorted(_of_key(db, key)), 2):
            if pair not in compared and shared[pair[0]] & shared[pair[1]] <= freed:
                compared.add(pair)
                _compare(db, pair[0], pair[1:], worded)
    return {text for pair in compared for text in pair}


class _Keys(dict[int, frozenset[int]]):
    """The keys of texts by number, without those of templates."""

    def __init__(self, db: sqlite3.Connection, worded: Mapping[int, Wording]) -> None:
        super().__init__()
        self._db, self._worded = db, worded
        self._may: dict[int, bool] = {}

    def __missing__(self, text: int) -> frozenset[int]:
        signed = keys(self._worded[text].shingles)
        for key in signed:
            if key not in self._may:
                self._may[key] = len(_of_key(self._db, key)) <= MOST_OF_A_KEY
        self[text] = frozenset(key for key in signed if self._may[key])
        return self[text]


def _compare_anew(db: sqlite3.Connection, changed: Iterable[int], texts: Mapping[int, Wording]) -> None:
    for text in sorted(changed):
        _compare_no_more(db, text)
        found = (_of_key(db, key) for key in keys(texts[text].shingles))
        beside = {other for of_key in found if len(of_key) <= MOST_OF_A_KEY for other in of_key}
        _compare(db, text, beside - {text}, texts)


def _compare(db: sqlite3.Connection, text: int, others: Iterable[int], texts: Mapping[int, Wording]) -> None:
    pairs = [pair for other in sorted(others) for pair in ((text, other), (other, text))]
    copied = [(copy, original) for copy, original in pairs if is_copy(texts[copy], texts[original])]
    db.executemany("INSERT OR IGNORE INTO copied VALUES (?, ?)", copied)
    overlapping = [
        (one, part) for one, part in pairs if (one, part) not in copied and overlaps(texts[one], texts[part])
    ]
    db.executemany("INSERT OR IGNORE INTO overlapping VALUES (?, ?)", overlapping)


def _compare_no_more(db: sqlite3.Connection, text: int) -> None:
    db.execute("DELETE FROM copied WHERE copy = ? OR original = ?", (text, text))
    db.execute("DELETE FROM overlapping WHERE text = ? OR part = ?", (text, text))


def _overlapping(db: sqlite3.Connection, parts: Iterable[int]) -> set[int]:
    """The texts that say a part of one of *parts*."""
    sql = "SELECT text FROM overlapping WHERE part IN (SELECT value FROM json_each(?))"
    return {text for (text,) in db.execute(sql, (json.dumps(sorted(parts)),))}


def _names_of(db: sqlite3.Connection, number: int, document: str) -> dict[int, list[str]]:
    """What the geoparser took for places in each passage of the article, whatever was decided since."""
    found: dict[int, list[str]] = {}
    sql = "SELECT passage, start, end FROM mention WHERE article = ? AND passage IS NOT NULL"
    for passage, start, end in db.execute(sql, (number,)):
        found.setdefault(passage, []).append(document[start:end])
    return found


def _renamed(db: sqlite3.Connection, text: int, without: int) -> bool:
    """Whether the names of a text are others now that one article is gone."""
    (before,) = db.execute("SELECT names FROM said WHERE n = ?", (text,)).fetchone()
    rows = db.execute(
        """SELECT headline, text, mention.start, mention.end FROM saying
            JOIN mention ON mention.passage = saying.passage JOIN article ON article.n = mention.article
            WHERE saying.said = ? AND article.n <> ?""",
        (text, without),
    )
    names = frozenset().union(*(wording("", [Article(h, t).document[start:end]]).names for h, t, start, end in rows))
    if (now := _as_json(names)) == before:
        return False
    db.execute("UPDATE said SET names = ? WHERE n = ?", (now, text))
    return True


def _beside(texts: Sequence[int], is_long: Sequence[bool]) -> list[int | None]:
    """Of each short passage the next long one's text, else the last one's: beside its copy it is a copy."""
    found: list[int | None] = [None] * len(texts)
    onward = range(len(texts))
    for order in (onward, reversed(onward)):
        last: int | None = None
        for n in order:
            if is_long[n]:
                last = texts[n]
            elif last is not None:
                found[n] = last
    return found


def _is_long(db: sqlite3.Connection, text: int) -> bool:
    return bool(db.execute("SELECT is_long FROM said WHERE n = ?", (text,)).fetchone()[0])


def _as_json(names: Iterable[str]) -> str:
    return json.dumps(sorted(names), ensure_ascii=False)
