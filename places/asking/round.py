"""A round: names asked about one after the other, in a thread of its own, to be watched and stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from places.asking.answer import Reply
from places.asking.errors import BadAnswer, GeocodingError, Stopped
from places.asking.pace import Stop

#: So many answers in a row that cannot be read are no chance.
_MOST_BAD = 3


class Asks(Protocol):
    def ask(self, name: str, *, stop: Stop, again: bool) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one name."""

    name: str
    #: None where there was a fault.
    reply: Reply | None = None
    fault: GeocodingError | None = None


class Round:
    """Ends when all are asked, when it is stopped, or at the first fault that the next name would meet too.

    It also ends when nobody has looked at it for *patience_seconds*: who asked has gone away.
    """

    def __init__(
        self,
        geocoder: Asks,
        names: Sequence[str],
        *,
        again: bool = False,
        patience_seconds: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._geocoder = geocoder
        self._again = again
        self._patience_seconds = patience_seconds
        self._clock = clock
        self._looked = clock()
        self._outcomes: tuple[Outcome, ...] = ()
        self._stop = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="geocoder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask about no further name; the question that is out is still waited for, and its answer kept."""
        self._stop.set()

    def look(self) -> None:
        """Somebody still wants to know."""
        self._looked = self._clock()

    @property
    def is_stopping(self) -> bool:
        """Whether no further name will be asked about."""
        return self._stop.is_set() or self._clock() - self._looked > self._patience_seconds

    def wait(self, seconds: float) -> bool:
        """Whether the round is over, after so long at most."""
        return self._over.wait(seconds)

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Of the names asked so far, in their order."""
        return self._outcomes

    @property
    def fault(self) -> GeocodingError | None:
        """What ended the round early, or went wrong last; None where every name was answered."""
        return next((each.fault for each in reversed(self._outcomes) if each.fault), None)

    def _run(self) -> None:
        bad = 0
        try:
            for name in self.names:
                if self.is_stopping:
                    break
                outcome = self._asked(name)
                if isinstance(outcome.fault, Stopped):
                    break
                self._outcomes += (outcome,)
                bad = bad + 1 if isinstance(outcome.fault, BadAnswer) else 0
                if bad == _MOST_BAD or (outcome.fault and not bad):
                    break
        finally:
            self._over.set()

    def _asked(self, name: str) -> Outcome:
        try:
            return Outcome(name, self._geocoder.ask(name, stop=lambda: self.is_stopping, again=self._again))
        except GeocodingError as fault:
            return Outcome(name, fault=fault)
        except Exception as error:
            return Outcome(name, fault=GeocodingError(f"{type(error).__name__}: {str(error)[:200]}"))
