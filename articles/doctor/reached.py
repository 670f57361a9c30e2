"""What is reached, and who comes in: the network, the sign-in, the log, the port."""

from __future__ import annotations

import os
import socket
import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from articles.doctor.health import Finding, advice, fault, fine
from articles.doctor.installed import PAGE_FOLDER
from articles.hosting.access import Access, AccessError, Role, access_from
from articles.hosting.logs import LogError, check
from places.asking.errors import SettingsError
from places.asking.settings import read_settings
from places.geocoding import Geocoder

DEFAULT_PORT = 8501


def network(secrets: Mapping[str, object] | Finding) -> Iterator[Finding]:
    section = secrets.get("geocoder") if isinstance(secrets, Mapping) else None
    try:
        settings = read_settings(os.environ, section if isinstance(section, Mapping) else None)
        # Made as the page makes it, which asks nobody for anything.
        made = Geocoder(settings) if settings else None
    except (SettingsError, OSError) as error:
        yield fault("network", f"the geocoder is off: {error}", "put its setting right, or take its provider away")
        return
    if settings is None or made is None:
        yield fine("network", "off: no geocoder is set, and Dateline asks no other machine for anything")
    else:
        yield fine(
            "network",
            f"geocoder {settings.provider} at {made.host}; asked on a button alone",
        )


def sign_in(secrets: Mapping[str, object] | Finding) -> Iterator[Finding]:
    """The secrets, and who may come in."""
    if isinstance(secrets, Finding):
        yield secrets
        return
    for path in filter(Path.is_file, secrets_files()):
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield advice("secrets", f"{path} can be read by other users of this machine", f"chmod 600 {path}")
    try:
        settings = access_from(secrets, os.environ)
    except AccessError as error:
        yield fault("sign-in", f"nobody is let in: {error}", "put the setting right")
        return
    if settings is None:
        yield fine("sign-in", "none: whoever sits at this machine may do everything, nobody else comes in")
        return
    yield from _who_comes_in(settings, secrets.get("auth"))


def _who_comes_in(settings: Access, auth: object) -> Iterator[Finding]:
    lists = (*settings.owners, *settings.editors, *settings.readers)
    if lists and not isinstance(auth, Mapping):
        yield fault("sign-in", "there are lists of who may do what, and no way to sign in", "add [auth] to the secrets")
        return
    if isinstance(auth, Mapping):
        wrong = [name for name in ("redirect_uri", "cookie_secret") if not auth.get(name)]
        if wrong:
            yield fault("sign-in", f"[auth] in the secrets lacks {' and '.join(wrong)}", "docs/hosting.md says how")
            return
        if len(str(auth["cookie_secret"])) < 32:
            yield advice(
                "sign-in",
                "cookie_secret is short enough to be guessed",
                "python -c 'import secrets; print(secrets.token_hex(32))'",
            )
        with suppress(metadata.PackageNotFoundError):
            metadata.version("authlib")
            yield fine("sign-in", f"by [auth]; {len(lists)} entries; everybody else: {settings.everybody.name.lower()}")
            return
        yield fault("sign-in", "Authlib is not installed", "pip install 'streamlit[auth]'")
        return
    if settings.everybody >= Role.EDITOR:
        yield advice(
            "sign-in",
            f"whoever opens the page, from anywhere, is {settings.everybody.name.lower()}",
            'leave it so where only those you trust reach the port; else say everybody = "reader" and add [auth]',
        )
    else:
        yield fine("sign-in", f"none; everybody is {settings.everybody.name.lower()}")


def log() -> Finding:
    try:
        return fine("log", check())
    except LogError as error:
        return fault("log", str(error), "put it right: until then the log is on stderr alone, from level info on")


def port() -> Finding:
    """Whether the page's port is free, or Dateline's."""
    number, address = _port(), os.environ.get("STREAMLIT_SERVER_ADDRESS") or "localhost"
    try:
        with socket.create_connection((address, number), timeout=2) as there:
            there.sendall(f"GET /healthz HTTP/1.0\r\nHost: {address}:{number}\r\n\r\n".encode())
            answer = there.recv(4096)
    except OSError:
        return fine("port", f"{number} is free: Dateline is not running here")
    if b'"dateline"' in answer or b"dateline" in answer.lower():
        return fine("port", f"Dateline answers on {number}")
    return advice(
        "port",
        f"{number} is taken by something else, or by a Dateline under a base path",
        "end it, or start Dateline with --server.port and another number",
    )


def _port() -> int:
    with suppress(KeyError, ValueError):
        return int(os.environ["STREAMLIT_SERVER_PORT"])
    for folder in (Path.cwd(), PAGE_FOLDER):
        with suppress(OSError, ValueError, KeyError, TypeError):
            return int(tomllib.loads((folder / ".streamlit" / "config.toml").read_text())["server"]["port"])
    return DEFAULT_PORT


def secrets_files() -> tuple[Path, ...]:
    """Where Streamlit looks for secrets, what comes later winning."""
    return tuple(
        dict.fromkeys(folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), PAGE_FOLDER, Path.cwd()))
    )


def read_secrets(paths: Iterable[Path]) -> Mapping[str, object] | Finding:
    """All sections together, or what is wrong with the file."""
    told: dict[str, object] = {}
    for path in paths:
        try:
            told |= tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            return fault("secrets", f"{path} cannot be read ({error})", "mend it: nobody is let in with it")
    return told
