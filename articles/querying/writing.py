"""A view written as a query line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.archive import Archive
from articles.querying.filters import beginnings, quoted
from articles.searching.tokens import QUOTES
from articles.view import DEFAULT_KINDS, Reposts, Together, View
from places.areas.polygon import write_corners


def line_of(view: View, archive: Archive) -> str:
    """The canonical line of *view*, which ``parse_line`` reads back, but for its selection and open article.

    Of a view with places or outlets the archive does not know, the line cannot be read back.
    """
    names = archive.names()
    parts: list[tuple[str, Iterable[str]]] = [
        ("in", (quoted(names.label(id_, area=True)) for id_ in view.inside)),
        ("place", (quoted(names.label(id_)) for id_ in view.places)),
        ("together", [view.together] if view.together is not Together.ANY else []),
        ("near", [f"{quoted(names.label(view.near.place))}~{_number(view.near.km)}km"] if view.near else []),
        ("area", [write_corners(view.area)] if view.area else []),
        ("after", [view.after.isoformat()] if view.after else []),
        ("before", [view.before.isoformat()] if view.before else []),
        ("outlet", map(quoted, view.outlets)),
        ("-outlet", map(quoted, view.without)),
        ("language", view.languages),
        ("kind", view.kinds if view.kinds != DEFAULT_KINDS else []),
        ("type", view.types),
        ("certainty", view.certainty),
        ("reposts", [view.reposts] if view.reposts is not Reposts.ONCE else []),
        ("size", [view.size] if view.size != View().size else []),
    ]
    said = [f"{key}:{value}" for key, values in parts for value in values]
    return " ".join([*said, *filter(None, [_searched(view.query)])])


def _searched(query: str) -> str:
    """*query* with quotation marks round the words of it that would be read as filters."""
    pieces, at = [], 0
    for start in beginnings(query):
        word = re.compile(rf"[^\s(){QUOTES}]*").match(query, start)
        end = word.end() if word else start
        stem = query[start:end].rstrip("*")
        star = "*" if len(stem) < end - start else ""
        gap = "" if query[end : end + 1] in ("", " ") else " "
        pieces += [query[at:start], f'"{stem}"{star}{gap}']
        at = end
    return "".join([*pieces, query[at:]])


def _number(km: float) -> str:
    # Never with an exponent, which the line does not know.
    return f"{km:.9f}".rstrip("0").rstrip(".")
