"""The server's addresses, asked over HTTP: files go to those they were made for, and no address leads elsewhere."""

from __future__ import annotations

import asyncio
import http.client
import importlib.util
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from streamlit import auth_util  # noqa: TID251  the token of a click on "Sign in"

from articles.hosting.access import Role
from articles.hosting.installation import Installation
from articles.hosting.settings import Visibility
from articles.hosting.short_links import ShortLinks
from articles.view import View
from places.gazetteer import Gazetteer
from tests.articles.backups.builders import installation
from tests.browser.server import ROOT, Served, served
from tests.reader_session import ReaderSession, cookie

SECRET = "a long secret that is made up for this test"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for each, value in self.headers if each.lower() == name), "")


class Provider(BaseHTTPRequestHandler):
    """What a provider of sign-in says of itself."""

    def do_GET(self) -> None:
        root = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        told = {
            "issuer": root,
            "authorization_endpoint": f"{root}/authorize",
            "token_endpoint": f"{root}/token",
            "end_session_endpoint": f"{root}/end",
            "jwks_uri": f"{root}/keys",
        }
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Nothing: tests are quiet."""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive main is everybody's, the archive second for those who have signed in."""
    home = tmp_path_factory.mktemp("addresses") / "home"
    settings = installation(home).find("second").settings
    settings.change(lambda told: replace(told, visibility=Visibility.SIGNED_IN))
    return home


@pytest.fixture(scope="module")
def server(home: Path, provider: str) -> Iterator[Served]:
    if not importlib.util.find_spec("authlib"):
        pytest.skip("Authlib, with which one signs in, is not installed: pip install -e '.[hosting]'")
    Gazetteer.ensure()
    secrets = home.parent / "secrets.toml"
    secrets.write_text(
        f"""
        [access]
        everybody = "reader"
        readers = ["ann@example.org", "bob@example.org"]
        [auth]
        redirect_uri = "http://127.0.0.1/news/oauth2callback"
        cookie_secret = "{SECRET}"
        client_id = "dateline"
        client_secret = "made up"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """
    )
    options = [f"--secrets.files={secrets}", "--server.baseUrlPath=news"]
    with served(ROOT / "serve.py", home.parent, options, DATELINE_HOME=str(home)) as running:
        yield running


def ask(server: Served, target: str, method: str = "GET", **headers: str) -> Answer:
    """The answer to *target* just as it is written: no client of a library mends it on the way."""
    host = urlsplit(server.address).netloc
    name, _, port = host.partition(":")
    lines = [f"{method} {target} HTTP/1.0", *(f"{name}: {value}" for name, value in ({"Host": host} | headers).items())]
    with socket.create_connection((name, int(port)), 20) as to:
        to.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        answer = http.client.HTTPResponse(to, method=method)
        answer.begin()
        return Answer(answer.status, tuple(answer.getheaders()), answer.read())


def leads_elsewhere(location: str, ours: str) -> bool:
    """Whether a browser would go to another host: as browsers read it, who take a backslash for a slash."""
    read = "".join(c for c in location if c not in "\t\r\n").strip().replace("\\", "/")
    parts = urlsplit(read)
    return bool((parts.scheme and parts.scheme not in ("http", "https")) or (parts.netloc and parts.netloc != ours))


def test_a_file_goes_to_those_alone_it_was_made_for_however_its_address_leaked(server: Served, home: Path) -> None:
    ann_s, bob_s, forged = (
        cookie(secret, address, server.address)
        for secret, address in ((SECRET, "ann@example.org"), (SECRET, "bob@example.org"), ("x" * 40, "ann@example.org"))
    )

    async def made() -> str:
        async with (
            ReaderSession(server.address, {"archive": "second", "q": "warned"}, ann_s) as ann,
            ReaderSession(server.address, {"archive": "second", "q": "warned"}) as public,
            ReaderSession(server.address, {}) as everybody,
        ):
            assert b"Tehran" in ann.received
            assert b"Tehran" not in public.received
            assert not public.offered
            hers, theirs = await ann.take("CSV"), await everybody.take("CSV")
            # While the sessions are there, and so the files.
            assert fetched(hers, ann_s) == 200
            assert fetched(hers) == 403, "the public, who may read the other archive"
            assert fetched(hers, bob_s) == 403, "another reader, who may read this one"
            assert fetched(hers, forged) == 403
            assert fetched(hers, ann_s, method="HEAD") == 200
            assert fetched(hers, bob_s, method="HEAD") == 403
            name = hers.rpartition("/")[2]
            assert b"Tehran" in ask(server, f"/news{hers}", Cookie=ann_s).body
            for way in (each.replace("NAME", name) for each in WAYS):
                for cookies in ({}, {"Cookie": bob_s}, {"Cookie": bob_s, "Range": "bytes=0-400"}):
                    assert b"Tehran" not in ask(server, way, **cookies).body, way
            assert fetched(theirs) == 200, "what was made for the public of what is everybody's"
            assert fetched(theirs, ann_s) == 403, "what ann is given may be more; it is made for her"
            settings = Installation(home).find("second").settings
            settings.change(lambda told: replace(told, visibility=Visibility.EDITORS))
            assert fetched(hers, ann_s) == 403, "the archive was closed to her meanwhile"
            settings.change(lambda told: replace(told, visibility=Visibility.SIGNED_IN))
            return hers

    def fetched(address: str, cookies: str = "", method: str = "GET") -> int:
        found = ask(server, f"/news{address}", method, **({"Cookie": cookies} if cookies else {}))
        assert found.status in (200, 403)
        assert (b"warned" in found.body) is False or found.status == 200
        return found.status

    hers = asyncio.run(made())
    for guess in ("0" * 64 + ".csv", "%2e%2e/" + hers.rpartition("/")[2], "x", ""):
        assert ask(server, f"/news/media/{guess}").status in (400, 403, 404)


#: Other ways to write the address of a file.
WAYS = (
    "/news//media/NAME", "//news/media/NAME", "/news/%6dedia/NAME", "/news/./media/NAME", "/news/media/./NAME",
    "/news/media//NAME", "/news/media/NAME/", "/news/media/NAME?x=/", "/media/NAME", "/news/media/NAME%00",
    "/NEWS/media/NAME", "/news/media/NAME.x.csv", "http://127.0.0.1/news/media/NAME", "/news/media/NAME;x",
    "/news\\media/NAME", "/news/media%2fNAME", "/news/x/../media/NAME",
)  # fmt: skip
EVIL = "evil.example"
PATHS = (
    f"//{EVIL}", f"//{EVIL}/", f"///{EVIL}/", f"/\\{EVIL}/", f"\\\\{EVIL}/", f"/%5c{EVIL}/", f"/%5C%5C{EVIL}/",
    f"/%2f%2f{EVIL}/", f"/%2F{EVIL}/", f"/.//{EVIL}/", f"/..//{EVIL}//", f"/news//{EVIL}/", f"/news/\\{EVIL}/",
    f"/news/%2f%2f{EVIL}/", f"/news/%5c{EVIL}/", f"/news/..%2f%2f{EVIL}/", f"/news/@{EVIL}/", f"/@{EVIL}/",
    f"/news/https:%2f%2f{EVIL}/", f"/https://{EVIL}/", f"/news/;//{EVIL}/", f"/news/%09//{EVIL}/", f"http://{EVIL}/",
    f"http://{EVIL}/news", f"/news/s//{EVIL}/", f"/news/s/%2f%2f{EVIL}/", f"/news/compare//{EVIL}/",
    f"/news/auth/login//{EVIL}/", f"/news/auth/logout/%2f%2f{EVIL}", f"/news/oauth2callback/%5c{EVIL}/",
    f"/news/media//{EVIL}/", f"/news/healthz//{EVIL}/", f"/healthz/%2f%2f{EVIL}/", f"/news/preview.png//{EVIL}/",
    "/news", "/news//", "/news/about/", "/%0d%0aX-Injected:%20yes/", f"/news/%0d%0aLocation:%20https:%2f%2f{EVIL}/",
    "/news/%E5%98%8D%E5%98%8AX-Injected:yes/", "/news/\u560d\u560aX-Injected:yes/".encode().decode("latin-1"),
)  # fmt: skip
ADDRESSES = (
    f"https://{EVIL}", f"//{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"https:{EVIL}", f"https://news@{EVIL}",
    f"javascript:alert(1)//{EVIL}", f"%2f%2f{EVIL}", f"https://127.0.0.1@{EVIL}/", f"/\t/{EVIL}",
    f"x\r\nLocation: https://{EVIL}\r\nX-Injected: yes",
)  # fmt: skip
NAMES = (
    "next", "url", "redirect", "redirect_uri", "return_to", "continue", "post_logout_redirect_uri", "origin", "state",
    "code", "error", "error_description", "provider", "s", "archive", "place", "article", "q", "lang", "embed",
    "outlet", "area", "iss",
)  # fmt: skip
PAGES = ("/news/", "/news/compare", "/news/auth/login", "/news/auth/logout", "/news/oauth2callback", "/news/about/")


def refuse_a_way_out(server: Served, target: str, answer: Answer) -> None:
    location = answer.header("location")
    assert answer.status < 500, target
    assert not leads_elsewhere(location, urlsplit(server.address).netloc), (target, location)
    assert EVIL not in urlsplit(location.replace("\\", "/")).netloc, (target, location)
    assert not answer.header("refresh"), target
    assert not answer.header("x-injected"), target
    assert sum(name.lower() == "location" for name, _ in answer.headers) == (300 < answer.status < 400), target
    assert not any(EVIL in value for name, value in answer.headers if name.lower() == "set-cookie"), target


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_path_leads_to_another_host(server: Served, method: str) -> None:
    redirected = 0
    for path in PATHS:
        answer = ask(server, path, method)
        refuse_a_way_out(server, path, answer)
        redirected += 300 < answer.status < 400
    assert redirected > 3, "some of them are redirected, or this would say nothing"


def test_no_parameter_leads_to_another_host_nor_writes_into_the_answer(server: Served) -> None:
    for page in PAGES:
        for address in ADDRESSES:
            query = "&".join(f"{name}={quote(address, safe='')}" for name in NAMES)
            answer = ask(server, f"{page}?{query}")
            refuse_a_way_out(server, f"{page} {address!r}", answer)
            if page == "/news/":
                assert EVIL.encode() not in answer.body, "a link's own words stand in no page made of it"


def test_another_name_of_the_host_stands_in_no_answer(server: Served) -> None:
    for target in ("/news", "/news/about/", "/news/auth/logout", "/news/oauth2callback?error=x", "/news/auth/login"):
        for headers in (
            {"Host": EVIL},
            {"X-Forwarded-Host": EVIL},
            {"Forwarded": f"host={EVIL}"},
            {"Referer": f"https://{EVIL}"},
        ):
            answer = ask(server, target, **headers)
            assert EVIL not in answer.header("location"), (target, headers)


def test_signing_in_and_out_leads_to_the_provider_and_back_to_the_address_of_the_settings(
    server: Served, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth_util, "get_signing_secret", lambda: SECRET)
    token = auth_util.encode_provider_token("default")
    for extra in ("", f"&redirect_uri=https://{EVIL}&next=//{EVIL}&state=https://{EVIL}"):
        answer = ask(server, f"/news/auth/login?provider={token}{extra}", Host=EVIL)
        location = answer.header("location")
        assert location.startswith(f"{provider}/authorize?")
        assert parse_qs(urlsplit(location).query)["redirect_uri"] == ["http://127.0.0.1/news/oauth2callback"]
        assert EVIL not in location
    for wrong in (f"//{EVIL}", "a.b.c", token[:-2] + "xx", f"{token}%0d%0aX-Injected: yes"):
        answer = ask(server, f"/news/auth/login?provider={quote(wrong)}")
        assert answer.header("location") == "/news/"
        assert not answer.header("x-injected")


def test_a_short_link_is_no_address_but_letters(server: Served, home: Path) -> None:
    """What it stands for is a view: whatever was written into the file by hand, nobody is sent anywhere."""
    view = View(query=f"https://{EVIL}/ or //{EVIL} and more")
    code = ShortLinks(home).keep(view, Role.EDITOR)
    answer = ask(server, f"/news/?s={code}")
    assert answer.status == 200
    assert not answer.header("location")
    assert EVIL.encode() not in answer.body

    received = seen(server, code)
    assert f'href="https://{EVIL}'.encode() not in received
    assert f'href="//{EVIL}'.encode() not in received
    assert b"There is no such link" in seen(server, f"//{EVIL}")


def seen(server: Served, letters: str, cookies: str = "") -> bytes:
    """All that reaches a reader who opens the short link of those *letters*."""

    async def look() -> bytes:
        async with ReaderSession(server.address, {"s": letters}, cookies) as reader:
            return reader.received

    return asyncio.run(look())


def test_a_short_link_tells_nothing_of_an_archive_to_whom_it_is_not_open(server: Served, home: Path) -> None:
    code = ShortLinks(home).keep(View(archive="second", query="Tehran or xylophones or else"), Role.EDITOR)
    public = seen(server, code)
    assert b"There is no such link" in public
    for word in (b"Tehran", b"xylophones", b"archive=second", b'"second"', b"Second"):
        assert word not in public
    ann = seen(server, code, cookie(SECRET, "ann@example.org", server.address))
    assert b"Tehran" in ann and b"Second" in ann


def test_a_short_link_is_called_in_a_chat_as_its_long_form(server: Served, home: Path) -> None:
    settings = Installation(home).find("second").settings
    view = View(archive="second", query="the question of this morning")
    code = ShortLinks(home).keep(view, Role.EDITOR)
    assert b'content="Dateline"' in ask(server, f"/news/?s={code}").body, "not open to the public"
    settings.change(lambda told: replace(told, visibility=Visibility.PUBLIC))
    try:
        assert b'content="Second' in ask(server, f"/news/?s={code}").body
        assert b'content="Second' in ask(server, f"/news/?s={code}&embed=true").body
    finally:
        settings.change(lambda told: replace(told, visibility=Visibility.SIGNED_IN))
