"""Pages for everyone: found clean by axe, no wider than a narrow screen, and of use without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, opened, watched

GRAVE = {"serious", "critical"}
LISTS = (
    "/",
    "/reports",
    "/voices",
    "/victims",
    "/review",
    "/decisions",
    "/add",
    "/about",
    "/problems",
    "/search?text=killed",
)


def addresses(page: Page, address: str) -> Iterator[str]:
    """The lists, and the first thing on each of those that lead to a page of their own."""
    yield from LISTS
    for listed, link in (
        ("/", "td .title a"),
        ("/", "tr.episode a"),
        ("/reports", "th.title a"),
        ("/voices", "th.title a"),
    ):
        page.goto(address + listed)
        yield page.locator(link).first.get_attribute("href") or ""


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(browser: Browser, address: str, is_dark: bool) -> None:
    found: dict[str, list[str]] = {}
    with opened(browser, is_dark=is_dark, bypass_csp=True) as context:
        page = context.new_page()
        for path in list(addresses(page, address)):
            page.goto(address + path, wait_until="networkidle")
            violations = Axe().run(page).response["violations"]
            grave = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations if one["impact"] in GRAVE]
            if grave:
                found[path] = grave
    assert found == {}


def test_no_page_is_wider_than_a_narrow_screen(browser: Browser, address: str) -> None:
    with opened(browser, size=NARROW) as context:
        page = watched(context.new_page())
        for path in list(addresses(page, address)):
            page.goto(address + path, wait_until="networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0], path


def test_the_first_key_skips_to_the_page_and_the_drawer_takes_and_gives_the_focus(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    figure = page.locator(".figures .one a").first
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer .said")
    assert page.evaluate("document.activeElement.id") == "drawer"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.figures') !== null")
