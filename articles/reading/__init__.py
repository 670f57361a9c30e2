"""Reading: files in, articles out. One format a file, all of the shape in ``format.py``."""

from articles.reading.errors import ReadingError
from articles.reading.outlets import with_one_spelling
from articles.reading.reader import (
    LARGEST_FILE_BYTES,
    SUFFIXES,
    Outcome,
    bytes_in,
    read,
    read_file,
    read_paths,
    read_text,
)

__all__ = [
    "LARGEST_FILE_BYTES",
    "SUFFIXES",
    "Outcome",
    "ReadingError",
    "bytes_in",
    "read",
    "read_file",
    "read_paths",
    "read_text",
    "with_one_spelling",
]
