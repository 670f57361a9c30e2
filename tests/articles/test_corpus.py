"""The seven digests that ship with Dateline: whole heads, our own words, every place of their articles."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

CORPUS = Path(__file__).parents[2] / "articles" / "corpus"
SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[2].parent / "shared")
ORIGINALS = SHARED / "corpus" / "iran-in-iraq-tag-page.txt"

#: Fewest words in a row that are no longer ours when they stand in an original too.
QUOTED_WORDS = 7

#: Names of bodies, long enough to look like a quotation.
TITLES = (
    "Supreme Council for the Islamic Revolution in Iraq",
    "National Council of Resistance of Iran",
)

#: The head each digest must have: headline, outlet, author ("" where the page names none).
HEADS = {
    "2016-05-05-middle-east-monitor": ("Iraq’s Al-Sadr reportedly summoned to Tehran", "Middle East Monitor", ""),
    "2016-06-20-debkafile": ("How US gave Fallujah’s Sunnis into Iranian hands", "DEBKAfile", ""),
    "2016-10-19-debkafile": ("The big Mosul offensive is stuck, halted by ISIS", "DEBKAfile", ""),
    "2016-10-24-counter-jihad": (
        "MOSUL: Iraqi Military Displays Shi’ite Flags In Advance on Sunni Region",
        "Counter Jihad",
        "",
    ),
    "2016-10-28-debkafile": ("Pro-Iranian Shiites ready to lead Mosul operation", "DEBKAfile", ""),
    "2017-01-25-clarion-project": (
        "Get to Know Iran’s Terrorist ‘Ambassador’ to Iraq",
        "Clarion Project",
        "Shahriar Kia",
    ),
    "2017-07-31-gatestone-institute": ("Tehran’s New Scheme for Iraq", "Gatestone Institute", "Amir Taheri"),
}

#: Every place each article names, spelt as it spells it; bearings and borders with their anchor.
PLACES = {
    "2016-05-05-middle-east-monitor": ("Iraq", "Tehran", "Lebanon", "Baghdad", "Iran", "Green Zone"),
    "2016-06-20-debkafile": (
        *("Fallujah", "western Iraq", "Iraq", "US", "White House", "Washington", "Baghdad", "Persian Gulf"),
        *("eastern Mediterranean", "Mosul", "Raqqa", "Syria"),
    ),
    "2016-10-19-debkafile": (
        *("Mosul", "US", "Iraq", "al-Hamdaniyah", "al-Houd", "Sinjar", "Qandil", "Ankara", "Washington", "Baghdad"),
        *("Tigris River", "Ramadi", "Tikirit", "Baiji", "Fallujah", "Iran", "Middle East", "northeast of Mosul"),
        *("Iraqi-Syria border", "Tehran", "White House", "Syria", "Anbar", "eastern Syria"),
        "Jordanian and Saudi borders",
    ),
    "2016-10-24-counter-jihad": ("Mosul", "Iraq", "Iran", "Baghdad", "western Iraq", "US", "United States"),
    "2016-10-28-debkafile": (
        *("Mosul", "US", "Baghdad", "Jordan", "Israel", "Tal Afar", "55 km west of Mosul", "Tehran", "Syria"),
        *("Turkey", "Irbil", "Iraq", "east of Mosul", "Kirkuk", "Sinjar", "Rutba", "Jordanian border", "UN"),
    ),
    "2017-01-25-clarion-project": (
        *("Iran", "Iraq", "Syria", "Middle East", "Baghdad", "Europe", "Diyala Province", "Diyala", "Samara"),
        *("Karbala", "Mesopotamia", "Tehran", "Levant", "Aleppo", "Fallujah", "west of Baghdad", "United States"),
        "the West",
    ),
    "2017-07-31-gatestone-institute": (
        *("Tehran", "Iraq", "Baghdad", "Kurdistan", "Moscow", "Russia", "United States", "Mosul", "Iran", "Shiraz"),
        *("Mahallat", "southwest of Tehran", "Najaf", "Qom", "Middle East", "Europe"),
    ),
}

every_digest = pytest.mark.parametrize("name", sorted(HEADS))


class Digest(NamedTuple):
    metadata: dict[str, object]
    content: str


def digest(name: str) -> Digest:
    _, head, content = (CORPUS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return Digest(yaml.safe_load(head), content.strip())


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)*", text)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of QUOTED_WORDS words, whatever their case and punctuation; none runs across a title."""
    parts = re.split("|".join(map(re.escape, TITLES)), text)
    runs = [words(part.casefold().replace("’", "'")) for part in parts]
    return {tuple(run[i : i + QUOTED_WORDS]) for run in runs for i in range(len(run) - QUOTED_WORDS + 1)}


def missing(names: tuple[str, ...], text: str) -> list[str]:
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def originals() -> str:
    if not ORIGINALS.exists():
        pytest.skip("the first archive is not here; DATELINE_SHARED says where it is")
    return ORIGINALS.read_text(encoding="utf-8")


def test_there_are_seven_digests_and_nothing_else() -> None:
    assert sorted(path.name for path in CORPUS.iterdir()) == [f"{name}.md" for name in sorted(HEADS)]


@every_digest
def test_a_digest_has_its_whole_bibliographic_head(name: str) -> None:
    headline, outlet, author = HEADS[name]
    day = date.fromisoformat(name[:10])
    head = {"headline": headline, "outlet": outlet, "author": author, "date": day, "language": "en"}
    assert digest(name).metadata == {key: value for key, value in head.items() if value}


@every_digest
def test_a_digest_is_named_after_its_day_and_outlet(name: str) -> None:
    head = digest(name).metadata
    assert name == f"{head['date']}-{str(head['outlet']).lower().replace(' ', '-')}"


@every_digest
def test_a_digest_is_short(name: str) -> None:
    assert 150 <= len(digest(name).content.split()) <= 400


@every_digest
def test_a_digest_says_whose_claims_it_passes_on(name: str) -> None:
    post = digest(name)
    assert post.content.count(str(post.metadata["outlet"])) >= 2


@every_digest
def test_every_paragraph_can_be_quoted_by_itself(name: str) -> None:
    for paragraph in digest(name).content.split("\n\n"):
        assert "\n" not in paragraph
        sentences = re.split(r"(?<=[a-z0-9).])\.\s+(?=[A-Z])|(?<=[a-z)])\.$", paragraph)
        assert 2 <= len([s for s in sentences if s]) <= 5, paragraph
        assert 25 <= len(paragraph.split()) <= 100, paragraph


@every_digest
def test_a_digest_names_every_place_of_its_article(name: str) -> None:
    assert missing(PLACES[name], digest(name).content) == []


@every_digest
def test_a_digest_names_no_place_that_only_other_articles_name(name: str) -> None:
    post = digest(name)
    text = post.content.replace(str(post.metadata["outlet"]), "")
    everywhere = tuple({place for places in PLACES.values() for place in places})
    others = missing(everywhere, "; ".join(PLACES[name]))
    assert [place for place in others if place not in missing((place,), text)] == []


def test_the_places_are_looked_for_as_whole_names() -> None:
    assert missing(("Iran",), "The Iranian embassy") == ["Iran"]
    assert missing(("US", "Samara"), "The USS Truman; Samarra") == ["US", "Samara"]


@every_digest
def test_no_sentence_of_an_original_is_in_a_digest(name: str) -> None:
    shared = shingles(originals()) & shingles(digest(name).content)
    assert {" ".join(run) for run in shared} == set()


def test_a_copied_sentence_would_be_seen() -> None:
    copied = "It was a pledge that nobody who heard it believed."
    assert shingles(copied) & shingles("He said: it was a Pledge, that nobody who heard it believed!")


@every_digest
def test_the_tables_above_are_those_of_the_first_archive(name: str) -> None:
    page = " ".join(originals().split())
    starts = {each: page.index(HEADS[each][0]) for each in HEADS}
    end = min((start for start in starts.values() if start > starts[name]), default=len(page))
    article = page[starts[name] : end]
    _, outlet, author = HEADS[name]
    assert outlet.casefold() in article.casefold()
    assert author in article
    day = date.fromisoformat(name[:10])
    assert f"{day:%B} {day.day}, {day.year}" in article
    assert missing(PLACES[name], article) == []
