"""How fast an archive of 500,000 passages answers: python -m benchmarks.archive_counts [--passages N]

Makes a synthetic archive in a temporary folder (20,000 places, one word in a thousand popular, 1.5 million mentions in
500,000 passages of 25,000 articles), asks it what a page asks after a click and after a change of dates, and compares
the counts with counting all mentions in Python, as a page without an archive would. Takes some minutes, and about a
gigabyte on disk. The printed ratios are what to compare between machines.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, count
from pathlib import Path

from articles.archive import Archive
from articles.article import Article
from articles.certainty import Certainty
from articles.querying.completing import completions
from articles.querying.reading import parse_line
from articles.saying import sentence
from articles.storage.database import Database
from articles.storage.schema import KINDS
from articles.storage.storing import store
from articles.view import DEFAULT_KINDS, Near, Together, View
from places.areas.polygon import of_box
from places.mention import Kind, Mention
from places.place import BoundingBox, FeatureClass, Place, Point
from places.resolution import Candidate, Resolution

PLACES = 20_000
PASSAGES_PER_ARTICLE = 20
MENTIONS_PER_PASSAGE = 3
FIRST_DAY = date(2000, 1, 1)
DAYS = 6000
VIEW_2005_ON = View(after=date(2005, 1, 1), before=date(2012, 12, 31))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=500_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as folder:
        path = Path(folder) / "archive.sqlite"
        started = time.perf_counter()
        make(path, options.passages)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{options.passages:,} passages made in {time.perf_counter() - started:.0f} s, {size:.0f} MB\n")
        archive = Archive.open(path)
        answers(archive)
        by_place(archive)
        against_counting_by_hand(archive)
        archive.close()


def answers(archive: Archive) -> None:
    """What one change of the page asks, each with connections and places already warm."""
    popular, rare = archive.places(View())[0].place.id, archive.places(View())[-1].place.id
    common, scarce = View(query="word1"), View(query="word90 word91")
    print(f"{len(archive.places(View())):,} places; {archive.totals(View())}\n")
    questions: dict[str, Callable[[], object]] = {
        "a click: 20 passages of the most mentioned place": lambda: archive.hits(View(place=popular)),
        "a click: their number": lambda: archive.count_hits(another(View(place=popular))),
        "a click: counts of that place": lambda: archive.count(another(View(place=popular))),
        "a click: 20 passages of the least mentioned place": lambda: archive.hits(View(place=rare)),
        "the 2,000th page of that place": lambda: archive.hits(View(place=popular), offset=40_000),
        "20 passages of everything": lambda: archive.hits(View()),
        "all places": lambda: archive.places(View(kinds=some_kinds())),
        "all places, after a change of dates": lambda: archive.places(another(VIEW_2005_ON)),
        "all places, one outlet": lambda: archive.places(another(View(outlets=("Outlet 7",)))),
        "places, names and totals together, after a change of dates": lambda: page(archive, another(VIEW_2005_ON)),
        "the same together, asked again": lambda: page(archive, VIEW_2005_ON),
        f"all places, {archive.count_hits(common):,} passages match": lambda: archive.places(another(common)),
        f"all places, {archive.count_hits(scarce):,} passages match": lambda: archive.places(another(scarce)),
        f"20 passages, {archive.count_hits(common):,} match": lambda: archive.hits(common),
        f"20 passages, {archive.count_hits(scarce):,} match": lambda: archive.hits(scarce),
        "20 passages of a place, many match": lambda: archive.hits(common.with_(place=popular)),
        "their number": lambda: archive.count_hits(another(common.with_(place=popular))),
        "a new query that many match: all places": lambda: after_another_query(archive, common),
    }
    for name, ask in questions.items():
        print(f"{milliseconds(ask):9.1f} ms  {name}")


def by_place(archive: Archive) -> None:
    """Counts and passages after a filter by place, each of which has to be looked up anew."""
    most = [count.place.id for count in archive.places(View())[:300]]
    popular, second, *_ = most
    print()
    filters: dict[str, Callable[[int], View]] = {
        "a radius of 60 km": lambda n: View(near=Near(popular, 60 + n)),
        "a radius of 600 km": lambda n: View(near=Near(popular, 600 + n)),
        "a radius of 2,000 km": lambda n: View(near=Near(popular, 2000 + n)),
        "a tenth of the world": lambda n: View(area=of_box(BoundingBox(-30, -36, 30, 36 + n / 1000)) or ()),
        "all places of a country, which is all": lambda n: View(inside=("IQ", "A" * n)),
        "one place": lambda n: View(places=(popular, "A" * n)),
        "two places in one passage": lambda n: View(places=(popular, second), near=Near(popular, 1 + n),
                                                    together=Together.PASSAGE),
        "two places in one article": lambda n: View(places=(popular, second), near=Near(popular, 1 + n),
                                                    together=Together.ARTICLE),
        "a radius of 600 km and a query": lambda n: View(near=Near(popular, 600 + n), query="word9"),
        "automatic mentions alone": lambda n: View(certainty=(Certainty.AUTOMATIC,), inside=("IQ", "A" * n)),
        "doubtful mentions alone": lambda n: View(certainty=(Certainty.DOUBTFUL,),
                                                  kinds=some_kinds()),
    }  # fmt: skip
    for name, view in filters.items():
        number = archive.count_hits(view(0))
        spent = milliseconds(lambda view=view: page(archive, view(next(_DAYS_OFF) % 997 + 1)))  # type: ignore[misc]
        print(f"{spent:9.1f} ms  places, names and totals after {name}: {number:,} passages")
    evidence: dict[str, Callable[[], object]] = {
        "the timeline": lambda: archive.timeline(another(View())),
        "the timeline of a place": lambda: archive.timeline(another(View(place=popular))),
        "300 sparklines": lambda: archive.sparklines(
            another(View()), [c.place.id for c in archive.places(View())[:300]]
        ),
        "places related to the most mentioned": lambda: archive.related(another(View()), popular),
        "the outlets of every place": lambda: archive.outlet_shares(another(View())),
        "the outlets of one place": lambda: archive.by_outlet(another(View()), popular),
        "two spans compared": lambda: archive.compare(another(View()), another(VIEW_2005_ON)),
        "the view in a sentence": lambda: sentence(another(View()), archive),
        "the names, once after a change": lambda: Archive.open(archive.path, read_only=True).names(),
        "a query line read": lambda: parse_line('place:Place1 near:Place7~60km outlet:"Outlet 7" word9', archive),
        "a name mistyped in it": lambda: parse_line("place:Plcae1", archive),
        "a query line completed": lambda: completions("place:Pla", 9, archive),
    }
    print()
    for name, ask in evidence.items():
        print(f"{milliseconds(ask):9.1f} ms  {name}")


_DAYS_OFF = count()


def another(view: View) -> View:
    """The same question from a day later, so that no answer is one that was remembered."""
    return view.with_(after=(view.after or FIRST_DAY) + timedelta(next(_DAYS_OFF) % 365))


def some_kinds() -> tuple[Kind, ...]:
    """Every role but one, each time another."""
    left_out = next(_DAYS_OFF) % len(KINDS)
    return tuple(kind for number, kind in enumerate(KINDS) if number != left_out)


def page(archive: Archive, view: View) -> object:
    return archive.places(view), archive.unplaced(view), archive.totals(view)


def after_another_query(archive: Archive, view: View) -> object:
    """What matches has to be looked up anew."""
    archive.count_hits(View(query="word999"))
    return archive.places(another(view))


def against_counting_by_hand(archive: Archive) -> None:
    """All places after a change of dates, from the archive and from every mention read and counted in Python."""
    view = VIEW_2005_ON
    ours = milliseconds(lambda: archive.places(another(VIEW_2005_ON)))
    theirs = milliseconds(lambda: counted_by_hand(all_mentions(archive), view), repeats=3)
    rows = all_mentions(archive)
    by_hand = counted_by_hand(rows, view)
    by_archive = {count.place.id: (count.mentions, count.articles, count.outlets) for count in archive.places(view)}
    by_archive |= {count.id: (count.mentions, count.articles, 0) for count in archive.unplaced(view)}
    for id_, counts in by_hand.items():
        assert by_archive[id_][:2] == counts[:2], (id_, by_archive[id_], counts)
    assert by_archive.keys() == by_hand.keys()
    print(
        f"\n{theirs:9.1f} ms  all places, after a change of dates, from {len(rows):,} rows read and counted in Python"
    )
    print(f"{theirs / ours:9.1f} times as long as the archive takes")


def all_mentions(archive: Archive) -> list[tuple[str, int, str, int, Kind]]:
    """place, article, outlet, day, kind"""
    with Database(archive.path).reading() as db:
        found = db.execute(
            "SELECT place.id, article, outlet.name, day, kind FROM mention JOIN place ON place.n = place "
            "JOIN outlet ON outlet.n = outlet"
        )
        return [(id_, article, outlet, day, KINDS[kind]) for id_, article, outlet, day, kind in found]


def counted_by_hand(rows: list[tuple[str, int, str, int, Kind]], view: View) -> dict[str, tuple[int, int, int]]:
    assert view.after is not None and view.before is not None
    first, last = view.after.toordinal(), view.before.toordinal()
    mentions: Counter[str] = Counter()
    articles, outlets = defaultdict(set), defaultdict(set)
    for id_, article, outlet, day, kind in rows:
        if first <= day <= last and kind in DEFAULT_KINDS:
            mentions[id_] += 1
            articles[id_].add(article)
            outlets[id_].add(outlet)
    return {id_: (number, len(articles[id_]), len(outlets[id_])) for id_, number in mentions.items()}


def make(path: Path, passages: int) -> None:
    """Through the archive's own storing, but in large transactions: making is not what is measured."""
    Archive.open(path).close()
    database = Database(path)
    with database.writing() as db:
        for number, (article, resolutions) in enumerate(synthetic_articles(passages // PASSAGES_PER_ARTICLE)):
            store(db, article, resolutions, lambda _: "Somewhere")
            if number % 1000 == 0:
                print(f"\r{number:,} articles", end="", file=sys.stderr, flush=True)
        db.execute("UPDATE meta SET value = 1 WHERE key = 'revision'")
    print("\r", end="", file=sys.stderr)
    database.close()


def synthetic_articles(number: int) -> Iterator[tuple[Article, tuple[Resolution, ...]]]:
    """Places and words both by Zipf's law; two mentions in a hundred are of names that are not on the map."""
    chance = random.Random(1)
    places = [synthetic_place(n, chance) for n in range(PLACES)]
    weights = list(accumulate(1 / (n + 1) for n in range(PLACES)))
    words = [f"word{n}" for n in range(1, 3000)]
    word_weights = list(accumulate(1 / (n + 1) for n in range(len(words))))
    kinds = [*[Kind.PLACE] * 6, Kind.GOVERNMENT, Kind.ADJECTIVE, Kind.ORGANISATION, Kind.RELATIVE]
    for n in range(number):
        # An article is about some places: half of its mentions are of the first few.
        own = chance.choices(places, cum_weights=weights, k=12)
        text, resolutions = f"Story {n}.", []
        for passage in range(PASSAGES_PER_ARTICLE - 1):
            text += f"\n\nPart {passage}"
            for word in chance.choices(words, cum_weights=word_weights, k=30):
                text += f" {word}"
            for _ in range(MENTIONS_PER_PASSAGE):
                place = chance.choice(own[:4] if chance.random() < 0.5 else own)
                start = len(text) + 1
                text += f" {place.name}"
                mention = Mention(place.name, start, len(text), chance.choice(kinds))
                is_placed = int(place.id) % 50 != 0
                candidates = (Candidate(place, 1.0),) if is_placed else ()
                resolutions.append(Resolution(mention, place if is_placed else None, candidates, 0.9, ("by chance",)))
        published = FIRST_DAY + timedelta(chance.randrange(DAYS))
        outlet = f"Outlet {min(int(chance.expovariate(0.1)), 59)}"
        yield Article("", text, published, outlet, url=f"https://example.org/{n}"), tuple(resolutions)


def synthetic_place(n: int, chance: random.Random) -> Place:
    point = Point(chance.uniform(-60, 70), chance.uniform(-180, 180))
    return Place(str(n), f"Place{n}", point, FeatureClass.POPULATED, "PPL", "IQ", "01", n, n)


def milliseconds(ask: Callable[[], object], repeats: int = 7) -> float:
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
