"""The place that is selected: its head, and the links that filter by it or question it."""

from __future__ import annotations

from html import escape

from articles import wording
from articles.actors import called
from articles.answering.spelled import Spelled, spelled
from articles.archive import Archive
from articles.markup.links import link
from articles.saying import diversity, tally
from articles.storage.schema import EXCLUDED
from articles.view import Near, View
from articles.words import say
from places.place import Place

#: Offered round a selected place.
NEAR_KM = 60
#: Of the names by which texts call a place, those offered to be questioned.
_MOST_NAMES = 6


def selected_head(view: View, archive: Archive) -> str:
    """The name of what is selected, where it lies, and how often by how many it is mentioned."""
    place = archive.place(view.place)
    if place is None:
        toponym = archive.toponym(view.place)
        if view.place.startswith(EXCLUDED):
            said = say("Not on the map: somebody decided that it is no place.")
        elif toponym:
            said = f"{say('Not on the map: the gazetteer knows no such place.')} {_questions(view, archive)}"
        else:
            said = say("This archive mentions no such place.")
        return f'<h2>{escape(toponym or view.place)}</h2><p class="dl-where">{said}</p>'
    count = archive.count(view)
    where = wording.where(place, archive.where(place.id))
    counted = " · ".join(filter(None, (tally(count), escape(called(view))))) if count else ""
    return (
        f'<h2>{escape(place.name)}</h2><p class="dl-where">{escape(where)}</p>'
        f'<p class="dl-tally">{counted or say("No mention in this selection")}</p>'
        f'<p class="dl-hint">{escape(diversity(view, place.id, archive)) if count else ""}</p>'
        f'<p class="dl-hint">{_filters_by(place, view)}</p><p class="dl-hint">{_questions(view, archive)}</p>'
    )


def _filters_by(place: Place, view: View) -> str:
    """Links that filter the map by the selected place: by itself, by what lies in it, by what lies around it."""
    ways = [(say("itself"), view.with_(places=tuple(sorted({*view.places, place.id}))))]
    if place.is_area:
        ways.append((say("places inside"), view.with_(inside=tuple(sorted({*view.inside, place.id})))))
    else:
        around = say("{km} km around", km=NEAR_KM)
        ways.append((around, view.with_(near=Near(place.id, NEAR_KM))))
    return say("Filter by {ways}", ways=" · ".join(link(to, words) for words, to in ways if to != view))


def _questions(view: View, archive: Archive) -> str:
    """Links that question what is selected: one, or one for each of the names by which texts call it."""
    names = spelled(archive, view.place)[:_MOST_NAMES]
    asked = say("Wrong place?") if archive.place(view.place) else say("Say where it is")
    if len(names) < 2:
        return "".join(_question(each, view, asked) for each in names)
    called = [say("“{name}” {number}", name=each.toponym, number=f"{each.mentions:,}") for each in names]
    return f"{asked} " + " ".join(_question(each, view, name) for each, name in zip(names, called, strict=True))


def _question(name: Spelled, view: View, words: str) -> str:
    asked = escape(f"{name.article} {name.start} {view.place}")
    return f'<a class="dl-fix" href="#" data-fix="{asked}">{escape(words)}</a>'
