"""``python -m places geoparse IN.jsonl OUT.jsonl``."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import IO, Any

from places.batch.document import Options
from places.batch.workers import answers
from places.gazetteer import Gazetteer
from places.home import home_place
from places.mention import Kind

_REPORT_EVERY_SECONDS = 2.0


def add_geoparse(commands: Any) -> None:
    parser = commands.add_parser(
        "geoparse",
        help="find the places that texts name, one JSON document a line in and out",
        description="Each line of IN is a JSON object with id, text and, where known, title, source (the outlet's "
        "name or domain), date and language. Each line of OUT has its id and its mentions; offsets count characters "
        "of text. A line that is no such object is reported with its number and left out.",
    )
    parser.add_argument("input", metavar="IN", help="a file of JSON lines; - for standard input")
    parser.add_argument("output", metavar="OUT", help="where to write; - for standard output")
    parser.add_argument("--kinds", type=_kinds, default=frozenset(), help=f"only these, of {', '.join(Kind)}")
    parser.add_argument("--home", help="where the readers are: a country's two-letter code, a place's id or its name")
    parser.add_argument("--explain", action="store_true", help="also the names refused, each with its sum")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes to share the work")
    parser.set_defaults(run=geoparse)


def geoparse(options: argparse.Namespace) -> int:
    """Run the batch; the exit status is 1 when no line was a document."""
    gazetteer = Gazetteer.ensure()
    try:
        settings = Options(options.kinds, home_place(options.home, gazetteer), options.explain)
    except LookupError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line's own voice
        return 2
    with ExitStack() as stack:
        try:
            source = _opened(options.input, "r", stack)
            target = _opened(options.output, "w", stack)
        except OSError as error:
            print(error, file=sys.stderr)  # noqa: T201
            return 2
        progress = _Progress()
        for number, (line, fault) in enumerate(answers(source, settings, options.workers, gazetteer), 1):
            if fault:
                progress.skipped(number, fault)
            elif line:
                target.write(line + "\n")
                progress.done()
        return progress.finish()


class _Progress:
    """Counts on stderr, where they do not mix with what is written to standard output."""

    def __init__(self) -> None:
        self.documents = self.faults = 0
        self.started = self.told = monotonic()

    def done(self) -> None:
        self.documents += 1
        if monotonic() - self.told > _REPORT_EVERY_SECONDS:
            self.told = monotonic()
            self._say(f"{self.documents:,} documents, {self.documents / (self.told - self.started):,.0f} a second")

    def skipped(self, number: int, fault: str) -> None:
        self.faults += 1
        self._say(f"line {number} skipped: {fault}")

    def finish(self) -> int:
        seconds = monotonic() - self.started
        self._say(f"{self.documents:,} documents in {seconds:.1f} s, {self.faults:,} lines skipped")
        return 0 if self.documents or not self.faults else 1

    def _say(self, message: str) -> None:
        print(message, file=sys.stderr)  # noqa: T201 - the command line's own voice


def _opened(path: str, mode: str, stack: ExitStack) -> IO[str]:
    if path == "-":
        stream = sys.stdin if mode == "r" else sys.stdout
        # Bytes that are no UTF-8 spoil their line, not the batch.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
        return stream
    return stack.enter_context(Path(path).open(mode, encoding="utf-8", errors="replace", newline="\n"))


def _kinds(text: str) -> frozenset[Kind]:
    try:
        return frozenset(Kind(each.strip()) for each in text.split(",") if each.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: the kinds are {', '.join(Kind)}") from None


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: give 1 or more")
    return int(text)
