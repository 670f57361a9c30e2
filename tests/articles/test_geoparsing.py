"""Articles are geoparsed with the user's own places, and an archive made with others is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.archive import Archive
from articles.geoparsing import ArticleGeoparser, HomeError, home_of
from articles.hosting.installation import Installation
from articles.imports.importing import import_outcomes
from articles.reading import Outcome
from articles.view import View
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from tests.articles.builders import an_article
from tests.places.builders import SMALL, built_of


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return built_of(SMALL, tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine.csv"
    monkeypatch.setenv("DATELINE_PLACES", str(path))
    return path


def test_the_version_changes_with_the_content_of_the_users_own_places(gazetteer: Gazetteer, own: Path) -> None:
    geoparse = ArticleGeoparser.over(gazetteer)
    without = geoparse.version
    assert without == ArticleGeoparser(Geoparser(gazetteer)).version
    own.write_text("what,name\nnever,Reach\n", encoding="utf-8")
    one = geoparse.version
    own.write_text("what,name\nnever,Reading\n", encoding="utf-8")
    two = geoparse.version
    assert len({without, one, two}) == 3
    own.write_text("what,name\nnever,Reach\n", encoding="utf-8")
    assert geoparse.version == one
    own.unlink()
    assert geoparse.version == without


def test_each_archive_has_its_own_places_over_those_of_all(gazetteer: Gazetteer, own: Path, tmp_path: Path) -> None:
    files = [Installation(tmp_path).find(slug).own_places for slug in ("", Installation(tmp_path).new("Other").slug)]
    geoparsers = [ArticleGeoparser.over(gazetteer, own=path) for path in files]
    assert geoparsers[0].version == geoparsers[1].version == ArticleGeoparser.over(gazetteer).version
    own.write_text("what,name,lat,lon\nplace,al-Houd,36.05,43.24\n", encoding="utf-8")
    files[1].write_text("what,name\nnever,al-Houd\n", encoding="utf-8")
    article = an_article("They talked of al-Houd.", headline="", outlet="")
    assert [[each.place.id for each in parse(article) if each.place] for parse in geoparsers] == [["user:al-houd"], []]
    assert geoparsers[0].version == ArticleGeoparser.over(gazetteer).version != geoparsers[1].version


def test_an_import_finds_the_users_own_places_and_keeps_relative_positions(
    gazetteer: Gazetteer, own: Path, tmp_path: Path
) -> None:
    own.write_text("what,name,lat,lon,country\nplace,al-Houd,36.05,43.24,IQ\n", encoding="utf-8")
    article = an_article("They stood some 20 km west of al-Houd. Mosul is in Iraq.")
    archive = Archive.open(tmp_path / "archive.sqlite")
    import_outcomes(archive, ArticleGeoparser.over(gazetteer), [Outcome("a.txt", (article,))])
    place = archive.place("user:al-houd")
    assert place is not None and place.name == "al-Houd"
    assert archive.where("user:al-houd") == "Iraq"
    (mark,) = archive.vague(View())
    assert (mark.anchor, mark.phrase) == ("user:al-houd", "some 20 km west of al-Houd")
    archive.close()


def test_the_home_region_settles_what_nothing_else_does_and_changes_the_version() -> None:
    article = an_article("There was fighting in Tripoli.", headline="", outlet="")
    found = {home: ArticleGeoparser.ensure(home=home) for home in ("", "LB", "LY")}
    meant = {home: [each.place.country_code for each in parse(article) if each.place] for home, parse in found.items()}
    assert (meant["LB"], meant["LY"]) == (["LB"], ["LY"])
    assert len({geoparse.version for geoparse in found.values()}) == 3


def test_a_home_is_kept_as_a_country_or_an_id_and_an_unknown_one_is_told(gazetteer: Gazetteer) -> None:
    assert home_of("iq", gazetteer) == home_of("Iraq", gazetteer) == "IQ"
    assert gazetteer.get(home_of("Mosul", gazetteer)) == gazetteer.candidates("Mosul")[0]
    assert home_of(" ", gazetteer) == ""
    with pytest.raises(HomeError, match="Atlantis"):
        home_of("Atlantis", gazetteer)
    with pytest.raises(HomeError, match="archives set NAME --home"):
        ArticleGeoparser.over(gazetteer, "gone:1")
