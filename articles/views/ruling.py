"""The text policy as a table: for each outlet, how much of its articles the public and the signed in read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from articles.hosting.policy import FULL, LINK, Allowance, Rule, TextPolicy
from articles.hosting.settings import Settings
from articles.words import say, say_many

#: What of the text may be given: the most frequent sizes of a snippet, and whatever else is set.
_OFFERED = (FULL, *(Allowance(number) for number in (1, 2, 3, 5)), LINK)
#: The columns of the table of rules.
_OUTLET, _PUBLIC, _SIGNED = "outlet", "public", "signed-in"
#: Saves what is changed, and says it in those words.
Save = Callable[[Callable[[Settings], Settings], str], None]


def draw_policy(policy: TextPolicy, outlets: Sequence[str], save: Save, *, slug: str) -> None:
    """*outlets* are those of the articles of the archive of that *slug*."""
    st.header(say("How much text"), anchor=False)
    st.caption(
        say(
            "Articles belong to others. Headline, outlet, author, day and address are always shown; of the text, as "
            "much as stands here. Editors and owners read all of it, and what they export quotes as much as the public "
            "is given."
        )
    )
    names = sorted({*filter(None, outlets), *(name for name, _ in policy.outlets)}, key=str.casefold)
    own = [rule if (rule := policy.rule(name)) != policy.default else None for name in names]
    rules = [policy.default, *own]
    said = _offered(policy)
    with st.form("settings-policy", border=False):
        edited = st.data_editor(
            {
                _OUTLET: [say("All others"), *names],
                _PUBLIC: [said[rule.public if rule else None] for rule in rules],
                _SIGNED: [said[rule.signed_in if rule else None] for rule in rules],
            },
            key=f"policy-{slug}",
            hide_index=True,
            disabled=[_OUTLET],
            column_config={
                _OUTLET: st.column_config.TextColumn(say("Outlet")),
                _PUBLIC: st.column_config.SelectboxColumn(
                    say("The public reads"), options=list(said.values()), required=True
                ),
                _SIGNED: st.column_config.SelectboxColumn(
                    say("Who has signed in reads"), options=list(said.values()), required=True
                ),
            },
        )
        if st.form_submit_button(say("Save")):
            meant = {words: allowance for allowance, words in said.items()}
            public, signed_in = ([meant[words] for words in edited[column]] for column in (_PUBLIC, _SIGNED))
            saved = policy_of(policy.default, names, public, signed_in)
            save(lambda told: replace(told, policy=saved), say("The text policy is saved."))


def policy_of(
    before: Rule, names: Sequence[str], public: Sequence[Allowance | None], signed_in: Sequence[Allowance | None]
) -> TextPolicy:
    """The policy of a table: its first row for all others, the next for the outlets of those *names*.

    None is "as all others": in the first row, as *before*; an outlet with nothing else has no rule of its own.
    """
    default = Rule(
        before.public if public[0] is None else public[0], before.signed_in if signed_in[0] is None else signed_in[0]
    )
    policy = TextPolicy(default)
    for name, one, other in zip(names, public[1:], signed_in[1:], strict=True):
        if one is not None or other is not None:
            policy = policy.with_rule(
                name, Rule(default.public if one is None else one, default.signed_in if other is None else other)
            )
    return policy


def _offered(policy: TextPolicy) -> dict[Allowance | None, str]:
    """What can be chosen, each in words; None is to follow the rule for all others."""
    rules = (policy.default, *(rule for _, rule in policy.outlets))
    allowances = sorted({*_OFFERED, *(each for rule in rules for each in (rule.public, rule.signed_in))}, reverse=True)
    return {None: say("as all others"), **{each: _called_allowance(each) for each in allowances}}


def _called_allowance(allowance: Allowance) -> str:
    if allowance.sentences is None:
        return say("all of it")
    if allowance.is_link:
        return say("nothing, a link")
    return say_many("{n} sentence of an article", "{n} sentences of an article", allowance.sentences)
