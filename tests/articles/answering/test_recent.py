"""What was asked a moment ago is not worked out again, and what was asked long ago is forgotten."""

from __future__ import annotations

from articles.answering.recent import Recent


def test_an_answer_is_worked_out_once_while_it_is_recent() -> None:
    worked: list[int] = []

    def double(number: int) -> int:
        worked.append(number)
        return 2 * number

    recent = Recent[int](2)
    answers = [recent.answer(number, lambda number=number: double(number)) for number in (1, 2, 1, 2, 3, 2, 1)]  # type: ignore[misc]
    assert answers == [2, 4, 2, 4, 6, 4, 2]
    assert worked == [1, 2, 3, 1]
