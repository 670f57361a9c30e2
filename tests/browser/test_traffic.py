"""The text policy, read in the traffic: no word of a sentence that is not given reaches a reader, whatever they ask."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from articles.export.formats import FORMATS
from articles.storage.sources import Sources
from tests.browser.conftest import Serve
from tests.browser.server import served
from tests.browser.test_dashboard import MOSUL, PAGE, ROOT
from tests.browser.wire import Wire, wire

pytestmark = pytest.mark.browser

#: Words that stand in no other text of the world: each sentence has three of its own.
GIVEN = "Troops left Baghdad for Mosul and Tehran with garzblib molubrex entuvaq."
HIDDEN = (
    "Then Mosul saw hidqorv hidplem hidzuss.",
    "About 55 km west of Mosul there was hidvaxt hidmelk hidnoor.",
    "Nobody in Baghdad hidoblu hidkrem hidfass that day.",
)
PAGES = ("", "compare", "about", "check", "starred", "add", "places", "settings")
ASKED = ("hidqorv", "hidplem")
ARTICLES = (
    {"title": "The road to Mosul", "outlet": "Snippets", "date": "2016-10-28",
     "text": f"{GIVEN}\n\n{HIDDEN[0]}\n\n{HIDDEN[1]}\n\n{HIDDEN[2]}"},
    {"title": "Links alone from Mosul", "outlet": "Links", "date": "2016-11-02",
     "text": "In Mosul hidlink hidonly hidthis was said. Tehran hidagain hidnever hidmore."},
)  # fmt: skip
SETTINGS = """
[text]
public = "snippet 1"
signed-in = "full"
[[text.outlet]]
name = "Links"
public = "link"
signed-in = "link"
"""
COOKIE_SECRET = "a long secret that is made up for this test"
READER = {"email": "rea@example.org", "email_verified": True}
SECRET = [word.strip(".").encode() for text in (*HIDDEN, *(each["text"] for each in ARTICLES[1:]))
          for word in text.split() if word.startswith("hid")]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("texts")
    file = home / "two.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)))
    command = [sys.executable, "-m", "articles", "import", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(home)})
    (home / "settings.toml").write_text(SETTINGS)
    return home


def links(home: Path) -> list[str]:
    """Every way to ask for text that the page has: places, articles, words, phrases, pairs, filters."""
    stored = tuple(Sources(home / "articles.jsonl").articles())
    assert len(stored) == len(ARTICLES)
    questions: list[dict[str, str]] = [{}, {"place": MOSUL}, {"place": MOSUL, "kind": "relative"}, {"outlet": "Links"}]
    questions += [{"article": each.id, "place": MOSUL} for each in stored]
    questions += [{"q": f'"{" ".join(ASKED)}"'}, {"q": ASKED[0]}, {"q": "was"}, {"q": "sa*"}]
    questions += [{"with": MOSUL, "together": "article"}, {"place": MOSUL, "with": MOSUL, "together": "passage"}]
    return [urlencode(each) for each in questions]


def ask_for_everything(session: Wire, home: Path) -> None:
    """Also for the files, of all there is."""
    for link in links(home):
        session.open(link)
        if not link:
            assert len(session.files) == len(FORMATS)
            quoting = [b"garzblib molubrex" in session.download(file) for file in session.files]
            assert sum(quoting) > len(FORMATS) / 2
    for page in PAGES[1:]:
        session.open(urlencode({"q": f'"{" ".join(ASKED)}"'}), page)


def test_a_sentence_that_is_not_given_is_nowhere_in_what_the_public_is_sent(serve: Serve, home: Path) -> None:
    address = serve(PAGE, DATELINE_HOME=str(home), DATELINE_EVERYBODY="reader")
    with wire(address) as session:
        assert b"garzblib molubrex" in session.open(urlencode({"place": MOSUL}))
        ask_for_everything(session, home)
        heard = bytes(session.heard)
        # No phrase tells in which order the words stand.
        for phrase in (ASKED, ASKED[::-1]):
            assert b"1 passage found" in session.open(urlencode({"q": f'"{" ".join(phrase)}"'}))
    # What was asked comes back in the search line, and nothing with it.
    assert {word for word in SECRET if word in heard} == {word.encode() for word in ASKED}
    assert not session.exceptions


def test_who_has_signed_in_is_given_by_other_rules_and_who_has_not_nothing(home: Path, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'[access]\nreaders = ["@example.org"]\n[auth]\ncookie_secret = "{COOKIE_SECRET}"\n')
    with served(PAGE, tmp_path, [f"--secrets.files={secrets}"], DATELINE_HOME=str(home)) as server:
        with wire(server.address, claims=READER, secret=COOKIE_SECRET) as session:
            for link in links(home):
                session.open(link)
            heard = {word for word in SECRET if word in session.heard}
        for claims, secret in ((READER, "guessed"), ({**READER, "email_verified": False}, COOKIE_SECRET)):
            with wire(server.address, claims=claims, secret=secret) as session:
                for page in PAGES:
                    session.open(urlencode({"place": MOSUL}), page)
                for word in (b"Mosul", b"garzblib", b"Snippets", b"2016", *SECRET):
                    assert word not in session.heard
    assert heard == {word for word in SECRET if word.decode() not in ARTICLES[1]["text"]}


def test_an_editor_is_sent_the_whole_text(serve: Serve, home: Path) -> None:
    """So that the test above would see it, were it there."""
    with wire(serve(PAGE, DATELINE_HOME=str(home))) as session:
        for link in links(home):
            session.open(link)
        assert [word for word in SECRET if word not in session.heard] == []
