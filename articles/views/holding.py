"""Holding: for whom each file to take along was made, and of which archive. Its address alone gives it to nobody.

Streamlit hands a file to whoever knows its address, until the session that made it is gone. Here a file goes to those
alone who are who it was made for, or to the public where it was made for them, and who may see its archive still. It is
known again by its content, so that an address that comes to mean another file gives that to nobody else either.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock

from streamlit.runtime import Runtime

from articles.hosting.access import Visitor
from articles.hosting.installation import Installation
from articles.storage.database import ArchiveError
from articles.views.archives import may_see
from places.folders import home_folder

#: Files are made anew with each click; of so many the earliest is forgotten, and nobody is given it any more.
MOST_HELD = 5_000

#: Slug of the archive, and who the file was made for.
_Holder = tuple[str, Visitor]


class Held:
    """What was made since the server started. Asked from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._holders: OrderedDict[bytes, set[_Holder]] = OrderedDict()

    def hold(self, content: bytes, slug: str, who: Visitor) -> bytes:
        """*content*, made of the archive called *slug* for *who*."""
        digest = hashlib.sha256(content).digest()
        with self._lock:
            self._holders.setdefault(digest, set()).add((slug, who))
            self._holders.move_to_end(digest)
            while len(self._holders) > MOST_HELD:
                self._holders.popitem(last=False)
        return content

    def may_have(self, content: bytes, who: Visitor) -> bool:
        """Whether *content* was made for *who*, and of an archive that they may see now."""
        digest = hashlib.sha256(content).digest()
        with self._lock:
            holders = tuple(self._holders.get(digest, ()))
        return any(_is_for(made_for, who) and _is_open(slug, who) for slug, made_for in holders)


held = Held()


def content_at(name: str) -> bytes | None:
    """The file that Streamlit serves as *name*; None where there is none."""
    if not Runtime.exists():
        return None
    file = Runtime.instance().media_file_mgr.read_file(name)
    return file.content if file is not None else None


def _is_for(made_for: Visitor, who: Visitor) -> bool:
    return who.address == made_for.address and who.role >= made_for.role


def _is_open(slug: str, who: Visitor) -> bool:
    try:
        return may_see(Installation(home_folder()).find(slug), who.role)
    except (ArchiveError, OSError):
        return False
