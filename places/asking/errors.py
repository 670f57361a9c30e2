"""What can go wrong in asking a geocoder: one error for each thing somebody can do about it.

GeocodingError
├── SettingsError    the operator mends the settings
├── Refused          the operator sees to the key, the quota, the contact
├── Outage           anybody tries again later
├── BadAnswer        the service answered, and not as a geocoder does
└── Stopped          a person wanted no more

None of them is ever kept as an answer: only a service that says so knows no such place.
"""

from __future__ import annotations


class GeocodingError(Exception):
    """Why a name could not be asked about; the message names the value and the remedy."""


class SettingsError(GeocodingError):
    """The operator's settings make no geocoder."""


class Refused(GeocodingError):  # noqa: N818 - says what happened
    """The service does not want to answer this application at all."""


class Outage(GeocodingError):  # noqa: N818 - says what happened
    """The service does not answer now."""

    def __init__(self, message: str, retry_after_seconds: float | None = None, *, is_busy: bool = False) -> None:
        super().__init__(message)
        #: Whether the service itself said so, rather than be out of reach: it is worth asking again soon.
        self.is_busy = is_busy
        #: What the service asks to wait; None where it does not say.
        self.retry_after_seconds = retry_after_seconds


class BadAnswer(GeocodingError):  # noqa: N818 - says what happened
    """What came back cannot be read as an answer about places."""


class Stopped(GeocodingError):  # noqa: N818 - says what happened
    """Somebody stopped it."""
