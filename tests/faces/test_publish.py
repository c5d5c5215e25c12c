"""A published site: what it shows, what it leaves out, and which folders it writes to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from averment.faces.decide import sealed
from averment.faces.publish import Care, publish
from averment.faces.redaction import Redaction, redactions_of
from averment.faces.web.outlines import outline_scripts
from averment.ledger.ledger import Ledger
from averment.model.decision import Decision, DecisionKind
from averment.model.run import InputError
from tests.commands import averment
from tests.faces.web import ledgers
from tests.faces.web.markup import Page

EVIDENCE_ONLY = Care()
AROUND = "Among them was"  # words of a report beside its evidence


def written(ledger: Ledger, folder: Path, care: Care = EVIDENCE_ONLY) -> dict[str, str]:
    """The files of the site that are made of the ledger."""
    publish(ledger, folder, care)
    made = [path for kind in ("*.html", "data/*.js") for path in folder.rglob(kind)]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in made}


def test_only_the_sentences_that_are_evidence_are_published(tmp_path: Path) -> None:
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        site = "".join(written(ledger, tmp_path / "site").values())

    assert "At least 12 people were killed" in site
    assert AROUND not in site


def test_whole_texts_are_published_where_they_are_asked_for(tmp_path: Path) -> None:
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        site = "".join(written(ledger, tmp_path / "site", Care(full_text=True)).values())

    assert AROUND in site


@pytest.mark.parametrize("redaction", [Redaction.VICTIMS, Redaction.MINORS])
def test_names_of_victims_and_of_minors_are_left_out_everywhere(tmp_path: Path, redaction: Redaction) -> None:
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        site = written(ledger, tmp_path / "site", Care(full_text=True, redactions=frozenset({redaction})))

    for name, content in site.items():
        assert "Mira" not in content, name
        assert "Dalen" not in content, name
        assert "mira" not in content, name
    assert "At least 12 people were killed" in "".join(site.values())


def test_a_withheld_report_is_withheld_from_the_site_too(tmp_path: Path) -> None:
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        held = next(report for report, _ in ledger.reports() if "doctor says" in report.text)
        moment = datetime(2024, 1, 1, 12)
        ledger.decide(
            sealed(Decision("", DecisionKind.WITHHOLD, (), "Ada", "the source asked", moment, withholds=held.id))
        )
        site = "".join(written(ledger, tmp_path / "site", Care(full_text=True)).values())

    assert "Nineteen dead in Karvin" not in site
    assert "denied firing" not in site


def test_a_folder_of_something_else_is_never_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    folder.joinpath("will.txt").write_text("mine")

    with ledgers.karvin(tmp_path / "karvin.db") as ledger, pytest.raises(InputError, match="no site of averment"):
        publish(ledger, folder, Care())
    assert [path.name for path in folder.iterdir()] == ["will.txt"]


def test_a_site_that_is_published_again_loses_what_no_longer_belongs(tmp_path: Path) -> None:
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        before = written(ledger, tmp_path / "site")
    with ledgers.hostile(tmp_path / "other.db") as ledger:
        after = written(ledger, tmp_path / "site")

    gone = {name for name in before if name.startswith("incidents/")} - set(after)
    assert gone
    assert not any((tmp_path / "site" / name).exists() for name in gone)


def test_nothing_of_a_report_can_run_on_a_published_page(tmp_path: Path) -> None:
    with ledgers.hostile(tmp_path / "hostile.db") as ledger:
        site = written(ledger, tmp_path / "site", Care(full_text=True))

    wrong = {name: Page(html).wrong for name, html in site.items() if name.endswith(".html")}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_an_address_on_the_web_is_linked_and_no_other(tmp_path: Path) -> None:
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        site = written(ledger, tmp_path / "site")
    links = [link for html in site.values() for link in Page(html).links]

    assert "https://norvia.example/market" in links
    assert not [link for link in links if link.startswith(("javascript:", "/"))]


def test_outlines_of_ones_own_take_the_place_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "borders.json"
    square = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}'
    file.write_text(
        f'{{"type":"FeatureCollection","features":[{{"properties":{{"name":"Norvia"}},"geometry":{square}}}]}}'
    )
    with ledgers.karvin(tmp_path / "karvin.db") as ledger:
        publish(ledger, tmp_path / "site", Care(outlines=outline_scripts(file)))

    assert "Norvia" in (tmp_path / "site/static/outlines.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["{}", "[]", "no json", '{"features":[]}'])
def test_a_file_without_outlines_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "borders.json"
    file.write_text(content)

    with pytest.raises(InputError, match="polygon"):
        outline_scripts(file)


def test_a_redaction_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path) -> None:
    ledgers.karvin(tmp_path / "karvin.db").close()
    outcome = averment("publish", tmp_path / "site", "--ledger", tmp_path / "karvin.db", "--redact", "everyone")

    assert outcome.code == 2
    assert "victims, minors, sources" in outcome.err
    assert redactions_of(["victims,minors"]) == {Redaction.VICTIMS, Redaction.MINORS}
