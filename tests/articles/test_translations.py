"""The catalogues are what the sources say, and every translation is whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from articles.certainty import Certainty
from articles.export import book_words
from articles.translations import gathering
from articles.translations.english import told_in
from articles.views.keys import WORDS
from places.mapping.words import COUNTS, TEXTS
from places.mention import Kind

ROOT = Path(__file__).parents[2]
VIEWS = ROOT / "articles" / "views"
WEB = ROOT / "places" / "web"
_TEXT = r'"(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*'


def ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def said(message: Message) -> list[tuple[str, str]]:
    """The English that each string of *message* stands for, and that string."""
    if isinstance(message.id, str):
        return [(message.id, string) for string in gathering.strings(message) if string]
    return [(message.id[1], string) for string in gathering.strings(message) if string]


def joined(texts: str) -> str:
    """The text of string literals that are added."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', texts))


@pytest.fixture(params=gathering.translations(), ids=lambda path: path.stem)
def translation(request: pytest.FixtureRequest) -> Catalog:
    return gathering.read(request.param)


def test_sentences_are_found_within_f_strings_and_sentences_made_up_are_not() -> None:
    source = 'f"<b>{say(\'Note\')}</b>"; say_many("{n} day", "{n} days", n); say(name); phrase("a" "b"); other("c")'
    assert sorted(gathering.said_in(source), key=str) == [("{n} day", "{n} days"), "Note", "ab"]


def test_what_is_raised_noted_or_marked_is_gathered_with_its_values_in_braces() -> None:
    source = """
raise ReadingError(name, f"The file has {size / 1024:.1f} MB and may have {self.most // 1024}. Split it.")
found.note(f"Row {number} could not be read ({error.args[0]!r}).")
fault = Fault(line, f"{_shown(given)} and {_shown(wanted)}" if given else "the column is empty")
said.append(sentence(f"{', '.join(names)} {{lie}} there"))
raise TypeError(f"{name} is no name")
log(f"not shown to {anybody}")
"""
    assert sorted(told_in(source)) == [
        "Row {number} could not be read ({args}).",
        "The file has {size} MB and may have {most}. Split it.",
        "the column is empty",
        "{names} {{lie}} there",
        "{shown} and {shown2}",
    ]


def test_the_template_holds_what_the_sources_say() -> None:
    assert ids(gathering.read(gathering.TEMPLATE)) == ids(gathering.gathered()), "run: python3 dev.py words"


def test_arabic_has_six_forms() -> None:
    (arabic,) = (gathering.read(path) for path in gathering.translations() if path.stem == "ar")
    assert arabic.num_plurals == 6


def test_every_sentence_is_translated_and_none_is_left_over(translation: Catalog) -> None:
    assert [message.id for message in gathering.waiting(translation)] == []
    assert ids(translation) == ids(gathering.gathered()), "run: python3 dev.py words"


def test_every_translation_has_the_braces_of_its_english(translation: Catalog) -> None:
    wrong = []
    for message in translation:
        for english, string in said(message) if message.id else ():
            # A form for one or two may spell the number out; a form for none may leave more unsaid.
            needless = {"n"} if isinstance(message.id, str) else braces(english)
            if not braces(string) <= braces(english) or not braces(english) - needless <= braces(string):
                wrong.append((english, string))
    assert wrong == []


def test_every_plural_has_the_forms_of_its_language(translation: Catalog) -> None:
    plural = [message for message in translation if message.id and not isinstance(message.id, str)]
    assert plural
    assert {len(gathering.strings(message)) for message in plural} == {translation.num_plurals}
    # The last is said of hundreds: it must tell the number.
    assert [
        message.id for message in plural if "{n}" in message.id[1] and not gathering.strings(message)[-1].count("{n}")
    ] == []


def test_no_translation_means_anything_to_a_template_or_as_markup(translation: Catalog) -> None:
    strings = [string for message in translation if message.id for string in gathering.strings(message)]
    assert [string for string in strings if re.search(r"[<>]|\{\{|\{%|&\w+;", string)] == []


def test_the_scripts_of_the_map_say_what_can_be_said_otherwise_and_nothing_else() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("*.js")))
    texts = {joined(found) for found in re.findall(rf"\bword\(\s*({_TEXT})", scripts)}
    counts = {(joined(one), joined(many)) for one, many in re.findall(rf"\bwords\(\s*({_TEXT}),\s*({_TEXT})", scripts)}
    door = (ROOT / "places" / "map.py").read_text(encoding="utf-8")
    texts |= {joined(found) for found in re.findall(rf"words\.of\(({_TEXT})\)", door)}
    assert texts == set(TEXTS)
    assert counts == set(COUNTS)


def test_the_map_book_is_given_all_it_says() -> None:
    folder = ROOT / "articles" / "export"
    script = (folder / "book.js").read_text(encoding="utf-8")
    page = _Texts()
    page.feed((folder / "book.html").read_text(encoding="utf-8"))
    # The rest is looked up by what the data hold: how sure a name is, and in what role it stands.
    said = {joined(found) for found in re.findall(rf"\bsay\(({_TEXT})", script)} | page.found
    looked_up = {str(each) for each in Certainty} | {f"as {kind}" for kind in Kind}
    assert said <= set(book_words.TEXTS) <= said | looked_up
    counts = {(joined(one), joined(many)) for one, many in re.findall(rf"\bmany\(({_TEXT}), ({_TEXT})", script)}
    assert counts == set(book_words.COUNTS)


class _Texts(HTMLParser):
    """What a reader sees of a page of HTML, keys left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._keys = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keys += tag == "kbd"
        self.found |= {value for name, value in attrs if name in ("aria-label", "placeholder") and value}

    def handle_endtag(self, tag: str) -> None:
        self._keys -= tag == "kbd"

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if len(text) > 1 and not self._keys:
            self.found.add(text)


def test_the_sheet_of_keys_and_its_script_are_given_all_they_say() -> None:
    page = _Texts()
    page.feed((VIEWS / "keys.html").read_text(encoding="utf-8"))
    script = (VIEWS / "keys.js").read_text(encoding="utf-8")
    regions = re.search(r"const REGIONS = \{(.*?)\};", script, re.DOTALL)
    assert regions
    said = {joined(found) for found in re.findall(rf"\bsay\(({_TEXT})\)", script)}
    assert page.found | said | set(re.findall(r': "([^"]+)"', regions[1])) == set(WORDS)
