"""The panel of passages as HTML: worked out once a run, for it is drawn twice, for wide screens and for phones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from articles.archive import Archive
from articles.article import Hit
from articles.markup import place_lists
from articles.markup.links import link
from articles.markup.marginalia import Key
from articles.markup.passages import passage_list
from articles.markup.selected import selected_head
from articles.quoting import Ration
from articles.reposts.telling import Repeats
from articles.showing import Showing
from articles.view import Together, View
from articles.views.noting import noted_in
from articles.views.related import related
from articles.words import say

#: Passages a page; one st.html holds them all, which is what keeps a click fast.
PAGE_SIZE = 20


class Panel:
    """Of *view*, as far as *showing* gives it to one reader: for this reader's run alone."""

    def __init__(self, view: View, archive: Archive, showing: Showing) -> None:
        self.view = view
        self.archive = archive
        self.showing = showing
        self._pages: dict[int, str] = {}

    @property
    def alone(self) -> View:
        """What the company of the place is counted in: of a pair all its passages, so that another can be chosen."""
        return self.view.with_(places=(), together=Together.ANY) if place_lists.is_pair(self.view) else self.view

    @cached_property
    def head(self) -> str:
        """What is selected."""
        view, note = self.view, ""
        if place_lists.is_pair(view):
            names = self.archive.names()
            note = place_lists.pair_note(view, [names.label(place) for place in view.places if place != view.place])
        back = link(view.with_(place=""), say("← All places"), css="dl-back")
        return f'<div class="dl-selected">{back}{selected_head(view, self.archive)}{note}</div>'

    @cached_property
    def company(self) -> str:
        """What is named in the same passages; "" where nothing is."""
        return place_lists.related_list(self.view, self.view.place, related(self.alone, self.archive, self.view.place))

    def page(self, number: int) -> str:
        """The passages on the page of that number, from 1."""
        if number not in self._pages:
            # Of a pair both places are marked in the passages, which are the same.
            marked = self.view.with_(place="") if place_lists.is_pair(self.view) else self.view
            hits = self.archive.hits(marked, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
            ration = self.showing.ration(self.archive)
            repeated = _repeated(hits, self.archive, ration)
            self._pages[number] = passage_list(self.view, hits, noted_in(self.archive), ration, repeated)
        return self._pages[number]


def _repeated(hits: Sequence[Hit], archive: Archive, ration: Ration) -> dict[Key, Repeats]:
    """Of the passages shown, those that stand in other articles too."""
    found: dict[Key, Repeats] = {}
    for article, group in groupby(hits, key=lambda hit: hit.article):
        repeats = archive.repeats(article.id, [hit.passage.start for hit in group])
        found |= {(article.id, start): each for start, each in ration.told(article, repeats).items()}
    return found
