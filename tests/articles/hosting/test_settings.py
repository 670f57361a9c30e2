"""Settings stand in a file that people read too; what is not understood keeps the archive shut, never open."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hosting.policy import FULL, LINK, Allowance, Rule, TextPolicy
from articles.hosting.settings import Settings, SettingsError, SettingsFile, Visibility, clean_title, from_toml, to_toml

ALLOWANCES = st.one_of(st.just(FULL), st.integers(0, 100).map(Allowance))
RULES = st.builds(Rule, ALLOWANCES, ALLOWANCES)
NAMES = st.text(min_size=1, max_size=20).map(lambda name: " ".join(name.split())).filter(bool)


@st.composite
def policies(draw: st.DrawFn) -> TextPolicy:
    policy = TextPolicy(draw(RULES))
    for name in draw(st.lists(NAMES, max_size=4)):
        policy = policy.with_rule(name, draw(RULES))
    return policy


@given(title=st.text(max_size=100), home=st.text(max_size=20), who=st.sampled_from(Visibility), policy=policies())
def test_settings_read_back_as_they_were_written(title: str, home: str, who: Visibility, policy: TextPolicy) -> None:
    settings = Settings(clean_title(title), home, who, policy)
    assert from_toml(to_toml(settings)) == settings


def test_a_person_may_write_as_little_as_they_like() -> None:
    told = 'title = "Lebanon"\n[text]\npublic = "link"\n[[text.outlet]]\nname = "An-Nahar"\nsigned-in = "snippet 2"\n'
    settings = from_toml(told)
    assert settings.policy.default == Rule(LINK, FULL)
    assert settings.policy.rule("an-nahar") == Rule(LINK, Allowance(2))
    assert settings.visibility is Visibility.PUBLIC
    assert from_toml("") == Settings()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("title = 3", "no text"),
        ('titel = "x"', "'titel' is none of"),
        ('visibility = "all"', "'all' is none of public"),
        ('[text]\npublic = "some"', "'some' is no text policy"),
        ('[[text.outlet]]\npublic = "link"', "without a name"),
        ("text = 1", r"write \[text\]"),
        ("[text]\noutlet = 1", r"write \[\[text.outlet\]\]"),
        ("title = ", "Invalid value"),
        ("title = '\udcff'", "can't"),
    ],
)
def test_what_is_not_understood_is_told_and_no_default_takes_its_place(tmp_path: Path, told: str, says: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(told.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match=says) as fault:
        SettingsFile(path).read()
    assert str(path) in str(fault.value)


def test_a_change_by_hand_or_another_process_counts_at_once(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    assert file.read() == Settings()
    file.path.write_text('title = "Lebanon"\n')
    assert file.read().title == "Lebanon"
    file.path.unlink()
    assert file.read() == Settings()


def test_changes_of_many_at_once_are_all_kept(tmp_path: Path) -> None:
    def add(number: int) -> None:
        own = SettingsFile(tmp_path / "settings.toml")
        own.change(lambda told: replace(told, policy=told.policy.with_rule(f"Outlet {number}", Rule(LINK, LINK))))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(SettingsFile(tmp_path / "settings.toml").read().policy.outlets) == 12


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.change(lambda told: replace(told, title="Lebanon"))

    def broken(told: Settings) -> Settings:
        raise RuntimeError(told.title)

    with pytest.raises(RuntimeError, match="Lebanon"):
        file.change(broken)
    assert file.read().title == "Lebanon"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".settings.toml.lock", "settings.toml"]
