"""Recent answers: what was asked a moment ago is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Recent(Generic[Answer]):
    """The answers to the last few questions; may be asked by many threads, at worst working one out twice."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Hashable, Answer] = {}

    def answer(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """What *work* gave when *question* was last asked, else what it gives now."""
        answers = self._answers
        if question in answers:
            return answers[question]
        answer = work()
        # A new dictionary each time: other threads may be reading the old one.
        self._answers = dict([*answers.items(), (question, answer)][-self._most :])
        return answer
