"""Access: who somebody is to this installation, and what such a person may do.

The operator says it under ``[access]`` in Streamlit's secrets, or in the environment; docs/hosting.md is the manual.
With nothing said, who sits at the machine is its owner, and whoever comes from anywhere else is let in nowhere.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlsplit

from articles.hosting.policy import Reader
from articles.words import phrase, say


class Role(IntEnum):
    """What somebody may do; each may all that those before it may."""

    #: Nothing: is shown the door.
    NOBODY = 0
    #: Read without having signed in, as much text as the public is given.
    PUBLIC = 1
    #: Read, having signed in.
    READER = 2
    #: Correct places, star, note, add articles, edit the own places.
    EDITOR = 3
    #: Change what archives there are and who is given how much text.
    OWNER = 4


_NAMES = {
    Role.NOBODY: phrase("nobody"),
    Role.PUBLIC: phrase("public"),
    Role.READER: phrase("reader"),
    Role.EDITOR: phrase("editor"),
    Role.OWNER: phrase("owner"),
}


class AccessError(ValueError):
    """The settings have no meaning; the message names the value and the remedy. Until then nobody is let in."""


class NotAllowedError(Exception):
    """Somebody asked for what their role does not hold."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks for something."""

    role: Role
    #: The address they signed in with, which their provider vouches for; "" where nobody signed in.
    address: str = ""

    def may(self, role: Role) -> bool:
        return self.role >= role

    def require(self, role: Role, doing: str = phrase("do this")) -> None:
        """Raises NotAllowedError where the visitor's role is less than *role*; *doing* is what they were about to."""
        if not self.may(role):
            known = say("You have not signed in")
            if self.address:
                known = say("{address} is {role} here", address=self.address, role=say(_NAMES[self.role]))
            asked = say(
                "to {do_it} one has to be {role}. Nothing was changed.", do_it=say(doing), role=say(_NAMES[role])
            )
            raise NotAllowedError(f"{known}: {asked}")


def reader_of(role: Role) -> Reader:
    """As whom somebody of that role reads the texts of others."""
    if role >= Role.EDITOR:
        return Reader.EDITOR
    return Reader.SIGNED_IN if role >= Role.READER else Reader.PUBLIC


#: Who only looks at what others decided.
ONLOOKER = Visitor(Role.PUBLIC)
#: Who works at the machine itself, on the command line or on a laptop where nothing is configured.
OPERATOR = Visitor(Role.OWNER)

#: The lists of the settings, and the role that each gives.
_LISTS = {"owners": Role.OWNER, "editors": Role.EDITOR, "readers": Role.READER}
#: What the setting ``everybody`` may say.
_EVERYBODY = {"nobody": Role.NOBODY, "reader": Role.PUBLIC, "editor": Role.EDITOR, "owner": Role.OWNER}
_SETTINGS = frozenset({"everybody", "addresses_are_verified", *_LISTS})
_ENVIRONMENT = "DATELINE_"
#: An address, a whole domain, or everybody who has signed in.
_ENTRY = re.compile(r"\*|[^@\s]*@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Access:
    """The operator's settings."""

    #: What somebody may who has not signed in; those who have, may at least that.
    everybody: Role = Role.NOBODY
    #: Entries: "ann@example.org", "@example.org" for a domain, "*" for everybody who has signed in.
    owners: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    #: Whether an address counts where the provider does not say that it verified it (Entra ID never says so).
    addresses_are_verified: bool = False

    def visitor(self, claims: Mapping[str, object]) -> Visitor:
        """Who the person is of whom the provider claims this; *claims* are those of ``st.user``."""
        address = self._address(claims)
        lists = {Role.OWNER: self.owners, Role.EDITOR: self.editors, Role.READER: self.readers}
        given = [role for role, entries in lists.items() if address and _is_on(entries, address)]
        return Visitor(max([self.everybody, *given]), address)

    def _address(self, claims: Mapping[str, object]) -> str:
        """ "" for somebody who has not signed in, or whose address nobody vouches for."""
        address, verified = claims.get("email"), claims.get("email_verified")
        if claims.get("is_logged_in") is not True or not isinstance(address, str) or address.count("@") != 1:
            return ""
        # Some providers write the word.
        is_verified = verified is True or verified == "true" or (verified is None and self.addresses_are_verified)
        return address.strip() if is_verified else ""


def access_from(secrets: Mapping[str, object], environment: Mapping[str, str]) -> Access | None:
    """The settings; None where the operator said nothing at all of who may come in.

    *secrets* are all of Streamlit's; DATELINE_EDITORS and the like in the *environment* win over them. Raises
    AccessError for a setting without meaning.
    """
    said = secrets.get("access", {})
    if not isinstance(said, Mapping):
        raise AccessError(f"access in the secrets is {said!r}: make it a section, [access]")
    if strange := sorted(set(said) - _SETTINGS):
        raise AccessError(f"[access] knows no {strange[0]!r}: there are {', '.join(sorted(_SETTINGS))}")
    names = ((name, environment.get(_ENVIRONMENT + name.upper(), "").strip()) for name in _SETTINGS)
    values: dict[str, object] = {**said, **{name: value for name, value in names if value}}
    if not values and "access" not in secrets and "auth" not in secrets:
        return None
    everybody = str(values.get("everybody", "nobody")).lower()
    if everybody not in _EVERYBODY:
        raise AccessError(f"everybody = {everybody!r} in [access]: say one of {', '.join(_EVERYBODY)}")
    verified = str(values.get("addresses_are_verified", False)).lower()
    if verified not in ("true", "false"):
        raise AccessError(f"addresses_are_verified = {verified!r} in [access]: say true or false")
    lists = {name: _entries(name, values.get(name, ())) for name in _LISTS}
    return Access(_EVERYBODY[everybody], addresses_are_verified=verified == "true", **lists)


def visitor_from(access: Access | None, claims: Mapping[str, object], *, at_the_machine: bool) -> Visitor:
    """Who somebody is under *access*; with no settings only who sits *at the machine* is let in."""
    if access is None:
        return OPERATOR if at_the_machine else Visitor(Role.NOBODY)
    return access.visitor(claims)


def is_at_the_machine(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine and asked for it by that name, with nothing in between.

    *address* is where it comes from; None for this machine. The name is asked for as well as the address: it shows a
    reverse proxy, and a page elsewhere whose name was made to point here.
    """
    told = {name.lower(): value for name, value in headers.items()}
    if any(name in told for name in ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")):
        return False
    names = [told[name] for name in ("host", "origin") if name in told]
    return (address is None or _is_loopback(address)) and all(_is_loopback(_host(name)) for name in names)


def _host(name: str) -> str:
    try:
        return urlsplit(name if "//" in name else f"//{name}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or host.endswith(".localhost") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _entries(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, str | list | tuple):
        raise AccessError(f"{name} = {value!r} in [access]: make it a list of addresses")
    entries = tuple(re.split(r"[\s,]+", value.strip())) if isinstance(value, str) else tuple(map(str, value))
    for entry in entries:
        if entry and not _ENTRY.fullmatch(entry):
            raise AccessError(f"{entry!r} in {name}: write an address, @ and a domain, or * for all who have signed in")
    return tuple(_folded(entry) for entry in entries if entry)


def _is_on(entries: Iterable[str], address: str) -> bool:
    folded = _folded(address)
    domain = folded[folded.index("@") :]
    return any(entry in ("*", folded, domain) for entry in entries)


def _folded(address: str) -> str:
    """In small letters, where it is of plain ones: beyond them two different addresses may fold to one (K and k)."""
    return address.lower() if address.isascii() else address
