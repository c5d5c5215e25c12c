"""Answers given before: the same address, visitor and state of the ledger need not be worked out twice."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer before anything on its way out has changed it."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, answer: Response) -> Kept:
        headers = (item for item in answer.headers.items() if item[0] != "content-length")
        return cls(bytes(answer.body), tuple(headers))

    def answer(self) -> Response:
        return Response(self.body, headers=dict(self.headers))


class Answers:
    """Answers by their ETag, as many as fit; the one not asked for longest is forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._held: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, etag: str) -> Response | None:
        with self._lock:
            kept = self._held.get(etag)
            if kept is None:
                return None
            self._held.move_to_end(etag)
        return kept.answer()

    def keep(self, etag: str, answer: Response) -> None:
        kept = Kept.of(answer)
        with self._lock:
            before = self._held.pop(etag, None)
            self._bytes += len(kept.body) - (len(before.body) if before else 0)
            self._held[etag] = kept
            while self._bytes > self._most_bytes and self._held:
                _, gone = self._held.popitem(last=False)
                self._bytes -= len(gone.body)
