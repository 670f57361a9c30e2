"""What the rest of the document tells about the name."""

from __future__ import annotations

from places.recognition.asking import needs
from places.recognition.base import Evidence, Sighting


def surname_here(sighting: Sighting, evidence: Evidence) -> bool:
    """Somebody in this text is called so"""
    return sighting.find.name.key in evidence.surnames


@needs("find.roles")
def lower_case_here(sighting: Sighting, evidence: Evidence) -> bool:
    """Written in small letters elsewhere in this text"""
    return sighting.find.name.key in evidence.small_words


def repeated(sighting: Sighting, evidence: Evidence) -> bool:
    """Named three times or more in this text"""
    return evidence.counts.get(sighting.find.name.key, 0) >= 3


def located_elsewhere(sighting: Sighting, evidence: Evidence) -> bool:
    """Seen elsewhere in this text after "in" or "near", or with its state or country"""
    key = sighting.find.name.key
    return evidence.located.get(key, 0) > sighting.located and not sighting.find.name.adjective
