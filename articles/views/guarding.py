"""Guarding: what of the server's addresses answers whom, and the headers that every answer has.

Streamlit asks nobody who they are before it hands out a file to take along, or takes one in: whoever knows the address
may. Here both need the role that the page asks for, and a file goes to those alone for whom it was made (holding.py).
The page itself is guarded where it is drawn.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from articles.hosting.access import AccessError, Role, Visitor, is_at_the_machine, visitor_from
from articles.views.holding import content_at, held
from articles.views.unguarded import note_guards
from articles.views.visiting import access

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Files to take along: each is for those alone for whom it was made.
_MEDIA = "media/"
#: What an address needs, by how it begins below the base path; of any other Streamlit's own rules hold.
_NEEDED = {_MEDIA: Role.PUBLIC, "_stcore/upload_file/": Role.EDITOR}
#: Answers at the machine only: how many there are is the operator's to know.
_METRICS = "_stcore/metrics"

_REFUSAL = b"This address is not for everybody: sign in on the page."

#: Hosts of the map tiles that a reader may choose in the map's own control.
_TILES = "https://tile.openstreetmap.org https://tile.opentopomap.org"
_COMMON = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; connect-src 'self'; "
    f"style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob: {_TILES}; "
    "worker-src 'self' blob:; frame-src 'self'"
)
#: Of the page: its scripts are Streamlit's files, and those of our components, which it loads as blobs.
_PAGE = f"{_COMMON}; script-src 'self' blob: "
#: Of a component's frame: streamlit-folium runs the map's script as text it is sent.
_FRAME = f"{_COMMON}; script-src 'self' 'unsafe-inline' 'unsafe-eval'"
#: The sites that may show the page in a frame beside its own; DATELINE_EMBEDDERS, space between.
_EMBEDDERS = "DATELINE_EMBEDDERS"


def guards() -> list[Middleware]:
    return [Middleware(Guard)]


class Guard:
    """An ASGI application round Streamlit's."""

    def __init__(self, app: App) -> None:
        self._app = app
        note_guards()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = _below_the_base(str(scope["path"]))
        headers = tuple(security_headers(path, os.environ.get(_EMBEDDERS, "")))
        host = HTTPConnection(scope).headers.get("host", "")

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = [_at_home(name, value, host) for name, value in message.get("headers", ())]
                given = {name.lower() for name, _ in said}
                message["headers"] = [*said, *(each for each in headers if each[0] not in given)]
            await send(message)

        if not await _may(HTTPConnection(scope), path):
            await send_on({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send_on({"type": "http.response.body", "body": _REFUSAL})
            return
        await self._app(scope, receive, send_on)


def _at_home(name: bytes, value: bytes, host: str) -> tuple[bytes, bytes]:
    """The header, its address without *host* where it leads there: what that name was is for who asks to say, and
    what is kept of the answer may be given to others."""
    parts = urlsplit(value.decode("latin-1"))
    if name.lower() != b"location" or not parts.netloc or parts.netloc != host:
        return name, value
    path = "/" + parts.path.lstrip("/\\")
    return name, (path + (f"?{parts.query}" if parts.query else "")).encode("latin-1")


def security_headers(path: str, embedders: str) -> Iterable[tuple[bytes, bytes]]:
    """Names and values for an answer from *path*; *embedders* are the origins that may show the page in a frame."""
    frame = path.startswith("component/")
    ancestors = " ".join(["'self'", *filter(_is_origin, embedders.split())])
    policy = _FRAME if frame else _PAGE + _own_scripts()
    yield b"content-security-policy", f"{policy}; frame-ancestors {ancestors}".encode()
    yield b"x-content-type-options", b"nosniff"
    # A link to the page says what is being looked into: other sites are told the host alone, as tile servers ask.
    yield b"referrer-policy", b"strict-origin-when-cross-origin"
    yield b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    yield b"cross-origin-opener-policy", b"same-origin"
    if path.startswith(_MEDIA):
        yield b"cache-control", b"private, no-store"


@cache
def _own_scripts() -> str:
    """What tells the scripts that stand in Streamlit's own page from any that were put there."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
    digests = (hashlib.sha256(script).digest() for script in re.findall(rb"<script>(.*?)</script>", page, re.DOTALL))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _is_origin(text: str) -> bool:
    """Whether *text* is a scheme and a host and nothing that could say more in a policy."""
    parts = urlsplit(text)
    return (
        parts.scheme in ("https", "http") and text == f"{parts.scheme}://{parts.netloc}" and not set(text) & set(";,'*")
    )


def _below_the_base(path: str) -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = path.lstrip("/")
    return path.removeprefix(f"{base}/") if base else path


async def _may(asking: HTTPConnection, path: str) -> bool:
    """Whether whoever asks may have the answer; nobody may where the settings cannot be read."""
    if path.startswith(_METRICS):
        return is_at_the_machine(asking.client.host if asking.client else None, asking.headers)
    needed = next((role for start, role in _NEEDED.items() if path.startswith(start)), Role.NOBODY)
    who = visitor_of(asking)
    if not who.may(needed):
        return False
    return not path.startswith(_MEDIA) or await to_thread.run_sync(_is_held, path.removeprefix(_MEDIA), who)


def _is_held(name: str, who: Visitor) -> bool:
    content = content_at(name)
    return content is not None and held.may_have(content, who)


def role_of(asking: HTTPConnection) -> Role:
    return visitor_of(asking).role


def visitor_of(asking: HTTPConnection) -> Visitor:
    """Who asks for an address, without a session of the page; nobody where the settings cannot be read."""
    at_the_machine = is_at_the_machine(asking.client.host if asking.client else None, asking.headers)
    try:
        return visitor_from(access(), _claims(asking.cookies), at_the_machine=at_the_machine)
    except AccessError:
        return Visitor(Role.NOBODY)


def _claims(cookies: Mapping[str, str]) -> dict[str, object]:
    """Those of Streamlit's cookie, as ``st.user`` has them; none where it is not one that this server signed."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace")) if value else None

    content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    try:
        claims = json.loads(content) if content else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
