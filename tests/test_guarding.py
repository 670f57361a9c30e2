"""The headers of every answer, and what is given to whom by its address alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from articles.hosting.access import OPERATOR, Role, Visitor
from articles.hosting.installation import Installation
from articles.hosting.settings import Visibility
from articles.views import guarding, holding
from articles.views.guarding import Guard, security_headers
from articles.views.holding import Held, held

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


@pytest.fixture(autouse=True)
def _a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """abc.csv is of the archive main, made for the public and for who sits at the machine."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    for who in (Visitor(Role.PUBLIC), OPERATOR):
        held.hold(b"a private file", "", who)
    monkeypatch.setattr(guarding, "content_at", {"abc.csv": b"a private file", "other.csv": b"another"}.get)


@pytest.mark.parametrize(
    ("path", "everybody", "headers", "status"),
    [
        ("/media/abc.csv", "", HOME, 200),
        ("/media/abc.csv", "", AWAY, 403),
        ("/media/abc.csv", "nobody", HOME, 403),
        ("/media/abc.csv", "reader", AWAY, 200),
        ("/media/abc.csv", "nonsense", HOME, 403),
        ("/media/other.csv", "owner", HOME, 403),
        ("/media/none.csv", "owner", HOME, 403),
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


def test_a_file_is_for_who_it_was_made_for_as_long_as_the_archive_is_open_to_them(tmp_path: Path) -> None:
    archive = Installation(tmp_path).new("Lebanon")
    ann, bob, public = Visitor(Role.READER, "ann@example.org"), Visitor(Role.READER, "b@c.d"), Visitor(Role.PUBLIC)
    files = Held()
    assert files.hold(b"hers", archive.slug, ann) == b"hers"
    assert files.may_have(b"hers", ann)
    assert files.may_have(b"hers", replace(ann, role=Role.EDITOR)), "she was given more rights meanwhile"
    assert not files.may_have(b"hers", replace(ann, role=Role.PUBLIC)), "or was struck off"
    assert not any(files.may_have(b"hers", who) for who in (bob, public, OPERATOR))
    assert not files.may_have(b"hers too", ann)
    archive.settings.change(lambda told: replace(told, visibility=Visibility.EDITORS))
    assert not files.may_have(b"hers", ann)
    archive.settings.change(lambda told: replace(told, visibility=Visibility.PUBLIC))
    assert files.may_have(b"hers", ann)
    Installation(tmp_path).trash(archive.slug)
    assert not files.may_have(b"hers", ann)


def test_what_is_the_same_may_be_made_for_several_and_the_earliest_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(holding, "MOST_HELD", 2)
    one, other = Visitor(Role.READER, "a@b.c"), Visitor(Role.PUBLIC)
    files = Held()
    for who in (one, other):
        files.hold(b"same", "", who)
    assert files.may_have(b"same", one)
    assert files.may_have(b"same", other)
    for content in (b"second", b"third"):
        files.hold(content, "", one)
    assert not files.may_have(b"same", one)
    assert files.may_have(b"third", one)


@pytest.mark.parametrize(
    ("location", "made"),
    [
        ("http://evil.example/news/", "/news/"),
        ("http://evil.example//other.example/?a=b", "/other.example/?a=b"),
        ("http://evil.example", "/"),
        ("https://provider.example/authorize?a=b", "https://provider.example/authorize?a=b"),
        ("/news/", "/news/"),
    ],
)
def test_an_address_of_our_own_is_told_without_the_hosts_name(location: str, made: str) -> None:
    assert guarding._at_home(b"Location", location.encode(), "evil.example") == (b"Location", made.encode())


def test_no_other_part_of_the_page_makes_files_that_are_had_by_their_address() -> None:
    """Whatever does, has to say who it is for: nobody is given it else."""
    makers = re.compile(r"\bst\.(download_button|image|audio|video|logo|pdf|pyplot|chat_message)\b")
    root = Path(guarding.__file__).parents[2]
    files = [root / "dashboard.py", *sorted((root / "articles" / "views").glob("*.py"))]
    found = {file.name: set(makers.findall(file.read_text("utf-8"))) for file in files}
    assert {name: kinds for name, kinds in found.items() if kinds} == {"leaving.py": {"download_button"}}
    assert "held.hold(" in (root / "articles" / "views" / "leaving.py").read_text("utf-8")
