"""What is made in English before anybody knows who will read it: messages of errors, and reasons of the geoparser.

Read from the sources, where they are f-strings: ``f"{path} is no archive ({error})"`` is gathered with its values in
braces, ``{path} is no archive ({error})``, and articles/retelling.py knows the sentence again by what stands between
them.
"""

from __future__ import annotations

import ast
import errno
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

from places.recognition import cues
from places.scripts.table import weights as script_weights
from places.sentence import sentence

ROOT = Path(__file__).parents[2]
#: Calls whose text is shown to people, beside all that is raised: the mark, and what tells of a part of a file.
_CALLS = frozenset((sentence.__name__, "note", "Fault", "Damage", "reading", "progress"))
_ERRORS = re.compile(
    r"(?!Type|Assertion|ArgumentType|YAML)\w*(Error|Outage|BadAnswer|Refused|Stopped|Missing|FaultyRow)"
)
#: What only a terminal, a log or whoever writes a program ever shows.
_UNSEEN = re.compile(
    r"articles/(__main__|hosting/(logs|policy)|storage/(sources|storing)|doctor/\w+|commands/\w+|translations/\w+)"
    r"\.py|articles/backups/.*|places/(__main__|home|map|place)\.py|places/(batch/|geonames/(?!assembly|file)|recognition/|scripts/|web/).*"
)
#: Calls round a value, and what it stands in: they do not say what it is.
_PLAIN = frozenset(
    ("sentence", "str", "len", "join", "sorted", "self", "type", "map", "line", "min", "repr", "printable_name")
)
_WEIGHT = re.compile(r" [+-]\d+$")
#: What the system says of a file or a connection; most messages hold one of these.
_SYSTEM = (
    *map(os.strerror, (errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EISDIR)),
    *map(os.strerror, (errno.ENOTDIR, errno.EEXIST, errno.EIO, errno.EBUSY, errno.ECONNREFUSED, errno.ENETUNREACH)),
    "[Errno {number}] {what}",
    "[Errno {number}] {what}: '{path}'",
    "Name or service not known",
    "timed out",
    "database is locked",
    "database disk image is malformed",
    "file is not a database",
    "File is not a zip file",
    "attempt to write a readonly database",
    "unable to open database file",
)


def told() -> dict[str, set[str]]:
    """Each sentence, its values in braces, with the files that make it."""
    found: dict[str, set[str]] = {}
    for folder in ("places", "articles"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            if not _UNSEEN.fullmatch(file):
                for text in told_in(path.read_text(encoding="utf-8")):
                    found.setdefault(text, set()).add(file)
    for text in _SYSTEM:
        found.setdefault(text, set()).add("articles/translations/english.py")
    for text in reasons():
        found.setdefault(text, set()).add("places/data/cues.csv")
    return found


def reasons() -> Iterator[str]:
    """What each cue says when it holds, without its weight."""
    for cue in (each for kind in cues.found() for each in kind):
        yield (inspect.getdoc(cue) or "").split("\n", 1)[0].strip().rstrip(".")
    for _, said in script_weights().values():
        yield _WEIGHT.sub("", said)


def told_in(source: str) -> Iterator[str]:
    """The sentences of one source, whether raised, noted or marked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (_called(node) in _CALLS or _ERRORS.fullmatch(_called(node))):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from filter(_has_words, _templates(argument))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _has_words(template: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3,}", re.sub(r"\{\w+\}", "", template)))


def _templates(text: ast.expr) -> tuple[str, ...]:
    """What *text* may come to, its values in braces; none where it is no text written out."""
    match text:
        case ast.Constant(value=str(words)):
            return (words.replace("{", "{{").replace("}", "}}"),)
        case ast.IfExp(body=one, orelse=other):
            return (*_templates(one), *_templates(other))
        case ast.JoinedStr(values=parts):
            names: list[str] = []
            return ("".join(_part(part, names) for part in parts),)
    return ()


def _part(part: ast.expr, names: list[str]) -> str:
    if isinstance(part, ast.FormattedValue):
        name = _name(part.value)
        names.append(name)
        return f"{{{name}{names.count(name) if names.count(name) > 1 else ''}}}"
    return "".join(_templates(part))


def _name(value: ast.expr) -> str:
    """What a value is called in the sentence: "path" of ``self.path``, "error" of ``str(error)[:200]``."""
    named = [node for node in ast.walk(value) if isinstance(node, ast.Name | ast.Attribute)]
    names = [node.id if isinstance(node, ast.Name) else node.attr for node in named]
    told = [name.strip("_").lower() for name in names if name not in _PLAIN and not name.startswith("__")]
    return told[0] if told else "value"
