"""The user's own places win over the gazetteer, wherever they stand; a fault in the file spoils its own row only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.__main__ import main
from places.gazetteer import Gazetteer
from places.geoparser import Geoparser
from places.mention import Kind
from places.own.file import MOST_BYTES, read_rows
from places.own.names import OwnNames
from places.own.places import OwnPlaces, OwnPlacesError, default_path
from places.own.row import COLUMNS, What
from places.place import FeatureClass, Point
from places.resolution import Resolution

HEADER = ",".join(COLUMNS)
AL_HOUD = "place,al-Houd,,36.05,43.24,IQ,village,south of Mosul"


def a_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "places.csv"
    path.write_text("\n".join(filter(None, (header, *rows))) + "\n", encoding="utf-8")
    return path


def faults(gazetteer: Gazetteer, *rows: str, header: str = HEADER) -> list[tuple[int, str]]:
    _, found = read_rows("\n".join((header, *rows)).encode(), gazetteer)
    return [(fault.line, fault.message) for fault in found]


@pytest.fixture
def parse(gazetteer: Gazetteer, tmp_path: Path) -> object:
    def with_rows(text: str, *rows: str) -> list[Resolution]:
        own = OwnPlaces(gazetteer, a_file(tmp_path, *rows))
        assert not own.names.faults
        return list(Geoparser(gazetteer, own=own).parse(text))

    return with_rows


def named(found: list[Resolution]) -> list[tuple[str, str | None]]:
    return [(each.mention.toponym, each.place.id if each.place else None) for each in found]


# What the rows do


def test_a_place_no_gazetteer_has_is_found_and_says_where_it_comes_from(parse) -> None:  # type: ignore[no-untyped-def]
    (found,) = parse("They talked of al-Houd.", AL_HOUD)
    assert found.place is not None
    assert (found.place.id, found.place.point) == ("user:al-houd", Point(36.05, 43.24))
    assert (found.place.country_code, found.place.feature_class) == ("IQ", FeatureClass.POPULATED)
    assert found.confidence == 1.0
    assert found.reasons == ("from your own places, line 2: south of Mosul",)
    assert [candidate.place for candidate in found.candidates] == [found.place]


def test_an_alias_means_a_place_of_the_gazetteer(parse) -> None:  # type: ignore[no-untyped-def]
    rows = ("alias,Samara,Samarra,,,,,", "alias,The Hump,99072,,,,,")
    assert named(parse("From Samara to The Hump.", *rows)) == [("Samara", "91597"), ("The Hump", "99072")]


def test_an_alias_may_mean_a_place_of_the_same_file_further_down(parse) -> None:  # type: ignore[no-untyped-def]
    rows = ("alias,Hood,al-Houd,,,,,", "alias,Hud,user:al-houd,,,,,", AL_HOUD)
    assert named(parse("Hood and Hud.", *rows)) == [("Hood", "user:al-houd"), ("Hud", "user:al-houd")]


def test_a_name_of_several_places_is_one_with_the_place_it_lies_in(parse) -> None:  # type: ignore[no-untyped-def]
    assert named(parse("He left London.", 'alias,London,"London, Ontario, Canada",,,,,')) == [("London", "6058560")]


def test_a_word_that_is_never_a_place_is_none_in_the_clearest_sentence(parse) -> None:  # type: ignore[no-untyped-def]
    assert named(parse("He lives in Mosul, Iraq.")) == [("Mosul", "99072"), ("Iraq", "99237")]
    assert named(parse("He lives in Mosul, Iraq.", "never,Mosul,,,,,,")) == [("Iraq", "99237")]


@pytest.mark.parametrize(
    "text",
    [
        "said al-Houd.",
        "President al-Houd said",
        "AL-HOUD, IRAQ",
        "Al-Houd's mayor",
        "(al-Houd)",
        "al-Houd-based",
        "the al‑Houd road",
        "x\nal-Houd\n",
    ],
)
def test_an_own_name_is_found_in_odd_contexts(parse, text: str) -> None:  # type: ignore[no-untyped-def]
    assert "user:al-houd" in [id_ for _, id_ in named(parse(text, AL_HOUD))]


@pytest.mark.parametrize("text", ["al-houd", "xal-Houd", "al-Houdi", "al-Houd_2", "al Houd", "AL-houd"])
def test_what_is_written_otherwise_is_not_the_own_name(parse, text: str) -> None:  # type: ignore[no-untyped-def]
    assert "user:al-houd" not in [id_ for _, id_ in named(parse(text, AL_HOUD))]


def test_a_short_word_is_not_found_in_capitals(parse) -> None:  # type: ignore[no-untyped-def]
    assert named(parse("It is in the US.", "never,us,,,,,,")) == [("US", "6252001")]


def test_the_exact_spelling_wins_over_another_rows_capitals(parse) -> None:  # type: ignore[no-untyped-def]
    rows = ("never,Houd,,,,,,", "alias,HOUD,99072,,,,,")
    assert named(parse("HOUD, Houd", *rows)) == [("HOUD", "99072")]


def test_names_are_found_in_scripts_without_spaces_and_after_arabic_clitics(parse) -> None:  # type: ignore[no-untyped-def]
    rows = ("alias,摩苏尔,99072,,,,,", "alias,الحود,99072,,,,,")
    assert [each.mention.toponym for each in parse("他说摩苏尔很大. دخلوا والحود", *rows)] == ["摩苏尔", "الحود"]
    assert parse("مالحود", *rows) == []


def test_accents_may_be_written_apart(parse) -> None:  # type: ignore[no-untyped-def]
    assert named(parse("In Zu\u0308lbe.", "place,Z\u00fclbe,,36,43,,,")) == [("Zu\u0308lbe", "user:zulbe")]


def test_a_longer_name_of_the_gazetteer_stays(parse) -> None:  # type: ignore[no-untyped-def]
    rows = ("never,Persian,,,,,,",)
    assert named(parse("Ships in the Persian Gulf.", *rows)) == [("Persian Gulf", "region:persian-gulf")]


def test_of_own_names_the_longest_wins(parse) -> None:  # type: ignore[no-untyped-def]
    rows = (AL_HOUD, "never,al-Houd Brigade,,,,,,")
    assert named(parse("The al-Houd Brigade left al-Houd.", *rows)) == [("al-Houd", "user:al-houd")]


def test_an_own_place_tells_where_the_others_lie(parse) -> None:  # type: ignore[no-untyped-def]
    text = "Fires in Fooville, Barville, Bazville, Quuxville and in London, they said."
    names = ("Fooville", "Barville", "Bazville", "Quuxville")
    british = [f"place,{name},,51.6,-0.2,GB,," for name in names]
    canadian = [f"place,{name},,43.0,-81.1,CA,," for name in names]
    assert named(parse(text, *british))[-1] == ("London", "2643743")
    assert named(parse(text, *canadian))[-1] == ("London", "6058560")


def test_an_own_place_is_the_anchor_of_a_relative_position(parse) -> None:  # type: ignore[no-untyped-def]
    (found,) = parse("It fell 20 km west of al-Houd.", AL_HOUD)
    assert found.mention.kind is Kind.RELATIVE
    assert found.relative is not None and found.relative.anchor.id == "user:al-houd"


# Faults


def test_each_fault_has_its_line_the_value_and_the_remedy(gazetteer: Gazetteer) -> None:
    rows = (
        "town,Foo,,1,2,,,",
        "place,Foo,,91,2,,,",
        "place,Foo,,1,181,,,",
        "place,Foo,,,2,,,",
        'place,Foo,,"36,5",2,,,',
        "place,Foo,,1,2,Iraqistan,,",
        "place,Foo,,1,2,IQ,bunker,",
        "place,!!,,1,2,,,",
        "alias,Foo,Atlantis,,,,,",
        "alias,Foo,London,,,,,",
        "alias,Foo,,,,,,",
        "never,Foo,Mosul,,,,,",
        'never,"Foo,,,,,,',
        "never,Foo,,,,,,,,more",
    )
    expected = (
        "'town'", "'91'", "'181'", "'lat' is empty", "'36,5'", "'Iraqistan'", "'bunker'", "'!!'", "'Atlantis'",
        "6058560 = London, Ontario, Canada", "'place' is empty", "'Mosul'", "quotation marks", "in quotes",
    )  # fmt: skip
    found = faults(gazetteer, *rows)
    assert [line for line, _ in found] == list(range(2, 16))
    for (_, message), value in zip(found, expected, strict=True):
        assert value in message


def test_exchanged_coordinates_are_suspected(gazetteer: Gazetteer) -> None:
    ((_, message),) = faults(gazetteer, "place,Foo,,143,36,,,")
    assert "exchanged" in message


def test_a_name_stands_once(gazetteer: Gazetteer) -> None:
    rows = (AL_HOUD, "never,al-Houd,,,,,,", "place,Al Houd,,1,2,,,")
    (line, first), (other, second) = faults(gazetteer, *rows)
    assert (line, other) == (3, 4)
    assert "line 2" in first
    assert "write alias, with user:al-houd" in second


def test_good_rows_apply_beside_bad_ones(gazetteer: Gazetteer) -> None:
    rows, found = read_rows(f'{HEADER}\n{AL_HOUD}\nplace,"open,,1,2\nnever,Reach,,,,,,'.encode(), gazetteer)
    assert [(row.line, row.what, row.name) for row in rows] == [(2, What.PLACE, "al-Houd"), (4, What.NEVER, "Reach")]
    assert [fault.line for fault in found] == [3]


def test_check_gathers_every_fault_in_one_exception(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = a_file(tmp_path, "place,Foo,,91,2,,,", AL_HOUD, "nowhere,Bar,,,,,,")
    with pytest.raises(OwnPlacesError) as caught:
        OwnPlaces(gazetteer, path).check()
    assert [fault.line for fault in caught.value.faults] == [2, 4]
    assert "line 2: '91'" in str(caught.value)


def test_columns_stand_in_any_order_and_unknown_ones_are_named(gazetteer: Gazetteer) -> None:
    rows, found = read_rows(b"name;lon;lat;what;colour\r\nFoo;43;36;Place;red\r\n", gazetteer)
    assert rows[0].place is not None and rows[0].place.point == Point(36, 43)
    assert [(fault.line, "'colour'" in fault.message) for fault in found] == [(1, True)]


def test_without_a_first_line_of_columns_they_stand_in_their_order(gazetteer: Gazetteer) -> None:
    rows, found = read_rows(f"\ufeff# mine\n\n{AL_HOUD}".encode(), gazetteer)
    assert [(row.line, row.name) for row in rows] == [(3, "al-Houd")]
    assert found == ()


def test_other_encodings_are_told_row_by_row(gazetteer: Gazetteer) -> None:
    rows, found = read_rows(f"{HEADER}\nnever,Zülbe,,,,,,\nnever,Reach,,,,,,".encode("latin-1"), gazetteer)
    assert [row.name for row in rows] == ["Reach"]
    assert found[0].line == 2 and "UTF-8" in found[0].message
    _, found = read_rows(HEADER.encode("utf-16"), gazetteer)
    assert "UTF-16" in found[0].message


def test_a_file_of_any_size_is_refused_and_not_read(gazetteer: Gazetteer) -> None:
    rows, found = read_rows(b"x" * (MOST_BYTES + 1), gazetteer)
    assert (rows, found[0].line) == ((), 0)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_content_makes_it_stumble(gazetteer: Gazetteer, content: bytes) -> None:
    rows, found = read_rows(content, gazetteer)
    read_rows(HEADER.encode() + b"\n" + content, gazetteer)
    OwnNames(rows, found).found(content.decode("utf-8", "replace"))


@given(
    st.lists(st.text(alphabet="abAB 'é-摩الİß\u0308", min_size=1, max_size=6), max_size=6),
    st.text(alphabet="abAB 'é-摩الİß\u0308\n", max_size=60),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_found_names_are_ordered_disjoint_and_in_the_text(gazetteer: Gazetteer, names: list[str], text: str) -> None:
    content = "\n".join(["what,name", *(f'never,"{name}"' for name in names)])
    found = OwnNames(*read_rows(content.encode(), gazetteer)).found(text)
    ends = [0]
    for each in found:
        assert ends[-1] <= each.start < each.end <= len(text)
        ends.append(each.end)


# The file while it is used


def test_the_file_is_read_again_when_it_changes_and_only_then(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    own = OwnPlaces(gazetteer, path)
    geoparser = Geoparser(gazetteer, own=own)
    assert named(list(geoparser.parse("In al-Houd."))) != [("al-Houd", "user:al-houd")]
    a_file(tmp_path, AL_HOUD)
    assert named(list(geoparser.parse("In al-Houd."))) == [("al-Houd", "user:al-houd")]
    before = own.names
    assert own.names is before
    fresh = tmp_path / "fresh.csv"
    fresh.write_text(f"{HEADER}\n{AL_HOUD.replace('36.05', '36.15')}\n", encoding="utf-8")
    stat = path.stat()
    os.utime(fresh, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    fresh.replace(path)
    (found,) = geoparser.parse("In al-Houd.")
    assert found.place is not None and found.place.point.lat == 36.15
    path.unlink()
    assert own.names.rows == ()


def test_a_folder_in_its_place_is_a_fault_and_no_crash(gazetteer: Gazetteer, tmp_path: Path) -> None:
    own = OwnPlaces(gazetteer, tmp_path)
    assert own.names.rows == ()
    assert "cannot be read" in own.names.faults[0].message


@pytest.fixture
def both(gazetteer: Gazetteer, tmp_path: Path) -> Callable[..., OwnPlaces]:
    """``both(shared, upper)`` are the own places of an archive over those of all archives, each a row or none."""

    def made(shared: str, upper: str) -> OwnPlaces:
        files = tmp_path / "shared", tmp_path / "upper"
        for folder, row in zip(files, (shared, upper), strict=True):
            folder.mkdir(exist_ok=True)
            a_file(folder, row)
        return OwnPlaces(gazetteer, files[1] / "places.csv", over=OwnPlaces(gazetteer, files[0] / "places.csv"))

    return made


def test_an_archives_places_win_over_those_of_all_and_those_over_the_gazetteer(
    gazetteer: Gazetteer, both: Callable[..., OwnPlaces]
) -> None:
    def meant(text: str, shared: str, upper: str) -> list[tuple[str, str | None]]:
        return named(list(Geoparser(gazetteer, own=both(shared, upper)).parse(text)))

    text = "They met in Mosul."
    mosul = meant(text, "", "")[0][1]
    tikrit, kirkuk = "alias,Mosul,Tikrit,,,,,", "alias,Mosul,Kirkuk,,,,,"
    of_all, of_archive = meant(text, tikrit, "")[0][1], meant(text, "", kirkuk)[0][1]
    assert len({mosul, of_all, of_archive}) == 3
    assert meant(text, tikrit, kirkuk)[0][1] == of_archive
    assert meant(text, "never,Mosul,,,,,,", kirkuk)[0][1] == of_archive
    assert meant(text, tikrit, "never,Mosul,,,,,,") == []
    assert meant("They met in MOSUL.", tikrit, "never,mosul,,,,,,") == [], "in each of its spellings"


def test_a_place_of_both_is_where_the_archive_says_also_for_the_other_names_of_it(
    both: Callable[..., OwnPlaces],
) -> None:
    own = both(f"{AL_HOUD}\nalias,Houd camp,al-Houd,,,,,", AL_HOUD.replace("36.05", "35.5"))
    found = {each.row.name: each.row.place for each in own.names.found("al-Houd, and Houd camp")}
    assert {place.point.lat for place in found.values() if place} == {35.5}


def test_an_alias_may_mean_a_place_of_the_file_beneath_and_says_which_file_it_stands_in(
    gazetteer: Gazetteer, both: Callable[..., OwnPlaces]
) -> None:
    own = both(AL_HOUD, "alias,Houd camp,al-Houd,,,,,")
    assert own.names.faults == ()
    found = list(Geoparser(gazetteer, own=own).parse("From Houd camp to al-Houd."))
    assert named(found) == [("Houd camp", "user:al-houd"), ("al-Houd", "user:al-houd")]
    assert [each.reasons[0] for each in found] == [
        "from this archive's own places, line 2",
        "from your own places, line 2: south of Mosul",
    ], "in the same line of two files"


def test_either_file_changes_the_digest_and_is_read_again(both: Callable[..., OwnPlaces]) -> None:
    digests = {both(*rows).names.digest for rows in [("", ""), (AL_HOUD, ""), ("", AL_HOUD), (AL_HOUD, AL_HOUD)]}
    assert len(digests) == 4
    own = both("", "")
    assert own.names.found("al-Houd") == ()
    both(AL_HOUD, "")
    assert [each.row.name for each in own.names.found("al-Houd")] == ["al-Houd"]
    own.path.unlink()
    assert [each.row.name for each in own.names.found("al-Houd")] == ["al-Houd"]


def test_the_file_stands_with_the_users_data_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.delenv("DATELINE_PLACES", raising=False)
    assert default_path() == tmp_path / "places.csv"
    monkeypatch.setenv("DATELINE_PLACES", str(tmp_path / "other.csv"))
    assert default_path() == tmp_path / "other.csv"


def test_a_geoparser_has_no_own_places_unless_given(gazetteer: Gazetteer, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DATELINE_PLACES", str(a_file(tmp_path, AL_HOUD)))
    assert ("al-Houd", "user:al-houd") not in named(list(Geoparser(gazetteer).parse("In al-Houd.")))


# The command


@pytest.fixture
def command(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gazetteer, "ensure", lambda *_: gazetteer)


@pytest.mark.usefixtures("command")
def test_check_prints_the_faults_with_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_file(tmp_path, AL_HOUD, "place,Foo,,91,2,,,")
    assert main(["own", "check", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("line 3: '91'")
    assert "faults 1, good rows that apply 1" in printed.err


@pytest.mark.usefixtures("command")
def test_check_of_a_good_file_counts_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PLACES", str(a_file(tmp_path, AL_HOUD, "never,Reach,,,,,,")))
    assert main(["own", "check"]) == 0
    assert "1 never, 1 place" in capsys.readouterr().out
    assert main(["own", "check", str(tmp_path / "none.csv")]) == 2


@pytest.mark.usefixtures("command")
def test_the_batch_uses_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PLACES", str(a_file(tmp_path, AL_HOUD)))
    (tmp_path / "in").write_text('{"id": 1, "text": "In al-Houd."}\n', encoding="utf-8")
    assert main(["geoparse", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
    assert '"place": "user:al-houd"' in (tmp_path / "out").read_text(encoding="utf-8")
