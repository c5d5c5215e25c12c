"""The desk: what each page shows, asked of the ledger. One method a page, each one moment of the ledger."""

from __future__ import annotations

from collections.abc import Collection

from averment.faces.web import shapes, work_shapes
from averment.faces.web.desk import audit, claims, incident, overview, problems, queue, reports, search, victims, voices
from averment.faces.web.desk.listing import Listing, Paged
from averment.ledger.claim_queries import ClaimFilter
from averment.ledger.glances import Glances
from averment.ledger.incident_queries import Filter
from averment.ledger.ledger import Ledger
from averment.matching.codebooks.case import RULES, CodebookRules
from averment.model.collection import Collection as Collected

FIRST_PAGE = Paged()


class Desk:
    """Answers what pages ask of a ledger; None for what is not there.

    `hidden` are names that are covered wherever they stand; `rules` are what the codebooks go by.
    """

    def __init__(self, ledger: Ledger, hidden: Collection[str] = (), rules: CodebookRules = RULES) -> None:
        self.ledger = ledger
        self._rules = rules
        self._glances = Glances(ledger, hidden)

    def state(self) -> tuple[int, int]:
        """Two numbers that change with everything that is added, the second only when the record is drawn anew."""
        with self._glances.look() as glance:
            return glance.kept.state, glance.kept.settled

    def is_drawn(self) -> bool:
        """Whether the record is one of today's code, which knows who every voice is; an older one is to be settled."""
        with self._glances.look() as glance:
            return overview.is_drawn(glance)

    def overview(self, listing: Listing) -> shapes.Overview:
        with self._glances.look() as glance:
            return overview.overview(glance, listing)

    def incidents(self, listing: Listing) -> shapes.IncidentList:
        with self._glances.look() as glance:
            return overview.incident_list(glance, listing)

    def incidents_of(self, of: Collection[str]) -> list[shapes.IncidentRow]:
        """The incidents that these reports tell of."""
        with self._glances.look() as glance:
            return reports.incidents_of(glance, of)

    def points(self, wanted: Filter) -> shapes.Points:
        with self._glances.look() as glance:
            return overview.points(glance, wanted)

    def findings(self, listing: Listing) -> shapes.FindingList:
        with self._glances.look() as glance:
            return overview.finding_list(glance, listing)

    def incident(self, id: str) -> shapes.IncidentPage | None:
        """The incident under this id or an earlier one: then its own id differs from the one asked for."""
        with self._glances.look() as glance:
            return incident.incident_page(glance, id, self._rules)

    def figure(self, id: str, number: int) -> shapes.FigurePage | None:
        with self._glances.look() as glance:
            return incident.figure_page(glance, id, number)

    def episode(self, id: str) -> shapes.EpisodePage | None:
        with self._glances.look() as glance:
            return incident.episode_page(glance, id)

    def part(self, claims: Collection[str]) -> Collected:
        """These claims as they are read, with their reports: what a decision is made of."""
        with self._glances.look() as glance:
            return glance.part(glance.claims(claims))

    def decision(self, id: str) -> shapes.DecisionShape | None:
        with self._glances.look() as glance:
            return audit.find_decision(glance, id)

    def claim(self, id: str) -> shapes.ClaimPage | None:
        with self._glances.look() as glance:
            return voices.claim_page(glance, id)

    def claims(self, wanted: ClaimFilter, paged: Paged = FIRST_PAGE) -> shapes.ClaimList:
        with self._glances.look() as glance:
            return claims.claim_list(glance, wanted, paged)

    def report(self, id: str) -> shapes.ReportPage | None:
        with self._glances.look() as glance:
            return reports.report_page(glance, id)

    def reports(self, text: str | None = None, paged: Paged = FIRST_PAGE) -> shapes.ReportList:
        with self._glances.look() as glance:
            return reports.report_list(glance, text, paged)

    def voice(self, id: str, paged: Paged = FIRST_PAGE) -> shapes.VoicePage | None:
        with self._glances.look() as glance:
            return voices.voice_page(glance, id, paged)

    def voices(self, text: str | None = None, paged: Paged = FIRST_PAGE) -> shapes.VoiceList:
        with self._glances.look() as glance:
            return voices.voice_list(glance, text, paged)

    def victims(self, paged: Paged = FIRST_PAGE) -> shapes.VictimList:
        with self._glances.look() as glance:
            return victims.victim_list(glance, paged)

    def problems(self, paged: Paged = FIRST_PAGE) -> shapes.ProblemList:
        with self._glances.look() as glance:
            return problems.problem_list(glance, paged)

    def search(self, text: str) -> shapes.Found:
        with self._glances.look() as glance:
            return search.search(glance, text)

    def review(self, kind: str | None = None, paged: Paged = FIRST_PAGE) -> work_shapes.ReviewQueue:
        with self._glances.look() as glance:
            return queue.review(glance, kind, paged)

    def review_item(self, id: str) -> work_shapes.ReviewItem | None:
        with self._glances.look() as glance:
            return queue.review_item(glance, id)

    def decisions(self, paged: Paged = FIRST_PAGE) -> work_shapes.DecisionList:
        with self._glances.look() as glance:
            return audit.decision_list(glance, paged)
