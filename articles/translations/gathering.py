"""Gathering: every sentence of the sources that a reader may be shown.

What ``say`` and its like say, what the map says, and what is made in English and told afterwards (english.py).

Read from the syntax tree, because pybabel does not look into f-strings.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from articles.retelling import MARK
from articles.translations import english
from places.mapping.words import COUNTS, TEXTS

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TEMPLATE = FOLDER / "dateline.pot"
#: Which of its arguments are to be said: one, or one for one and one for many.
SAYING = {"say": (0,), "phrase": (0,), "say_many": (0, 1), "phrases": (0, 1), "require": (1,)}
_MAP = "places/mapping/words.py"
_WIDTH = 110

#: What a message is known by: its English, or its English for one and for many.
Id = str | tuple[str, str]


def gathered() -> Catalog:
    """All that is said, each with the files that say it, in the order of the English."""
    found: dict[Id, set[str]] = {}
    for path in sources():
        for said in said_in(path.read_text(encoding="utf-8")):
            found.setdefault(said, set()).add(path.relative_to(ROOT).as_posix())
    for said in (*TEXTS, *COUNTS):
        found.setdefault(said, set()).add(_MAP)
    told = english.told()
    for text, files in told.items():
        found.setdefault(text, set()).update(files)
    catalogue = Catalog(charset="utf-8")
    for said in sorted(found, key=_english):
        # Without lines, which would change with every edit.
        mark = [MARK] if said in told else []
        catalogue.add(said, locations=[(file, 0) for file in sorted(found[said])], auto_comments=mark)
    return catalogue


def sources() -> tuple[Path, ...]:
    return (ROOT / "dashboard.py", *sorted((ROOT / "articles").rglob("*.py")))


def said_in(source: str) -> Iterator[Id]:
    """The sentences of one source; what is not written out in the call is none."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in SAYING:
            continue
        given = [node.args[n] for n in SAYING[node.func.id] if n < len(node.args)]
        match [each.value for each in given if isinstance(each, ast.Constant)]:
            case [str(text)] if len(given) == 1:
                yield text
            case [str(one), str(many)]:
                yield one, many


def translations() -> tuple[Path, ...]:
    return tuple(sorted(FOLDER.glob("*.po")))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def waiting(catalogue: Catalog) -> tuple[Message, ...]:
    """Those without a translation, or without one of its plural forms."""
    return tuple(each for each in catalogue if each.id and not all(strings(each)))


def strings(message: Message) -> tuple[str, ...]:
    """What is said for *message*: one, or one for each plural form."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def write() -> None:
    """Write the template anew, and bring every translation in step with it: what is new waits there, untranslated."""
    catalogue = gathered()
    TEMPLATE.write_bytes(_as_po(catalogue))
    for path in translations():
        known = read(path)
        known.update(catalogue, no_fuzzy_matching=True, update_creation_date=False)
        path.write_bytes(_as_po(known))


def _as_po(catalogue: Catalog) -> bytes:
    """With a header of what matters only: dates and names of people would change with every writing."""
    plurals = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n"Language: {catalogue.locale}\\n"\n' * bool(
        catalogue.locale
    )
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n{plurals}\n'
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return header.encode() + body.getvalue()


def _english(said: Id) -> tuple[str, str]:
    one = said if isinstance(said, str) else said[0]
    return one.casefold(), one
