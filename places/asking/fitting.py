"""Fitting: the operator's settings as what one of geopy's classes takes."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from urllib.parse import urlsplit

from places.asking.errors import SettingsError
from places.asking.settings import PREFIX, GeocoderSettings
from places.sentence import sentence

#: What geopy's classes call the one key or name that they want.
_KEYS = ("api_key", "apikey", "username", "subscription_key")


def arguments(settings: GeocoderSettings, takes: Mapping[str, Parameter]) -> dict[str, object]:
    """What is given to a class that *takes* those; raises SettingsError for what does not fit."""
    name = settings.provider
    given: dict[str, object] = {"user_agent": settings.agent, "timeout": settings.timeout_seconds}
    if "domain" not in takes and settings.address:
        raise SettingsError(f"{name} is at one address only: leave {PREFIX}ADDRESS empty")
    if "domain" in takes:
        if not settings.address:
            usual = takes["domain"].default
            where = sentence("your own" if usual is Parameter.empty else f"your own, or https://{usual} by its terms")
            raise SettingsError(f"the geocoder has no address: set {PREFIX}ADDRESS to where {name} answers: {where}")
        parts = urlsplit(settings.address)
        given |= {"domain": settings.address.partition("://")[2], "scheme": parts.scheme}
    wanted = next((key for key in _KEYS if key in takes), None)
    if settings.key and wanted is None:
        raise SettingsError(f"{name} takes no key: leave {PREFIX}KEY empty")
    if wanted is not None and settings.key:
        given[wanted] = settings.key
    if missing := [key for key, each in takes.items() if each.default is each.empty and key not in given]:
        remedy = sentence(f"set {PREFIX}KEY" if missing == [wanted] else "choose another provider")
        raise SettingsError(f"{name} needs {' and '.join(missing)}: {remedy}")
    return given
