"""Packages: ZIP files looked into with care. What they unfold to is bounded, and nothing of them is written out."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from articles.reading.errors import ReadingError, printable_name

MOST_MEMBERS = 20_000
#: Bytes that all members of one package have unpacked.
MOST_UNPACKED_BYTES = 1_000_000_000
#: A member may be so many times as large as it is packed; prose packs to a third, the poorest table to a fiftieth.
HIGHEST_RATIO = 200
#: Below this many bytes a ratio does no harm: a page of blanks is not worth a message.
_HARMLESS_BYTES = 1_000_000

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)


def is_package(beginning: bytes) -> bool:
    return beginning.startswith(_MARKS)


@contextmanager
def opened(name: str, file: IO[bytes] | bytes) -> Iterator[zipfile.ZipFile]:
    """The package called *name*. Raises ReadingError where it is damaged, or unfolds to more than it may."""
    try:
        package = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
    except _FAULTS as error:
        raise ReadingError(
            name, f"The ZIP archive is damaged ({printable_name(str(error))}). Pack it again, or unpack it first."
        ) from error
    with package:
        members = package.infolist()
        if len(members) > MOST_MEMBERS:
            raise ReadingError(name, f"It holds {len(members):,} files and may hold {MOST_MEMBERS:,}. Split it.")
        if (unpacked := sum(member.file_size for member in members)) > MOST_UNPACKED_BYTES:
            raise ReadingError(
                name,
                f"Unpacked it has {unpacked / 1e6:,.0f} MB and may have {MOST_UNPACKED_BYTES / 1e6:,.0f}. Split it.",
            )
        yield package


def contents(name: str, package: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """The bytes of *member*. Raises ReadingError, whose source is *name*, where it is not to be unpacked."""
    if member.file_size > most_bytes:
        raise ReadingError(
            name, f"The file has {member.file_size / 1024**2:.1f} MB unpacked and may have {most_bytes // 1024**2}."
        )
    if member.file_size > max(_HARMLESS_BYTES, HIGHEST_RATIO * member.compress_size):
        raise ReadingError(
            name,
            f"It unfolds to more than {HIGHEST_RATIO} times its packed size, as no article does. Import it unpacked.",
        )
    if member.flag_bits & 1:
        raise ReadingError(name, "It is encrypted. Unpack it with its password, and import what comes out.")
    try:
        # zipfile itself gives no more than the size that was just looked at, whatever the packed bytes say.
        return package.read(member)
    except _FAULTS as error:
        raise ReadingError(
            name, f"It could not be unpacked ({printable_name(str(error))}). Pack it again, or import it unpacked."
        ) from error


def leads_out(member: zipfile.ZipInfo) -> bool:
    """Whether unpacking it would write outside the folder: "../../x", "/etc/x", "C:\\x", or a link."""
    name = member.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or is_link
