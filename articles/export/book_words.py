"""What the map-book says round the articles, in the language it is made in."""

from __future__ import annotations

from articles.words import forms, is_right_to_left, language, phrase, phrases, say

#: Every text of book.html, and of book.js as ``say`` is given it there. Values stand in braces.
TEXTS = (
    phrase("Skip the map"),
    phrase("Word"),
    phrase("Search the passages"),
    phrase("From"),
    phrase("To"),
    phrase("Outlet"),
    phrase("All outlets"),
    phrase("Clear filters"),
    phrase("Map of the places; the list beside it does all that the map does"),
    phrase("How this was made"),
    phrase("This map-book needs JavaScript, which this browser has switched off."),
    phrase("undated"),
    phrase("Places, by mentions"),
    phrase("No place is named in what the filters leave. Clear one of them."),
    phrase("Not on the map: {names}"),
    phrase("via {outlet}"),
    phrase("Text not given: follow the link"),
    phrase("Text not given"),
    phrase("Named in a part that is not given"),
    phrase("not on the map"),
    phrase("automatic"),
    phrase("verified"),
    phrase("doubtful"),
    phrase("as government"),
    phrase("as adjective"),
    phrase("as organisation"),
    phrase("as relative"),
    phrase("town or spot"),
    phrase("area"),
    phrase("country"),
    phrase("in doubt which place"),
    phrase("size: mentions"),
    phrase("{part} of {whole}"),
    phrase("← All places"),
    phrase("The filters leave no passage that names it."),
    phrase("Nothing found"),
    phrase("No passage holds “{words}”. Try a shorter word, or clear the filters."),
    phrase("Made on {day} with Dateline"),
    phrase("Open this view in Dateline"),
    phrase(", "),
    phrase("Zoom in"),
    phrase("Zoom out"),
)
#: Every text that goes by a number, for one and for more.
COUNTS = (
    phrases("{n} mention", "{n} mentions"),
    phrases("{n} article", "{n} articles"),
    phrases("{n} outlet", "{n} outlets"),
    phrases("{n} passage", "{n} passages"),
    phrases("{n} place", "{n} places"),
    phrases("{n} more passage left out of this book", "{n} more passages left out of this book"),
    phrases("{n} copy in the article, counted once", "{n} copies in the article, counted once"),
    phrases("Show more of {n} passage", "Show more of {n} passages"),
)


def book_words() -> dict[str, object]:
    return {
        "language": language(),
        "rtl": is_right_to_left(language()),
        "texts": {text: said for text in TEXTS if (said := say(text)) != text},
        "counts": {one: forms(one, many) for one, many in COUNTS},
    }
