"""Who speaks, where that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from averment.drawing import sides_in
from averment.matching.texts import texts_of
from averment.matching.told import Told, tell_one
from averment.matching.voices import known_voices, mention_of, voices_of
from averment.model.incident import KnownVoice
from averment.model.notes import Mention
from averment.redrawing.copied import Copied
from averment.redrawing.desk import Desk


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks, where that changed. `known` are all voices as they are named; `changed` are claims of unchanged
    reports whose text or voice is another now.
    """

    texts: dict[str, str]
    mentions: dict[str, Mention]
    known: Mapping[Mention, KnownVoice]
    noted: Mapping[Mention, KnownVoice]
    unused: frozenset[Mention]
    changed: frozenset[str]


def find_spoken(desk: Desk, copied: Copied) -> Spoken:
    """Finds out anew who the voices are, from how they are named in all reports."""
    desk.fetch(copied.retold)
    reports = desk.fresh | copied.retold
    claims = desk.claims(reports)
    untouched = (one for one in desk.noted.families_of(reports) if one.id not in copied.replaced)
    texts = texts_of(claims, (*copied.families, *untouched))
    side = sides_in(desk.tables)
    mentions = {
        claim.id: mention_of(claim, texts[claim.id], desk.reports[claim.report], side, desk.tables) for claim in claims
    }
    before = desk.noted.mentions()
    over = Counter(note.mention for note in desk.noted_of(desk.changed | copied.retold))
    uses, named_now = desk.noted.uses(over), set(mentions.values())
    unused = frozenset(one for one in over if over[one] >= uses[one] and one not in named_now)
    known = known_voices((before.keys() - unused) | named_now, side, desk.tables)
    others = {one for one, voice in known.items() if one in before and before[one] != voice}
    renamed = desk.noted.reports_naming(others) - desk.changed
    desk.fetch(renamed)
    unchanged = renamed | copied.retold
    notes = {note.trace.claim: note for note in desk.noted_of(unchanged)}
    texts = {**{claim: note.text for claim, note in notes.items()}, **texts}
    mentions = {**{claim: note.mention for claim, note in notes.items()}, **mentions}
    voices = _speaking(desk, unchanged, mentions, known)
    was = {voice.id: voice for voice in before.values()}
    changed = (
        claim for claim, note in notes.items() if note.text != texts[claim] or was.get(note.voice) != voices[claim]
    )
    return Spoken(texts, mentions, known, before, unused, frozenset(changed))


def _speaking(
    desk: Desk, reports: Collection[str], mentions: Mapping[str, Mention], known: Mapping[Mention, KnownVoice]
) -> dict[str, KnownVoice]:
    return voices_of(desk.claims(reports), mentions, known, desk.tables)


def tell_whole(desk: Desk, reports: Collection[str], spoken: Spoken) -> dict[str, Told]:
    """The claims of these reports with all of their words."""
    texts = {**{claim: note.text for claim, note in desk.notes.items()}, **spoken.texts}
    mentions = {**{claim: note.mention for claim, note in desk.notes.items()}, **spoken.mentions}
    voices = _speaking(desk, reports, mentions, spoken.known)
    return {
        one.id: one
        for report in sorted(reports)
        for one in tell_one(desk.reports[report], desk.readings[report], texts, voices, desk.tables)
    }
