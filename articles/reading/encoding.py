"""Encoding: from the bytes of a file to its text."""

from __future__ import annotations

import codecs
import re

from articles.reading.errors import ReadingError
from places.sentence import sentence

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: First bytes of files that are no text, and what to do with them.
_SIGNATURES = (
    (b"PK\x03\x04", sentence("a ZIP archive or an office document: unpack it, or save it as text, and import that")),
    (b"PK\x05\x06", sentence("an empty ZIP archive: import the files themselves")),
    (b"\x1f\x8b", sentence("compressed with gzip: unpack it and import what comes out")),
    (b"BZh", sentence("compressed with bzip2: unpack it and import what comes out")),
    (b"\xfd7zXZ\x00", sentence("compressed with xz: unpack it and import what comes out")),
    (b"(\xb5/\xfd", sentence("compressed with zstd: unpack it and import what comes out")),
    (b"7z\xbc\xaf\x27\x1c", sentence("a 7-Zip archive: unpack it and import what comes out")),
    (b"Rar!\x1a\x07", sentence("a RAR archive: unpack it and import what comes out")),
    (b"%PDF-", sentence("a PDF: save its text as a .txt file and import that")),
    (b"{\\rtf", sentence("an RTF document: save it as plain text and import that")),
    (b"\xd0\xcf\x11\xe0", sentence("an old office document: save it as plain text and import that")),
    (b"\x89PNG", sentence("a picture: only text can be read")),
    (b"\xff\xd8\xff", sentence("a picture: only text can be read")),
    (b"GIF8", sentence("a picture: only text can be read")),
    (b"SQLite format 3\x00", sentence("a database: export its articles as CSV or JSON lines and import that")),
)

#: A page may name its own encoding (https://encoding.spec.whatwg.org), but only one of these: Python's
#: other codecs are no encodings of text, and some take quadratic time.
_DECLARABLE = re.compile(
    r"utf-?8|us-ascii|(iso-?8859|windows|cp)-?\d{1,5}|koi8-[ru]|shift[_-]jis|euc-(jp|kr)|iso-2022-jp|big5|gbk|gb2312|gb18030"
)
_DECLARATION = re.compile(rb"<meta\b[^<>]{0,200}?\bcharset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.IGNORECASE)
_DECLARED_WITHIN_BYTES = 4096

#: Bytes that no text holds: control characters other than tab, line and page breaks and escape.
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b"))
#: One control character in so many bytes is a scratch, more is a program or a picture.
_BYTES_PER_CONTROL = 1000


def decode(name: str, data: bytes) -> str:
    """The text of the file called *name*: by its byte order mark, as UTF-8, as it declares, else as Windows-1252.

    Raises ReadingError for an empty file, for a binary one, and for bytes that are no text in any of these.
    """
    if not data.strip():
        raise ReadingError(name, "The file is empty. Check that it was saved, and import it again.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(name, f"The file is {what}.")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(name, data, encoding)
    _refuse_binary(name, data)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _decoded_otherwise(name, data, error)


def _refuse_binary(name: str, data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROL))
    if b"\x00" in data or controls * _BYTES_PER_CONTROL > len(data):
        raise ReadingError(name, "The file is not text. Save the article as text in UTF-8 and import that.")


def _decoded_otherwise(name: str, data: bytes, utf8_error: UnicodeDecodeError) -> str:
    declaration = _DECLARATION.search(data, 0, _DECLARED_WITHIN_BYTES)
    if declaration:
        encoding = declaration.group(1).decode().lower()
        if _DECLARABLE.fullmatch(encoding) and not encoding.startswith("utf"):
            return _decoded(name, data, encoding)
    elif _is_mostly_utf8(data):
        # Read as Windows-1252 every quotation mark of it would turn into three wrong characters.
        line = data.count(b"\n", 0, utf8_error.start) + 1
        raise ReadingError(name, f"The file is damaged UTF-8: see line {line}. Mend that line and import it again.")
    return _decoded(name, data, "cp1252")


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode(errors="replace")
    wrong = text.count("\ufffd")
    right = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return right > 10 * wrong


def _decoded(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise ReadingError(
            name, f"The file could not be decoded as {encoding}. Save it as text in UTF-8 and import it again."
        ) from error
