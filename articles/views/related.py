"""What is named in the same passages as a place, counted once for all who ask."""

from __future__ import annotations

from articles.answering.company import Related
from articles.archive import Archive
from articles.view import View

#: Company is counted at once for a place of so many mentions (some 0.1 s), else when somebody asks for it.
MOST_MENTIONS_AT_ONCE = 40_000


def related(view: View, archive: Archive, place: str) -> tuple[Related, ...]:
    """The places named in the passages of *view* that name *place*, most such passages first.

    Two panels ask, every page of them, and the map.
    """
    return archive.recently(("related", view.filters, place), lambda: archive.related(view, place))
