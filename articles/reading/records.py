"""Records: the names under which files give an article's fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

#: For each field its names, the plainest first; case, spaces and underscores do not matter.
NAMES: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline", "title"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "site", "sitename", "source name"),
    "via": ("via",),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "published": (
        "published", "date", "published at", "date published", "publication date", "publish date", "pub date",
        "published date", "published on", "posted", "datetime",
    ),
    "url": ("url", "link", "address", "web url", "canonical url", "permalink"),
    "language": ("language", "lang"),
    "text": ("text", "body", "content", "article text", "full text", "main text", "content text", "article", "story"),
}  # fmt: skip

_SEPARATORS = re.compile(r"[\s_.-]+")
_FIELDS = {_SEPARATORS.sub("", name): field for field, names in NAMES.items() for name in names}
_RANKS = {_SEPARATORS.sub("", name): rank for names in NAMES.values() for rank, name in enumerate(names)}
_LONGEST_KEY = 40
#: Keys under which a value that is a record itself has its name: {"source": {"id": 1, "name": "Reuters"}}.
_NAME_KEYS = ("name", "title", "value")


def field_of(name: object) -> str:
    """The field that a column, key or label called *name* gives; "" for one of no use."""
    return _FIELDS.get(_key(name), "")


def fields(record: Mapping[object, object], said: Mapping[str, str] | None = None) -> dict[str, str]:
    """The fields *record* gives, of two names for one field the plainer; "" where it gives none.

    What was *said* of a name, the field it gives or "" for none, goes before what the name says itself.
    """
    said = said or {}
    ranked = sorted(
        (rank, name, field)
        for name in record
        if isinstance(name, str) and (field := said_field(name, said))
        for rank in (-1 if name in said else _RANKS[_key(name)],)
    )
    found = dict.fromkeys(NAMES, "")
    for _, name, field in ranked:
        found[field] = found[field] or as_text(record[name], field)
    return found


def said_field(name: str, said: Mapping[str, str]) -> str:
    """The field a column called *name* gives by what was *said* of it, else by its name; "" for one of no use."""
    field = said[name] if name in said else field_of(name)
    return field if field in NAMES else ""


def as_text(value: object, field: str) -> str:
    """A value of any file as text: names in a list joined by commas, paragraphs by blank lines."""
    match value:
        case str():
            return value.strip()
        case bool() | None:
            return ""
        case int() | float() | date():
            return str(value)
        case list():
            parts = filter(None, (as_text(part, field) for part in value if not isinstance(part, list)))
            return ("\n\n" if field == "text" else ", ").join(parts)
        case dict():
            names = (as_text(value[key], field) for key in _NAME_KEYS if isinstance(value.get(key), str))
            return next(filter(None, names), "")
        case _:
            return ""


def _key(name: object) -> str:
    if not isinstance(name, str) or len(name) > _LONGEST_KEY:
        return ""
    return _SEPARATORS.sub("", name.strip("\ufeff \t").casefold())
