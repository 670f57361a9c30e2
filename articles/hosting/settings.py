"""Settings of an archive: its title, where its readers are, who may see it, and how much of its articles they see.

They stand in ``settings.toml`` beside it, to be read and edited by people too:

    title = "Lebanon"
    home = "LB"                  # a country's two-letter code or a place's id; "" for none
    visibility = "signed-in"     # public, signed-in or editors: of those whom the installation lets in

    [text]                       # full, link, or snippet with its number of sentences
    public = "snippet 3"
    signed-in = "full"

    [[text.outlet]]
    name = "Asharq Al Awsat"
    public = "link"
    signed-in = "snippet 2"
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from articles.hosting.policy import Allowance, PolicyError, Rule, TextPolicy
from articles.storage.database import ArchiveError
from articles.storage.locking import locked

#: The name it has beside the archive.
SETTINGS = "settings.toml"
LONGEST_TITLE = 80
#: Of a place's id.
_LONGEST_HOME = 40


class SettingsError(ArchiveError):
    """The settings cannot be read or are none: the archive stays shut, for nobody knows who may see it."""


class Visibility(StrEnum):
    """Who may see the archive, of those whom the installation lets in at all."""

    #: All of them.
    PUBLIC = "public"
    #: Those who have signed in.
    SIGNED_IN = "signed-in"
    EDITORS = "editors"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is not written is the default."""

    #: As people call the archive; "" for none of its own.
    title: str = ""
    #: Where its readers are, a country's code or a place's id: settles what nothing else does. "" for none.
    home: str = ""
    visibility: Visibility = Visibility.PUBLIC
    policy: TextPolicy = field(default_factory=TextPolicy)


class SettingsFile:
    """May be used by several threads and processes at once; a change replaces the file as a whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._memory = Lock()
        self._seen: tuple[int, ...] | None = None
        self._settings = Settings()

    def read(self) -> Settings:
        """The settings as they stand now; the defaults where there is no file. Raises SettingsError."""
        with self._memory:
            seen = self._state()
            if seen != self._seen:
                self._settings = self._load() if seen else Settings()
                self._seen = seen
            return self._settings

    def change(self, changed: Callable[[Settings], Settings]) -> Settings:
        """Write what *changed* makes of the settings as they stand now; nobody else changes them meanwhile.

        Raises SettingsError where they cannot be read or written.
        """
        try:
            with locked(self.path.with_name(f".{self.path.name}.lock")):
                settings = changed(self.read())
                _replace(self.path, to_toml(settings))
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be written ({error}): see that the disk has room") from error
        return settings

    def _state(self) -> tuple[int, ...] | None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be read ({error}): see that the file is yours") from error
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _load(self) -> Settings:
        try:
            return from_toml(self.path.read_bytes().decode())
        except (OSError, ValueError, PolicyError) as error:
            raise SettingsError(
                f"{self.path} cannot be understood ({error}): mend it, or move it away to have the defaults"
            ) from error


def from_toml(text: str) -> Settings:
    """Raises ValueError or PolicyError, which name what is wrong, for what is no TOML or says nothing we know."""
    told = tomllib.loads(text)
    _only(told, "title", "home", "visibility", "text")
    rules = told.get("text", {})
    if not isinstance(rules, dict):
        raise ValueError("text is no table: write [text]")
    _only(rules, "public", "signed-in", "outlet")
    policy = TextPolicy(_rule(rules, Rule()))
    outlets = rules.get("outlet", [])
    if not isinstance(outlets, list) or not all(isinstance(each, dict) for each in outlets):
        raise ValueError("text.outlet is no list of tables: write [[text.outlet]]")
    for each in outlets:
        _only(each, "name", "public", "signed-in")
        policy = policy.with_rule(_text(each, "name"), _rule(each, policy.default))
    visibility = _text(told, "visibility") or Visibility.PUBLIC
    if visibility not in tuple(Visibility):
        raise ValueError(f"visibility {visibility!r} is none of {', '.join(Visibility)}")
    return Settings(clean_title(_text(told, "title")), _text(told, "home"), Visibility(visibility), policy)


def to_toml(settings: Settings) -> str:
    """What ``from_toml`` reads back."""
    lines = [
        f"title = {_quoted(settings.title)}",
        f"home = {_quoted(settings.home)}",
        f"visibility = {_quoted(settings.visibility)}",
        "",
        "[text]",
        *_said(settings.policy.default),
    ]
    for name, rule in settings.policy.outlets:
        lines += ["", "[[text.outlet]]", f"name = {_quoted(name)}", *_said(rule)]
    return "\n".join(lines) + "\n"


def changes(before: Settings, after: Settings) -> str:
    """What is new in *after*, in the words of the file, for the audit."""
    old = to_toml(before).splitlines()
    return "; ".join(line for line in to_toml(after).splitlines() if line and line not in old)


def clean_title(title: str) -> str:
    """*title* in one line, without what is no character to be seen, and not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())[:LONGEST_TITLE].strip()


def _said(rule: Rule) -> tuple[str, str]:
    return f"public = {_quoted(str(rule.public))}", f"signed-in = {_quoted(str(rule.signed_in))}"


def _rule(table: dict[str, Any], default: Rule) -> Rule:
    public, signed_in = _text(table, "public"), _text(table, "signed-in")
    return Rule(
        Allowance.parse(public) if public else default.public,
        Allowance.parse(signed_in) if signed_in else default.signed_in,
    )


def _only(table: dict[str, Any], *keys: str) -> None:
    """A key we do not know may be a rule somebody relies on: it is never passed over."""
    for key in table:
        if key not in keys:
            raise ValueError(f"{key!r} is none of {', '.join(keys)}")


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} = {value!r} is no text: write it in quotation marks")
    return value


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _replace(path: Path, content: str) -> None:
    """By a new file that takes the place of the old in one step: who reads sees one of the two, whole."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
