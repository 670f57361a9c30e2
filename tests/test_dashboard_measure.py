"""The switches above the map: as what names count, and what marks are sized by."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

from articles.actors import KINDS, Standing
from places.mapping.parcel import Parcel
from tests.articles.builders import an_article
from tests.places import parcels as sent
from tests.test_dashboard import SIEGE, TALKS, html, map_arguments, open_page

__all__ = ["open_page"]

#: One article names Mosul three times, two name Baghdad once each.
MORE = an_article("Tehran warned Mosul. Baghdad is calm.", headline="More", outlet="Third")


def drawn(page: Any) -> Any:
    """What the map was given to draw, unpacked."""
    script = json.dumps(map_arguments(page))
    packed = re.findall(r"dateline\.update\(\W*([A-Za-z0-9+/=]+)", script)[-1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def marked(page: Any) -> list[str]:
    """The names of the places that the map marks, by name."""
    kept = [each.proto.bytes for each in page.get("bidi_component")]
    parcels = {data[: sent.KEY_CHARACTERS].decode("latin-1"): Parcel("", data) for data in kept}
    book, numbers, _ = (parcels[key] for key in drawn(page)["parcels"])
    places = sent.book(book)
    return [places[row]["name"] for row in sent.tally(numbers)[0]["rows"]]


def switch(page: Any, label: str) -> Any:
    return next(each for each in page.button_group if each.label == label)


def test_marks_and_list_are_sized_by_what_is_chosen(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS, MORE)
    assert html(page).index(">Mosul<") < html(page).index(">Baghdad<")
    switch(page, "Size of the marks").set_value("articles").run()
    assert page.query_params["size"] == "articles"
    assert drawn(page)["sizeBy"] == "articles"
    assert html(page).index(">Baghdad<") < html(page).index(">Mosul<"), "three articles against two"
    assert "sized by articles" in html(page)


def test_a_link_with_a_size_moves_the_switch(open_page: Any) -> None:
    page = open_page(SIEGE, link={"size": "outlets"})
    assert switch(page, "Size of the marks").value == "outlets"
    assert drawn(page)["sizeBy"] == "outlets"


def test_the_switch_between_places_and_actors_changes_the_numbers_and_says_so(open_page: Any) -> None:
    page = open_page(SIEGE, TALKS, MORE)
    assert switch(page, "What counts").value == Standing.BOTH
    switch(page, "What counts").set_value(Standing.ACTORS).run()
    assert page.query_params["kind"] == "government"
    assert marked(page) == ["Tehran"]
    assert "actors, not places: 2 of 10 mentions in 2 of 8 passages" in html(page)
    switch(page, "What counts").set_value(Standing.PLACES).run()
    assert page.query_params["kind"] == [str(kind) for kind in KINDS[Standing.PLACES]]
    assert "places, not actors: 8 of 10 mentions in 6 of 8 passages" in html(page)
