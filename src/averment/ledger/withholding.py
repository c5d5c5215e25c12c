"""Words that a person decided are not to be shown: taken out of the file, and hidden in everything that leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, bindparam, select, update

from averment.ledger import queries, schema
from averment.ledger.rows import MASK
from averment.model.decision import VICTIM, Decision
from averment.model.report import Report

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Withheld:
    """The reports whose words are withheld, and the names that are hidden wherever they stand."""

    reports: frozenset[str]
    names: re.Pattern[str] | None

    def hide(self, noun: Noun) -> Noun:
        """The noun with a block for every character of a withheld name, in whichever of its fields it stands."""
        return cast(Noun, _hidden(noun, self.names)) if self.names else noun


NOTHING = Withheld(frozenset(), None)


def withheld(held: Iterable[Decision], more: Iterable[str] = ()) -> Withheld:
    """What these decisions withhold: the report they name, or, where they have anchors, a victim's name.

    `more` are names that are hidden too, for one who looks, without anybody's decision.
    """
    held = tuple(held)
    names = {name for name in more if name.strip()}
    names |= {decision.withholds for decision in held if decision.anchors and decision.withholds}
    names |= {
        anchor.words for decision in held for anchor in decision.anchors if anchor.kind == VICTIM and anchor.words
    }
    return Withheld(
        frozenset(decision.withholds for decision in held if not decision.anchors and decision.withholds),
        _pattern(names) if names else None,
    )


def blank(connection: Connection, report: str) -> None:
    """Takes the words of a report out of the file: bytes, text, title, evidence, names of victims, words of anchors."""
    sha256 = select(schema.reports.c.sha256).where(schema.reports.c.id == report).scalar_subquery()
    texts, claims, victims, anchors = schema.texts, schema.claims, schema.victims, schema.decision_anchors
    connection.execute(update(schema.contents).where(schema.contents.c.sha256 == sha256).values(bytes=None))
    connection.execute(update(texts).where(texts.c.report == report).values(text=None, title=None))
    connection.execute(update(claims).where(claims.c.report == report).values(evidence=None))
    connection.execute(update(victims).where(victims.c.report == report).values(name=None))
    connection.execute(update(anchors).where(anchors.c.sha256 == sha256).values(words=None))


def refill(connection: Connection, report: Report, content: bytes) -> bool:
    """Puts back the words of a report that is no longer withheld, when it is taken in again. False if none lacked.

    A victim is then named as the text has it; the words of old anchors stay blank, their places hold.
    """
    if not queries.is_blank(connection, report.sha256):
        return False
    contents, texts = schema.contents, schema.texts
    connection.execute(update(contents).where(contents.c.sha256 == report.sha256).values(bytes=content))
    words = {"text": report.text, "title": report.title}
    connection.execute(update(texts).where(texts.c.id == report.text_id).values(words))
    readings = queries.readings_of_text(connection, report.text_id)
    claims, victims = schema.claims, schema.victims
    same_claim = (claims.c.reading == bindparam("its_reading"), claims.c.id == bindparam("its_id"))
    same_victim = (
        victims.c.reading == bindparam("its_reading"),
        victims.c.claim == bindparam("its_id"),
        victims.c.position == bindparam("its_position"),
    )
    evidence = [
        {"its_reading": row["reading"], "its_id": row["id"], "words": report.text[row["start"] : row["end"]]}
        for row in queries.claim_rows(connection, readings)
    ]
    names = [
        {
            "its_reading": row["reading"],
            "its_id": row["claim"],
            "its_position": row["position"],
            "words": report.text[row["start"] : row["end"]],
        }
        for row in queries.victim_rows(connection, readings)
    ]
    if evidence:
        connection.execute(update(claims).where(*same_claim).values(evidence=bindparam("words")), evidence)
    if names:
        connection.execute(update(victims).where(*same_victim).values(name=bindparam("words")), names)
    return True


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the names as whole words, however they are spaced and capitalised; the longest first."""
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def _hidden(value: Any, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return value if type(value) is not str else names.sub(lambda found: MASK * len(found[0]), value)
    if isinstance(value, tuple):
        return tuple(_hidden(part, names) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    before = {field.name: getattr(value, field.name) for field in fields(value)}
    after = {name: _hidden(part, names) for name, part in before.items()}
    return value if after == before else replace(value, **after)
