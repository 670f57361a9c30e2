"""URLs: the web addresses an article may link to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LONGEST = 2048
#: Never part of an address (RFC 3986, appendix A), but of tricks with one.
_FORBIDDEN = re.compile(r"[\s\x00-\x20\x7f-\xa0\"<>\\^`{|}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def web_address(text: str) -> str:
    """*text* when it is an http or https address with a host; "" otherwise.

    An address that carries a user name is none: ``https://example.org@elsewhere.net`` leads elsewhere.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or _FORBIDDEN.search(text):
        return ""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and has_host and "@" not in parts.netloc
    return text if is_web else ""
