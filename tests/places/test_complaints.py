"""What users of other geoparsers complain about, each kind of complaint in sentences of our own.

A row is a text and what must come of each name in it: a place's id, or None where nothing may be found.
"""

from __future__ import annotations

from typing import Any

import pytest

from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.mention import Kind

US, CN, GB, CA, IQ, JO = "6252001", "1814991", "2635167", "6251999", "99237", "248816"


#: What is not right yet, by its sentence, and why. A row whose sentence has come right fails its test: take it out.
FAILING: dict[str, str] = {
    "A bus from Wellington, Somerset, hit a hedge.": "the gazetteer lacks this town",
    "A barn burned in The Plains, Virginia.": "the gazetteer lacks this village",
    "The trainer said that Israel Adesanya would fight.": "a given name that is a country's, before a surname",
    "It is nice to live in Nice.": "the same word in lower case outweighs the preposition",
    "Split is a port in Croatia.": "an ordinary word that opens the sentence",
}


def rows(*table: Any) -> list[Any]:
    """The rows as parameters of a test, those of FAILING marked so."""
    params = []
    for each in table:
        row = each if isinstance(each, tuple) else (each,)
        why = FAILING.get(row[0])
        params.append(pytest.param(*row, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else []))
    return params


@pytest.fixture(scope="module")
def geoparser(world: Gazetteer) -> Geoparser:
    return Geoparser(world)


def _places(geoparser: Geoparser, text: str) -> dict[str, str | None]:
    return {each.mention.toponym: each.place.id if each.place else None for each in geoparser.parse(text)}


def _name(geoparser: Geoparser, place_id: str) -> str:
    place = geoparser.gazetteer.get(place_id)
    return geoparser.gazetteer.where(place) if place else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("Steel exports from China fell by a tenth in March.", {"China": CN}),
        ("China said on Friday that it would buy more soybeans.", {"China": CN}),
        ("The U.S said it would send two more ships.", {"U.S": US}),
        ("The U.S. will lift the tariff in June.", {"U.S.": US}),
        ("Visitors to the USA need a visa.", {"USA": US}),
        ("He has lived in the US since 1994.", {"US": US}),
        ("Rain delayed the UK harvest.", {"UK": GB}),
        ("Wheat from Canada and from Jordan is tested twice.", {"Canada": CA, "Jordan": JO}),
        ("Talks with Iraq were put off.", {"Iraq": IQ}),
    ),
)
def test_a_country_or_its_abbreviation_is_the_country(
    geoparser: Geoparser, text: str, expected: dict[str, str]
) -> None:
    found = _places(geoparser, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "name", "where"),
    rows(
        ("The crew of a tug from Long Beach, CA, was rescued.", "Long Beach", "California, United States"),
        ("She teaches the fiddle in Bangor, Maine.", "Bangor", "Maine, United States"),
        ("The parcel was posted in New York, NY, on Tuesday.", "New York", "New York, United States"),
        ("He grew up in Paris, Texas, and never saw the Seine.", "Paris", "Texas, United States"),
        ("The plant in Manchester, New Hampshire, will close.", "Manchester", "New Hampshire, United States"),
        ("They married at a chapel in Geneva, Illinois.", "Geneva", "Illinois, United States"),
        ("The fire began in a barn near London, Ontario.", "London", "Ontario, Canada"),
        ("A bus from Wellington, Somerset, hit a hedge.", "Wellington", "England, United Kingdom"),
        ("Police in Portland, Ore., found the van.", "Portland", "Oregon, United States"),
        ("Snow closed the school in Athens, Ga., for a day.", "Athens", "Georgia, United States"),
        ("St. John's, Newfoundland, is wrapped in fog.", "St. John's", "Newfoundland and Labrador, Canada"),
        ("A barn burned in The Plains, Virginia.", "The Plains", "Virginia, United States"),
        ("Two men from Dover, Del., are missing.", "Dover", "Delaware, United States"),
        ("A car from Portland (Maine) was found in the river.", "Portland", "Maine, United States"),
    ),
)
def test_the_state_after_the_comma_says_which_town(geoparser: Geoparser, text: str, name: str, where: str) -> None:
    assert _name(geoparser, _places(geoparser, text).get(name) or "") == where


@pytest.mark.parametrize(
    ("text", "name", "where"),
    rows(
        ("TROY, N.C. (AP) -- A mill that made socks has closed.", "TROY", "North Carolina, United States"),
        ("ROME, Ga. (AP) — A judge ordered a new trial on Monday.", "ROME", "Georgia, United States"),
        ("SPRINGFIELD, Mo. -- Hail broke windows on Sunday night.", "SPRINGFIELD", "Missouri, United States"),
        ("VERSAILLES, Ky. (AP) -- A colt was sold for a million.", "VERSAILLES", "Kentucky, United States"),
        ("LEBANON, Tenn. (AP) -- The fair set a record.", "LEBANON", "Tennessee, United States"),
        ("MOSUL/ERBIL, Iraq (Reuters) - The army moved on.", "ERBIL", "Erbil Province, Iraq"),
    ),
)
def test_a_dateline_says_which_town(geoparser: Geoparser, text: str, name: str, where: str) -> None:
    assert _name(geoparser, _places(geoparser, text).get(name) or "") == where


@pytest.mark.parametrize(
    ("text", "name", "place_id"),
    rows(
        ("An Iraqi pilot landed in the desert.", "Iraqi", IQ),
        ("Two Canadians were on board.", "Canadians", CA),
        ("The Chinese delegation left early.", "Chinese", CN),
        ("She sold American wheat to the mills of the coast.", "American", US),
    ),
)
def test_an_adjective_is_found_and_can_be_left_out(geoparser: Geoparser, text: str, name: str, place_id: str) -> None:
    found = [each for each in geoparser.parse(text) if each.mention.toponym == name]
    assert [each.mention.kind for each in found] == [Kind.ADJECTIVE]
    assert [each.place.id for each in found if each.place] == [place_id]


@pytest.mark.parametrize(
    "text",
    rows(
        "Reach out to your neighbours before the storm, the council said.",
        "Mobile phones are banned in class from September.",
        "Of the nine, four were hurt.",
        "He said ga ga and da da until he fell asleep.",
        "Most readers wrote to say that they liked the change.",
        "Police said the Nice thing about the job is the people.",
        "March was wet and May was dry.",
        "He was mobile again, and his reading was better than ever.",
        "Independence is a long road, the speaker told the crowd.",
        "Orange juice and a turkey sandwich were served at noon.",
        "Army Displays Banners In Advance On Rebel Town",
        "Council Gives Drivers Leave To Park In Reserve Spaces",
    ),
)
def test_an_ordinary_word_is_no_place(geoparser: Geoparser, text: str) -> None:
    assert geoparser.parse(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("INDIANAPOLIS INDIANA.", {"INDIANAPOLIS": "4259418", "INDIANA": "US.IN"}),
        ("FLOODS IN BANGLADESH KILL 40", {"BANGLADESH": "1210997"}),
        ("POLICE IN SAO PAULO ARREST NINE", {"SAO PAULO": "3448439"}),
        ("A strike stopped the trams of Zurich and of Zürich airport.", {"Zurich": "2657896", "Zürich": "2657896"}),
        ("The train from Malmo to Malmö was late.", {"Malmo": "2692969", "Malmö": "2692969"}),
        ("A mine collapsed near Potosí on Monday.", {"Potosí": "3907584"}),
        ("the ferry from dublin to HOLYHEAD", {"HOLYHEAD": "2646686"}),
        ("KHARKIV, LVIV AND ODESSA WERE SHELLED", {"KHARKIV": "706483", "LVIV": "702550", "ODESSA": "698740"}),
    ),
)
def test_capitals_and_accents_make_no_difference(geoparser: Geoparser, text: str, expected: dict[str, str]) -> None:
    found = _places(geoparser, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("She studied in Oxford and worked in Ottawa.", {"Oxford": "2640729", "Ottawa": "6094817"}),
        ("Flights link London, Toronto and Paris.", {"London": "2643743", "Toronto": "6167865", "Paris": "2988507"}),
        ("He taught in Cambridge, then in Sydney.", {"Cambridge": "2653941", "Sydney": "2147714"}),
        ("Goods go from Birmingham to Melbourne by air.", {"Birmingham": "2655603", "Melbourne": "2158177"}),
        ("He moved from Georgia to Alabama in 2011.", {"Georgia": "US.GA", "Alabama": "US.AL"}),
        ("He moved from Georgia to Armenia in 2011.", {"Georgia": "614540", "Armenia": "174982"}),
    ),
)
def test_two_great_places_do_not_drag_each_other_to_a_third_country(
    geoparser: Geoparser, text: str, expected: dict[str, str]
) -> None:
    found = _places(geoparser, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    rows(
        "The programme was presented by Victoria Derbyshire.",
        "Paris Hilton opened a shop and Chelsea Clinton cut the ribbon.",
        "Jack London wrote about dogs.",
        "Mr Lincoln and Mrs Houston were witnesses, the clerk said.",
        "Florence Nightingale never married.",
        "Denzel Washington plays a pilot; Washington said he liked the part.",
        "Coach Michael Jordan thanked Samuel L. Jackson.",
        "Her daughter, Georgia Brown, is a nurse.",
        "Austin Powers, Dallas Green and Savannah Guthrie met backstage.",
        "The trainer said that Israel Adesanya would fight.",
    ),
)
def test_a_persons_name_is_no_place(geoparser: Geoparser, text: str) -> None:
    assert geoparser.parse(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("Trains between Grzbnovka and Warsaw are full.", {"Warsaw": "756135"}),
        ("In Qwyxlantis and in Mosul the power failed.", {"Mosul": "99072"}),
        ("Zzyrbrook, Manitoba, has no doctor; Winnipeg has 900.", {"Manitoba": "CA.03", "Winnipeg": "6183235"}),
    ),
)
def test_an_unknown_name_takes_nothing_from_the_others(
    geoparser: Geoparser, text: str, expected: dict[str, str]
) -> None:
    found = _places(geoparser, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    rows(
        "Tikrit", "Baghdad\n", "A road in Kirkuk.", "…Basra…", "<b>Mosul</b>", "Fallujah!!! Fallujah???", "\ufeffRamadi"
    ),
)
def test_a_place_in_however_little_text_is_not_silence(geoparser: Geoparser, text: str) -> None:
    assert [each.place.country_code for each in geoparser.parse(text) if each.place]


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(
        ("She learned reading in Reading.", {"Reading": "2639577"}),
        ("It is nice to live in Nice.", {"Nice": "2990440"}),
        ("Split is a port in Croatia.", {"Split": "3190261", "Croatia": "3202326"}),
        ("Judges in The Hague ruled on Friday.", {"The Hague": "2747373"}),
        ("Mobile, Ala., was hit by a storm.", {"Mobile": "4076598"}),
    ),
)
def test_a_place_whose_name_is_an_ordinary_word_is_found_where_the_sentence_says_so(
    geoparser: Geoparser, text: str, expected: dict[str, str]
) -> None:
    found = _places(geoparser, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "place_id"),
    rows(
        ("The party's fighters left Kurdistan on Friday.", "region:kurdistan"),
        ("Iran shelled villages in Kurdistan, and Tehran said that Iranian soldiers had died.", "region:kurdistan"),
        ("Flights between Turkey and Kurdistan were resumed.", "region:kurdistan"),
        ("The quake was felt in Kurdistan province.", "IR.16"),
        ("She was born in Kurdistan, Iran.", "IR.16"),
        ("Snow closed roads in the provinces of Lorestan, Khuzestan, Ilam and Kurdistan.", "IR.16"),
    ),
)
def test_a_region_of_several_countries_is_no_province_unless_the_text_says_so(
    geoparser: Geoparser, text: str, place_id: str
) -> None:
    assert _places(geoparser, text).get("Kurdistan") == place_id


@pytest.mark.parametrize("text", ["", " \n\t", "No names at all.", "12 34 56", "🙂🙂"])
def test_a_text_without_places_gives_nothing_and_no_error(geoparser: Geoparser, text: str) -> None:
    assert geoparser.parse(text) == ()
