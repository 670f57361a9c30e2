"""Shares: how the mentions of a place are divided among outlets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from articles.condition import Condition, article_passes, mention_passes
from articles.restricting import restrict
from articles.view import View

#: Outlet and mentions, most mentions first.
Shares = tuple[tuple[str, int], ...]


def outlet_shares(db: sqlite3.Connection, view: View, place: int | None = None) -> dict[int, Shares]:
    """The outlets of *view* that mention each place, or only *place*, with their mentions; "" is the unknown one."""
    if not view.kinds:
        return {}
    only = Condition() if place is None else Condition("m.place = ?", (place,))
    if restrict(db, view):
        asked = mention_passes(view, "m.") & article_passes(view, "m.") & only
        sql = f"""
            SELECT m.place, m.outlet, count(*)
            FROM temp.matching CROSS JOIN mention AS m ON m.passage = matching.passage
            WHERE {asked.sql} GROUP BY m.place, m.outlet"""
    else:
        mentions = " + ".join(f"{kind.value}_mentions" for kind in view.kinds)
        asked = article_passes(view, "m.") & only & Condition(f"{mentions} > 0")
        sql = f"SELECT place, outlet, sum({mentions}) FROM place_article AS m WHERE {asked.sql} GROUP BY place, outlet"
    names = dict(db.execute("SELECT n, name FROM outlet").fetchall())
    found: dict[int, list[tuple[str, int]]] = {}
    for number, outlet, mentions_of in db.execute(sql, asked.values):
        found.setdefault(number, []).append((names[outlet], mentions_of))
    return {number: _sorted(shares) for number, shares in found.items()}


def _sorted(shares: Iterable[tuple[str, int]]) -> Shares:
    return tuple(sorted(shares, key=lambda share: (-share[1], share[0])))
