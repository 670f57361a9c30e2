"""What the document is about: cues that wait until every name has been heard once."""

from __future__ import annotations

from places.recognition.base import Evidence, Sighting

#: Asked only when the evidence knows the document's countries, provinces, best and worst sums.
HEARD_LAST = True

#: A sum as far from nought as this leaves little doubt.
PLAINLY = 4


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
    if not evidence.countries or not name.is_known or not name.only_towns or name.size >= 6:
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
