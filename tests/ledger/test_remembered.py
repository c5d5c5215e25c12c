"""Answers are kept while they fit, and no question is asked twice that need not be."""

from __future__ import annotations

from functools import partial

from averment.ledger.remembered import ASKED, Remembered


def test_a_question_is_asked_once() -> None:
    asked: list[str] = []
    memory = Remembered()

    def ask() -> str:
        asked.append("places")
        return "Karvin"

    assert [memory.once("where", ask), memory.once("where", ask)] == ["Karvin", "Karvin"]
    assert asked == ["places"]


def test_of_several_keys_only_the_unknown_are_asked_for_and_one_without_an_answer_is_not_asked_again() -> None:
    asked: list[list[str]] = []
    memory = Remembered()

    def ask(keys: list[str]) -> dict[str, str]:
        asked.append(keys)
        return {key: key.upper() for key in keys if key != "c"}

    assert memory.each("upper", ["b", "a"], ask) == {"b": "B", "a": "A"}
    assert memory.each("upper", ["a", "c", "a"], ask) == {"a": "A"}
    assert memory.each("upper", ["c"], ask) == {}
    assert asked == [["b", "a"], ["c"]]


def test_answers_come_in_the_order_asked_whoever_was_known_before() -> None:
    memory = Remembered()
    memory.each("same", ["b"], lambda keys: dict.fromkeys(keys, True))
    found = memory.each("same", ["c", "b", "a"], lambda keys: dict.fromkeys(reversed(keys), True))
    assert list(found) == ["c", "b", "a"]


def test_of_too_many_answers_the_one_not_asked_for_longest_is_forgotten() -> None:
    asked: list[str] = []
    memory = Remembered(most=2 * (ASKED + 2))

    def ask(name: str) -> tuple[int, int]:
        asked.append(name)
        return 1, 2

    for name in ("first", "second", "first", "third", "first", "second"):
        memory.once(name, partial(ask, name))
    assert asked == ["first", "second", "third", "second"]


def test_an_answer_larger_than_the_memory_is_given_and_kept_alone() -> None:
    memory = Remembered(most=ASKED + 3)
    memory.once("small", lambda: (1,))
    assert memory.once("large", lambda: tuple(range(9))) == tuple(range(9))
    assert memory.once("large", lambda: ()) == tuple(range(9))
    assert memory.once("small", lambda: (2,)) == (2,)


def test_questions_that_nothing_answers_fill_the_memory_too() -> None:
    asked: list[int] = []
    memory = Remembered(most=3 * ASKED)

    def ask(number: int) -> tuple[int, ...]:
        asked.append(number)
        return ()

    for number in (1, 2, 3, 4, 1):
        memory.once(("nothing", number), partial(ask, number))
    assert asked == [1, 2, 3, 4, 1]
