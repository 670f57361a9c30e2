"""Your places: the file of names that wins over the gazetteer, edited as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from articles.hosting.access import Role
from articles.hosting.audit import Audit
from articles.hosting.installation import Housing
from articles.retelling import retold
from articles.views.progress import plain
from articles.views.visiting import require
from articles.words import phrase, say, say_many
from places.gazetteer import Gazetteer
from places.own.cells import FEATURES
from places.own.file import read_rows
from places.own.places import OwnPlaces, default_path
from places.own.row import COLUMNS, Fault, What
from places.own.saving import OwnPlacesChangedError, backup_path, content_of, save, swap
from places.own.table import NotEditableError, OwnTable, TableRow
from places.place import Place

#: Session keys: the file and what it held when the table was drawn, the number of that drawing, and what was done last.
_OPENED = "own-opened"
_DRAWING = "own-drawing"
_DONE = "own-done"
#: And whose places are shown.
_WHOSE = "own-whose"
_LINE = "line"
MOST_FAULTS = 20

_HELP = {
    "what": phrase(
        "place: a place of your own, at lat and lon. alias: another name for a place there is. never: no place."
    ),
    "name": phrase("As texts write it."),
    "place": phrase("Of an alias: the id or the name of the place that is meant, such as Samarra, or Samarra, Iraq."),
    "lat": phrase("Degrees, such as 36.34; south with a minus."),
    "lon": phrase("Degrees, such as 43.12; west with a minus."),
    "country": phrase("Two letters, such as IQ. May stay empty."),
    "feature": phrase("May stay empty, for a town. {names}; or a GeoNames class and code, such as S.DAM."),
    "note": phrase("For you; it is shown among the reasons."),
}


def draw_own_places(gazetteer: Gazetteer, housing: Housing) -> None:
    """The table of the archive's own places, or of those of all archives, as somebody chose."""
    st.title(say("Your places"), anchor=False)
    st.caption(
        say(
            "Names that win over the gazetteer: places it does not know, other names for those it knows, and words "
            "that are never a place. They hold from the next time places are found; those of this archive win over "
            "those of all archives."
        )
    )
    shared, above = _files(gazetteer, default_path(), housing.own_places)
    files = {"archive": above, "shared": shared}
    phrases = {"archive": say("This archive"), "shared": say("All archives")}
    chosen = st.segmented_control(
        say("Own places of"),
        list(files),
        default="archive",
        required=True,
        key=_WHOSE,
        format_func=lambda each: f"{phrases[each]} ({len(files[each].names.rows):,})",
        label_visibility="collapsed",
        disabled=_has_edits(),
        help=say("Save first, or drop what you edited.") if _has_edits() else None,
    )
    _draw_file(gazetteer, files[chosen].path, shared.names.places if chosen == "archive" else ())


@st.cache_resource(show_spinner=False, max_entries=100)
def _files(_gazetteer: Gazetteer, shared: Path, above: Path) -> tuple[OwnPlaces, OwnPlaces]:
    """Those of all archives, and those of one over them; a file that stays as it is is read once."""
    beneath = OwnPlaces(_gazetteer, shared)
    return beneath, OwnPlaces(_gazetteer, above, over=beneath)


def _draw_file(gazetteer: Gazetteer, path: Path, known: Sequence[Place]) -> None:
    """The table of the file at *path*, which need not exist yet; an alias in it may mean one of the *known* places."""
    try:
        content = content_of(path)
        table = _opened(path, content)
    except NotEditableError as error:
        st.error(plain(say("{file} cannot be edited here: {fault}.", file=path, fault=retold(error))))
        return
    except OSError as error:
        words = say(
            "{file} cannot be read ({fault}): see that it is a file and yours.", file=path, fault=retold(error.strerror)
        )
        st.error(plain(words))
        return
    rows = _edited(table)
    fresh = table.with_rows(rows)
    _, faults = read_rows(fresh, gazetteer, known)
    is_edited = fresh != table.content
    _draw_faults(faults, fresh)
    if table.content != content:
        st.warning(
            say("Somebody else changed the file meanwhile. Saving would undo that, so it has to be loaded again.")
        )
    with st.container(horizontal=True):
        save_it = st.button(say("Save"), type="primary", key="own-save", disabled=not is_edited or bool(faults))
        if is_edited and faults:
            save_it |= st.button(say("Save with the faulty rows, which do not apply"), key="own-save-faulty")
        if (is_edited or table.content != content) and st.button(
            say("Load again, drop what I edited"), key="own-reload"
        ):
            _open(path, content)
            st.rerun()
        if not is_edited and backup_path(path).exists() and st.button(say("Undo the last saving"), key="own-undo"):
            _done(path, say("The last saving is taken back. Undo once more brings it back."), lambda: swap(path))
    if save_it:
        saved = say_many("Saved: {n} row.", "Saved: {n} rows.", len(rows))
        _done(path, saved, lambda: save(path, fresh, before=table.content))
    if done := st.session_state.pop(_DONE, None):
        st.success(done)
    st.caption(
        plain(say("The file: {file}. The version before the last saving lies beside it, with .bak behind.", file=path))
    )


def _opened(path: Path, content: bytes) -> OwnTable:
    """The table that is being edited; a new one of *content* while nobody has edited anything."""
    opened: tuple[Path, OwnTable] | None = st.session_state.get(_OPENED)
    if opened is None or opened[0] != path or (opened[1].content != content and not _has_edits()):
        return _open(path, content)
    return opened[1]


def _open(path: Path, content: bytes) -> OwnTable:
    table = OwnTable(content)
    st.session_state[_OPENED] = (path, table)
    st.session_state[_DRAWING] = st.session_state.get(_DRAWING, 0) + 1
    return table


def _key() -> str:
    # A table of its own for each state of the file: edits of one must not be laid over another.
    return f"own-table-{st.session_state.get(_DRAWING, 0)}"


def _has_edits() -> bool:
    state: Mapping[str, Sequence[object]] = st.session_state.get(_key(), {})
    return any(state.get(kind) for kind in ("edited_rows", "added_rows", "deleted_rows"))


def _edited(table: OwnTable) -> list[TableRow]:
    """The rows as they stand in the page."""
    rows = table.rows
    columns = {_LINE: [str(row.line) for row in rows]}
    columns |= {column: [row.cells[column] for row in rows] for column in COLUMNS}
    config = {column: st.column_config.TextColumn(column, help=_help(column)) for column in COLUMNS}
    shown = st.data_editor(
        # With its types: those of an empty table could not be guessed.
        pd.DataFrame(columns, dtype="string"),
        key=_key(),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={
            **config,
            _LINE: st.column_config.TextColumn(say("line"), disabled=True, width="small"),
            "what": st.column_config.SelectboxColumn("what", options=[each.value for each in What], help=_help("what")),
        },
    )
    return [
        TableRow(
            int(line) if isinstance(line, str) and line else None, dict(zip(COLUMNS, map(_word, cells), strict=True))
        )
        for line, *cells in zip(shown[_LINE], *(shown[column] for column in COLUMNS), strict=True)
    ]


def _help(column: str) -> str:
    return say(_HELP[column], names=", ".join(FEATURES))


def _word(cell: object) -> str:
    """The table has None, or not a number, where nothing was typed."""
    return cell if isinstance(cell, str) else ""


def _draw_faults(faults: Sequence[Fault], content: bytes) -> None:
    if not faults:
        return
    lines = content.decode("utf-8", "replace").splitlines()
    told = []
    for fault in faults[:MOST_FAULTS]:
        line = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
        words = (
            say("Line {number}, {words}: {fault}", number=fault.line, words=line[:60], fault=retold(fault.message))
            if line
            else say("Line {number}: {fault}", number=fault.line, fault=retold(fault.message))
        )
        told.append(f"- {plain(words)}")
    if len(faults) > MOST_FAULTS:
        told.append(f"- {say_many('and {n} more', 'and {n} more', len(faults) - MOST_FAULTS)}")
    st.error(say_many("{n} row with faults:", "{n} rows with faults:", len(faults)) + "\n" + "\n".join(told))


def _done(path: Path, words: str, do: Callable[[], None]) -> None:
    """Do it, and draw the file as it is then; or say why it cannot be done."""
    who = require(Role.EDITOR, "edit the own places")
    try:
        do()
    except OwnPlacesChangedError as error:
        st.error(plain(retold(error)))
        return
    except OSError as error:
        st.error(
            plain(
                say("{file} cannot be written ({fault}): nothing was changed.", file=path, fault=retold(error.strerror))
            )
        )
        return
    Audit(path.parent).record(who, "own places saved", file=path.name)
    _open(path, content_of(path))
    st.session_state[_DONE] = words
    st.rerun()
