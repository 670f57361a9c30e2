"""Parcels: what a map is sent apart from its messages, so that the browser keeps it and the next message names it."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Parcel:
    """Some content, deflated. Equal contents have equal keys; who does not hold the content cannot know its key."""

    key: str
    #: The key's characters, then the deflated content: web/message.js and parcels.js read it.
    data: bytes

    @classmethod
    def of(cls, content: bytes) -> Parcel:
        key = hashlib.blake2b(content, digest_size=_KEY_BYTES).hexdigest()
        # The fastest level: of columns of small numbers the slower ones save little.
        return cls(key, key.encode("ascii") + zlib.compress(content, level=1))
