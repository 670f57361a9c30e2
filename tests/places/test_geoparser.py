"""Texts come out as places: the classes of complaint users have about geoparsers, and what hostile text may not do."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.mention import Kind
from places.resolution import DOUBTFUL, Resolution


@pytest.fixture(scope="session")
def geoparser(world: Gazetteer) -> Geoparser:
    return Geoparser(world)


def found(geoparser: Geoparser, text: str, **more: str) -> dict[str, str | None]:
    """Each toponym of *text* with the id of its place; the last one where a name comes twice."""
    return {
        resolution.mention.toponym: resolution.place.id if resolution.place else None
        for resolution in geoparser.parse(text, **more)  # type: ignore[arg-type]
    }


def where(geoparser: Geoparser, text: str, **more: str) -> dict[str, str]:
    """Each toponym of *text* with the country and province it was placed in."""
    return {
        resolution.mention.toponym: f"{resolution.place.country_code}.{resolution.place.admin1}"
        for resolution in geoparser.parse(text, **more)  # type: ignore[arg-type]
        if resolution.place
    }


def kinds(geoparser: Geoparser, text: str) -> dict[str, Kind]:
    return {resolution.mention.toponym: resolution.mention.kind for resolution in geoparser.parse(text)}


@pytest.mark.parametrize(
    "name", ["China", "U.S.", "U.S", "US", "USA", "UK", "Turkey", "Jordan", "Chad", "Lebanon", "Georgia", "UAE"]
)
def test_a_country_is_not_sent_to_a_town(geoparser: Geoparser, name: str) -> None:
    text = f"Officials from {name} met diplomats in Brussels."
    resolutions = [r for r in geoparser.parse(text) if r.mention.toponym.strip(".") == name.strip(".")]
    assert [r.place.is_country for r in resolutions if r.place] == [True]


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("The storm reached Bangor, Maine, on Monday.", "Bangor", "US.ME"),
        ("A ship left Long Beach, CA on Monday.", "Long Beach", "US.CA"),
        ("He lives in Geneva, Illinois.", "Geneva", "US.IL"),
        ("TROY, N.C. (AP) — A fire broke out at a mill.", "TROY", "US.NC"),
        ("PARIS, Texas — The school board met on Tuesday.", "PARIS", "US.TX"),
        ("She moved to London, Ontario, last year.", "London", "CA.08"),
        ("The factory in Birmingham, Ala., closed.", "Birmingham", "US.AL"),
        ("Manchester (New Hampshire) has a new mayor.", "Manchester", "US.NH"),
        ("INDIANAPOLIS INDIANA. The police were called.", "INDIANAPOLIS", "US.IN"),
        ("He was born in Portland, Oregon.", "Portland", "US.OR"),
        ("Melbourne, Florida, lies on the coast.", "Melbourne", "US.FL"),
    ],
)
def test_the_state_after_the_comma_decides(geoparser: Geoparser, text: str, name: str, province: str) -> None:
    assert where(geoparser, text)[name] == province


def test_a_place_said_to_lie_where_none_of_that_name_is_known_is_doubtful(geoparser: Geoparser) -> None:
    bus, *_ = geoparser.parse("A bus from Wellington, Somerset, hit a hedge.")
    assert bus.mention.toponym == "Wellington"
    assert bus.confidence < DOUBTFUL
    assert any("Somerset" in reason for reason in bus.reasons)
    basra, *_ = geoparser.parse("Fighting went on in Basra, Anbar and Diyala.")
    assert basra.confidence >= DOUBTFUL


def test_new_york_with_its_state_is_the_city(geoparser: Geoparser) -> None:
    [city, state] = geoparser.parse("He works in New York, NY, as a clerk.")
    assert city.place is not None
    assert state.place is not None
    assert (city.place.feature_class, state.place.id) == ("P", "US.NY")


def test_washington_is_the_capital_unless_the_state_is_meant(geoparser: Geoparser) -> None:
    assert where(geoparser, "Diplomats in Washington and Moscow met.")["Washington"] == "US.DC"
    assert where(geoparser, "Voters in Washington state and Oregon agreed.")["Washington"] == "US.WA"
    assert where(geoparser, "He lives in Spokane, Washington.")["Washington"] == "US.WA"
    assert found(geoparser, "She flew to Washington, D.C., on Friday.").keys() == {"Washington, D.C."}


def test_three_states_in_a_list_contain_none_of_each_other(geoparser: Geoparser) -> None:
    ids = found(geoparser, "Fires burned in Washington, Oregon and California.")
    assert ids == {"Washington": "US.WA", "Oregon": "US.OR", "California": "US.CA"}


def test_two_places_known_the_world_over_are_not_pulled_to_a_country_nobody_named(geoparser: Geoparser) -> None:
    assert where(geoparser, "Scientists in Oxford and Ottawa agreed.") == {"Oxford": "GB.ENG", "Ottawa": "CA.08"}


@pytest.mark.parametrize(
    "text",
    [
        "Reading is good for you, she said.",
        "Of course the mobile phone rang.",
        "Nice work, he said. Split the bill.",
        "He tried to reach her. Reach for the sky.",
        "The ga was broken and so was the of.",
        "March was cold. May was warm. Victory was near.",
        "Read more. Share this. Sign up for Mobile alerts.",
    ],
)
def test_ordinary_words_are_no_places(geoparser: Geoparser, text: str) -> None:
    assert found(geoparser, text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Victoria Derbyshire spoke to Jack London about it.",
        "Mr. Lincoln met Paris Hilton. Hilton smiled.",
        "Senator Clinton and President Jackson disagreed. Clinton said no.",
        "Abu Bakr al-Baghdadi was seen. Al-Baghdadi fled.",
        "Muqtada al-Sadr was summoned.",
    ],
)
def test_names_of_persons_are_no_places(geoparser: Geoparser, text: str) -> None:
    assert found(geoparser, text) == {}


def test_an_unknown_name_empties_nothing(geoparser: Geoparser) -> None:
    assert "Paris" in found(geoparser, "Xqzzy Vrblk flew from Paris to Zzyzzgrad.")


def test_an_unknown_village_is_listed_as_not_on_the_map(geoparser: Geoparser) -> None:
    text = "The Iraqi force withdrew from the village of al-Houd outside Mosul."
    ids = found(geoparser, text)
    assert ids["al-Houd"] is None
    assert ids["Mosul"] == "99072"


def test_the_texts_main_country_decides_on_another_spelling(geoparser: Geoparser) -> None:
    text = (
        "The enemy charged towards Iraqi cities and reached Samara and Karbala, and Diyala in Iraq. In Baghdad and "
        "Mosul, Iraqi troops held the towns of Ramadi, Tikirit, Baiji and Fallujah."
    )
    ids = found(geoparser, text)
    assert ids["Samara"] == "91597"
    assert ids["Tikirit"] == found(geoparser, "He came from Tikrit in Iraq.")["Tikrit"]
    assert ids["Diyala"] == "IQ.10"
    assert found(geoparser, "The rocket was built in Samara, Russia.")["Samara"] == "499099"


def test_names_are_split_at_hyphens_and_freed_of_what_hangs_on_them(geoparser: Geoparser) -> None:
    text = "The US-led troops near the Iraqi-Syria border left the London-based group to France’s army."
    assert found(geoparser, text).keys() == {"US", "Iraqi", "Syria", "London", "France"}


def test_kinds_tell_places_from_governments_adjectives_and_organisations(geoparser: Geoparser) -> None:
    text = (
        "Ankara thereupon warned Washington that Turkish troops, 55 km west of Mosul and near the Jordanian border, "
        "would stay in Kirkuk. The University of Michigan and the National Council of Resistance of Iran protested."
    )
    assert kinds(geoparser, text) == {
        "Ankara": Kind.GOVERNMENT,
        "Washington": Kind.GOVERNMENT,
        "Turkish": Kind.ADJECTIVE,
        "Mosul": Kind.RELATIVE,
        "Jordanian": Kind.RELATIVE,
        "Kirkuk": Kind.PLACE,
        "Michigan": Kind.ORGANISATION,
        "Iran": Kind.ORGANISATION,
    }


def test_capitals_and_accents_do_not_hide_a_name(geoparser: Geoparser) -> None:
    one, other = found(geoparser, "BOGOTÁ and São Paulo"), found(geoparser, "Bogota and Sao Paulo")
    assert list(one.values()) == list(other.values())
    assert None not in one.values()


def test_the_outlets_country_settles_what_nothing_else_does(geoparser: Geoparser) -> None:
    text = "A man was arrested in Perth on Sunday."
    assert where(geoparser, text, source="www.abc.net.au")["Perth"] == "AU.08"
    assert where(Geoparser(geoparser.gazetteer, home="GB"), text)["Perth"].startswith("GB")


def test_a_home_that_is_none_is_refused_with_the_remedy(world: Gazetteer) -> None:
    with pytest.raises(ValueError, match="'Atlantis' is neither a place nor a country's two-letter code"):
        Geoparser(world, home="Atlantis")


def test_a_title_is_evidence_and_moves_no_offset(geoparser: Geoparser) -> None:
    text = "The fire in Paris began at noon."
    titled = geoparser.parse(text, title="Texas: Lamar County and Paris, Texas, burn")
    assert [r.mention.toponym for r in titled] == ["Paris"]
    assert text[titled[0].mention.start : titled[0].mention.end] == "Paris"
    assert titled[0].place is not None
    assert titled[0].place.admin1 == "TX"


def test_every_mention_says_why_and_keeps_what_else_it_may_mean(geoparser: Geoparser) -> None:
    [paris, texas] = geoparser.parse("He lives in Paris, Texas.")
    assert [candidate.place.country_code for candidate in paris.candidates][:2] == ["US", "FR"]
    assert paris.candidates[0].place == paris.place
    assert [c.score for c in paris.candidates] == sorted((c.score for c in paris.candidates), reverse=True)
    assert "Followed by the state or country it lies in" in " ".join(paris.reasons)
    assert all(r.confidence >= DOUBTFUL for r in (paris, texas))


def test_refused_names_print_their_sums(geoparser: Geoparser) -> None:
    weighed = {each.toponym: each for each in geoparser.weighed("Senator Clinton spoke in Paris.")}
    assert weighed["Paris"].accepted
    assert weighed["Paris"].sum >= 0
    assert not weighed["Clinton"].accepted
    assert weighed["Clinton"].sum < 0
    assert any(reason.startswith("A title stands before it -") for reason in weighed["Clinton"].reasons)


def _sound(text: str, resolutions: tuple[Resolution, ...]) -> bool:
    ends = 0
    for resolution in resolutions:
        mention = resolution.mention
        if not ends <= mention.start < mention.end <= len(text) or text[mention.start : mention.end] != mention.toponym:
            return False
        ends = mention.end
        if not 0 <= resolution.confidence <= 1:
            return False
        if (resolution.place is not None) != bool(resolution.candidates):
            return False
    return True


PIECES = st.sampled_from(
    [
        "Paris", "Washington, D.C.", "New", "York", "al-", "al-Houd", "St.", "'s", "’s", "-", ", ", " ", "\n", "N.C.",
        "U.S.", "the ", "of ", "County", "River", "Mr. ", "said ", "in ", "İstanbul", "ß", "\u0301", "الموصل", "🙂",
        "MOSUL", "(AP) — ", "55 km west of ", "Iraqi", "\x00", "A.", "Oregon", "Texas",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_ordered_disjoint_offsets_inside_it(geoparser: Geoparser, text: str) -> None:
    assert _sound(text, geoparser.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "A" * 200_000,
        "A-" * 100_000,
        "A." * 100_000,
        "Al-" * 60_000,
        "Paris, " * 30_000,
        "of the " * 30_000 + "Paris",
        "Washington, D.C., " * 12_000,
        "O'" * 100_000,
        " \n" * 100_000 + "Paris",
        "(" * 200_000,
        "New York " * 20_000,
        "Xqz Vrb. " * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_makes_it_hang(geoparser: Geoparser, text: str) -> None:
    started = time.perf_counter()
    assert _sound(text, geoparser.parse(text))
    assert time.perf_counter() - started < 10


@pytest.mark.slow
def test_ten_megabytes_take_time_in_proportion(geoparser: Geoparser) -> None:
    paragraph = "Troops left Mosul for Tal Afar on Monday, Mr. Abadi told reporters in Baghdad, Iraq, near Erbil.\n"
    seconds = []
    for size in (1_000_000, 10_000_000):
        text = paragraph * (size // len(paragraph))
        started = time.perf_counter()
        geoparser.parse(text)
        seconds.append(time.perf_counter() - started)
    assert seconds[1] < 30 * max(seconds[0], 0.1)


def test_threads_share_one_geoparser(world: Gazetteer) -> None:
    texts = [
        f"Story {n}: troops left {a} for {b} on Monday, Mr. Smith said in {c}."
        for n, (a, b, c) in enumerate(permutations(("Mosul", "Tal Afar", "Paris, Texas", "Samara", "Kirkuk"), 3))
    ]
    alone = [Geoparser(world).parse(text) for text in texts[:5]]
    shared = Geoparser(world)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.parse, texts * 3))
    assert together[:5] == alone
    assert together[: len(texts)] == together[len(texts) : 2 * len(texts)] == together[2 * len(texts) :]


def test_a_fake_gazetteer_is_enough(gazetteer: Gazetteer, tmp_path: Path) -> None:
    ids = found(Geoparser(gazetteer), "The road from Mosul to Kirkuk and Baghdad, Iraq, was closed.")
    assert ids["Mosul"] == "99072"
    assert ids["Baghdad"] == "98182"
