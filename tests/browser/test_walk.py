"""What a documenter does all day, in a real browser on a real server."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import faults, opened, serving, watched
from tests.faces.web import served

NEW_REPORT = """Two killed in Lower Karvin

LOWER KARVIN, May 6 (Norvia Press) - Two people were killed by shelling in Lower Karvin on Saturday, the council said.
"""


def rows(page: Page) -> int:
    return page.locator("tr[data-incident]:visible").count()


def test_words_days_and_the_map_filter_the_table_and_the_address_tells_how(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    everything = rows(page)

    page.fill("#filters [name=text]", "helicopters")
    page.wait_for_url("**text=helicopters**")
    assert 0 < rows(page) < everything

    page.fill("#filters [name=text]", "")
    expect(page.locator("tr[data-incident]")).to_have_count(everything)
    canvas = page.locator("#timeline canvas").bounding_box()
    assert canvas
    middle = canvas["y"] + canvas["height"] / 3
    page.mouse.move(canvas["x"] + canvas["width"] * 0.6, middle)
    page.mouse.down()
    page.mouse.move(canvas["x"] + canvas["width"] * 0.99, middle, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=**")
    expect(page.locator("#found h2")).to_contain_text("found")
    assert 0 < rows(page) < everything

    page.click("[data-clear]")
    page.wait_for_load_state("networkidle")
    for _ in range(3):
        page.click(".leaflet-control-zoom-in")
    page.check("#in-view")
    page.wait_for_url("**box=**")
    assert faults(page) == []


def test_every_number_opens_its_words_and_escape_gives_the_place_back(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    figure = page.locator(".figures .one a").first
    figure.click()
    expect(page.locator("#drawer .said").first).to_be_visible()
    assert "#words=incidents/" in page.url

    page.reload(wait_until="networkidle")
    expect(page.locator("#drawer .said").first).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    assert "#words" not in page.url

    page.goto(address, wait_until="networkidle")
    page.locator("td .title a").first.click()
    page.locator(".matrix .cell").first.click()
    expect(page.locator("#drawer .said .words").first).to_be_visible()
    assert re.search("#(claim|figure)-", page.url)
    assert faults(page) == []


def test_a_merge_is_decided_by_keys_and_taken_back(page: Page, own_file: Path) -> None:
    with serving(own_file) as address:
        page.goto(f"{address}/review?kind=merge", wait_until="networkidle")
        expect(page.locator("#item")).to_contain_text("one incident")
        page.keyboard.press("d")
        page.keyboard.type("told of different days")
        page.keyboard.press("Enter")
        expect(page.locator("#notice")).to_contain_text("Undo")

        page.keyboard.press("u")
        page.keyboard.type("read it too fast")
        with page.expect_navigation():
            page.keyboard.press("Enter")

        page.goto(f"{address}/decisions")
        trail = page.inner_text("main")
        assert "told of different days" in trail
        assert "read it too fast" in trail
        assert "taken back" in trail
    assert faults(page) == []


def test_a_pasted_report_is_read_and_lands_on_what_it_tells(page: Page, own_file: Path) -> None:
    with serving(own_file) as address:
        page.goto(f"{address}/add")
        page.fill("[name=pasted]", NEW_REPORT)
        page.fill("[name=published]", "2023-05-07")
        page.get_by_role("button", name="Read them").click()
        expect(page.locator("#job h1")).to_have_text("Read", timeout=240_000)
        expect(page.locator("#job")).to_contain_text("What they tell of")
        assert rows(page) > 0
    assert faults(page) == []


def test_each_role_is_offered_what_it_may_do_and_refused_the_rest(browser: Browser, public_address: str) -> None:
    allowed = {"Rea": (), "Rev": ("/add",), "Ada": ("/add", "/accounts")}
    for name, addresses in allowed.items():
        with opened(browser) as context:
            page = watched(context.new_page())
            page.goto(public_address)
            assert "sign-in" in page.url
            page.fill("[name=name]", name)
            page.fill("[name=password]", served.PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_load_state("networkidle")
            offered = page.locator(".masthead nav a").evaluate_all("links => links.map(link => link.pathname)")
            for guarded in ("/add", "/accounts"):
                answer = page.goto(f"{public_address}{guarded}")
                assert answer
                assert (answer.status == 200) == (guarded in addresses), (name, guarded)
                assert (guarded in offered) == (guarded in addresses), (name, guarded)
