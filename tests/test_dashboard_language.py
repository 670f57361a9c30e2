"""The page in the language of its reader, run without a browser."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.words import ENGLISH, use_language
from tests.articles.builders import MOSUL
from tests.test_dashboard import HOSTILE, SIEGE, TALKS, click_map, html, map_arguments, open_page

__all__ = ["open_page"]


def test_a_link_asks_for_arabic(open_page: Any) -> None:
    body = html(open_page(SIEGE, TALKS, link={"lang": "ar"}))
    assert "اختر مكانًا، هنا أو على الخريطة، لقراءة مقاطعه." in body
    assert "6 passages" not in body
    assert ">Mosul<" in body


def test_two_readers_at_once_each_have_their_own_language(open_page: Any) -> None:
    arabic = open_page(SIEGE, TALKS, link={"lang": "ar"})
    english = open_page()
    event = {"kind": "pick", "place": MOSUL.id, "seq": 1}
    assert "3 إشارات" in html(click_map(arabic, event))
    assert "3 mentions · 1 article · 1 outlet" in html(click_map(english, event))
    assert "3 إشارات" in html(arabic.run())


def test_the_map_is_given_its_words(open_page: Any) -> None:
    english, arabic = (
        json.dumps(map_arguments(open_page(*found, link=link)))
        for found, link in (((SIEGE,), {}), ((), {"lang": "ar"}))
    )
    addresses = [re.findall(r"boot\.js[^\"]*", each) for each in (english, arabic)]
    assert addresses[0] != addresses[1]


def test_what_is_chosen_on_the_map_keeps_the_language_in_the_link(open_page: Any) -> None:
    page = click_map(open_page(SIEGE, link={"lang": "ar"}), {"kind": "pick", "place": MOSUL.id, "seq": 1})
    assert page.query_params["place"] in (MOSUL.id, [MOSUL.id])
    assert page.query_params["lang"] in ("ar", ["ar"])


def test_a_language_nobody_knows_is_english(open_page: Any) -> None:
    for strange in ("xx", HOSTILE, "../../etc/passwd", ""):
        assert "Choose one, here or on the map, to read its passages." in html(open_page(SIEGE, link={"lang": strange}))


def test_each_page_offers_the_other_language_by_its_own_name(open_page: Any) -> None:
    use_language(ENGLISH)
    english, arabic = html(open_page(SIEGE)), html(open_page(link={"lang": "ar"}))
    assert re.search(r'href="\?lang=ar"[^>]*>العربية<', english)
    assert re.search(r'href="\?lang=en"[^>]*>English<', arabic)
