"""Letters: the words of an e-mail, without what is hidden in it, and without the head of what was passed on."""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]

from articles.reading import markup
from articles.reading.prose import lines

#: Layout tables of newsletters are long; the text of one is not.
_LONGEST_HTML = 5_000_000
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$)|mso-hide\s*:\s*all", re.I
)
#: Lines that the sender's software writes around a letter.
_FURNITURE = re.compile(
    "|".join(
        (
            r"(?:view|read|open|see) (?:this |the |it )?(?:e-?mail |newsletter |message |post |story )?"
            r"(?:in|on) (?:your |a |the )?(?:browser|web|online|app)\b.{0,40}",
            r"(?:trouble|problems?|difficult\w*) (?:viewing|reading|displaying).{0,120}",
            r"view (?:it |this )?online.{0,40}",
            r"(?:click here to )?unsubscribe\b.{0,200}",
            r"(?:manage|update) (?:your )?(?:subscription|preference|e-?mail)s?\b.{0,120}",
            r"(?:you (?:are )?(?:received|receiving)|you're receiving|this e-?mail was sent to)\b.{0,300}",
            r"(?:forwarded this|was this) (?:e-?mail|newsletter|message)\b.{0,120}",
            r"(?:forward|share|like|comment|restack)(?: (?:this|to a friend).{0,60})?",
            r"(?:© ?|copyright\b).{0,200}all rights reserved\.?",
            r"add us to your address book.{0,80}",
        )
    ),
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"[<\[(]?https?://\S+[>\])]?")
_FORWARDED = re.compile(
    r"(?:-{2,}|_{2,})\s?(?:forwarded message|original message|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado)\b.{0,40}|begin forwarded message\s?:",
    re.IGNORECASE,
)
_HEAD_LINE = re.compile(r"[*_]?(from|date|sent|subject|to|cc|bcc|reply-to)[*_]?\s?:[*_]?\s*(.{0,500})", re.IGNORECASE)
#: A letter may be passed on with some words of introduction; further down it is quoted, and no more than that.
_WITHIN_LINES = 40
_MOST_TIMES = 10


def words_of_html(html: str) -> str:
    """The words of an e-mail's HTML without those nobody sees, such as the teaser of the list of messages."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(html[:_LONGEST_HTML].encode(errors="ignore"), parser)
    except etree.ParseError:
        root = None
    if root is None:
        return ""
    for element in root.xpath("//*[@hidden or contains(@style, ':')]"):
        if (element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))) and element.tag != "body":
            element.clear(keep_tail=True)
    return _without_furniture(markup.words_of(root))


def words_of_plain(text: str) -> str:
    """The words of a plain e-mail; what was quoted with ">" is no longer so."""
    return _without_furniture("\n".join(line.removeprefix(">").removeprefix(" ") for line in text.splitlines()))


def forwarded(text: str) -> tuple[dict[str, str], str]:
    """What the head of a message passed on says (from, date, subject), and its text; *text* where none is."""
    said: dict[str, str] = {}
    for _ in range(_MOST_TIMES):
        page = text.split("\n")
        written = [at for at, line in enumerate(page) if line][:_WITHIN_LINES]
        begun = next((at for at in written if _FORWARDED.fullmatch(page[at])), None)
        if begun is None:
            break
        head: dict[str, str] = {}
        end = begun + 1
        while end < len(page) and (not page[end] or (line := _HEAD_LINE.fullmatch(page[end]))):
            if page[end] and line:
                head.setdefault(line[1].lower().replace("sent", "date"), line[2].strip(" *_"))
            elif head and not any(_HEAD_LINE.fullmatch(each) for each in page[end : end + 3]):
                break
            end += 1
        if "from" not in head and "subject" not in head:
            break
        said, text = head, "\n".join(page[end:]).strip()
    return said, text


def _without_furniture(text: str) -> str:
    kept = ("" if _FURNITURE.fullmatch(line) or _ADDRESS_LINE.fullmatch(line) else line for line in lines(text))
    return "\n".join(kept).strip()
