"""What changed from one record to another: incidents and figures that are new, that changed, that are withdrawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from averment.model.collection import grouped
from averment.model.incident import Finding, Incident, Record


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. Without findings it is one of the incident itself, and `words` tell what.

    `incident` is the incident as it is afterwards; as it was, where it is withdrawn.
    """

    kind: ChangeKind
    incident: Incident
    words: str
    before: Finding | None = None
    after: Finding | None = None


def changes(before: Record, after: Record) -> tuple[Change, ...]:
    """Every change, in the order of the later record; what is withdrawn comes last.

    An incident is followed by its id, by an earlier id that leads to it, or else to the one that holds most of its
    claims. Counts of reports and voices alone are no change of a figure; its range, its verdict and its flags are.
    """
    followed = _followed(before, after)
    led: dict[str, list[Incident]] = defaultdict(list)
    for incident in before.incidents:
        if incident.id in followed:
            led[followed[incident.id]].append(incident)
    told = _findings(before), _findings(after)
    found = [change for one in after.incidents for change in _of_incident(one, led.get(one.id, []), told)]
    gone = (one for one in before.incidents if one.id not in followed)
    found += [change for one in gone for change in _withdrawn(one, told[0].get(one.id, ()))]
    return tuple(found)


Findings = Mapping[str, Sequence[Finding]]


def _findings(record: Record) -> Findings:
    return grouped((finding.incident, finding) for finding in record.findings)


def _followed(before: Record, after: Record) -> dict[str, str]:
    """Where each earlier incident stands afterwards; none for one whose claims are in no incident any more."""
    home = {claim: incident.id for incident in after.incidents for claim in incident.claims}
    known = {name: incident.id for incident in after.incidents for name in (*incident.aliases, incident.id)}
    found = {}
    for incident in before.incidents:
        votes = Counter(home[claim] for claim in incident.claims if claim in home)
        most = min(votes, key=lambda one: (-votes[one], one), default=None)
        place = known.get(incident.id, most)
        if place is not None:
            found[incident.id] = place
    return found


def _of_incident(incident: Incident, earlier: Sequence[Incident], told: tuple[Findings, Findings]) -> Iterator[Change]:
    now = told[1].get(incident.id, ())
    if not earlier:
        yield Change(ChangeKind.NEW, incident, f"{_claims(len(incident.claims))} of it")
        yield from (Change(ChangeKind.NEW, incident, one.reason, after=one) for one in now)
        return
    words = _moved(incident, earlier)
    if words:
        yield Change(ChangeKind.CHANGED, incident, words)
    before = [finding for one in earlier for finding in told[0].get(one.id, ())]
    yield from _of_findings(incident, before, now)


def _moved(incident: Incident, earlier: Sequence[Incident]) -> str:
    """What became of its claims, in words; empty where they are the same."""
    held = {claim for one in earlier for claim in one.claims}
    more, less = len(set(incident.claims) - held), len(held - set(incident.claims))
    told = [f"{len(earlier)} incidents are one"] if len(earlier) > 1 else []
    told += [f"{_claims(more)} more"] if more else []
    told += [f"{_claims(less)} fewer"] if less else []
    return ", ".join(told)


def _claims(number: int) -> str:
    return f"{number} claim" if number == 1 else f"{number} claims"


def _of_findings(incident: Incident, before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[Change]:
    pairs = _paired(before, after)
    for was, now in pairs:
        if now is None and was is not None:
            yield Change(ChangeKind.WITHDRAWN, incident, "no claim gives this figure any more", before=was)
        elif was is None and now is not None:
            yield Change(ChangeKind.NEW, incident, now.reason, after=now)
        elif was is not None and now is not None and _says(was) != _says(now):
            yield Change(ChangeKind.CHANGED, incident, now.reason, was, now)


def _paired(before: Sequence[Finding], after: Sequence[Finding]) -> list[tuple[Finding | None, Finding | None]]:
    """The findings of one count together; whose losses they are may have become known in between."""
    left = list(before)
    pairs: list[tuple[Finding | None, Finding | None]] = []
    for now in after:
        alike = [was for was in left if _counted(was) == _counted(now)]
        was = next((one for one in alike if one.side == now.side), None)
        was = was or next((one for one in alike if _is_in(one, now)), None)
        if was is not None:
            left.remove(was)
        pairs.append((was, now))
    return [*pairs, *((was, None) for was in left if not any(_is_in(was, now) for now in after))]


def _is_in(was: Finding, now: Finding) -> bool:
    """Whether it went into the other: two incidents that are one now have one figure where they had two."""
    return _counted(was) == _counted(now) and (was.side is None or now.side is None or was.side == now.side)


def _counted(finding: Finding) -> tuple[str, str, str, str | None]:
    return finding.measure, finding.group, finding.scope, finding.place


def _says(finding: Finding) -> tuple[object, ...]:
    return finding.low, finding.high, finding.verdict, finding.flags


def _withdrawn(incident: Incident, findings: Sequence[Finding]) -> Iterator[Change]:
    yield Change(ChangeKind.WITHDRAWN, incident, "none of its claims stands any more")
    yield from (Change(ChangeKind.WITHDRAWN, incident, one.reason, before=one) for one in findings)
