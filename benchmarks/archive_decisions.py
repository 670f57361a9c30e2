"""How fast a decision holds: python -m benchmarks.archive_decisions [--passages N]

Over the synthetic archive of ``benchmarks.archive_counts``: previewing, making, undoing and bringing back a decision on
the most and on a rarely mentioned name, after 200 others; the queue and the sample; against laying all decisions over
all mentions anew, as an archive would that keeps no geoparser's answer apart. The printed ratios are what to compare.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from articles.archive import Archive
from articles.decisions.applying import apply
from articles.decisions.deciding import Decisions
from articles.decisions.decision import Action, Scope
from articles.decisions.file import DECISIONS, DecisionFile
from articles.decisions.precision import sample
from articles.decisions.queue import check_queue, items, rechecked
from articles.decisions.standing import standing
from articles.view import View
from benchmarks.archive_counts import make
from places.place import Place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=500_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as folder:
        path = Path(folder) / "archive.sqlite"
        make(path, options.passages)
        archive = Archive.open(path, decisions=DecisionFile(Path(folder) / DECISIONS))
        measure(Decisions(archive), options.passages)
        archive.close()


def measure(decisions: Decisions, passages: int) -> None:
    archive = decisions.archive
    counts = archive.places(View())
    popular, rare = counts[0].place, counts[len(counts) // 2].place
    others = [count.place for count in counts[100:300]]
    print(f"{passages:,} passages, {len(counts):,} places; {counts[0].mentions:,} mentions of the most mentioned")
    print(f"{timed(partial(confirm, decisions, others)):9.1f} ms  200 decisions one by one")
    slow = 0.0
    for what, place in (("the most mentioned", popular), ("a rare", rare)):
        draft = decisions.draft(Action.PLACE, Scope.NAME, place.name, place=others[0])
        print(f"{timed(partial(decisions.preview, draft)):9.1f} ms  previewing one of {what} name")
        took = timed(partial(decisions.decide, draft))
        made = decisions.history()[0].decision
        print(f"{took:9.1f} ms  making it")
        print(f"{timed(partial(decisions.undo, made.id)):9.1f} ms  undoing it")
        print(f"{timed(partial(decisions.redo, made.id)):9.1f} ms  bringing it back")
        decisions.undo(made.id)
        slow = took
    print(f"{timed(lambda: archive.places(View())):9.1f} ms  all places afterwards")
    queue = check_queue(archive)
    print(f"{timed(lambda: check_queue(archive)):9.1f} ms  the queue of {len(queue.groups):,} names")
    (again,) = queue.groups[100:101]
    print(f"{timed(lambda: rechecked(archive, queue, {again.name})):9.1f} ms  the queue after a decision on one name")
    print(f"{timed(lambda: items(archive, queue.groups[:10])):9.1f} ms  ten of them with candidates and passages")
    print(f"{timed(lambda: sample(archive)):9.1f} ms  a sample of 100 mentions")
    anew = timed(lambda: from_scratch(decisions))
    print(f"{anew:9.1f} ms  all decisions over all mentions, {anew / slow:.0f} times the decision on a rare name")


def confirm(decisions: Decisions, places: list[Place]) -> None:
    for place in places:
        decisions.decide(decisions.draft(Action.CONFIRM, Scope.NAME, place.name, place=place))


def from_scratch(decisions: Decisions) -> None:
    with decisions.archive.database.writing() as db:
        names = {name for (name,) in db.execute("SELECT DISTINCT name FROM resolution")}
        apply(db, standing(decisions.file.read().decisions), names)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
