"""A published site in a real browser, opened from the file system with no server and no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from averment.faces.publish import Care, publish
from averment.ledger.ledger import open_ledger
from tests.browser.conftest import faults, opened, watched
from tests.faces.web import ledgers


@pytest.fixture(scope="module")
def site(samples_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    with open_ledger(samples_file) as ledger:
        publish(ledger, folder, Care())
    return folder


@pytest.fixture
def outside(page: Page) -> list[str]:
    """The requests that a page makes of anything but files."""
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    return asked


def visible(page: Page) -> int:
    return page.locator("tr[data-incident]:visible").count()


def test_map_timeline_search_and_words_work_from_the_file_system(page: Page, site: Path, outside: list[str]) -> None:
    page.goto((site / "index.html").as_uri(), wait_until="networkidle")
    everything = visible(page)
    expect(page.locator("#map canvas").first).to_be_attached()

    page.fill("#filters [name=text]", "helicopters")
    expect(page.locator("#found h2")).to_contain_text(f"of {everything} incidents")
    assert 0 < visible(page) < everything

    page.fill("#filters [name=text]", "")
    canvas = page.locator("#timeline canvas").bounding_box()
    assert canvas
    page.mouse.move(canvas["x"] + canvas["width"] * 0.6, canvas["y"] + 60)
    page.mouse.down()
    page.mouse.move(canvas["x"] + canvas["width"] * 0.99, canvas["y"] + 60, steps=4)
    page.mouse.up()
    assert page.input_value("#filters [name=since]")
    assert 0 < visible(page) < everything

    page.goto((site / "index.html").as_uri(), wait_until="networkidle")
    page.locator(".figures .one a").first.click()
    expect(page.locator("#drawer .said .words").first).to_be_visible()
    assert faults(page) == []
    assert outside == []


def test_every_link_of_a_site_leads_to_something(browser: Browser, site: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    with opened(browser) as context:
        page = context.new_page()
        for path in list(pages)[:60]:
            page.goto(path.as_uri())
            links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
            for link in links:
                if link.startswith("file:"):
                    name, _, at = link.removeprefix("file://").partition("#")
                    held = pages.get(Path(name.partition("?")[0]))
                    assert held is not None, link
                    assert not at or f'id="{at}"' in held, link


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "site"
    with ledgers.hostile(folder.parent / "hostile.db") as ledger:
        publish(ledger, folder, Care(full_text=True))
    return folder


def test_nothing_that_a_report_says_runs_in_the_browser(browser: Browser, hostile_site: Path) -> None:
    with opened(browser) as context:
        page = watched(context.new_page())
        for path in sorted(hostile_site.rglob("*.html")):
            page.goto(path.as_uri())
            assert faults(page) == [], path
            assert page.locator("script:not([src]), iframe, object, embed, img").count() == 0, path
        page.goto((hostile_site / "index.html").as_uri(), wait_until="networkidle")
        page.mouse.move(700, 300)
        assert faults(page) == []
