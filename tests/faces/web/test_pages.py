"""The pages as HTML: what stands on them, and that no report can put anything but words there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.faces.web import pages
from averment.faces.web.desk import Desk
from averment.faces.web.desk.listing import Listing, Paged
from averment.faces.web.viewer import Role, Viewer
from averment.faces.web.work_shapes import Refusal
from tests.faces.web import ledgers
from tests.faces.web.markup import Page

LOOKER = Viewer(name="Ada", role=Role.ADMIN, csrf_token="token", has_accounts=True)
ALL = Paged(1, 10_000)
FIRST_LOAD_TEXT = 300_000  # characters of HTML; what a browser fetches is compressed to a tenth of it


@pytest.fixture(scope="module")
def karvin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with ledgers.karvin(tmp_path_factory.mktemp("karvin") / "karvin.db") as ledger:
        yield Desk(ledger)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with ledgers.hostile(tmp_path_factory.mktemp("hostile") / "hostile.db") as ledger:
        yield Desk(ledger)


def every_page(desk: Desk, viewer: Viewer = LOOKER) -> Iterator[tuple[str, str]]:
    """Each page of the ledger under a name."""
    overview = desk.overview(Listing(paged=ALL))
    yield "overview", pages.overview(overview, viewer)
    yield "victims", pages.victims(desk.victims(ALL), viewer)
    yield "problems", pages.problems(desk.problems(ALL), viewer)
    yield "search", pages.search(desk.search("killed"), viewer)
    yield "decisions", pages.decisions(desk.decisions(ALL), viewer)
    queue = desk.review(None, ALL)
    yield "review", pages.review(queue, viewer)
    for item in queue.items:
        yield f"review {item.id}", pages.review_item(item, viewer)
    for row in overview.found.incidents:
        incident = desk.incident(row.id)
        assert incident
        yield f"incident {row.id}", pages.incident(incident, viewer)
        for finding in incident.findings:
            figure = desk.figure(row.id, finding.number)
            assert figure
            yield f"figure {row.id} {finding.number}", pages.figure(figure, viewer)
    for episode in overview.episodes:
        told = desk.episode(episode.id)
        assert told
        yield f"episode {episode.id}", pages.episode(told, viewer)
    yield "reports", pages.reports(desk.reports(None, ALL), viewer)
    for report in desk.reports(None, ALL).reports:
        held = desk.report(report.id)
        assert held
        yield f"report {report.id}", pages.report(held, viewer)
        for one in held.claims:
            claim = desk.claim(one.line.id)
            assert claim
            yield f"claim {one.line.id}", pages.claim(claim, viewer)
    yield "voices", pages.voices(desk.voices(None, ALL), viewer)
    for voice in desk.voices(None, ALL).voices:
        said = desk.voice(voice.id, ALL)
        assert said
        yield f"voice {voice.id}", pages.voice(said, viewer)


def test_nothing_of_a_report_can_run_on_any_page(hostile: Desk) -> None:
    drawn = dict(every_page(hostile))

    assert len(drawn) > 40
    assert {name: Page(html).wrong for name, html in drawn.items() if Page(html).wrong} == {}


def test_hostile_words_are_shown_as_the_words_that_they_are(hostile: Desk) -> None:
    shown = "".join(Page(html).text for name, html in every_page(hostile) if name.startswith("report "))

    for words in (ledgers.SCRIPT, ledgers.HANDLER, ledgers.DRAWING, ledgers.TEMPLATE, ledgers.QUERY, ledgers.PATH):
        assert words in shown


def test_characters_that_turn_a_line_around_are_shown_and_do_not_act(hostile: Desk) -> None:
    for name, html in every_page(hostile):
        assert not {"\u202e", "\u202d", "\u2067", "\x1b", "\x00"} & set(html), name


def test_a_title_of_a_megabyte_does_not_swell_the_pages_that_list_it(hostile: Desk) -> None:
    for name, html in every_page(hostile):
        if not name.startswith("report "):
            assert len(html) < FIRST_LOAD_TEXT, name


def test_no_element_of_a_page_has_the_id_of_another(karvin: Desk) -> None:
    for name, html in every_page(karvin):
        ids = Page(html).ids
        assert len(ids) == len(set(ids)), name


def test_every_figure_of_an_incident_leads_to_words_that_stand_on_its_page(karvin: Desk) -> None:
    row = desk_row(karvin, "killed")
    page = Page(pages.incident(karvin.incident(row), LOOKER))  # type: ignore[arg-type]
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#claim-")]

    assert inside
    assert set(inside) <= set(page.ids)


def test_the_matrix_holds_each_voice_with_its_figure(karvin: Desk) -> None:
    row = desk_row(karvin, "killed")
    text = Page(pages.incident(karvin.incident(row), LOOKER)).text  # type: ignore[arg-type]

    for told in ("≥12", "19", "health office", "a doctor", "people killed"):
        assert told in text


def test_only_addresses_of_the_web_are_linked(karvin: Desk) -> None:
    links = Page(pages.reports(karvin.reports(None, ALL), LOOKER)).links
    for report in karvin.reports(None, ALL).reports:
        links += Page(pages.report(karvin.report(report.id), LOOKER)).links  # type: ignore[arg-type]

    assert "https://norvia.example/market" in links
    assert not [link for link in links if link.startswith("javascript")]


def test_an_empty_ledger_says_how_to_add_reports(tmp_path: Path) -> None:
    from averment.ledger.ledger import open_ledger

    with open_ledger(tmp_path / "empty.db") as ledger:
        html = pages.overview(Desk(ledger).overview(Listing()), LOOKER)

    assert "This ledger is empty" in html
    assert "/add" in Page(html).links


def test_a_reader_is_offered_nothing_that_a_reader_may_not_do(karvin: Desk) -> None:
    reader = Viewer(name="Bo", role=Role.READER, csrf_token="token", has_accounts=True)
    for name, html in every_page(karvin, reader):
        page = Page(html)
        assert "/add" not in page.links, name
        assert "/accounts" not in page.links, name
        assert 'action="/decisions"' not in html, name


def test_a_piece_has_no_frame_around_it(karvin: Desk) -> None:
    piece = Viewer(fragment="drawer")
    row = desk_row(karvin, "killed")
    html = pages.figure(karvin.figure(row, 1), piece)  # type: ignore[arg-type]

    assert "<html" not in html
    assert "masthead" not in html


def test_a_refusal_says_what_to_do() -> None:
    html = pages.refusal(
        Refusal(status=404, title="No such incident", message="See the list of those there are."), LOOKER
    )

    assert "See the list of those there are." in Page(html).text


def desk_row(desk: Desk, measure: str) -> str:
    """The incident of which such a figure is told."""
    rows = desk.overview(Listing(paged=ALL)).found.incidents
    return next(row.id for row in rows if any(one.measure == measure for one in row.measures))
