"""Parts of an e-mail: its headers, its text, and what is attached to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.message import EmailMessage

from articles.reading.encoding import decode
from articles.reading.errors import ReadingError, printable_name
from articles.reading.format import Source

MESSAGE = "message/rfc822"
#: How the names end of documents that are read where they are attached.
_READ = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".eml", ".txt", ".md")
#: What they are called that have no name, by what the message says they are.
_KINDS = {
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    MESSAGE: ".eml",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_LONGEST_CALLED = 80


def own_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold no others, in their order; of a message that is attached not those it has itself."""
    waiting: list[object] = [message]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, EmailMessage):
            continue
        inner = part.get_payload()
        if isinstance(inner, list) and (part is message or part.get_content_type() != MESSAGE):
            waiting += reversed(inner)
        else:
            yield part


def documents_in(
    name: str, brought: Iterable[EmailMessage], further: Iterable[EmailMessage]
) -> tuple[tuple[Source, ...], tuple[ReadingError, ...]]:
    """The documents of kinds that are read, and the rest, which is told; what is of the letter itself is neither."""
    documents, problems = [], []
    for part in brought:
        called = _called(part)
        is_attached = part.get_content_disposition() == "attachment"
        if is_attached and "." not in called:
            called = f"{called or 'attached'}{_KINDS.get(part.get_content_type(), '')}"
        if called.lower().endswith(_READ):
            documents.append(Source(f"{name}/{called}", _data(name, part)))
        elif is_attached:
            shown = part.get_content_type() if called == "attached" else called
            problems.append(
                ReadingError(name, f"What is attached was left out: {shown}. Save it and import it by itself.")
            )
    for message in further:
        try:
            subject = header(message, "Subject").replace("/", " ")[:_LONGEST_CALLED]
            documents.append(Source(f"{name}/{subject or 'message'}.eml", message.as_bytes()))
        except Exception as error:
            # Headers that could be read need not be such as can be written.
            fault = type(error).__name__
            problems.append(ReadingError(name, f"A message attached to it could not be read ({fault}). Save it alone."))
    return tuple(documents), tuple(problems)


def _called(part: EmailMessage) -> str:
    """The name that it was attached under, without folders; "" where it has none, or none that can be read."""
    try:
        name = (part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    except Exception:
        return ""
    stem, dot, ending = name.rpartition(".")
    return printable_name(f"{stem[:_LONGEST_CALLED]}{dot}{ending[-_LONGEST_CALLED:]}") if name.strip() else ""


def _data(name: str, part: EmailMessage) -> bytes:
    """As it was before it was sent. A text says its encoding here, and nowhere in itself."""
    if part.get_content_maintype() == "text" and part.get_content_charset("") not in ("", "us-ascii", "ascii"):
        return text_of(name, part).encode("utf-8-sig", "replace")
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def header(message: EmailMessage, called: str) -> str:
    """One line; "" where there is none, or none that can be read."""
    try:
        return " ".join(str(message.get(called, "")).split())
    except Exception:
        # A date in the year 99999999, an address of brackets: whichever way it fails, nothing is said.
        return ""


def text_of(name: str, part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    charset = part.get_content_charset("")
    try:
        # Only what is an encoding of text: Python's other codecs unpack and rotate.
        return data.decode(charset) if charset and charset.lower() not in {"us-ascii", "ascii"} else decode(name, data)
    except (UnicodeError, LookupError):
        return decode(name, data)
