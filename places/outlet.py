"""Where an outlet's readers are, from its name or domain, only where that is certain."""

from __future__ import annotations

import re

from places.names import fold

#: Country-code domains that are sold to anybody, and say nothing of where an outlet is.
_SOLD = frozenset("co tv me io ai fm cc ws to ly la am gg im nu st vc ag eu su ac sh".split())  # noqa: SIM905
#: Codes of domains that are not the country's own code.
_CODES = {"uk": "GB"}
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/?#]|\Z)", re.IGNORECASE)
_PAPERS = [
    "advertiser",
    "advocate",
    "argus",
    "beacon",
    "bulletin",
    "call",
    "chronicle",
    "citizen",
    "courier",
    "daily",
    "democrat",
    "dispatch",
    "echo",
    "enquirer",
    "enterprise",
    "evening",
    "examiner",
    "express",
    "free",
    "freepress",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "leader",
    "ledger",
    "local",
    "mail",
    "mercury",
    "messenger",
    "mirror",
    "monitor",
    "morning",
    "news",
    "newspaper",
    "now",
    "observer",
    "online",
    "pilot",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "reporter",
    "republican",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "today",
    "tribune",
    "tv",
    "union",
    "voice",
    "weekly",
    "world",
]
_PAPER = re.compile(rf"(?:the)?(?P<place>[a-z]{{4,}}?)(?:{'|'.join(sorted(_PAPERS, key=len, reverse=True))})+")


def host(source: str) -> str:
    """The host of an address or bare domain, lower case; "" when *source* is neither."""
    match = _HOST.match(source.strip())
    return match[1].lower() if match else ""


def country_of(source: str) -> str:
    """The country code of the outlet's domain; "" when it has none or one that anybody may buy."""
    last = host(source).rpartition(".")[2]
    if len(last) != 2 or last in _SOLD:
        return ""
    return _CODES.get(last, last.upper())


def place_names(source: str) -> tuple[str, ...]:
    """Folded names an outlet may be called after: "edmonton" of "edmontonjournal.com", "rock hill" of "The Rock Hill
    Herald". What they mean, if anything, is for the gazetteer to say.
    """
    name = host(source)
    if name:
        parts = [part for part in name.split(".")[:-1] if part not in ("www", "co", "com", "org", "net", "news")]
        words = [re.sub(r"[^a-z]", "", part) for part in parts]
        matches = (_PAPER.fullmatch(word) for word in words)
        return tuple(match["place"] for match in matches if match)
    words = [word for word in fold(source).split() if word != "the"]
    while words and words[-1] in _PAPERS:
        words.pop()
        if words and words[-1] not in _PAPERS:
            return (" ".join(words),)
    return ()
