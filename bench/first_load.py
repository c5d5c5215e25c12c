"""What a first visit costs, in a real browser: bytes that come over the wire, and tasks while a map is panned.

The ledger is that of the measure `web`: about 22,000 claims of 2,000 incidents. Skipped where there is no Chromium.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.score import Score, Skipped
from bench.web import made_ledger, served

TASK, DATA = "first load", "made ledger, a browser"
MOST_BYTES = 300_000
MOST_MILLISECONDS = 50.0  # a longer task is one that a hand on the map feels
PANS, STEPS = 40, 12
QUIET = 1_500  # milliseconds after the last request
ARGUMENTS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((told) => {
    for (const task of told.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ entryTypes: ["longtask"] });
}"""


def score(_data: Path) -> list[Score | Skipped]:
    """Compressed bytes of the first page with all that it fetches, and the longest task of a pan, 95th percentile."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return [Skipped(TASK, DATA, "no Chromium is installed (Debian: apt-get install chromium)")]
    with served(made_ledger()) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        fetched = _fetched(context, page, f"http://127.0.0.1:{port}/")
        longest = _longest_tasks(page)
        browser.close()
    p95 = quantiles(longest, n=20)[-1]
    return [
        Score(TASK, DATA, "compressed bytes", fetched, MOST_BYTES, is_low_better=True, varies=True),
        Score(TASK, DATA, "longest task of a pan, p95 ms", p95, MOST_MILLISECONDS, is_low_better=True, varies=True),
    ]


def _fetched(context: BrowserContext, page: Page, address: str) -> int:
    """The bytes of every answer as they came over the wire."""
    sizes: list[int] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: sizes.append(int(told["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(QUIET)
    return sum(sizes)


def _longest_tasks(page: Page) -> list[float]:
    """For each pan of the map the longest task that it caused; 0 where none was long enough to be noted."""
    page.evaluate(WATCH)
    box = page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    found = []
    for pan in range(PANS):
        page.evaluate("() => { window.longest = 0; }")
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(STEPS):
            page.mouse.move(x + (-1) ** pan * step * 14, y + step % 5 * 6)
        page.mouse.up()
        page.wait_for_timeout(250)
        found.append(float(page.evaluate("() => window.longest")))
    return found
