"""XML: elements of a file as they are read, nothing outside it asked for, nothing unfolded."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from lxml import etree  # type: ignore[import-untyped]

from articles.reading.errors import ReadingError
from articles.reading.format import Source


def parse_events(source: Source, names: Sequence[str], note: Callable[[str], None]) -> Iterator[etree._Element]:
    """The elements with those local *names*, each when it ends; what is damaged is stepped over and noted.

    Entities a file defines are refused: ten lines of them unfold to more than any memory holds.
    """
    refuse_entities(source)
    # Without resolving them, and without the network, entities of a kind not thought of here stay unread too.
    walk = etree.iterparse(
        io.BytesIO(source.data.lstrip()),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in walk:
            yield element
    except etree.XMLSyntaxError as error:
        note(f"The file is damaged in line {error.lineno}: what stands below was not read. Export it again.")
        return
    if faults := [each for each in walk.error_log if each.level >= etree.ErrorLevels.ERROR]:
        note(
            f"The file is no whole XML (line {faults[0].line}: {faults[0].message.strip()[:120]}). "
            "What could be read came in; look whether the last article is complete."
        )


def refuse_entities(source: Source) -> None:
    """Raise ReadingError where the file defines entities of its own."""
    # In whichever encoding: UTF-16 has a zero beside each letter.
    if b"<!ENTITY" in source.data.replace(b"\x00", b"")[:1_000_000]:
        raise ReadingError(
            source.name, "The file defines XML entities, which can unfold without end. Export it without them."
        )


def refuse_depth(source: Source) -> None:
    """Raise ReadingError where elements stand in one another deeper than any document needs.

    libxml2 stops at 256 and is quick about it; parsers that do not take quadratic time.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(source.data.lstrip(), parser)
    if any("depth" in each.message for each in parser.error_log):
        raise ReadingError(
            source.name, "Its elements are nested deeper than 256. Export it again, or save its articles."
        )
