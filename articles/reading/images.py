"""Image names: what a page copied as text keeps of its pictures."""

from __future__ import annotations

import re

_NAME = re.compile(r"[\w.()%@+-]{1,200}")
_IMAGE_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)$", re.IGNORECASE)
#: "huss", "mosul-map", "1-5": no sentence and no heading is one word in small letters.
_SMALL = re.compile(r"(?=.*[a-z_-])[a-z0-9]+(?:[-.][a-z0-9]+)*")
#: Where a small letter or a digit meets a capital: "...sadr|Muqtada", "...6.16|Sunni".
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_image_name(line: str) -> bool:
    """Whether the whole *line* is the name of a picture: ``huss``, ``1-5``, ``offensive_17-10-16-1``, ``IMG_2034``."""
    if not _NAME.fullmatch(line):
        return False
    marks = line.count("-") + line.count("_") + line.count(".")
    return bool(
        _IMAGE_SUFFIX.search(line)
        or ("_" in line and line.strip("_").isascii())
        or _SMALL.fullmatch(line)
        or (line.isascii() and marks >= 2 and any(c.isdigit() for c in line) and not line.endswith("."))
    )


def without_image_name(line: str) -> str:
    """*line* without the name of a picture glued to its first word; *line* itself where there is none.

    ``muqtada-al-sadrMuqtada al-Sadr`` gives ``Muqtada al-Sadr``.
    """
    word, space, rest = line.partition(" ")
    for seam in _SEAM.finditer(word[:300]):
        name, caption = word[: seam.start()], word[seam.start() :]
        # The name may have seams of its own: "Mosul_MapOctober_2016Iraqi".
        if _is_surely_image_name(name) and "_" not in caption:
            return caption + space + rest
    return line


def _is_surely_image_name(name: str) -> bool:
    """Stricter than for a line alone: a word of prose may be one word with a hyphen."""
    marks = name.count("-") + 2 * name.count("_")
    return bool(_IMAGE_SUFFIX.search(name) or (_NAME.fullmatch(name) and name.isascii() and marks >= 2))
