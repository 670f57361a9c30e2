"""The role a mention plays in its sentence, by rule: place, government, adjective, inside an organisation, relative."""

from __future__ import annotations

import re

from places.mention import Kind
from places.recognition.base import Sighting
from places.recognition.lexicon import Role

_DIRECTION = r"(?:(?:north|south)?[ -]?(?:east|west)|north|south)(?:ern|wards?)?"
#: "55 km west of", "20 miles from", "northeast of", "halfway between".
_RELATIVE = re.compile(
    rf"(?:\b{_DIRECTION} of|\b\d[\d.,]* ?(?:km|kms|kilomet(?:er|re)s?|miles?|mi|m|met(?:er|re)s?|feet|hours?|minutes?)"
    r"(?: away| outside| inland| (?:drive|walk|flight))? (?:from|of|outside))(?: downtown| central| the)*[ \xa0]\Z",
    re.IGNORECASE,
)
_BORDER = re.compile(r"\b(?:near|along|close to|off|towards?|from|across) (?:the |its )?(?:\w+[ -])?\Z", re.IGNORECASE)
_BORDERS = frozenset(("border", "borders", "frontier", "coast"))
#: What a government does, after its capital's or country's name: "Ankara thereupon warned", "Tehran's decision".
_ACTS = (
    "warn|say|announce|agree|accuse|den(?:y|ie)|decide|condemn|insist|reject|urge|vow|demand|pledge|refuse|want|know|"
    "believe|hope|fear|claim|admit|sign|recogni[sz]e|impose|expel|threaten|respond|retaliate|support|oppose|back|"
    "consider|maintain|summon|recall|order|ban|approve|seek|deploy|withdr[ae]w|pretend|promise|blame|criticise|"
    "criticize|suspend|lift|offer|propose|withhold|intend|prepare"
)
_ACTING = re.compile(
    r"(?:['’]s?)?[ \xa0](?:(?:has|have|had|is|was|will|would|could|should|may|might|must|does|did|do|also|not|now|"
    r"never|thereupon|long|\w+ly)[ \xa0]){0,3}"
    rf"(?:(?:{_ACTS})(?:s|es|d|ed|led|ned|ing)?\b|said|told|knew|sought|withdrew|is prepared|"
    r"government|regime|administration|authorities|officials?|diplomats?|envoy|cabinet|leadership|leaders?|"
    r"decision|policy|policies|polic(?:y|ies)|strategy|objectives|ambitions?|demands?|intentions?|position|stance|"
    r"foreign ministry|foreign minister|ambassador)\b",
    re.IGNORECASE,
)
_ACTED_UPON = frozenset(
    [
        "warn",
        "warned",
        "warns",
        "tell",
        "tells",
        "told",
        "urge",
        "urged",
        "urges",
        "accuse",
        "accused",
        "accuses",
        "accusing",
        "pressure",
        "pressured",
        "persuade",
        "persuaded",
        "blamed",
        "blames",
        "blaming",
        "invited",
        "assured",
        "informed",
        "criticised",
        "criticized",
        "pressed",
        "condemned",
        "thanked",
    ]
)
_WINDOW = 60


def kind_of(text: str, sighting: Sighting) -> Kind:
    """The kind of an accepted sighting of *text*."""
    find = sighting.find
    name = find.name
    if sighting.after in _BORDERS and _BORDER.search(text, max(0, sighting.start - _WINDOW), sighting.start):
        return Kind.RELATIVE
    if name.adjective:
        return Kind.ADJECTIVE
    if (
        find.right_roles & Role.ORGANISATION
        or find.head_roles & Role.ORGANISATION
        or (find.company & Role.ORGANISATION and not find.right_roles & Role.TITLE)
    ):
        return Kind.ORGANISATION
    if sighting.before in ("of", "from", "outside", "the", "downtown", "central") and _RELATIVE.search(
        text, max(0, sighting.start - _WINDOW), sighting.start
    ):
        return Kind.RELATIVE
    if (name.is_country or name.is_capital) and (sighting.before in _ACTED_UPON or _ACTING.match(text, sighting.end)):
        return Kind.GOVERNMENT
    return Kind.PLACE
