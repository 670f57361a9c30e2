"""Conditions: what a View asks of an article and of a mention, as pieces of SQL."""

from __future__ import annotations

from dataclasses import dataclass

from articles.schema import CERTAINTIES, KINDS
from articles.view import View

_LAST_DAY = 9_999_999


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE clause, true where there is nothing to ask, and its values."""

    sql: str = "1"
    values: tuple[int | str, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)


def article_passes(view: View, table: str = "") -> Condition:
    """The days and outlets of *view*, asked of a *table* that keeps them; its alias ends in a dot."""
    condition = Condition()
    if view.after is not None or view.before is not None:
        # Undated articles have day 0 and answer only when both ends are open.
        first = view.after.toordinal() if view.after else 1
        last = view.before.toordinal() if view.before else _LAST_DAY
        condition &= Condition(f"{table}day BETWEEN ? AND ?", (first, last))
    if view.outlets:
        condition &= Condition(f"{table}outlet IN {_numbers_of(view.outlets)}", view.outlets)
    if view.without:
        condition &= Condition(f"{table}outlet NOT IN {_numbers_of(view.without)}", view.without)
    return condition


def mention_passes(view: View, table: str = "") -> Condition:
    """The roles and certainties of *view*, asked of mentions."""
    condition = _is_one_of(f"{table}kind", [KINDS.index(kind) for kind in view.kinds])
    if view.certainty:
        condition &= _is_one_of(f"{table}certainty", [CERTAINTIES.index(each) for each in view.certainty])
    return condition


def _is_one_of(column: str, numbers: list[int]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(numbers))})", tuple(numbers))


def _numbers_of(outlets: tuple[str, ...]) -> str:
    return f"(SELECT n FROM outlet WHERE name IN ({', '.join('?' * len(outlets))}))"
