"""Importing takes in what it can, says what it could not, and nothing stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.archive import Archive
from articles.article import Article
from articles.imports.importing import MOST_AT_ONCE, import_outcomes
from articles.imports.steps import Report
from articles.reading import Outcome, ReadingError
from articles.storage.database import ArchiveError
from articles.view import View
from places.resolution import Resolution
from tests.articles.builders import MOSUL, FakeGeoparse, an_article


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive.open(tmp_path / "archive.sqlite")
    yield archive
    archive.close()


ONE = an_article("Mosul.", headline="One")
OTHER = an_article("Baghdad.", headline="Other")


def test_articles_come_in_with_their_places(archive: Archive) -> None:
    report = import_outcomes(archive, FakeGeoparse(version="7"), [Outcome("a.txt", (ONE, OTHER))])
    assert report == Report(added=2)
    assert report.articles == 2
    assert archive.count(View(place=MOSUL.id)) is not None
    assert archive.where(MOSUL.id) == "15, IQ"
    assert archive.made_with == "7"


def test_the_same_again_adds_nothing_and_is_not_geoparsed_again(archive: Archive) -> None:
    geoparse = FakeGeoparse()
    outcomes = [Outcome("a.txt", (ONE, OTHER))]
    import_outcomes(archive, geoparse, outcomes)
    assert import_outcomes(archive, geoparse, outcomes) == Report(unchanged=2)
    assert geoparse.parsed == ["One", "Other"]


def test_a_corrected_text_replaces(archive: Archive) -> None:
    import_outcomes(archive, FakeGeoparse(), [Outcome("a.txt", (ONE,))])
    corrected = an_article("Baghdad.", headline="One")
    assert import_outcomes(archive, FakeGeoparse(), [Outcome("a.txt", (corrected,))]) == Report(replaced=1)


def test_what_could_not_be_read_is_reported_and_stops_nothing(archive: Archive) -> None:
    empty = ReadingError("empty.txt", "The file is empty.")
    row = ReadingError("table.csv", "Row 3 has no text.")
    outcomes = [Outcome("empty.txt", error=empty), Outcome("table.csv", (ONE,), problems=(row,))]
    assert import_outcomes(archive, FakeGeoparse(), outcomes) == Report(added=1, problems=(empty, row))


def test_an_article_that_trips_the_geoparser_is_reported_and_stops_nothing(archive: Archive) -> None:
    geoparse = FakeGeoparse(fault="Mosul")
    report = import_outcomes(archive, geoparse, [Outcome("a.txt", (ONE, OTHER))])
    assert (report.added, len(report.problems)) == (1, 1)
    assert report.problems[0].source == "a.txt"
    assert "“One” could not be found (RuntimeError: tripped over Mosul)" in report.problems[0].reason
    assert archive.article(ONE.id) is None


class MiscountingGeoparse(FakeGeoparse):
    def __call__(self, article: Article) -> tuple[Resolution, ...]:
        return super().__call__(an_article("...Mosul.", headline=""))


def test_a_geoparser_that_miscounts_is_reported_like_one_that_trips(archive: Archive) -> None:
    report = import_outcomes(archive, MiscountingGeoparse(), [Outcome("a.txt", (ONE,))])
    assert "does not stand at 3 to 8" in report.problems[0].reason
    assert archive.is_empty


def test_progress_grows_from_file_to_file_to_one(archive: Archive) -> None:
    seen: list[float] = []
    outcomes = [Outcome("a.txt", (ONE, OTHER)), Outcome("b.txt", (an_article(headline="Third"),))]
    import_outcomes(archive, FakeGeoparse(), outcomes, lambda fraction, _: seen.append(fraction))
    assert seen == [0.0, 0.25, 0.5, 1.0]
    seen.clear()
    import_outcomes(archive, FakeGeoparse(), iter(outcomes), lambda fraction, _: seen.append(fraction))
    assert seen == [0.0, 0.0, 0.0, 1.0]


def test_an_outlet_keeps_the_spelling_the_archive_has(archive: Archive) -> None:
    import_outcomes(archive, FakeGeoparse(), [Outcome("a.txt", (an_article(outlet="DEBKAfile"),))])
    import_outcomes(archive, FakeGeoparse(), [Outcome("b.txt", (an_article(outlet="DebkaFile", headline="B"),))])
    assert archive.outlets() == ("DEBKAfile",)


def test_halves_of_surrogate_pairs_do_not_stop_an_article(archive: Archive) -> None:
    broken = an_article("Mosul \ud83d fell.\0", headline="\udc00 Broken", author="\ud800")
    assert import_outcomes(archive, FakeGeoparse(), [Outcome("a.jsonl", (broken,))]) == Report(added=1)
    (hit,) = archive.hits(View(query="fell"))
    assert hit.passage.text == "Mosul \ufffd fell.\0"


def test_an_archive_that_cannot_be_written_stops_the_import_and_says_so(archive: Archive) -> None:
    reading = Archive.open(archive.path, read_only=True)
    with pytest.raises(ArchiveError, match="only to be read"):
        import_outcomes(reading, FakeGeoparse(), [Outcome("a.txt", (ONE,))])
    reading.close()


def test_who_reads_meanwhile_has_few_changes_to_follow(archive: Archive) -> None:
    many = tuple(an_article("Mosul.", headline=str(n)) for n in range(MOST_AT_ONCE + 1))
    seen = {archive.revision}
    report = import_outcomes(
        archive, FakeGeoparse(), [Outcome("a.txt", many)], lambda fraction, what: seen.add(archive.revision)
    )
    assert report.added == archive.totals(View()).articles == MOST_AT_ONCE + 1
    assert len(seen) == 3


def test_one_that_cannot_be_put_in_leaves_those_beside_it(archive: Archive) -> None:
    class Miscounts(FakeGeoparse):
        def __call__(self, article: Article) -> tuple[Resolution, ...]:
            return super().__call__(OTHER if article.headline == "Two" else article)

    import_outcomes(archive, FakeGeoparse(), [Outcome("a.txt", (an_article("Tehran.", headline="Two"),))])
    articles = (ONE, an_article("So far from Tehran.", headline="Two"), an_article("Mosul.", headline="Three"))
    report = import_outcomes(archive, Miscounts(), [Outcome("a.txt", articles)])
    assert (report.added, report.replaced, len(report.problems)) == (2, 0, 1)
    assert {(each.place.name, each.mentions) for each in archive.places(View())} == {("Mosul", 2), ("Tehran", 1)}


def test_two_texts_of_one_article_come_in_one_after_the_other(archive: Archive) -> None:
    texts = tuple(an_article(f"{name}.", headline="One") for name in ("Mosul", "Tehran", "Tehran"))
    report = import_outcomes(archive, FakeGeoparse(), [Outcome("a.txt", texts)])
    assert (report.added, report.replaced, report.repeated) == (1, 1, 1)
    assert [each.place.name for each in archive.places(View())] == ["Tehran"]


def test_what_was_parsed_is_in_when_the_import_is_stopped(archive: Archive) -> None:
    def stop(fraction: float, what: str) -> None:
        if what.endswith("Other"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_outcomes(archive, FakeGeoparse(), [Outcome("a.txt", (ONE, OTHER))], stop)
    assert archive.holds(ONE) and not archive.holds(OTHER)
