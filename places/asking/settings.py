"""Settings: whether there is a geocoder, and which. The operator's alone; nothing that a reader does changes them.

From the environment, as DATELINE_GEOCODER_PROVIDER and so on, else from a mapping such as a section of Streamlit's
secrets. Without a provider there is no geocoder.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from places.asking.errors import SettingsError
from places.asking.providers import provider

PREFIX = "DATELINE_GEOCODER_"
NAMES = ("provider", "address", "contact", "user_agent", "key", "licence", "seconds", "timeout")
#: What the policies of public services ask for; a slower pace can be set, a faster one cannot.
LEAST_SECONDS = 1.0
_LONGEST = 300
_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://[^\s]+\.[^\s]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class GeocoderSettings:
    """Checks itself. Raises SettingsError."""

    #: By geopy's name in lower case: nominatim, photon, geonames, pelias, arcgis...
    provider: str
    #: An e-mail address or a page, for whoever runs the service to turn to.
    contact: str
    #: Of the service: https://nominatim.example.net; "" for one that lives at one address only.
    address: str = ""
    #: What the application calls itself; the contact is added.
    user_agent: str = "Dateline"
    #: The service's key, or the user's name where it wants that; "" for none.
    key: str = field(default="", repr=False)
    #: Credit and licence of what it answers.
    licence: str = ""
    #: Least time from the end of a request to the next, over all sessions and processes.
    seconds: float = LEAST_SECONDS
    #: For the whole of one request.
    timeout_seconds: float = 10.0

    def __post_init__(self) -> None:
        if not self.contact:
            raise SettingsError(
                f"the geocoder has no contact: set {PREFIX}CONTACT to an e-mail address or a page "
                "where whoever runs the service can reach you"
            )
        if not _CONTACT.fullmatch(self.contact):
            raise SettingsError(f"{PREFIX}CONTACT is {self.contact!r}: write an e-mail address or an https:// address")
        for name in ("provider", "contact", "address", "user_agent", "key", "licence"):
            value, setting = str(getattr(self, name)), PREFIX + name.upper()
            if len(value) > _LONGEST or not value.isprintable():
                raise SettingsError(f"{setting} is too long, or has characters that nobody sees")
        if not self.user_agent.isascii():
            raise SettingsError(f"{PREFIX}USER_AGENT is {self.user_agent!r}: write it in ASCII")
        if not self.attribution:
            raise SettingsError(
                f"nobody knows under which licence {self.provider} answers you: read its terms, whether its answers "
                f"may be kept, and set {PREFIX}LICENCE to the credit that they ask for"
            )
        if not LEAST_SECONDS <= self.seconds <= 3600:
            raise SettingsError(f"{PREFIX}SECONDS is {self.seconds:g}: from {LEAST_SECONDS:g} to 3600 is possible")
        if not 1 <= self.timeout_seconds <= 60:
            raise SettingsError(f"{PREFIX}TIMEOUT is {self.timeout_seconds:g}: from 1 to 60 seconds is possible")
        self._check_address()

    def _check_address(self) -> None:
        if not self.address:
            return
        try:
            parts = urlsplit(self.address)
            is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_good = False
        if not is_good or parts.query or parts.fragment or "@" in parts.netloc:
            raise SettingsError(
                f"{PREFIX}ADDRESS is {self.address!r}: write it as https://nominatim.example.net, without a question "
                f"mark or a password; a key goes into {PREFIX}KEY"
            )

    @property
    def agent(self) -> str:
        """The User-Agent header: who asks, and how to reach them."""
        return self.user_agent if self.contact in self.user_agent else f"{self.user_agent} ({self.contact})"

    @property
    def attribution(self) -> str:
        return self.licence or provider(self.provider).attribution


def read_settings(environment: Mapping[str, str], file: Mapping[str, object] | None = None) -> GeocoderSettings | None:
    """None while no provider is set. Raises SettingsError, whose message names the setting and the remedy."""
    found: dict[str, str] = {}
    for name in NAMES:
        value = environment.get(PREFIX + name.upper()) or (file or {}).get(name)
        if value not in (None, ""):
            found[name] = str(value).strip()
    if not found.get("provider"):
        return None
    if unknown := sorted(set(file or {}) - set(NAMES)):
        raise SettingsError(f"the geocoder has no setting {str(unknown[0])!r}: there are {', '.join(NAMES)}")
    numbers = {
        field_name: _number(name, found.pop(name))
        for name, field_name in (("seconds", "seconds"), ("timeout", "timeout_seconds"))
        if name in found
    }
    return GeocoderSettings(
        provider=found["provider"].lower(),
        contact=found.get("contact", ""),
        address=found.get("address", "").rstrip("/"),
        user_agent=found.get("user_agent", "Dateline"),
        key=found.get("key", ""),
        licence=found.get("licence", ""),
        **numbers,
    )


def is_on_this_machine(host: str) -> bool:
    """Whether *host*, with or without a port, is the machine itself, so that nothing leaves it."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        setting = PREFIX + name.upper()
        raise SettingsError(f"{setting} is {text!r}: write a number of seconds") from None
