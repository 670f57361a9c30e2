"""The journal of an import: JSON lines, written before each step, from which it is gone on with and told about.

The first line is the order, the last one how it ended; in between stands a line for each thing that was met. A step
that was written down and not taken is taken when the import goes on. A line torn by a crash is stepped over.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from articles.imports.order import Order
from articles.imports.steps import Did, Step
from articles.storage.appending import append_lines

#: More than the last line has: a few numbers, or the message of a fault.
_TAIL_BYTES = 20_000


class Ending(StrEnum):
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Head:
    """What an import set out to do, and how it ended."""

    #: Files and folders, as they were called.
    names: tuple[str, ...]
    #: Who began it; "" where nobody signs in.
    who: str
    began: datetime
    #: None while it has not.
    ended: datetime | None
    ending: Ending | None
    #: What stopped it last, where it can be gone on with; "" for a crash, which says nothing.
    fault: str
    counts: Mapping[Did, int]


class Journal:
    """The ledger of one import, in its file."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._clock = clock
        self._known: dict[str, Step] | None = None

    def begin(self, order: Order, who: str = "") -> None:
        told = {
            "paths": [str(path) for path in order.paths],
            "names": order.names,
            "outlet": order.outlet,
            "columns": order.columns,
            "said": order.said,
        }
        self._append({"import": 1, "began": self._now(), "who": who, **told}, is_safe=True)

    def known(self, at: str) -> Step | None:
        """The step last written down of that place."""
        if self._known is None:
            self._known = {step.at: step for step in self.steps()}
        return self._known.get(at)

    def write(self, step: Step) -> None:
        self._append({name: value for name, value in asdict(step).items() if value})

    def stop(self, fault: str) -> None:
        """Note what stopped the import, which can be gone on with."""
        self._append({"stopped": self._now(), "fault": fault}, is_safe=True)

    def end(self, ending: Ending) -> None:
        self._append({"ended": self._now(), "ending": ending, "counts": self._counts()}, is_safe=True)

    def order(self) -> Order | None:
        """What it set out to do; None where the file holds no order."""
        told = next((line for line in self._lines() if "import" in line), None)
        if told is None:
            return None
        paths = tuple(Path(path) for path in told["paths"])
        return Order(paths, tuple(told["names"]), told["outlet"], told["columns"], told["said"])

    def head(self) -> Head | None:
        """None where the file holds no order: the import was stopped before it began."""
        first = next((line for line in self._lines() if "import" in line), None)
        if first is None:
            return None
        last = self._last_line()
        has_ended = "ended" in last
        # Of an import that has ended, however much it met, only two lines are read.
        counts = {Did(did): number for did, number in last["counts"].items()} if has_ended else self._counts()
        return Head(
            tuple(first["names"]),
            first["who"],
            datetime.fromisoformat(first["began"]),
            datetime.fromisoformat(last["ended"]) if has_ended else None,
            Ending(last["ending"]) if has_ended else None,
            str(last.get("fault", "")),
            counts,
        )

    def steps(self) -> Iterator[Step]:
        """What was met, in order; of one place the last line counts."""
        for line in self._lines():
            if "at" in line:
                yield Step(**{**line, "did": Did(line["did"]), "lacks": tuple(line.get("lacks", ()))})

    def final_steps(self) -> tuple[Step, ...]:
        """What was met, in the order of first meeting, each place once."""
        return tuple({step.at: step for step in self.steps()}.values())

    def _counts(self) -> dict[Did, int]:
        return dict(Counter(step.did for step in self.final_steps()))

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for line in file:
                if told := _read(line):
                    yield told

    def _last_line(self) -> dict[str, Any]:
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read().rstrip(b"\n")
        told = _read(tail.rpartition(b"\n")[2])
        return told or {}

    def _append(self, told: Mapping[str, Any], *, is_safe: bool = False) -> None:
        line = json.dumps(told, ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n"
        if not append_lines(self.path, line, is_safe=is_safe):
            raise OSError(f"{self.path}: the disk is full")

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _read(line: bytes) -> dict[str, Any] | None:
    """What a line tells; None for one that was torn."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
