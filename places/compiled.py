"""The modules that may be compiled to machine code by mypyc, for half of a text's time: ``python3 dev.py compile``.

The compiled form lies beside the sources and hides them, so it is right for those very sources only: when one of them
changes it is taken away, and Python reads the sources again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

_FOLDER = Path(__file__).parent
#: Written beside the compiled modules: of which sources they were made.
STAMP = _FOLDER / ".compiled"
#: Not the cues, whose first line is what the reader is told: compiled functions have none; nor the types that others
#: pickle and subclass.
_SINGLE = (
    "distance", "geoparser", "index", "names", "own/sightings", "reasons", "resolving", "sense", "sidecar",
    "spelling", "transliteration",
)  # fmt: skip
_PACKAGES = ("recognition", "relative")
_AS_THEY_ARE = ("__init__.py", "asking.py")


def sources() -> tuple[Path, ...]:
    """What is compiled, all together."""
    single = [_FOLDER / f"{name}.py" for name in _SINGLE]
    packages = [path for package in _PACKAGES for path in sorted((_FOLDER / package).glob("*.py"))]
    return (*single, *(path for path in packages if path.name not in _AS_THEY_ARE))


def version() -> str:
    """Of those sources."""
    return hashlib.blake2b(b"".join(path.read_bytes() for path in sources()), digest_size=8).hexdigest()


def take_away() -> None:
    """Leave the sources alone. Raises ImportError where the compiled modules cannot be removed."""
    modules = [path for path in _FOLDER.rglob("*") if path.suffix in (".so", ".pyd")]
    try:
        # And the library they share.
        for path in (*modules, *_FOLDER.parent.glob("*__mypyc.*"), STAMP):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise ImportError(
            f"{error.filename} was compiled from other sources than there are now and cannot be removed: "
            "remove it, or run python3 dev.py compile"
        ) from error


def is_made() -> bool:
    """Whether there are compiled modules, made of these very sources."""
    return STAMP.exists() and STAMP.read_text() == version()


def check() -> None:
    """Take compiled modules away that were made of other sources."""
    if STAMP.exists() and not is_made():
        take_away()
