"""Which text each claim stands in: a copied passage counts with its origin, the rest of a report on its own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from averment.model.claim import Claim
from averment.model.report import Family
from averment.model.text import Span

MOSTLY = 0.5  # of a claim's words lie in a copied passage: the claim was copied with it


def texts_of(claims: Iterable[Claim], families: Sequence[Family]) -> dict[str, str]:
    """For each claim's id the id of its family, or of its report where its words are the report's own."""
    passages: Mapping[str, list[tuple[Span, str]]] = defaultdict(list)
    for family in families:
        for passage in family.passages:
            passages[passage.report].append((passage.span, family.id))
    for held in passages.values():
        held.sort()
    return {claim.id: _text(claim, passages.get(claim.report, ())) for claim in claims}


def _text(claim: Claim, passages: Sequence[tuple[Span, str]]) -> str:
    """The family whose passages hold most of the claim's words."""
    shared: dict[str, int] = defaultdict(int)
    last = bisect_right(passages, claim.evidence.end, key=lambda passage: passage[0].start)
    for span, family in passages[:last]:
        shared[family] += max(0, min(span.end, claim.evidence.end) - max(span.start, claim.evidence.start))
    most = max(shared, key=lambda family: (shared[family], family), default=claim.report)
    return most if shared.get(most, 0) >= MOSTLY * claim.evidence.length else claim.report
