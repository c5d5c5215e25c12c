"""How far a record agrees with the truth of the world that its claims come from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from averment.model.claim import Scope
from averment.model.collection import grouped
from averment.model.incident import Finding, Record
from bench.made_world.nouns import Expected

NOT_COUNTED = frozenset({"responsible"})  # findings on who did it are no figures
Count = tuple[str, str, Scope]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of the truth and the finding that tells of it, if any; or a finding that no truth asks for."""

    expected: Expected | None
    finding: Finding | None

    @property
    def is_verdict_right(self) -> bool:
        return bool(self.expected and self.finding and self.expected.verdict is self.finding.verdict)

    @property
    def is_range_right(self) -> bool:
        if self.expected is None or self.finding is None:
            return False
        return (self.expected.low, self.expected.high) == (self.finding.low, self.finding.high)


def compare(expected: Sequence[Expected], record: Record, happened: Mapping[str, int]) -> list[Compared]:
    """Each figure of the truth with its finding, and each finding that is too many.

    `happened` tells of which happening each claim is. An incident is that of the happening that most of its claims
    tell; of several incidents of one happening the one with most claims is meant, and the findings of the others are
    too many. Within it, a figure's finding is that of its measure, group and scope with most claims.
    """
    homes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for incident in record.incidents:
        votes = Counter(happened[claim] for claim in incident.claims if claim in happened)
        if votes:
            number, claims = votes.most_common(1)[0]
            homes[number].append((claims, incident.id))
    findings = grouped((finding.incident, finding) for finding in record.findings)
    compared: list[Compared] = []
    matched: set[int] = set()
    for one in expected:
        _, home = max(homes.get(one.happening, [(0, "")]))
        meant = [
            finding for finding in findings.get(home, ()) if _count(finding) == (one.measure, one.group, one.scope)
        ]
        best = max(meant, key=_claims, default=None)
        matched.add(id(best))
        compared.append(Compared(one, best))
    counted = [finding for finding in record.findings if finding.measure not in NOT_COUNTED]
    compared += [Compared(None, finding) for finding in counted if id(finding) not in matched]
    return compared


def _count(finding: Finding) -> Count:
    return finding.measure, finding.group, finding.scope


def _claims(finding: Finding) -> int:
    return sum(len(position.claims) for position in finding.positions)
