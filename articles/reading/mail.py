"""E-mail: a newsletter saved as a message (.eml), one article each, and web pages saved as one file (MHTML).

Headline, outlet and day are the message's subject, sender and date. Of what somebody passed on, they are those of the
message passed on; who did so, and to whom, is nobody's business and left out. Documents that are attached are articles
of their own, with the message told as where they were.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from itertools import islice

from articles.reading import html
from articles.reading.building import build_article
from articles.reading.errors import ReadingError
from articles.reading.format import Format, Reading, Source
from articles.reading.letter import forwarded, words_of_html, words_of_plain
from articles.reading.mail_parts import MESSAGE, documents_in, header, own_parts, text_of

LARGEST_MESSAGE_BYTES = 25_000_000
MOST_PARTS = 1000
#: Parts that hold parts: the standard library looks at each line once for each it stands in.
MOST_BOUNDARIES = 100
#: Messages attached to messages that are attached.
DEEPEST_MESSAGE = 10

_SUFFIXES = (".eml", ".mht", ".mhtml")
_HEADER = re.compile(rb"(?:[A-Za-z][\w-]{1,60}:[ \t][^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000})*\r?\n){3}")
_MAIL_HEADER = re.compile(rb"^(?:mime-version|message-id|return-path|received|snapshot-content-location):", re.I | re.M)
_REPLY = re.compile(r"^(?:(?:fwd?|re|wg|tr|rv)\s?:\s*)+", re.IGNORECASE)
_SENDER = re.compile(r"\s*[\"“']?([^<>\"“”]{0,200}?)[\"”']?\s*(?:<[^<>]{0,320}>|\[mailto:[^\[\]]{0,320}\])?\s*")


def _sniff(source: Source) -> bool:
    if source.suffix in _SUFFIXES:
        return True
    beginning = source.data[:3000]
    return source.suffix in {"", ".txt"} and bool(_HEADER.match(beginning) and _MAIL_HEADER.search(beginning))


def _read(source: Source) -> Reading:
    if len(source.data) > LARGEST_MESSAGE_BYTES:
        size, most = len(source.data) / 1e6, LARGEST_MESSAGE_BYTES / 1e6
        raise ReadingError(source.name, f"The message has {size:.0f} MB and may have {most:.0f}. Save its text alone.")
    if source.data.lower().count(b"boundary=") > MOST_BOUNDARIES:
        raise ReadingError(
            source.name, f"The message is put together of more than {MOST_BOUNDARIES} messages. Save its text alone."
        )
    try:
        message = email.message_from_bytes(source.data.lstrip(), EmailMessage, policy=email.policy.default)
        return _reading(source.name, message)
    except ReadingError:
        raise
    except Exception as error:
        # Headers made to be hostile trip the standard library in many ways.
        raise ReadingError(
            source.name, f"The message could not be parsed ({type(error).__name__}). Save its text as a .txt file."
        ) from error


FORMAT = Format(name="e-mails and MHTML pages", suffixes=_SUFFIXES, sniff=_sniff, read=_read)


def _reading(name: str, message: EmailMessage) -> Reading:
    letter, carriers, further = _passed_on(name, message)
    parts = list(own_parts(letter))
    bodies = {
        part.get_content_type(): part for part in reversed(parts) if part.get_content_disposition() != "attachment"
    }
    page = bodies.get("text/html")
    if page is not None and (address := _saved_from(letter, page)):
        return html.read_page(name, text_of(name, page), address)
    text = words_of_html(text_of(name, page)) if page is not None else ""
    if plain := bodies.get("text/plain"):
        # The plain alternative of a newsletter is often a line that says to look at the other.
        text = max(text, words_of_plain(text_of(name, plain)), key=lambda each: len(each) * (2 if each is text else 1))
    brought = [part for carrier in carriers for part in own_parts(carrier) if part.get_content_type() != MESSAGE]
    brought += [part for part in parts if part is not page and part is not plain]
    documents, problems = documents_in(name, brought, further)
    if not text:
        if documents:
            return Reading((), problems, documents)
        raise ReadingError(name, "The message has no text. If what it brings is attached, save that and import it.")
    said, text = forwarded(text)
    article = build_article(
        name,
        text=text,
        headline=_REPLY.sub("", said.get("subject") or header(letter, "Subject")),
        published=said.get("date") or header(letter, "Date"),
        outlet=_name(said["from"] if "from" in said else header(letter, "From")),
        url=header(letter, "Archived-At").strip("<>"),
        language=header(letter, "Content-Language").partition(",")[0],
    )
    return Reading((article,), problems, documents)


def _passed_on(name: str, message: EmailMessage) -> tuple[EmailMessage, list[EmailMessage], list[EmailMessage]]:
    """The message itself, or the first one passed on attached to it; those that passed it on; others so attached."""
    carriers: list[EmailMessage] = []
    further: list[EmailMessage] = []
    for _ in range(DEEPEST_MESSAGE):
        if len(list(islice(message.walk(), MOST_PARTS + 1))) > MOST_PARTS:
            raise ReadingError(name, f"The message has more than {MOST_PARTS:,} parts. Save its text as a .txt file.")
        attached = [part.get_payload() for part in own_parts(message) if part.get_content_type() == MESSAGE]
        inner = [each[0] for each in attached if isinstance(each, list) and each and isinstance(each[0], EmailMessage)]
        if not inner:
            return message, carriers, further
        carriers.append(message)
        message, *others = inner
        further += others
    raise ReadingError(name, f"Messages are nested in it deeper than {DEEPEST_MESSAGE}. Save the innermost alone.")


def _saved_from(message: EmailMessage, page: EmailMessage) -> str:
    """The address a page was saved from; "" for a letter, which is sent to somebody."""
    if header(message, "To") or header(message, "Message-ID"):
        return ""
    return header(message, "Snapshot-Content-Location") or header(page, "Content-Location")


def _name(sender: str) -> str:
    """The name in ``"The Gazette" <news@gazette.example>``; "" for an address alone, which is nobody's name."""
    found = _SENDER.fullmatch(sender)
    said = found[1].strip(" ,'") if found else ""
    return "" if "@" in said else said
