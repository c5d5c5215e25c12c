"""Answers that were worked out before, kept as long as they hold and as many as fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sized
from threading import Lock
from typing import TypeVar, cast

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")
MOST = 500_000  # lines, about a hundred bytes each: what a server may hold beside its pages
ASKED = 10  # lines that a question takes, whatever its answer: a filter with the words that people look for
ABSENT = object()


class Remembered:
    """Answers by their question; of too many the one not asked for longest is forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lines = 0
        self._held: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = Lock()

    def once(self, question: Hashable, ask: Callable[[], Thing]) -> Thing:
        """The answer, asked for when it is not here; one that has a length counts as so many lines.

        The question counts too: of those that nothing answers, anybody can ask any number.
        """
        found = self._find(question)
        if found is ABSENT:
            found = ask()
            self._keep(question, found, ASKED + (len(found) if isinstance(found, Sized) else 1))
        return cast(Thing, found)

    def each(
        self, name: str, keys: Iterable[Key], ask: Callable[[list[Key]], Mapping[Key, Thing]], lines: int = 1
    ) -> dict[Key, Thing]:
        """The answers for these keys in their order, those not here asked for together; a key may have none.

        Each answer counts as so many lines.
        """
        every = list(dict.fromkeys(keys))
        held = {key: self._find((name, key)) for key in every}
        missing = [key for key, answer in held.items() if answer is ABSENT]
        if missing:
            told = ask(missing)
            for key in missing:
                held[key] = told.get(key)
                self._keep((name, key), held[key], lines)
        return {key: cast(Thing, answer) for key, answer in held.items() if answer is not None}

    def _find(self, question: Hashable) -> object:
        with self._lock:
            found = self._held.get(question)
            if found is None:
                return ABSENT
            self._held.move_to_end(question)
            return found[0]

    def _keep(self, question: Hashable, answer: object, lines: int) -> None:
        with self._lock:
            self._lines += lines - self._held.pop(question, (None, 0))[1]
            self._held[question] = (answer, lines)
            while self._lines > self._most and len(self._held) > 1:
                _, (_, gone) = self._held.popitem(last=False)
                self._lines -= gone
