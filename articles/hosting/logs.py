"""The log an operator reads: a line of JSON for each event, on stderr and, where asked for, in a file. At a terminal
the lines are words.

    {"when": "2026-11-22T15:18:37.120+00:00", "level": "info", "event": "import", "added": 12, "seconds": 3.1}

DATELINE_LOG_LEVEL says from which level on (debug, info, warning, error; info where nothing is said), DATELINE_LOG_FILE
a file to write to as well, which is opened anew when it was rotated away. No text of an article, no name that was
looked for and nothing a reader typed is ever in it: of an error that is not ours, only its type and where it happened.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler

LEVEL = "DATELINE_LOG_LEVEL"
FILE = "DATELINE_LOG_FILE"
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

#: Of a fact, in characters.
LONGEST_FACT = 500
#: Frames told of an error, the innermost ones.
MOST_FRAMES = 12

Fact = str | int | float | bool | None

_log = logging.getLogger("dateline")


class LogError(ValueError):
    """The settings of the log have no meaning; the message names the value and the remedy."""


def event(name: str, level: int = logging.INFO, **facts: Fact) -> None:
    """Write that *name* happened. The facts are ours to tell: numbers, ids, names of files; no word of an article."""
    _log.log(level, name, extra={"facts": facts})


def error(name: str, fault: BaseException, *, message: str = "", **facts: Fact) -> None:
    """Write that *name* went wrong by *fault*; its own message is left out, but for the *message* that is given."""
    told = {"message": message, **facts} if message else facts
    _log.error(name, exc_info=fault, extra={"facts": told})


class Lines(logging.Formatter):
    """A record as a line of JSON; what is logged by others with it."""

    def format(self, record: logging.LogRecord) -> str:
        facts: Mapping[str, Fact] = getattr(record, "facts", {})
        # What others log is their sentence; Dateline's own modules log events with facts.
        told: dict[str, Fact | list[str]] = {
            "when": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage()[:LONGEST_FACT],
        }
        if record.name != _log.name:
            told["by"] = record.name
        told |= {name: fact[:LONGEST_FACT] if isinstance(fact, str) else fact for name, fact in facts.items()}
        if record.exc_info and record.exc_info[1] is not None:
            told |= _of_fault(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def _of_fault(fault: BaseException) -> dict[str, Fact | list[str]]:
    """Its type and where it happened: the message of an error may quote what was being read."""
    frames = traceback.extract_tb(fault.__traceback__)[-MOST_FRAMES:]
    return {
        "error": f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins."),
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


class Words(Lines):
    """The same for somebody at a terminal: the time of day, the event, and its facts behind it."""

    def format(self, record: logging.LogRecord) -> str:
        told = json.loads(super().format(record))
        when = datetime.fromtimestamp(record.created).astimezone()
        level = "" if record.levelno <= logging.INFO else f"{told['level'].upper()} "
        facts = (f"{name}={fact}" for name, fact in told.items() if name not in ("when", "level", "event", "by"))
        return f"{when:%H:%M:%S} {level}{told['event']} {' '.join(facts)}".rstrip()


def set_up(environment: Mapping[str, str] = os.environ) -> None:
    """Write Dateline's log from now on as *environment* says; a second time changes what the first set up.

    Raises LogError for a level there is not, or a file that cannot be written; then nothing is changed.
    """
    level, handlers = _level(environment), _handlers(environment)
    for handler in [*_log.handlers]:
        _log.removeHandler(handler)
        handler.close()
    for handler in handlers:
        handler.setFormatter(_formatter(handler))
        _log.addHandler(handler)
    _log.setLevel(level)
    _log.propagate = False


def check(environment: Mapping[str, str] = os.environ) -> str:
    """What *environment* says of the log, in words. Raises LogError as ``set_up`` does."""
    level, handlers = _level(environment), _handlers(environment)
    for handler in handlers:
        handler.close()
    file = environment.get(FILE, "").strip()
    return f"from level {logging.getLevelName(level).lower()} on" + (f", to {file} too" if file else "")


def _level(environment: Mapping[str, str]) -> int:
    said = environment.get(LEVEL, "").strip().lower() or "info"
    if said not in LEVELS:
        raise LogError(f"{LEVEL} is {said!r}: write one of {', '.join(LEVELS)}")
    return LEVELS[said]


def _handlers(environment: Mapping[str, str]) -> list[logging.Handler]:
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if file := environment.get(FILE, "").strip():
        try:
            handlers.append(WatchedFileHandler(file, encoding="utf-8", errors="backslashreplace"))
        except OSError as fault:
            raise LogError(f"{FILE} is {file!r}, which cannot be written ({fault}): name a file of your own") from fault
    return handlers


def reform(prefixes: tuple[str, ...]) -> None:
    """Let the loggers whose names begin so, as they are now, write the same lines: those of the server."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith(prefixes) and isinstance(logger, logging.Logger):
            for handler in logger.handlers:
                handler.setFormatter(_formatter(handler))


def _formatter(handler: logging.Handler) -> logging.Formatter:
    stream = getattr(handler, "stream", None)
    is_read_by_somebody = stream is not None and not isinstance(handler, logging.FileHandler) and stream.isatty()
    return Words() if is_read_by_somebody else Lines()
