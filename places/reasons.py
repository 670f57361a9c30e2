"""Why a mention was taken to mean its place, in sentences for the reader."""

from __future__ import annotations

from places.index import Index
from places.resolving import Group
from places.sense import ALTERNATE, RESPELLED
from places.sentence import sentence

#: Gains smaller than this are not worth a sentence.
_NOTABLE = 0.5


def why(group: Group, index: Index) -> tuple[str, ...]:
    """What spoke for the first of the group's candidates, strongest first, with numbers in powers of ten."""
    best = group.order[0]
    sense = group.senses[best]
    said = []
    if group.container is not None and not sense.is_country:
        said.append(sentence(f"{_title(group.container.key)} is named after it"))
    if sense.rank == RESPELLED:
        said.append(sentence(f"another spelling of {index.place(sense.row).name}"))
    elif sense.rank >= ALTERNATE:
        said.append(sentence(f"an alternate name of {index.place(sense.row).name}"))
    if len(group.senses) == 1:
        said.append(sentence("the only place of that name"))
        return tuple(said)
    prior = group.priors
    gain = group.scores[best] - prior[best]
    if prior[best] >= max(prior):
        said.append(sentence("the most prominent place of that name"))
    if gain >= _NOTABLE:
        where = index.area(sense.province) or index.area(sense.country)
        said.append(
            sentence(f"other names of this text lie in {where} {gain:+.1f}" if where else f"fits this text {gain:+.1f}")
        )
    return tuple(said)


def astray(where: str) -> str:
    return sentence(f"said to lie in {where}, where no such place is known")


def _title(key: str) -> str:
    return key.title() if len(key) > 3 else key.upper()
