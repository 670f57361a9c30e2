"""What the rest of the document tells about the name."""

from __future__ import annotations

from places.recognition.base import Evidence, Sighting

#: A sum as far from nought as this leaves little doubt.
PLAINLY = 4


def surname_here(sighting: Sighting, evidence: Evidence) -> bool:
    """Somebody in this text is called so"""
    return sighting.find.name.key in evidence.surnames


def lower_case_here(sighting: Sighting, evidence: Evidence) -> bool:
    """Written in small letters elsewhere in this text"""
    return sighting.find.roles != 0 and sighting.find.name.key in evidence.small_words


def repeated(sighting: Sighting, evidence: Evidence) -> bool:
    """Named three times or more in this text"""
    return evidence.counts.get(sighting.find.name.key, 0) >= 3


def located_elsewhere(sighting: Sighting, evidence: Evidence) -> bool:
    """Seen elsewhere in this text after "in" or "near", or with its state or country"""
    key = sighting.find.name.key
    return evidence.located.get(key, 0) > sighting.located and not sighting.find.name.adjective


def in_focus_province(sighting: Sighting, evidence: Evidence) -> bool:
    """A place of that name lies in a province this text is about"""
    return not sighting.find.name.own_codes.isdisjoint(evidence.provinces)


def in_focus_country(sighting: Sighting, evidence: Evidence) -> bool:
    """A place of that name lies in a country this text is about"""
    name = sighting.find.name
    return not name.own_codes.isdisjoint(evidence.countries) and name.own_codes.isdisjoint(evidence.provinces)


def out_of_focus(sighting: Sighting, evidence: Evidence) -> bool:
    """No place of that name lies in any country this text is about"""
    name = sighting.find.name
    if not evidence.countries or not name.senses or not name.only_towns or name.size >= 6:
        return False
    return name.own_codes.isdisjoint(evidence.countries)


def plain_elsewhere(sighting: Sighting, evidence: Evidence) -> bool:
    """Plainly a place elsewhere in this text"""
    best = evidence.best.get(sighting.find.name.key, 0)
    return best >= PLAINLY and best > sighting.score


def refused_elsewhere(sighting: Sighting, evidence: Evidence) -> bool:
    """Plainly no place elsewhere in this text"""
    key = sighting.find.name.key
    worst = evidence.worst.get(key, 0)
    return worst <= -PLAINLY and worst < sighting.score and evidence.counts.get(key, 0) > 1
