"""Things joined into groups, two at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Joined(Generic[Thing]):
    """Which things belong together; a thing not yet joined stands alone. The order of joining never matters."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self._above: dict[Thing, Thing] = {thing: thing for thing in things}

    def join(self, one: Thing, other: Thing) -> None:
        self._above[self.top(other)] = self.top(one)

    def top(self, thing: Thing) -> Thing:
        """The thing that stands for its whole group."""
        self._above.setdefault(thing, thing)
        path = []
        while self._above[thing] != thing:
            path.append(thing)
            thing = self._above[thing]
        for passed in path:
            self._above[passed] = thing
        return thing

    def groups(self) -> list[frozenset[Thing]]:
        found: dict[Thing, set[Thing]] = defaultdict(set)
        for thing in tuple(self._above):
            found[self.top(thing)].add(thing)
        return [frozenset(group) for group in found.values()]
