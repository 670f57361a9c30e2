"""Who is let in, as what, and that nothing short of the operator's own words lets anybody in from outside."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hosting.access import (
    OPERATOR,
    Access,
    AccessError,
    NotAllowedError,
    Role,
    Visitor,
    access_from,
    is_at_the_machine,
    visitor_from,
)

ANN = {"is_logged_in": True, "email": "ann@example.org", "email_verified": True}
AT_HOME = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


def settings(**said: Any) -> Access:
    found = access_from({"access": said}, {})
    assert found is not None
    return found


def test_with_nothing_configured_who_sits_at_the_machine_is_its_owner_and_others_are_nobody() -> None:
    assert access_from({}, {}) is None
    assert visitor_from(None, {}, at_the_machine=True) == OPERATOR
    assert visitor_from(None, ANN, at_the_machine=False).role is Role.NOBODY


def test_sign_in_without_a_list_of_people_lets_nobody_in() -> None:
    access = access_from({"auth": {"client_id": "x"}}, {})
    assert access is not None
    assert access.visitor(ANN) == Visitor(Role.NOBODY, "ann@example.org")
    assert visitor_from(access, {}, at_the_machine=True).role is Role.NOBODY


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({"readers": ["ann@example.org"]}, Role.READER),
        ({"editors": ["@example.org"]}, Role.EDITOR),
        ({"owners": "bob@example.org, ANN@Example.org"}, Role.OWNER),
        ({"readers": ["*"], "editors": ["bob@example.org"]}, Role.READER),
        ({"everybody": "reader"}, Role.PUBLIC),
        ({"everybody": "editor", "readers": ["*"]}, Role.EDITOR),
        ({"editors": ["@example.com", "@ample.org", "nn@example.org", "@sub.example.org"]}, Role.NOBODY),
    ],
)
def test_the_lists_say_who_is_what_and_the_highest_counts(said: dict[str, Any], role: Role) -> None:
    assert settings(**said).visitor(ANN) == Visitor(role, "ann@example.org")


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {**ANN, "email_verified": False},
        {**ANN, "email_verified": None},
        {**ANN, "email_verified": "false"},
        {**ANN, "is_logged_in": False},
        {**ANN, "is_logged_in": "true"},
        {"email": "ann@example.org", "email_verified": True},
        {**ANN, "email": ["ann@example.org"]},
        {**ANN, "email": "ann@example.org@evil.example"},
        {**ANN, "email": "evil@evil.example@example.org"},
        {**ANN, "email": ""},
    ],
)
def test_an_address_that_nobody_vouches_for_opens_nothing(claims: dict[str, Any]) -> None:
    assert settings(owners=["ann@example.org", "@example.org", "*"]).visitor(claims) == Visitor(Role.NOBODY)


def test_a_provider_that_never_says_verified_counts_where_the_operator_says_so_but_not_against_its_word() -> None:
    access = settings(owners=["@example.org"], addresses_are_verified=True)
    silent = {name: value for name, value in ANN.items() if name != "email_verified"}
    assert access.visitor(silent).role is Role.OWNER
    assert access.visitor({**ANN, "email_verified": False}).role is Role.NOBODY


def test_letters_that_only_look_like_those_of_an_address_are_others() -> None:
    kelvin = "mi\u212ae@example.org"
    assert kelvin.lower() == "mike@example.org"
    claims = {**ANN, "email": kelvin}
    assert settings(owners=["mike@example.org"]).visitor(claims).role is Role.NOBODY


@pytest.mark.parametrize(
    ("secrets", "environment", "told"),
    [
        ({"access": "everybody"}, {}, r"\[access\]"),
        ({"access": {"editor": ["a@b.c"]}}, {}, "editor"),
        ({"access": {"everybody": "admin"}}, {}, "admin"),
        ({"access": {"owners": 3}}, {}, "owners"),
        ({"access": {"owners": ["example.org"]}}, {}, "example.org"),
        ({"access": {"addresses_are_verified": "maybe"}}, {}, "maybe"),
        ({}, {"DATELINE_EVERYBODY": "all"}, "all"),
    ],
)
def test_a_setting_without_meaning_is_named(secrets: Any, environment: dict[str, str], told: str) -> None:
    with pytest.raises(AccessError, match=told):
        access_from(secrets, environment)


def test_the_environment_wins_over_the_secrets() -> None:
    access = access_from({"access": {"editors": ["@example.org"]}}, {"DATELINE_EDITORS": "bob@example.org"})
    assert access == Access(editors=("bob@example.org",))


@pytest.mark.parametrize(
    ("address", "headers", "expected"),
    [
        (None, AT_HOME, True),
        (None, {}, True),
        ("127.0.0.2", {"host": "127.0.0.1:8501"}, True),
        (None, {"Host": "[::1]:8501"}, True),
        ("192.168.1.7", AT_HOME, False),
        (None, {"Host": "dateline.example.org"}, False),
        (None, {"Host": "localhost.evil.example"}, False),
        (None, {"Host": "127.0.0.1.evil.example:8501"}, False),
        (None, {**AT_HOME, "Origin": "https://evil.example"}, False),
        (None, {**AT_HOME, "X-Forwarded-For": "203.0.113.9"}, False),
        (None, {**AT_HOME, "forwarded": "for=203.0.113.9"}, False),
        (None, {"Host": ""}, False),
        (None, {"Host": "[::"}, False),
    ],
)
def test_only_who_comes_from_this_machine_and_calls_it_so_sits_at_it(
    address: str | None, headers: dict[str, str], expected: bool
) -> None:
    assert is_at_the_machine(address, headers) is expected


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=4), st.text(max_size=40))
def test_no_claim_gives_a_role_to_who_has_not_signed_in(claims: dict[str, str], email: str) -> None:
    claims = {**claims, "email": email, "email_verified": "true"}
    assert settings(owners=["*"]).visitor(claims).role is Role.NOBODY


def test_a_refusal_says_who_one_is_and_who_one_would_have_to_be() -> None:
    with pytest.raises(NotAllowedError, match=r"ann@example\.org is reader here: to star one has to be editor"):
        Visitor(Role.READER, "ann@example.org").require(Role.EDITOR, "star")
    with pytest.raises(NotAllowedError, match="not signed in"):
        Visitor(Role.PUBLIC).require(Role.EDITOR)
    OPERATOR.require(Role.OWNER)
