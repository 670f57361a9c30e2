"""Shortcodes: what WordPress writes in brackets for its plugins, taken out of a text."""

from __future__ import annotations

import re

#: Of these, what stands between the opening and the closing one is an address or a list of pictures, and no words.
_WORDLESS = "audio|embed|gallery|googlemaps|playlist|soundcloud|twitter|video|vimeo|youtube"
_WITH_CONTENT = re.compile(rf"\[({_WORDLESS})\b[^\[\]]{{0,2000}}\][^\[\]]{{0,2000}}\[/\1\]", re.IGNORECASE)
#: "[sic]", "[the army]" and "[1]" are words of the article: a shortcode has attributes, a known name or is closed.
_TAG = re.compile(
    rf"\[(?:/[a-z][\w-]{{0,40}}|(?:{_WORDLESS}|more|nextpage|sharethis)\b[^\[\]]{{0,2000}}"
    r"|[a-z][\w-]{0,40}(?:\s+[\w-]{1,40}\s?=\s?(?:\"[^\"\[\]]{0,2000}\"|'[^'\[\]]{0,2000}'|[^\s\"'\[\]]{1,200}))+\s*/?"
    r"|(?:vc|et|fusion|av|su)_[a-z_]{1,40}[^\[\]]{0,2000})\]",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\[/([a-z][\w-]{0,40})\]", re.IGNORECASE)
_OPENING = re.compile(r"\[([a-z][\w-]{0,40})\]", re.IGNORECASE)


def without_shortcodes(html: str) -> str:
    """*html* without shortcodes; what stands between two of them stays, but for addresses of films and pictures."""
    if "[" not in html:
        return html
    closed = {name.lower() for name in _CLOSING.findall(html)}
    html = _WITH_CONTENT.sub("", html)
    html = _OPENING.sub(lambda found: "" if found[1].lower() in closed else found[0], html)
    return _TAG.sub("", html)
