"""Words: what the page says, in the reader's language.

The English text is the key, and what is said where a language has no words for it. ``say`` takes the sentence as the
code holds it, so that ``python3 dev.py words`` finds it there and writes it into translations/dateline.pot;
translations/<language>.po answers. Values stand in braces and are put in after translating. Escaping stays with the
caller: what is said is text, and a value is escaped by whoever makes HTML or Markdown of it.

The language is that of the context: a thread that serves one reader sets it once, and no other thread sees it.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import ParamSpec, TypeVar

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

P = ParamSpec("P")
T = TypeVar("T")

TRANSLATIONS = Path(__file__).parent / "translations"
#: The language the sources are written in.
ENGLISH = "en"
#: Of whole numbers, every language's plural forms are seen among these.
_PLURALS_SEEN_UP_TO = 112
#: A name in Latin letters, or a number with its signs, keeps its direction amid a sentence that runs from the right.
ISOLATE, END_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
RIGHT_TO_LEFT_ISOLATE = "\N{RIGHT-TO-LEFT ISOLATE}"
FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"

#: Runs as it should in either direction.
_NUMBER = re.compile(r"[0-9][0-9,.]*")

_language: ContextVar[str] = ContextVar("language")
#: Asked for the language by a context that has not set one; the page puts its own here.
_ask: list[Callable[[], str]] = []


def say(text: str, /, **values: object) -> str:
    """*text* in the reader's language, with *values* in its braces."""
    return _filled(_catalogue(language()).gettext(text), values)


def say_many(one: str, many: str, n: int, /, **values: object) -> str:
    """*one* or *many*, by *n*, in as many forms as the language has; ``{n}`` is *n* with its thousands parted."""
    return _filled(_catalogue(language()).ngettext(one, many, n), {"n": f"{n:,}", **values})


def forms(one: str, many: str) -> dict[str, str]:
    """What ``say_many`` would say, its braces unfilled, by CLDR's name for each plural form: "one", "few", "other"."""
    catalogue, category = _catalogue(language()), Locale.parse(language()).plural_form
    return {category(n): catalogue.ngettext(one, many, n) for n in reversed(range(_PLURALS_SEEN_UP_TO))}


def phrase(text: str) -> str:
    """*text* as it is: the mark of a sentence that stands in a table, to be said when it is shown."""
    return text


def phrases(one: str, many: str) -> tuple[str, str]:
    """The same mark of a sentence that goes by a number."""
    return one, many


def use_language(code: str) -> None:
    """From here on, this context speaks *code*; one that is not known is English."""
    _language.set(code if code in languages() else ENGLISH)


def language() -> str:
    """The code of the language this context speaks."""
    spoken = _language.get(None)
    if spoken is None:
        if not _ask:
            return ENGLISH
        use_language(_ask[-1]())
        spoken = _language.get()
    return spoken


def when_unset(ask: Callable[[], str]) -> None:
    """*ask* tells the language of a context that has set none; its answer is kept for that context."""
    _ask[:] = [ask]


def in_language(code: str, work: Callable[P, T]) -> Callable[P, T]:
    """*work*, to be done later by whatever thread, in the language *code*; that thread's own stays as it is."""

    def spoken(*args: P.args, **kwargs: P.kwargs) -> T:
        context = copy_context()
        context.run(use_language, code)
        return context.run(work, *args, **kwargs)

    return spoken


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there are words for, English first."""
    return (ENGLISH, *sorted(each.stem for each in TRANSLATIONS.glob("*.po")))


@cache
def own_name(code: str) -> str:
    """What the speakers of *code* call their language: English, العربية."""
    locale = Locale.parse(code)
    return str(locale.get_display_name(locale)).capitalize()


@cache
def is_right_to_left(code: str) -> bool:
    return bool(Locale.parse(code).text_direction == "rtl")


def marked(code: str, comment: str) -> tuple[str, ...]:
    """The English of the messages of *code* that carry *comment*."""
    return tuple(str(each.id) for each in _messages(code) if comment in each.auto_comments)


@cache
def _messages(code: str) -> Catalog:
    with (TRANSLATIONS / f"{code}.po").open("rb") as source:
        return read_po(source, locale=code)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == ENGLISH:
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, _messages(code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _filled(text: str, values: dict[str, object]) -> str:
    if not values:
        return text
    return text.format(**{name: isolated(value) for name, value in values.items()})


def isolated(value: object) -> object:
    """*value* with the marks that let it keep its direction in a sentence of the reader's language."""
    if isinstance(value, int | float):
        return value
    text = str(value)
    if _NUMBER.fullmatch(text):
        return text
    has_right_to_left = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    if is_right_to_left(language()):
        return text if has_right_to_left else f"{ISOLATE}{text}{END_ISOLATE}"
    # A name in Arabic would turn the quotation marks and numbers beside it round.
    return f"{FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}" if has_right_to_left else text
