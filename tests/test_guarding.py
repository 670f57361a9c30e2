"""The headers of every answer, and what is given to whom by its address alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from articles.views.guarding import Guard, security_headers

HOME = {"host": "localhost:8501"}
AWAY = {"host": "dateline.example.org", "x-forwarded-for": "203.0.113.9"}


def answer(path: str, headers: Mapping[str, str] = HOME, method: str = "GET") -> tuple[int, dict[str, str]]:
    """What somebody gets who asks for *path*, behind which there is an application that answers everything."""
    sent: list[Any] = []

    async def everything(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"DENY")]})
        await send({"type": "http.response.body", "body": b"a private file"})

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        told = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "path": path, "method": method, "headers": told, "client": ("127.0.0.1", 1)}
        await Guard(everything)(scope, None, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EVERYBODY", "READERS", "EDITORS", "OWNERS", "EMBEDDERS"):
        monkeypatch.delenv(f"DATELINE_{name}", raising=False)


@pytest.mark.parametrize(
    ("path", "everybody", "headers", "status"),
    [
        ("/media/abc.csv", "", HOME, 200),
        ("/media/abc.csv", "", AWAY, 403),
        ("/media/abc.csv", "nobody", HOME, 403),
        ("/media/abc.csv", "reader", AWAY, 200),
        ("/media/abc.csv", "nonsense", HOME, 403),
        ("/_stcore/upload_file/x/y", "reader", AWAY, 403),
        ("/_stcore/upload_file/x/y", "editor", AWAY, 200),
        ("/_stcore/metrics", "owner", AWAY, 403),
        ("/_stcore/metrics", "nobody", HOME, 200),
        ("/_stcore/health", "nobody", AWAY, 200),
        ("/static/js/index.js", "nobody", AWAY, 200),
    ],
)
def test_an_address_gives_what_the_role_of_who_asks_holds(
    monkeypatch: pytest.MonkeyPatch, path: str, everybody: str, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setenv("DATELINE_EVERYBODY", everybody)
    assert answer(path, headers)[0] == status


def test_a_cookie_that_this_server_did_not_sign_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_READERS", "*")
    for cookie in ('{"is_logged_in": true, "email": "a@b.c", "email_verified": true}', "chunks-3", "2|x|y", "é"):
        assert answer("/media/abc.csv", {**AWAY, "cookie": f"_streamlit_user={cookie}"})[0] == 403


def test_every_answer_says_what_it_may_load_and_keeps_what_streamlit_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for path, status in (("/", 200), ("/media/x", 403)):
        found, headers = answer(path, AWAY)
        assert found == status
        assert headers["x-content-type-options"] == "nosniff"
        assert "object-src 'none'" in headers["content-security-policy"]
    assert answer("/")[1]["x-frame-options"] == "DENY"


def test_the_page_runs_no_script_that_was_put_into_it() -> None:
    policy = dict(security_headers("", ""))[b"content-security-policy"].decode()
    scripts = policy.partition("script-src ")[2].partition(";")[0]
    assert "unsafe" not in scripts
    assert "sha256-" in scripts, "Streamlit's own"


@pytest.mark.parametrize("said", ["*", "https://a.example; script-src *", "a.example", "https://a.example/x", "data:"])
def test_only_an_origin_may_be_named_as_a_place_to_embed(said: str) -> None:
    policy = dict(security_headers("", f"https://ok.example {said}"))[b"content-security-policy"].decode()
    assert policy.partition("frame-ancestors ")[2].partition(";")[0].split()[:2] == ["'self'", "https://ok.example"]
    assert "*" not in policy
    assert policy.count("script-src") == 1
