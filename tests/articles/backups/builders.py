"""An installation with articles, decisions, settings and own places, and what can be read of it."""

from __future__ import annotations

from pathlib import Path

from articles.archive import Archive
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.file import DecisionFile
from articles.hosting.installation import Housing, Installation
from articles.imports.importing import import_outcomes
from articles.reading import Outcome
from articles.storage.sources import Sources
from articles.view import View
from places.place import Place
from tests.articles.builders import BAGHDAD, FakeGeoparse, an_article

OWN = "what,name,place,lat,lon,country,feature,note\nnever,Reach,,,,,,\n"


def opened(housing: Housing) -> Archive:
    return Archive.open(housing.archive, sources=Sources(housing.sources), decisions=DecisionFile(housing.decisions))


def bring(archive: Archive, *texts: str) -> None:
    outcomes = [Outcome("test", (an_article(text, headline=f"On {text[:40]}"),)) for text in texts]
    assert not import_outcomes(archive, FakeGeoparse(), outcomes).problems


def settle(archive: Archive, toponym: str = "Mosul", place: Place = BAGHDAD, why: str = "") -> None:
    decisions = Decisions(archive)
    decisions.decide(decisions.draft(Action.PLACE, Scope.NAME, toponym, place=place, why=why))


def installation(home: Path) -> Installation:
    """The archive main with two articles and a decision, another with one article, own places."""
    home.mkdir(parents=True, exist_ok=True)
    made = Installation(home)
    main = opened(made.find(""))
    bring(main, "Troops entered Mosul.", "Rain fell on Baghdad.")
    settle(main, why="because")
    main.close()
    other = opened(made.new("Second"))
    bring(other, "Tehran warned of Mosul.")
    other.close()
    (home / "places.csv").write_text(OWN)
    return made


def told(home: Path) -> dict[str, object]:
    """What a reader finds in each archive of *home*, and what the person had said."""
    found: dict[str, object] = {}
    for housing in Installation(home).archives():
        archive = opened(housing)
        found[housing.slug] = (
            housing.title,
            sorted((each.place.name, each.mentions, each.verified) for each in archive.places(View())),
            [hit.passage.text for hit in archive.hits(View(), limit=100)],
            housing.decisions.read_bytes() if housing.decisions.exists() else b"",
            sorted(article.headline for article in Sources(housing.sources).articles()),
        )
        archive.close()
    own = home / "places.csv"
    found["own places"] = own.read_text() if own.exists() else ""
    return found
