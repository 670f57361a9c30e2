"""The query line says a whole view and a view gives its line; a mistake is told in words, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.archive import Archive
from articles.certainty import Certainty
from articles.querying.completing import completions
from articles.querying.filters import KEYS
from articles.querying.reading import parse_line
from articles.querying.writing import line_of
from articles.searching.search import parse_query
from articles.searching.tokens import QueryError
from articles.view import FARTHEST_KM, Near, Together, View
from places.areas.polygon import of_box
from places.mention import Kind
from places.place import BoundingBox, FeatureClass, Place, PlaceType
from tests.articles.builders import BAGHDAD, IRAQ, MOSUL, NAMES, FakeGeoparse, a_place, an_article

ANBAR = a_place("Anbar", id="IQ.01", lat=32.5, lon=42, feature_class=FeatureClass.ADMINISTRATIVE, feature_code="ADM1",
                admin1="01")  # fmt: skip
TAL_AFAR = a_place("Tal Afar", id="90393", lat=36.38, lon=42.45)
GEORGIA = a_place("Georgia", id="614540", lat=42, lon=43.5, feature_class=FeatureClass.ADMINISTRATIVE,
                  feature_code="PCLI", country_code="GE", admin1="")  # fmt: skip
GEORGIA_US = a_place("Georgia", id="US.GA", lat=32.75, lon=-83.5, feature_class=FeatureClass.ADMINISTRATIVE,
                     feature_code="ADM1", country_code="US", admin1="GA")  # fmt: skip
NAMES_HERE = {
    **NAMES, "Anbar": ANBAR, "Tal Afar": TAL_AFAR, "Mawsil": MOSUL, "Georgia": GEORGIA, "Ga.": GEORGIA_US,
}  # fmt: skip
geoparse = FakeGeoparse(NAMES_HERE)
OUTLETS = ["Counter Jihad", "DEBKAfile", "The “Daily” Example", 'A "quoted" one']
TEXT = "Mosul, Mawsil, Anbar, Tal Afar, al-Houd, Georgia, Georgia and Ga., Iraq, Tehran and Baghdad."


def where(place: Place) -> str:
    """As the gazetteer says it."""
    return {MOSUL: "Nineveh, Iraq", TAL_AFAR: "Nineveh, Iraq", BAGHDAD: "Baghdad, Iraq"}.get(place, "")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = Archive.open(tmp_path_factory.mktemp("line") / "archive.sqlite")
    for number, outlet in enumerate(OUTLETS):
        article = an_article(TEXT, headline=str(number), outlet=outlet)
        archive.add(article, geoparse(article), where=where)
    yield archive
    archive.close()


def read(line: str, archive: Archive) -> View:
    view, mistakes = parse_line(line, archive)
    assert mistakes == ()
    return view


def told(line: str, archive: Archive) -> list[tuple[str, str]]:
    """What of the line is meant, and the message."""
    _, mistakes = parse_line(line, archive)
    return [(line[mistake.start : mistake.end], mistake.message) for mistake in mistakes]


def test_one_line_says_it_all(archive: Archive) -> None:
    line = (
        "in:Anbar near:Mosul~60km after:2016-10-17 before:2016-11 outlet:DEBKAfile "
        '-outlet:"Counter Jihad" kind:place type:town "chemical weapons" OR sarin*'
    )
    assert read(line, archive) == View(
        inside=(ANBAR.id,),
        near=Near(MOSUL.id, 60),
        after=date(2016, 10, 17),
        before=date(2016, 11, 30),
        outlets=("DEBKAfile",),
        without=("Counter Jihad",),
        kinds=(Kind.PLACE,),
        types=(PlaceType.TOWN,),
        query='"chemical weapons" OR sarin*',
    )


def test_its_canonical_line(archive: Archive) -> None:
    line = 'oil  -outlet:"Counter Jihad" BEFORE:2016 near:"tal afar"~60 place:mawsil place:al-houd together:Passage gas'
    assert line_of(read(line, archive), archive) == (
        'place:Mosul place:al-Houd together:passage near:"Tal Afar"~60km before:2016-12-31 '
        '-outlet:"Counter Jihad" oil gas'
    )


def test_nothing_asks_for_everything(archive: Archive) -> None:
    assert read("", archive) == read("  ", archive) == View()
    assert line_of(View(), archive) == ""


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("after:2016 before:2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("after:2016-02 before:2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("after:2016-2-3 before:2016-12", date(2016, 2, 3), date(2016, 12, 31)),
        ("after:2016-02-03 before:2016-02-03", date(2016, 2, 3), date(2016, 2, 3)),
    ],
)
def test_a_month_or_year_is_meant_to_its_end(archive: Archive, line: str, first: date, last: date) -> None:
    view = read(line, archive)
    assert (view.after, view.before) == (first, last)


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("place:Mosul", (MOSUL.id,)),
        ("place:mosul", (MOSUL.id,)),
        ("place:99072", (MOSUL.id,)),
        ("place:Mawsil", (MOSUL.id,)),
        ('place:"Tal Afar"', (TAL_AFAR.id,)),
        ("place:“Tal-Afar”", (TAL_AFAR.id,)),
        ("place:al-Houd", ("unplaced:al-houd",)),
        ("place:Mosul place:Baghdad place:Mosul", (BAGHDAD.id, MOSUL.id)),
    ],
)
def test_a_place_goes_by_its_name_its_spellings_and_its_id(
    archive: Archive, line: str, places: tuple[str, ...]
) -> None:
    assert read(line, archive).places == places


@pytest.mark.parametrize(
    ("line", "inside"), [("in:Nineveh", "IQ.15"), ("in:IQ.15", "IQ.15"), ("in:Iraq", IRAQ.id), ("in:العراق", IRAQ.id)]
)
def test_a_province_is_known_by_the_places_in_it(archive: Archive, line: str, inside: str) -> None:
    view = read(line, archive)
    assert view.inside == (inside,)
    assert MOSUL.id in archive.asked(view)
    assert read(line_of(view, archive), archive) == view


def test_baghdad_is_the_city_and_around_it_the_province(archive: Archive) -> None:
    assert read("place:Baghdad", archive).places == (BAGHDAD.id,)
    assert read("in:Baghdad", archive).inside == ("IQ.07",)
    assert line_of(View(inside=(BAGHDAD.id,)), archive) == f"in:{BAGHDAD.id}"


def test_of_several_places_of_one_name_the_most_mentioned_is_taken_and_the_others_are_told(archive: Archive) -> None:
    view, (note,) = parse_line("in:Georgia", archive)
    assert view.inside == (GEORGIA.id,)
    assert note.is_note
    assert note.message == (
        "2 places are called Georgia: Georgia (8 mentions) is taken, the most mentioned; "
        "in:US.GA is Georgia (4 mentions)"
    )
    assert line_of(View(inside=("US.GA",)), archive) == "in:US.GA"


@pytest.mark.parametrize(
    ("line", "meant", "message"),
    [
        ("oil outlet:DEBKA", "outlet:DEBKA", "no outlet DEBKA; did you mean DEBKAfile?"),
        ("-outlet:Counter", "-outlet:Counter", 'no outlet Counter; did you mean "Counter Jihad"?'),
        ("outlet:Zzz", "outlet:Zzz", "no outlet Zzz"),
        ("place:Mossul", "place:Mossul", "no place Mossul is mentioned; did you mean Mosul?"),
        ("near:Mosul", "near:Mosul", "near: needs a place and a distance in km, as in near:Mosul~60km"),
        ("near:Mosul~far", "near:Mosul~far", "near: needs a place and a distance in km, as in near:Mosul~60km"),
        ("near:Mosul~0km", "near:Mosul~0km", "0.0 km is no distance round a place: more than 0 and at most 20,040"),
        ("near:al-Houd~9km", "near:al-Houd~9km", "al-Houd is not on the map, so that nothing can be near it"),
        ("kind:plaice", "kind:plaice", "no kind plaice; did you mean place?"),
        ("together:x", "together:x", "no together x; it is one of any, passage, article"),
        ("before:2016-13", "before:2016-13",
         "2016-13 is no day, month or year: write it as in before:2016-10-17, 2016-10 or 2016"),
        ("after:2017 before:2016", "before:2016", "no day is from 2017-01-01 on and not after 2016-12-31"),
        ("in:", "in:", "nothing follows in: (a country, province or region with all places in it)"),
        ('outlet:"DEBKA', 'outlet:"DEBKA',
         "the quotation mark after outlet: is not closed: write another where it ends"),
        ('outlet:"DEBKAfile"x', 'outlet:"DEBKAfile"x', "‘x’ follows the quotation mark: leave a space before it"),
        ("-place:Mosul", "-place:Mosul", "only outlets can be left out: write -outlet: or take the minus off -place:"),
        ("near:Mosul~5 near:Mosul~9", "near:Mosul~9", "near: stands twice: the last one counts"),
        ("area:1,2", "area:1,2", "an area has 3 to 100 corners, not 1"),
        ("in:Iraq oil OR", "OR", 'OR at 13 needs a word after it: write one, or "OR" in quotation marks to search for '
         "the word itself"),
        ('oil "gas in:Iraq', '"gas', "the quotation mark at 5 is not closed: write another where the phrase ends"),
        (f"in:Iraq {'a' * 301}", "a" * 301, "more than 300 letters are searched for: leave some out"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_words_where_it_stands(archive: Archive, line: str, meant: str, message: str) -> None:
    assert told(line, archive) == [(meant, message)]


def test_what_is_mistaken_is_left_out_and_the_rest_holds(archive: Archive) -> None:
    view, mistakes = parse_line("outlet:DEBKA in:Anbar oil", archive)
    assert view == View(inside=(ANBAR.id,), query="oil")
    assert len(mistakes) == 1


@pytest.mark.parametrize(
    "query", ['"in:Anbar"', '"-outlet:x" oil', "about: oil", "http://example.org", '"a phrase in:Anbar"', "(in:x)"]
)
def test_other_colons_and_what_is_quoted_are_searched_for(archive: Archive, query: str) -> None:
    assert read(query, archive) == View(query=query)


def test_a_word_that_looks_like_a_filter_is_quoted_in_the_line(archive: Archive) -> None:
    view = View(query='in:Anbar in:"x y" -outlet:b* kind:(oil)')
    line = line_of(view, archive)
    assert line == '"in:Anbar" "in:" "x y" "-outlet:b"* "kind:" (oil)'
    assert parse_query(read(line, archive).query) == parse_query(view.query)


ids = st.sampled_from([place.id for place in NAMES_HERE.values() if place] + ["unplaced:al-houd"])
areas = st.sampled_from([*{place.id for place in NAMES_HERE.values() if place}, "IQ.15", "IQ.07"])
outlets = st.sets(st.sampled_from(OUTLETS)).map(lambda some: tuple(sorted(some)))
queries = st.lists(
    st.sampled_from(['"a phrase"', "oil", "sarin*", "OR", "NOT", "(", ")", "in:Anbar", '"in:Anbar"', "-outlet:x",
                     "near:",
                     'kind:"x y"', "after:2016*", "“curly”", "a-b", "&"])
    | st.text(st.characters(codec="utf-8"), max_size=5),
    max_size=6,
).map(" ".join).map(lambda text: " ".join("".join(c if c.isprintable() else " " for c in text).split()))  # fmt: skip


def is_answerable(query: str) -> bool:
    try:
        parse_query(query)
    except QueryError:
        return False
    return True


answerable = queries.filter(is_answerable)
views = st.builds(
    View,
    places=st.sets(ids, max_size=3).map(lambda some: tuple(sorted(some))),
    inside=st.sets(areas, max_size=3).map(lambda some: tuple(sorted(some))),
    together=st.sampled_from(Together),
    near=st.none() | st.builds(Near, st.sampled_from([MOSUL.id, IRAQ.id, "US.GA"]),
                               st.decimals("0.001", int(FARTHEST_KM), places=3).map(float)),
    area=st.sampled_from([(), of_box(BoundingBox(30, 40, 36, 45)), of_box(BoundingBox(-30, 170, 40, -160))]),
    after=st.none() | st.dates(max_value=date(2016, 1, 1)),
    before=st.none() | st.dates(min_value=date(2016, 1, 1)),
    outlets=outlets,
    without=outlets,
    kinds=st.sets(st.sampled_from(Kind), min_size=1).map(lambda some: tuple(kind for kind in Kind if kind in some)),
    types=st.sets(st.sampled_from(PlaceType)).map(lambda some: tuple(each for each in PlaceType if each in some)),
    certainty=st.sets(st.sampled_from(Certainty)).map(lambda some: tuple(each for each in Certainty if each in some)),
    query=answerable,
)  # fmt: skip


@given(views)
def test_a_view_comes_back_from_its_line(archive: Archive, view: View) -> None:
    line = line_of(view, archive)
    back, mistakes = parse_line(line, archive)
    assert [each for each in mistakes if not each.is_note] == []
    assert back.with_(query="") == view.with_(query="")
    assert parse_query(back.query) == parse_query(view.query)
    assert line_of(back, archive) == line


lines = st.lists(
    st.sampled_from([*(f"{key}:" for key in KEYS), "in:Anbar", "near:Mosul~6km", 'outlet:"Counter Jihad"', "kind:place",
                     "before:2016-11", '"', "“", "oil", "OR", " ", "~", "*", "place:Georgia", "certainty:doubtful"])
    | st.text(max_size=4),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(lines)
def test_any_line_gives_a_view_whose_line_gives_it_back(archive: Archive, line: str) -> None:
    view, mistakes = parse_line(line, archive)
    for mistake in mistakes:
        assert 0 <= mistake.start <= mistake.end <= len(line)
        assert mistake.message
    canonical = line_of(view, archive)
    again, mistakes = parse_line(canonical, archive)
    assert again == view
    assert all(mistake.is_note for mistake in mistakes)
    assert View.from_query(view.to_query()) == view


@given(lines, st.integers(-5, 60))
def test_completions_of_any_line_stand_where_the_cursor_is(archive: Archive, line: str, cursor: int) -> None:
    for each in completions(line, cursor, archive):
        assert 0 <= each.start <= max(min(cursor, len(line)), 0) <= each.end <= len(line)


def completed(line: str, archive: Archive) -> list[str]:
    """The line with each completion at its end."""
    found = completions(line, len(line), archive)
    return [line[: each.start] + each.replacement + line[each.end :] for each in found]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("in:An", "in:Anbar "),
        ("oil in:nin", "oil in:Nineveh "),
        ('place:"Tal A', 'place:"Tal Afar" '),
        ("place:Maw", "place:Mosul "),
        ("near:Mo", "near:Mosul~"),
        ("near:Mosul~", "near:Mosul~20km "),
        ("outlet:deb", "outlet:DEBKAfile "),
        ('-outlet:"coun', '-outlet:"Counter Jihad" '),
        ("outlet:jih", 'outlet:"Counter Jihad" '),
        ("kind:gov", "kind:government "),
        ("cert", "certainty:"),
        ("mos", "place:Mosul "),
        ("debk", "outlet:DEBKAfile "),
    ],
)
def test_a_line_is_completed(archive: Archive, line: str, first: str) -> None:
    assert completed(line, archive)[0] == first


@pytest.mark.parametrize("line", ["place:", "in:", "outlet:", "-outlet:", "kind:", "type:", "certainty:", "together:"])
def test_what_a_completion_says_is_understood(archive: Archive, line: str) -> None:
    assert completed(line, archive)
    for each in completed(line, archive):
        _, mistakes = parse_line(each, archive)
        assert all(mistake.is_note for mistake in mistakes), each


def test_an_empty_line_offers_all_keys(archive: Archive) -> None:
    assert completed("", archive) == [f"{key}:" for key in KEYS]
    assert completed("oil ", archive) == [f"oil {key}:" for key in KEYS]


def test_what_follows_the_cursor_in_its_word_is_replaced(archive: Archive) -> None:
    (each, *_) = completions("in:Anb oil", 4, archive)
    assert (each.start, each.end, each.replacement) == (0, 6, "in:Anbar ")
