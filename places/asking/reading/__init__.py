"""Reading: one module for each way in which services tell of a place. All have ``read(raw) -> Answer | None``."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from places.asking.answer import Answer
from places.asking.raw import Raw
from places.asking.reading import geonames, nominatim, pelias, photon

#: By geopy's name for the service. Others are read by ``plain``.
READERS: MappingProxyType[str, Callable[[Raw], Answer | None]] = MappingProxyType(
    {
        "geocodeearth": pelias.read,
        "geonames": geonames.read,
        "nominatim": nominatim.read,
        "openmapquest": nominatim.read,
        "pelias": pelias.read,
        "photon": photon.read,
        "pickpoint": nominatim.read,
    }
)
