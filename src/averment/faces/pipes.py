"""Standard output as a stream of UTF-8 that may be closed early by who reads it, such as `head`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class ReaderLeftError(Exception):
    """Whoever read our output has seen enough: nothing is wrong, and there is nothing more to do."""


@contextmanager
def printing() -> Iterator[None]:
    """Standard output in UTF-8 wherever it goes. Raises ReaderLeftError when its reader has left."""
    before, number = sys.stdout, _number(sys.stdout)
    if number is None:
        yield
        return
    before.flush()
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(Spout(number)), encoding="utf-8", errors="backslashreplace", line_buffering=before.isatty()
    )
    try:
        yield
    finally:
        try:
            sys.stdout.flush()
        finally:
            sys.stdout = before


class Spout(io.RawIOBase):
    """Writes to a file that stays open when this is closed, and drops everything once the reader has left."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.reader_left = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.number

    def isatty(self) -> bool:
        return os.isatty(self.number)

    def write(self, content: ReadableBuffer, /) -> int:
        if self.reader_left:
            return memoryview(content).nbytes
        try:
            return os.write(self.number, content)
        except BrokenPipeError:
            self.reader_left = True
            raise ReaderLeftError from None


def _number(stream: TextIO) -> int | None:
    """The file behind the stream; None where a program that calls us holds the output itself."""
    try:
        return stream.fileno()
    except io.UnsupportedOperation:
        return None
