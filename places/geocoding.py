"""Geocoding: what a service says of a name. The door to geopy's geocoders.

A Geocoder exists only where the operator has set one (places/asking/settings.py). A question is first looked up among
what is kept; only then it waits for its turn, leaves the machine, and its answer is kept. geopy makes the address of
the question and takes the answer apart; what is sent where, and how much of an answer is read, is decided here.
"""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

from geopy.adapters import BaseSyncAdapter  # noqa: TID251 - this is the door
from geopy.exc import (  # noqa: TID251 - this is the door
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import SERVICE_TO_GEOCODER, Nominatim  # noqa: TID251 - this is the door
from geopy.geocoders.base import Geocoder as GeopyGeocoder  # noqa: TID251 - this is the door

from places.asking.answer import Answer, Reply, Source
from places.asking.errors import BadAnswer, Outage, Refused, SettingsError
from places.asking.fitting import arguments
from places.asking.pace import PATIENCE_SECONDS, Pace, Stop, Turn, never
from places.asking.providers import provider
from places.asking.raw import Raw, says_nothing
from places.asking.reading import READERS, plain
from places.asking.settings import PREFIX, GeocoderSettings
from places.asking.store import Store, store_at
from places.asking.transport import get_json
from places.folders import cache_folder, home_folder
from places.place import Point
from places.sentence import sentence

MOST_ANSWERS = 10
LONGEST_QUERY = 200
#: How often one question is sent while the service is busy, and how long to wait where it does not say.
_ATTEMPTS = 3
_FIRST_WAIT_SECONDS = 2.0
#: Degrees to which Nominatim may simplify outlines before it sends them.
_THRESHOLD = 0.002

GetJson = Callable[..., object]


class Geocoder:
    """Answers from one service. May be used by many threads; all processes of one user share its pace.

    Raises SettingsError where geopy and the settings do not fit together.
    """

    def __init__(
        self,
        settings: GeocoderSettings,
        *,
        store: Store | None = None,
        pace: Pace | None = None,
        get: GetJson = get_json,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.settings = settings
        self.title = provider(settings.provider).title
        self.store = store or store_at(home_folder())
        self._pace = pace or Pace(cache_folder(), settings.seconds)
        self._now = now
        self._adapter = _Adapter(get)
        self._service = _service(settings, self._adapter)
        #: The address of the question about *name*, without its key; nothing is sent to learn it.
        self._adapter.host = self.host = urlsplit(self._address_of("a")).netloc

    @property
    def gives_outlines(self) -> bool:
        """Whether the service can be asked for the outlines of areas."""
        return "geometry" in _options(self._service)

    def question(self, name: str) -> str:
        """What would be sent for *name*, as the service would see it; the key is left out."""
        address = self._address_of(_query(name))
        for key in (self.settings.key, quote(self.settings.key, safe=""), quote_plus(self.settings.key)):
            address = address.replace(key, "...") if key else address
        return address

    def kept(self, name: str) -> Reply | None:
        """What the service said of *name* before; None when it was never asked. Nothing leaves the machine."""
        return self.store.reply(self.settings.provider, self.host, _query(name))

    def ask(self, name: str, *, stop: Stop = never, again: bool = False) -> Reply:
        """What the service says of *name*; kept ones are not asked *again* unless that is said.

        Waits for its turn and for a busy service. Raises Outage, Refused, BadAnswer, Stopped, of which nothing is kept.
        """
        query = _query(name)
        if not query:
            raise BadAnswer("there is nothing to ask: the name is empty")
        if not again and (known := self.kept(query)):
            return known
        # What cannot be kept would have to be asked again and again, which no service likes.
        self.store.check()
        with self._pace.turn(stop) as turn:
            # While we waited, somebody else may have asked the same.
            if not again and (known := self.kept(query)):
                return known
            answers = self._answers(query, turn)
            source = Source(self.settings.provider, self.host, self._now(), self.settings.attribution)
            reply = Reply(query, source, answers)
            self.store.keep(reply)
        return reply

    def _answers(self, query: str, turn: Turn) -> tuple[Answer, ...]:
        wait = _FIRST_WAIT_SECONDS
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._asked(query)
            except Outage as outage:
                if not outage.is_busy:
                    raise
                asked = outage.retry_after_seconds or 0.0
                turn.put_off(max(asked, wait))
                if attempt == _ATTEMPTS or asked > PATIENCE_SECONDS:
                    raise
                turn.wait()
                wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _asked(self, query: str) -> tuple[Answer, ...]:
        try:
            found = self._service.geocode(query, **_options(self._service))
        except GeopyError as error:
            raise _ours(error, self.host) from error
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
            raise BadAnswer(f"{self.host} answers in a form that {self.title} does not have") from error
        if found is None:
            if not says_nothing(self._adapter.answer):
                raise BadAnswer(f"{self.host} answers in a form that {self.title} does not have")
            return ()
        answers = {answer.id: answer for answer in self._read(found)}
        if not answers:
            raise BadAnswer(f"{self.host} tells no name and position that could be read")
        return tuple(answers.values())[:MOST_ANSWERS]

    def _read(self, locations: Iterable[Any]) -> Iterable[Answer]:
        read = READERS.get(self.settings.provider)
        for location in list(locations)[: 10 * MOST_ANSWERS]:
            if read is not None:
                answer = read(Raw(location.raw))
            else:
                point = Point(location.latitude, location.longitude)
                answer = plain.read(self.settings.provider, str(location.address), point)
            if answer is not None:
                yield answer

    def _address_of(self, query: str) -> str:
        """Where *query* would go: the service is run against a wall."""
        try:
            _service(self.settings, _Wall()).geocode(query, **_options(self._service))
        except _HitTheWall as wall:
            return wall.address
        except GeopyError as error:
            raise SettingsError(f"{self.title} takes no names of places: {str(error)[:200]}") from error
        raise SettingsError(f"nobody knows where {self.title} sends its questions: choose another provider")


class _HitTheWall(Exception):  # noqa: N818 - says what happened
    def __init__(self, address: str) -> None:
        self.address = address


class _Wall(BaseSyncAdapter):  # type: ignore[misc]
    """Sends nothing."""

    def __init__(self) -> None:
        super().__init__(proxies=None, ssl_context=None)

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        raise _HitTheWall(url)

    get_text = get_json


class _Adapter(BaseSyncAdapter):  # type: ignore[misc]
    """Our own transport for geopy."""

    def __init__(self, get: GetJson) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._get = get
        self.host = ""
        #: The last one, as it came.
        self.answer: object = None

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        self.answer = self._get(url, headers=headers, timeout_seconds=timeout, host=self.host)
        return self.answer

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        raise BadAnswer("this service does not answer with JSON, and other answers are not read")


class _Nominatim(Nominatim):  # type: ignore[misc]
    """Outlines come simplified, so that a country's is not megabytes."""

    def _construct_url(self, base_api: str, params: Mapping[str, object]) -> str:
        return str(super()._construct_url(base_api, {**params, "polygon_threshold": _THRESHOLD}))


def _service(settings: GeocoderSettings, adapter: BaseSyncAdapter) -> GeopyGeocoder:
    """geopy's geocoder of that name. Raises SettingsError."""
    name = settings.provider
    if name not in SERVICE_TO_GEOCODER:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise SettingsError(f"{PREFIX}PROVIDER is {name!r}, which geopy does not know: it knows {known}")
    kind = _Nominatim if name == "nominatim" else SERVICE_TO_GEOCODER[name]
    takes = inspect.signature(kind).parameters
    given = arguments(settings, takes) | {"adapter_factory": lambda **_: adapter}
    try:
        return kind(**{key: value for key, value in given.items() if key in takes})
    except GeopyError as error:
        raise SettingsError(f"{name} cannot be used: {str(error)[:300]}") from error


def _ours(error: GeopyError, host: str) -> Exception:
    """What geopy itself read out of an answer."""
    message = sentence(f"{host} does not answer the question: {str(error)[:200]}")
    if isinstance(error, (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges)):
        return Refused(message)
    if isinstance(error, (GeocoderQuotaExceeded, GeocoderTimedOut, GeocoderUnavailable)):
        return Outage(message)
    return BadAnswer(message)


def _options(service: GeopyGeocoder) -> dict[str, object]:
    """What this service can be told beside the name. Names are asked for in English, as ``Place.name`` is."""
    asked: dict[str, object] = {
        "exactly_one": False, "limit": MOST_ANSWERS, "language": "en", "lang": "en", "addressdetails": True,
        "geometry": "geojson",
    }  # fmt: skip
    takes = inspect.signature(service.geocode).parameters
    return {name: value for name, value in asked.items() if name in takes}


def _query(name: str) -> str:
    """*name* as it is sent and kept: one way of writing for one name."""
    return " ".join(unicodedata.normalize("NFC", name).split())[:LONGEST_QUERY]
