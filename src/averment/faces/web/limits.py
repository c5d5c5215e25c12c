"""How much a visitor may ask in a minute."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

MINUTE = 60.0
MOST_KEYS = 10_000  # visitors remembered; the one not seen for longest is forgotten first


class Limit:
    """A bucket a visitor that holds as many asks as a minute may have, and fills evenly."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._a_minute = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """Takes one ask from the bucket: 0.0, or the seconds to wait where it is empty."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop(key, (float(self._a_minute), now))
            left = min(float(self._a_minute), left + (now - at) * self._a_minute / MINUTE)
            is_free = left >= 1.0
            self._left[key] = (left - 1.0 if is_free else left, now)
            while len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
            return 0.0 if is_free else (1.0 - left) * MINUTE / self._a_minute
