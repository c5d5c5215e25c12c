"""One function a page: from the shape that answers a request, and who looks, to HTML."""

from averment.faces.web.pages.doors import about, accounts, add, job, refusal, sign_in
from averment.faces.web.pages.front import overview, search
from averment.faces.web.pages.incidents import episode, figure, incident
from averment.faces.web.pages.speakers import victims, voice, voices
from averment.faces.web.pages.texts_read import claim, problems, report, reports
from averment.faces.web.pages.triage import decisions, review, review_item

__all__ = [
    "about",
    "accounts",
    "add",
    "claim",
    "decisions",
    "episode",
    "figure",
    "incident",
    "job",
    "overview",
    "problems",
    "refusal",
    "report",
    "reports",
    "review",
    "review_item",
    "search",
    "sign_in",
    "victims",
    "voice",
    "voices",
]
