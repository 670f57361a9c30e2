"""Whatever is decided and undone, in whatever order, the archive is as if only what stands had ever been decided."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.archive import Archive
from articles.article import Article, Span
from articles.decisions.alike import TOUCHED, gathered
from articles.decisions.applying import changes_of
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Decision, Scope
from articles.decisions.file import DecisionFile
from articles.decisions.standing import Standing, standing
from articles.decisions.transfer import import_decisions
from articles.storage import columns
from articles.view import View
from places.distance import destination, distance_km
from places.mention import Kind, Mention
from places.place import Place
from places.position import RelativePosition
from places.resolution import Candidate, Resolution
from tests.articles.builders import BAGHDAD, MOSUL, TEHRAN, FakeGeoparse, a_place, an_article

SAMARRA = a_place("Samarra", id="91597", lat=34.2, lon=43.88, admin1="18")
PLACES = (MOSUL, BAGHDAD, SAMARRA, TEHRAN)
NAMES = ("Mosul", "Baghdad", "al-Houd")
EVERY_KIND = View(kinds=tuple(Kind))
ARTICLES = (
    an_article(
        "Mosul fell. Tehran warned Baghdad.\n\nMosul fell. Tehran warned Baghdad.\n\nMosul: al-Houd.", headline="1"
    ),
    an_article("Baghdad is not Mosul.", headline="2", outlet="Other"),
    an_article("Al-Houd, the Iraqi side said; Mosul.", headline="3", outlet="Other", published=None),
)
geoparse = FakeGeoparse()


def filled(folder: Path, name: str, articles: tuple[Article, ...] = ARTICLES) -> Archive:
    archive = Archive.open(folder / f"{name}.sqlite", decisions=DecisionFile(folder / f"{name}.jsonl"))
    for article in articles:
        archive.add(article, geoparse(article), where=geoparse.where)
    return archive


def answers(archive: Archive) -> object:
    """All that a page could show of which mention is what, without the ids of decisions."""
    view = EVERY_KIND
    places = archive.places(view)
    return (
        places,
        # A name is spelled as the archive first met it, which is another's turn in another order.
        sorted((name.id, name.mentions, name.articles) for name in archive.unplaced(view)),
        sorted((name.id, name.mentions, name.articles) for name in archive.excluded(view)),
        archive.totals(view),
        [archive.places(View(kinds=(kind,))) for kind in Kind],
        [archive.mentions(article.id) for article in ARTICLES],
        [archive.count(view.with_(place=count.place.id, query="mosul")) for count in places],
        # Articles of one day stand in the order they came in.
        [sorted((h.article.id, h.spans[0].start) for h in archive.hits(view.with_(place=c.place.id))) for c in places],
        archive.vague(view),
    )


step = st.tuples(
    st.sampled_from(["place", "confirm", "none", "unknown", "actor", "no actor", "undo", "redo"]),
    st.sampled_from([Scope.MENTION, Scope.ARTICLE, Scope.OUTLET, Scope.NAME]),
    st.sampled_from(NAMES),
    st.sampled_from(ARTICLES),
    st.sampled_from(PLACES),
    st.integers(0, 5),
)
ACTIONS = {
    "place": Action.PLACE, "confirm": Action.CONFIRM, "none": Action.NOT_A_PLACE, "unknown": Action.UNKNOWN,
    "actor": Action.ACTOR, "no actor": Action.NO_ACTOR,
}  # fmt: skip
Step = tuple[str, Scope, str, Article, Place, int]


def take(decisions: Decisions, chosen: Step) -> None:
    what, scope, name, article, place, number = chosen
    if what in ("undo", "redo"):
        past = [each for each in decisions.history() if each.holds is (what == "undo")]
        if past:
            (decisions.undo if what == "undo" else decisions.redo)(past[number % len(past)].decision.id)
        return
    action, span = ACTIONS[what], None
    if scope is Scope.MENTION:
        mentions = decisions.judgements(article.id)
        mention = mentions[number % len(mentions)].resolution.mention
        span = Span(mention.start, mention.end)
    placed = place if action in (Action.PLACE, Action.CONFIRM) else None
    decisions.decide(decisions.draft(action, scope, name, article=article.id, span=span, place=placed))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, max_size=9), st.integers(0, 2))
def test_decisions_and_undos_come_to_what_stands_applied_from_scratch(steps: list[Step], imported_late: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        one = filled(folder, "one")
        decisions = Decisions(one)
        before = answers(one)
        for number, chosen in enumerate(steps):
            take(decisions, chosen)
            if number == imported_late:
                # An article that comes in again with other words, and back, finds its decisions.
                article = ARTICLES[imported_late]
                changed = Article("", "Nothing.", article.published, article.outlet, url=article.url)
                again = Article(article.headline, "Nothing.", article.published, article.outlet, language="en")
                assert again.id == article.id != changed.id
                one.add(again, ())
                one.add(article, geoparse(article), where=geoparse.where)

        # Only what stands, in a file of its own, over an archive made afterwards.
        entries = one.decisions.read().decisions if one.decisions else ()
        stands = standing(entries)
        (folder / "two.jsonl").touch()
        survivors = [each for each in entries if each.id in stands.alive and each.action is not Action.UNDO]
        DecisionFile(folder / "two.jsonl").add(survivors)
        two = filled(folder, "two")
        assert answers(one) == answers(two)

        # In any order, in one go, over an archive that was there: the same.
        three = filled(folder, "three")
        assert answers(three) == before
        assert one.decisions is not None
        lines = one.decisions.path.read_bytes().splitlines(keepends=True) if entries else []
        for line in reversed(lines):
            import_decisions(Decisions(three), line)
        assert answers(three) == answers(one)
        for archive in (one, two, three):
            archive.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, min_size=1, max_size=5))
def test_a_preview_counts_what_then_changes(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        archive = filled(Path(temporary), "one")
        decisions = Decisions(archive)
        for chosen in steps[:-1]:
            take(decisions, chosen)
        what, scope, name, article, place, _ = steps[-1]
        if what in ACTIONS and scope is not Scope.MENTION:
            action = ACTIONS[what]
            placed = place if action in (Action.PLACE, Action.CONFIRM) else None
            draft = decisions.draft(action, scope, name, article=article.id, place=placed)
            before = shown(decisions)
            affected = decisions.preview(draft)
            assert shown(decisions) == before
            decisions.decide(draft)
            changed = [one[:2] for one, other in zip(before, shown(decisions), strict=True) if one != other]
            assert affected.mentions == len(changed)
            assert affected.articles == len({each for each, _ in changed})
        archive.close()


def shown(decisions: Decisions) -> list[tuple[object, ...]]:
    """Each mention that counts, with its place, its role and how sure it is."""
    found: list[tuple[object, ...]] = []
    for article in ARTICLES:
        # The first article says its first paragraph twice; the second time counts nothing.
        repeat = article.document.find("Mosul fell", article.document.find("Mosul fell") + 1)
        end = article.document.find("\n\n", repeat) if repeat >= 0 else 0
        found += [
            (article.id, j.resolution.mention.start, j.resolution.place, j.resolution.mention.kind, j.certainty)
            for j in decisions.judgements(article.id)
            if not 0 <= repeat <= j.resolution.mention.start < end
        ]
    return found


def test_a_lost_mark_of_what_was_applied_costs_time_and_nothing_else(tmp_path: Path) -> None:
    archive = filled(tmp_path, "one")
    decisions = Decisions(archive)
    made = decisions.decide(decisions.draft(Action.PLACE, Scope.NAME, "Mosul", place=SAMARRA))
    expected = answers(archive)
    with archive.database.writing() as db:
        db.execute("DELETE FROM meta WHERE key = 'decisions'")
    archive.apply_decisions()
    assert answers(archive) == expected
    # A file that was taken away, or edited, leaves nothing of what it said.
    assert archive.decisions is not None
    archive.decisions.path.unlink()
    assert archive.apply_decisions() > 0
    assert "Samarra" not in [count.place.name for count in archive.places(View())]
    assert made.id not in [past.decision.id for past in decisions.history()]


def test_two_who_correct_at_once_both_prevail(tmp_path: Path) -> None:
    """Two archives' worth of connections on the same files, as two processes have them."""
    ann = Decisions(filled(tmp_path, "one"))
    ben = Decisions(Archive.open(tmp_path / "one.sqlite", decisions=DecisionFile(tmp_path / "one.jsonl")))
    ann.decide(ann.draft(Action.PLACE, Scope.NAME, "Mosul", place=SAMARRA, who="Ann"))
    ben.decide(ben.draft(Action.NOT_A_PLACE, Scope.NAME, "Baghdad", who="Ben"))
    assert answers(ann.archive) == answers(ben.archive)
    assert {count.place.name for count in ann.archive.places(View())} == {"Samarra", "Tehran"}
    assert [past.decision.who for past in ann.history()] == ["Ben", "Ann"]


def test_a_relative_position_is_told_from_the_place_that_was_decided(tmp_path: Path) -> None:
    article = an_article("Raiders came 55 km west of Mosul.", headline="")
    start = article.document.index("Mosul")
    mention = Mention("Mosul", start, start + 5, Kind.RELATIVE)
    circle = RelativePosition(
        MOSUL, 270, 55, destination(MOSUL.point, 270, 55), 12.0, "55 km west of Mosul", 13, start + 5
    )
    archive = Archive.open(tmp_path / "a.sqlite", decisions=DecisionFile(tmp_path / "d.jsonl"))
    archive.add(article, [Resolution(mention, MOSUL, (Candidate(MOSUL, 1.0),), 0.9, (), circle)])
    decisions = Decisions(archive)
    (before,) = archive.vague(View())
    made = decisions.decide(decisions.draft(Action.PLACE, Scope.NAME, "Mosul", place=SAMARRA))
    (vague,) = archive.vague(View())
    assert vague.anchor == SAMARRA.id
    assert abs(distance_km(vague.point, SAMARRA.point) - 55) < 0.1
    assert vague.point.lon < SAMARRA.point.lon
    decisions.undo(made.id)
    assert archive.vague(View()) == (before,)
    decisions.decide(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Mosul"))
    assert archive.vague(View()) == ()


def test_only_names_that_are_touched_are_written(tmp_path: Path) -> None:
    archive = filled(tmp_path, "one")
    decisions = Decisions(archive)
    with archive.database.writing() as db:
        db.execute("CREATE TEMP TABLE written (what, n)")
        for table, n in (("mention", "n"), ("counted", "article")):
            db.execute(
                f"CREATE TEMP TRIGGER w_{table} AFTER UPDATE ON main.{table} "
                f"BEGIN INSERT INTO written VALUES ('{table}', new.{n}); END"
            )
    decisions.decide(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Baghdad"))
    decisions.decide(decisions.draft(Action.NOT_A_PLACE, Scope.NAME, "Baghdad"))
    named = [[r for r in geoparse(article) if r.mention.toponym == "Baghdad"] for article in ARTICLES]
    with archive.database.writing() as db:
        written = Counter(what for (what,) in db.execute("SELECT what FROM written"))
    # The second changes only what is said to have decided it.
    assert written["mention"] == 2 * len([*itertools.chain(*named)])
    # What is counted is packed anew for the articles that name it, and for no others.
    assert written["counted"] == 2 * sum(map(bool, named)) < 2 * len(ARTICLES)


def packed(archive: Archive) -> list[tuple[object, ...]]:
    with archive.database.reading() as db:
        return db.execute("SELECT * FROM counted ORDER BY article").fetchall()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, max_size=6))
def test_what_is_packed_is_what_the_mentions_say(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        archive = filled(Path(temporary), "one")
        for chosen in steps:
            take(Decisions(archive), chosen)
        before = packed(archive)
        with archive.database.writing() as db:
            columns.write(db, [n for (n,) in db.execute("SELECT n FROM article").fetchall()])
        assert packed(archive) == before
        archive.close()


def test_mentions_are_judged_by_kind_and_not_one_by_one(tmp_path: Path) -> None:
    many = tuple(an_article("Mosul. " * 30, headline=str(n), outlet=f"Outlet {n % 2}") for n in range(10))
    archive = filled(tmp_path, "many", many)
    decisions = Decisions(archive)
    name = Decision(Action.UNKNOWN, Scope.NAME, "Mosul").name
    with archive.database.reading() as db, gathered(db, Standing(), [name]) as found:
        assert [(each.asked.outlet, each.own.subject) for each in found] == [
            ("Outlet 0", MOSUL.id),
            ("Outlet 1", MOSUL.id),
        ]
    # An article with a decision of its own is gone through; the others are not.
    decisions.decide(decisions.draft(Action.UNKNOWN, Scope.ARTICLE, "Mosul", article=many[0].id))
    with archive.database.reading() as db, gathered(db, decisions.file.standing(), [name]) as found:
        assert sum(each.asked.article == many[0].id for each in found) == 30
        assert len(found) == 32
        assert changes_of(decisions.file.standing(), found) == []
    with archive.database.reading() as db:
        assert db.execute(f"SELECT count(*) FROM {TOUCHED}").fetchone() == (0,)
