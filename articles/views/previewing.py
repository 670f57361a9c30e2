"""Previewing: what a chat shows of a link before anybody opens it, a title and a picture.

Chats read the page's first file and run none of its scripts, so that it is written here, for who asks: nobody who may
not see an archive is told its title. They want the picture's whole address, which DATELINE_ADDRESS says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import streamlit as st
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from articles.archive import Archive
from articles.hosting.access import Role
from articles.hosting.installation import Housing, Installation
from articles.hosting.short_links import PARAMETER, ShortLinkError
from articles.storage.database import ArchiveError
from articles.view import View
from articles.views.archives import may_see
from articles.views.guarding import role_of
from articles.views.short import short_links
from places.folders import home_folder

NAME = "Dateline"
TOLD = "A map of reports: the places in an archive of news, each with the passages that name it."
PICTURE = Path(__file__).with_name("preview.png")
#: Where readers find the page, as https://example.org/dateline/; none, and previews come without their picture.
ADDRESS = "DATELINE_ADDRESS"
_PAGE = Path(st.__file__).parent / "static" / "index.html"
_STREAMLITS = "<title>Streamlit</title>"


def preview_routes() -> list[BaseRoute]:
    """The page's own address, and that of the picture, at the root and below the base path."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    roots = dict.fromkeys(("/", f"/{base}/".replace("//", "/")))
    return [
        *(Route(root, answer_page) for root in roots),
        *(Route(f"{root}{PICTURE.name}", answer_picture) for root in roots),
    ]


async def answer_page(request: Request) -> Response:
    params = request.query_params
    view = await to_thread.run_sync(asked_for, {name: params.getlist(name) for name in params})
    title = await to_thread.run_sync(title_of, view, role_of(request)) if view else NAME
    page = _PAGE.read_text("utf-8").replace(_STREAMLITS, head(title, os.environ.get(ADDRESS, "")), 1)
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def asked_for(params: dict[str, list[str]]) -> View | None:
    """What the address asks for, in full or by a short link; None for one that is none."""
    if PARAMETER not in params:
        return View.from_query(params)
    try:
        return short_links().view(params[PARAMETER][-1])
    except (ShortLinkError, OSError):
        return None


async def answer_picture(_: Request) -> Response:
    return FileResponse(PICTURE, headers={"Cache-Control": "public, max-age=86400"})


def title_of(view: View, role: Role) -> str:
    """Mosul · Lebanon 2006 · Dateline: the place and the archive as far as somebody of *role* may see them."""
    try:
        housing = Installation(home_folder()).find(view.archive)
        if not may_see(housing, role):
            return NAME
        title = housing.settings.read().title or ("" if housing.is_main else housing.title)
        return " · ".join(part for part in (_place(view, housing), title, NAME) if part)
    except (ArchiveError, OSError):
        return NAME


def head(title: str, address: str) -> str:
    """What stands in the page's head for chats and search machines; all of it escaped."""
    told = {"og:title": title, "og:description": TOLD, "og:type": "website", "og:site_name": NAME}
    if urlsplit(address).scheme in ("http", "https"):
        told |= {"og:image": urljoin(address.rstrip("/") + "/", PICTURE.name), "twitter:card": "summary_large_image"}
    return f"<title>{escape(title)}</title>" + "".join(_metas(told.items()))


def _metas(told: Iterable[tuple[str, str]]) -> Iterable[str]:
    yield f'<meta name="description" content="{escape(TOLD)}" />'
    for name, content in told:
        yield f'<meta property="{name}" content="{escape(content)}" />'


def _place(view: View, housing: Housing) -> str:
    """The name of the place that *view* selects; "" where there is none in the archive."""
    if not view.place or not housing.archive.is_file():
        return ""
    archive = Archive.open(housing.archive, read_only=True)
    try:
        place = archive.place(view.place)
        return place.name if place else ""
    finally:
        archive.close()
