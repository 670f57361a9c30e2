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
_GOVERNMENT_AFTER = frozenset(
    "government regime administration authorities officials official diplomats envoy cabinet leadership warned warns "
    "said says announced announces agreed agrees accused accuses denied denies decided decides condemned condemns "
    "insisted insists rejected rejects urged urges vowed vows demanded demands pledged refused refuses wants "
    "knows believes hopes fears claims claimed admits admitted signed recognised recognized imposed expelled "
    "threatened threatens responded retaliated supports opposes backs considers maintains".split()
)
_GOVERNMENT_BEFORE = frozenset(
    "warn warned warns told tell tells urge urged urges accuse accused accuses accusing pressed pressure pressured "
    "persuade persuaded condemned blamed blames thanked invited asked assured informed criticised criticized "
    "with against between by".split()
)
_GOVERNMENT_BEFORE_STRICT = _GOVERNMENT_BEFORE - {"with", "against", "between", "by"}
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
    if (name.is_country or name.is_capital) and (
        sighting.after in _GOVERNMENT_AFTER or sighting.before in _GOVERNMENT_BEFORE_STRICT
    ):
        return Kind.GOVERNMENT
    return Kind.PLACE
