"""What stands today, or stood at a moment: one reading a report, the latest; withheld words hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from averment.ledger import queries
from averment.ledger.plain import Places, from_plain
from averment.ledger.rows import Row, bare_reading_of, claim_of, problem_of, reading_of, report_of, victim_of
from averment.ledger.view import Out, View, out_by
from averment.ledger.withholding import Withheld
from averment.model.claim import Claim, Victim
from averment.model.reading import Reading
from averment.model.report import Appearance, Report
from averment.model.run import LedgerError, Problem

Decode = Callable[[Row, tuple[Claim, ...], tuple[Problem, ...], Places], Reading]
REPORTS_AT_ONCE = 200  # enough to ask few questions, few enough to fit in memory whatever their length


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as it is present: where it is seen, and its latest reading; None while it is unread."""

    report: Report
    appearances: tuple[Appearance, ...]
    reading: Reading | None


def seen(
    connection: Connection, view: View, withheld: Withheld, places: Places, decode: Decode = reading_of
) -> Iterator[Seen]:
    """Every report that counts in this view, by id, with those appearances that count."""
    for one in _all(connection, view, withheld, places, decode):
        published = one.reading.published if one.reading else None
        out = tuple(at for at in one.appearances if out_by(view.published_by, at, published) is Out.YES)
        if out:
            yield replace(one, report=replace(one.report, appearance=out[0]), appearances=out)


def perhaps_seen(connection: Connection, view: View, withheld: Withheld, places: Places) -> Iterator[Seen]:
    """The reports that may have been published by then, and do not count since no date says so."""
    for one in _all(connection, view, withheld, places, reading_of):
        published = one.reading.published if one.reading else None
        out = {out_by(view.published_by, at, published) for at in one.appearances}
        if Out.YES not in out and Out.PERHAPS in out:
            yield one


def _all(connection: Connection, view: View, withheld: Withheld, places: Places, decode: Decode) -> Iterator[Seen]:
    upto = queries.last_entry(connection, view.recorded_by)
    present = queries.present_reports(connection, upto)
    standing = queries.standing_appearances(connection, upto)
    for start in range(0, len(present), REPORTS_AT_ONCE):
        for one in batch(connection, present[start : start + REPORTS_AT_ONCE], standing, places, decode):
            yield withheld.hide(one)


def batch(
    connection: Connection,
    present: Sequence[Row],
    standing: Mapping[str, Sequence[str]],
    places: Places,
    decode: Decode = bare_reading_of,
) -> Iterator[Seen]:
    """These reports whole, `standing` being where each is seen."""
    appearances: dict[str, list[Appearance]] = {}
    for row in queries.appearance_rows(connection, [id for one in present for id in standing[one["report"]]]):
        appearances.setdefault(row["report"], []).append(from_plain(Appearance, row["noun"], places))
    texts = {row["id"]: row for row in queries.text_rows(connection, [row["text_id"] for row in present])}
    words = {row["report"]: row["text"] for row in texts.values() if row["text"] is not None}
    numbers = [row["reading"] for row in present if row["reading"] is not None]
    readings = _readings(connection, numbers, places, words, decode)
    for row in present:
        at = tuple(appearances[row["report"]])
        yield Seen(report_of(texts[row["text_id"]], at[0], places), at, readings.get(row["reading"]))


def _readings(
    connection: Connection, numbers: list[int], places: Places, texts: Mapping[str, str], decode: Decode
) -> dict[int, Reading]:
    victims: dict[tuple[int, str], list[Victim]] = {}
    for row in queries.victim_rows(connection, numbers):
        victims.setdefault((row["reading"], row["claim"]), []).append(victim_of(row, places))
    claims: dict[int, list[Claim]] = {number: [] for number in numbers}
    for row in queries.claim_rows(connection, numbers):
        claim = claim_of(row, tuple(victims.get((row["reading"], row["id"]), ())), places)
        _check_words(claim, row, texts)
        claims[row["reading"]].append(claim)
    problems: dict[int, list[Problem]] = {number: [] for number in numbers}
    for row in queries.problem_rows(connection, numbers):
        problems[row["reading"]].append(problem_of(row))
    return {
        row["number"]: decode(row, tuple(claims[row["number"]]), tuple(problems[row["number"]]), places)
        for row in queries.reading_rows(connection, numbers)
    }


def _check_words(claim: Claim, row: Row, texts: Mapping[str, str]) -> None:
    """Nothing leaves a ledger whose claims no longer have the words that they were read in."""
    text = texts.get(claim.report)
    if text is not None and claim.evidence.of(text) != row["evidence"]:
        raise LedgerError(
            f"the words of claim {claim.id} are not those of its text any more: the ledger was changed from outside; "
            "run averment verify, then put back a backup or read the reports into a new ledger"
        )
