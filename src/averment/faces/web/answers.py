"""Answers given before: the same address, visitor and state of the ledger need not be worked out twice."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from starlette.responses import Response


class Answers:
    """Answers by their ETag, as many as fit; the one not asked for longest is forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._held: OrderedDict[str, Response] = OrderedDict()
        self._lock = Lock()

    def find(self, etag: str) -> Response | None:
        with self._lock:
            if etag in self._held:
                self._held.move_to_end(etag)
            return self._held.get(etag)

    def keep(self, etag: str, answer: Response) -> None:
        with self._lock:
            before = self._held.pop(etag, None)
            self._bytes += len(answer.body) - (len(before.body) if before else 0)
            self._held[etag] = answer
            while self._bytes > self._most_bytes and self._held:
                _, gone = self._held.popitem(last=False)
                self._bytes -= len(gone.body)
