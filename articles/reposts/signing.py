"""Signing: the door to rensa's MinHash. Passages that share many shingles are likely to share one of these keys."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from rensa import RMinHash  # type: ignore[import-untyped]

#: Each key is of so many of the signature's numbers. Of two passages that share half of their shingles, 96 in 100 pairs
#: have a key in common; of those that share a twentieth, 3 in 1,000.
_ROWS = 3
_KEYS = 24
_SEED = 1
_ROW = struct.Struct("<BIII")

#: Changes when the same passage may get other keys: those in an archive could not be compared with them.
VERSION = f"rensa {RMinHash.ALGORITHM_VERSION}, {_KEYS} keys of {_ROWS}"


def keys(shingles: Iterable[str]) -> tuple[int, ...]:
    """Numbers of 32 bits, with a sign, whatever the order of the *shingles*."""
    signature = RMinHash(num_perm=_KEYS * _ROWS, seed=_SEED)
    signature.update(list(shingles))
    numbers = signature.digest()
    rows = (zlib.crc32(_ROW.pack(n, *numbers[n * _ROWS : (n + 1) * _ROWS])) for n in range(_KEYS))
    return tuple(dict.fromkeys(row - (1 << 31) for row in rows))
