"""What is asked, as far as the visitor may ask it, and what of the texts they are given."""

from __future__ import annotations

from articles.hosting.access import reader_of
from articles.searching.search import parse_query
from articles.searching.tokens import QueryError
from articles.showing import Showing
from articles.view import View
from articles.views.opening import Desk
from articles.views.visiting import visitor


def showing(desk: Desk) -> Showing:
    """What of the texts the visitor is given. The digests of the example are our own words."""
    who = visitor()
    return Showing() if desk.library.is_sample else Showing(desk.settings.policy, reader_of(who.role))


def answerable(view: View, desk: Desk) -> tuple[View, QueryError | None]:
    """*view* as it can be asked: without its search line where that has no meaning, which is then said.

    Whoever may not read the texts in full asks for their words singly.
    """
    view = showing(desk).asked(view)
    try:
        parse_query(view.query)
    except QueryError as fault:
        return view.with_(query=""), fault
    return view, None
