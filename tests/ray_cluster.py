"""A Ray cluster of two cores for the tests, started as its own manual says; it ends with them."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CORES = 2
SECONDS_TO_START = 120
OPTIONS = ("--num-cpus", str(CORES), "--include-dashboard=false", "--disable-usage-stats", "--block")


def token() -> dict[str, str]:
    """What lets nobody else in; without it Ray would write a token into the home folder."""
    return {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a cluster that was started with `ray start --head`, with the token of the environment."""
    folder = Path(tempfile.mkdtemp(prefix="ray-"))  # a socket's path may have 107 letters at most
    port = _free_port()
    ray = str(Path(sys.executable).with_name("ray"))
    own = ("--port", str(port), "--temp-dir", str(folder))
    with (folder / "told").open("w") as told:
        head = subprocess.Popen(
            [ray, "start", "--head", *own, *OPTIONS], stdout=told, stderr=told, start_new_session=True
        )
    try:
        _wait_until_open(head, folder / "told")
        yield f"127.0.0.1:{port}"
    finally:
        _end(head)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_open(head: subprocess.Popen[bytes], told: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while "Ray runtime started" not in told.read_text():
        if head.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"Ray did not start: {told.read_text()}")
        time.sleep(0.2)


def _end(head: subprocess.Popen[bytes]) -> None:
    """Asks it to end what it began, then ends what is left of its group."""
    head.terminate()
    with suppress(subprocess.TimeoutExpired):
        head.wait(timeout=30)
    with suppress(ProcessLookupError):
        os.killpg(head.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
