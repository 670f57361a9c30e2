"""Text that any file can hold: without the characters that XML, JSON or a spreadsheet refuses or obeys."""

from __future__ import annotations

import re

from articles.words import END_ISOLATE, FIRST_STRONG_ISOLATE, ISOLATE, RIGHT_TO_LEFT_ISOLATE

# What XML 1.0 does not let in (https://www.w3.org/TR/xml/#charsets), and the controls that it discourages.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# They turn the reading direction of everything after them.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")

_ISOLATES = (ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, END_ISOLATE)


def clean(text: str) -> str:
    """*text* as it may stand in a file; as long as before, each character that may not is a replacement character."""
    return _OVERRIDES.sub("\ufffd", _FORBIDDEN.sub("\ufffd", text.replace("\r", " ")))


def clean_said(text: str) -> str:
    """The same for a sentence of ``articles.words``, whose isolates stay: they turn nothing round."""
    return "".join(each if each in _ISOLATES else clean(each) for each in re.split(f"([{''.join(_ISOLATES)}])", text))


def web_address(url: str) -> str:
    """*url* where it is a web address without a space or a control in it; "" for every other."""
    safe = url.startswith(("http://", "https://")) and not any(c.isspace() or not c.isprintable() for c in url)
    return url if safe else ""
