"""A real browser, and real servers for it to look at. Where there is no Chromium these tests are skipped."""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, sync_playwright

from tests.commands import SAMPLES, averment
from tests.faces.web import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
STARTS_WITHIN = 120  # seconds; a machine with much to do is slow to import everything
WIDE, NARROW = (1440, 900), (360, 740)
_FAULTS: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        held = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS.split())
        yield held
        held.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide page that fails the test when a script on it fails or something is refused."""
    with opened(browser) as context:
        yield watched(context.new_page())


@contextmanager
def opened(
    browser: Browser, *, size: tuple[int, int] = WIDE, is_dark: bool = False, bypass_csp: bool = False
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if is_dark else "light",
        reduced_motion="reduce",
        bypass_csp=bypass_csp,
    )
    context.set_default_timeout(60_000)
    yield context
    context.close()


def watched(page: Page) -> Page:
    """The page, with what goes wrong on it kept for `faults`."""
    found = _FAULTS[page] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: _dismiss(dialog, found))
    page.on("console", lambda told: _keep(told, found))
    return page


def faults(page: Page) -> list[str]:
    """What went wrong on the page: scripts that failed, dialogs, and what the policy for content refused."""
    return _FAULTS[page]


def _dismiss(dialog: Dialog, found: list[str]) -> None:
    found.append(dialog.message)
    dialog.dismiss()


def _keep(told: ConsoleMessage, found: list[str]) -> None:
    grave = ("Refused", "Content Security Policy", "Uncaught")
    if told.type == "error" and any(word in told.text for word in grave):
        found.append(told.text)


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the sample reports, read once."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    tables = ("--tables", SAMPLES / "tables", "--received", "2024-09-18", "--ledger", path)
    assert averment("read", SAMPLES / "reports", *tables).code in {0, 1}
    return path


@pytest.fixture
def own_file(samples_file: Path, tmp_path: Path) -> Path:
    """A copy of it, for tests that change something."""
    return Path(shutil.copy(samples_file, tmp_path / "samples.db"))


@pytest.fixture(scope="session")
def address(samples_file: Path) -> Iterator[str]:
    """A server of the sample reports that tests only look at."""
    with serving(samples_file) as address:
        yield address


@contextmanager
def serving(ledger: Path, *options: str) -> Iterator[str]:
    """`averment serve` in a process of its own; gives its address."""
    asked = ("serve", "--ledger", str(ledger), "--port", "0", "--tables", str(SAMPLES / "tables"), *options)
    with subprocess.Popen(
        [sys.executable, "-c", "from averment.faces.cli import main; main()", *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    ready, _, _ = select.select([process.stdout], [], [], STARTS_WITHIN)
    assert ready, "the server did not start"
    found = re.search(r":(\d+)", process.stdout.readline().partition("//")[2])
    assert found, "the server did not tell its address"
    address = f"http://127.0.0.1:{found[1]}"
    for _ in range(STARTS_WITHIN * 5):
        with suppress(OSError), socket.create_connection(("127.0.0.1", int(found[1])), timeout=5):
            return address
        time.sleep(0.2)
    raise AssertionError("the server does not answer at the address that it told")


@pytest.fixture
def public_address(own_file: Path) -> Iterator[str]:
    """A server that others can reach, with an account of each role."""
    served.make_accounts(own_file)
    with serving(own_file, "--host", "0.0.0.0", "--accounts", str(served.accounts_of(own_file))) as address:
        yield address
