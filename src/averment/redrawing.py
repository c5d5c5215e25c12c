"""Draws anew only what changed reports touch: the same record as drawing all of it, in the time that the change takes.

redraw   changed reports -> copies, voices -> claims beside others -> their groups -> parts -> episodes, and a scope

What a report can touch is found by what the last settling noted: words shared with reports of those weeks, voices
under the same names, claims that stand beside its claims under one key, and the groups that all these are drawn in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from averment.drawing import (
    draw_part,
    in_order,
    judged_by_people,
    named,
    sides_in,
    world_of,
)
from averment.knowledge.tables import Tables
from averment.ledger.notes import Noted
from averment.ledger.today import Today
from averment.matching.beside import Moved, moved, otherwise_paired, pairs_within, stretches
from averment.matching.candidates import BESIDE, rare_among
from averment.matching.compare import compare
from averment.matching.copies import copies_of, lay_beside
from averment.matching.episodes import draw_episodes
from averment.matching.families import draw_families
from averment.matching.footprints import footprint_of
from averment.matching.groups import draw_groups
from averment.matching.incidents import NEARLY_SAME, nearly_same, with_joined
from averment.matching.seeds import wording_of
from averment.matching.sentences import sentences_of
from averment.matching.texts import texts_of
from averment.matching.told import Told, most_uses, tell_one, without
from averment.matching.traces import is_word, traces_of, word_key
from averment.matching.voices import known_voices, mention_of, voices_of
from averment.matching.windows import block_of, blocks_in, seeds_in, touched
from averment.model.claim import Claim
from averment.model.decided import decided
from averment.model.decision import Standing
from averment.model.incident import Heard, Incident, Judgement, KnownVoice, Record
from averment.model.notes import ClaimNote, Mention, Notes, Order, Scope, Shared, Trace, Wording, claim_of, number_of
from averment.model.reading import Reading
from averment.model.report import Appearance, Copy, Family, Report
from averment.model.run import Problem
from averment.model.text import Span

MOST_CHANGED = 0.2  # of the reports: of more, drawing all of them costs less
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The part of the record that changed, what it stands in place of, and what is noted of it."""

    record: Record
    scope: Scope
    notes: Notes


def redraw(
    today: Today,
    noted: Noted,
    states: Mapping[str, str],
    decisions: Sequence[Standing],
    tables: Tables,
    few: int,
) -> Redrawn | None:
    """What changed since the notes were made, in reports of these states; None where all is better drawn anew.

    That is where the reports are `few` and a good part of them changed.
    """
    was = noted.states()
    changed = frozenset(report for report in was.keys() | states.keys() if was.get(report) != states.get(report))
    if len(states) <= few and len(changed) > MOST_CHANGED * len(states):
        return None
    desk = Desk(today, noted, decisions, tables, changed, frozenset(states))
    copied = _copies(desk)
    spoken = _voices(desk, copied)
    beside = _beside(desk, spoken)
    return None if beside is None else _drawn(desk, copied, spoken, beside)


@dataclass(slots=True)
class Desk:
    """What is at hand: the reports looked at so far, whole, and what was noted of their claims.

    `changed` are the reports that came, went or changed since, `present` all of today's.
    """

    today: Today
    noted: Noted
    decisions: Sequence[Standing]
    tables: Tables
    changed: frozenset[str]
    present: frozenset[str]
    reports: dict[str, Report] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    appearances: dict[str, tuple[Appearance, ...]] = field(default_factory=dict)
    notes: dict[str, ClaimNote] = field(default_factory=dict)
    recalled: set[str] = field(default_factory=set)

    @property
    def fresh(self) -> frozenset[str]:
        """The changed reports that are there."""
        return self.changed & self.present

    def fetch(self, reports: Collection[str]) -> None:
        """Lays these reports on the desk, with what was noted of their claims."""
        for one in self.today.seen((set(reports) & self.present) - self.reports.keys()):
            if one.reading is not None:
                self.reports[one.report.id] = one.report
                self.appearances[one.report.id] = one.appearances
                (self.readings[one.report.id],) = decided([one.reading], self.decisions)
        missing = set(reports) - self.recalled
        self.notes |= {note.trace.claim: note for note in self.noted.claims_of(missing)}
        self.recalled |= missing

    def claims(self, reports: Iterable[str]) -> list[Claim]:
        return [claim for report in sorted(reports) for claim in self.readings[report].claims]

    def noted_of(self, reports: Collection[str]) -> list[ClaimNote]:
        return [note for note in self.notes.values() if note.report in reports]


@dataclass(frozen=True, slots=True)
class Copied:
    """What changed in what reports share. `retold` are unchanged reports whose passages are copied otherwise now."""

    pairs: frozenset[Pair]
    shared: tuple[Shared, ...]
    copies: tuple[Copy, ...]
    families: tuple[Family, ...]
    replaced: frozenset[str]
    wordings: tuple[Wording, ...]
    retold: frozenset[str]


def _copies(desk: Desk) -> Copied:
    """Lays beside each other the reports that share more or other words than before."""
    desk.fetch(desk.changed)
    fresh = tuple(
        wording_of(report, block_of(desk.readings[report].published), sentences_of(desk.reports[report]))
        for report in sorted(desk.fresh)
    )
    blocks = {*desk.noted.blocks_of(desk.changed), *(one.block for one in fresh)}
    windows = touched(blocks, {*desk.noted.blocks(), *blocks})
    before = desk.noted.wordings(blocks_in(windows))
    now = [*(one for one in before if one.report not in desk.changed), *fresh]
    old, new = seeds_in(windows, before), seeds_in(windows, now)
    pairs = {both for both in old.keys() | new.keys() if old.get(both) != new.get(both) or desk.changed & set(both)}
    texts = desk.today.texts({report for both in pairs if both in new for report in both})
    sentences = {text.id: sentences_of(text) for text in texts}
    laid = (lay_beside(both, new[both], sentences) for both in sorted(pairs) if both in new)
    shared = tuple(one for one in laid if one.links)
    copies = tuple(copy for one in shared for copy in copies_of(one, sentences))
    families, replaced, retold = _families(desk, pairs, shared)
    return Copied(frozenset(pairs), shared, copies, families, replaced, fresh, retold)


def _families(
    desk: Desk, pairs: Collection[Pair], shared: Sequence[Shared]
) -> tuple[tuple[Family, ...], frozenset[str], frozenset[str]]:
    """The families of all reports that share text with one whose sharing changed; the ids of those that were theirs
    or are; and the unchanged reports whose passages are not in the same families as before.
    """
    known = {
        (one.first, one.second): one for one in desk.noted.shared_with({report for both in pairs for report in both})
    }
    now = {(one.first, one.second): one for one in shared}
    otherwise = {report for both in pairs if known.get(both) != now.get(both) for report in both}
    known |= {(one.first, one.second): one for one in desk.noted.shared_with({r for both in now for r in both})}
    linked = [*(one for both, one in known.items() if both not in pairs), *shared] if otherwise else []
    reports = {report for one in linked for report in (one.first, one.second)} | otherwise
    before, after = desk.noted.families_of(reports), draw_families(linked)
    retold = {report for report, _ in _passages(before) ^ _passages(after)} - desk.changed
    return after, frozenset(family.id for family in (*before, *after)), frozenset(retold)


def _passages(families: Iterable[Family]) -> set[tuple[str, tuple[str, Span]]]:
    return {(one.report, (family.id, one.span)) for family in families for one in family.passages}


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


def _voices(desk: Desk, copied: Copied) -> Spoken:
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


@dataclass(frozen=True, slots=True)
class Beside:
    """The reports whose claims are drawn anew, and the traces that changed.

    `common` are the keys of words that are common among all claims, `gone` and `new` the traces that changed.
    `unpaired` are pairs of other claims that are worth comparing no more, which changes nothing else.
    """

    reports: frozenset[str]
    gone: tuple[Trace, ...]
    new: tuple[Trace, ...]
    rare: int
    common: frozenset[int]
    raw: dict[str, Told]
    unpaired: frozenset[Pair]


def _beside(desk: Desk, spoken: Spoken) -> Beside | None:
    """Finds the claims that are worth comparing with others than before, and the groups that they are drawn in."""
    claims = set(spoken.changed) | {claim.id for claim in desk.claims(desk.fresh)}
    raw = _raw(desk, {desk.notes[claim].report for claim in spoken.changed} | desk.fresh, spoken)
    over = desk.noted_of(desk.changed)
    gone = (*(note.trace for note in over), *(desk.notes[claim].trace for claim in sorted(spoken.changed)))
    new = traces_of([raw[claim] for claim in sorted(claims)], desk.tables)
    size = desk.noted.size()
    sizes = size, size - len(over) + len(claims) - len(spoken.changed)
    rare = rare_among(sizes[0]), rare_among(sizes[1])
    if rare[0] != rare[1]:
        return None  # a word that pointed from one claim to another may not do so now, anywhere
    common_before, common = _common(desk, gone, new, sizes)
    reworded = desk.noted.holding(common_before ^ common)
    change = moved(gone, new)
    numbers, unpaired = _paired_otherwise(desk, change, {trace.number: trace for trace in new}, rare)
    old = {trace.number for trace in gone}
    retold = {claim_of(number) for number in old | reworded}
    numbers |= old | reworded | {number_of(claim) for claim in desk.noted.compared_with(retold)}
    touched_reports = desk.noted.reports_of(numbers) | desk.changed
    reports = (frozenset(desk.noted.groups_of(touched_reports)) & desk.present) | desk.fresh
    desk.fetch(reports)
    return Beside(reports, gone, new, rare[1], common, raw, unpaired)


def _common(
    desk: Desk, gone: Iterable[Trace], new: Sequence[Trace], sizes: tuple[int, int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The keys of words that were common among all claims, and of those that are."""
    limits = most_uses(sizes[0]), most_uses(sizes[1])
    before = {key: uses for key, uses in desk.noted.often(max(1, int(min(limits)) - len(new))).items() if is_word(key)}
    after = Counter(before)
    after.update(key for trace in new for key in trace.keys if is_word(key))
    after.subtract(key for trace in gone for key in trace.keys if is_word(key))
    was = frozenset(key for key, uses in before.items() if uses > limits[0])
    return was, frozenset(key for key, uses in after.items() if uses > limits[1])


def _paired_otherwise(
    desk: Desk, change: Moved, new: Mapping[int, Trace], rare: tuple[int, int]
) -> tuple[set[int], frozenset[Pair]]:
    """The numbers of the claims that are worth comparing with others than before, where that may change the record;
    and the pairs of unchanged claims that were compared in vain.
    """
    runs = list(stretches(desk.noted.around(change.around, BESIDE + 1), change, rare))
    standing = {order[-1] for run in runs for order in run.before}
    notes = {note.trace.number: note for note in desk.noted.claims(standing)}
    before = {number: note.trace for number, note in notes.items()}
    lost: set[tuple[int, int]] = set()
    won: set[tuple[int, int]] = set()
    for run in runs:
        was, now = otherwise_paired(run, before, {**before, **new}, rare)
        lost |= was
        won |= now
    moving = {order[-1] for orders in change.around.values() for order in orders}
    steady = {pair for pair in lost - won if not moving & set(pair)}
    telling, vain = _apart_now(desk, steady, notes, change, rare[1])
    return {number for pair in (won | lost) - steady | telling for number in pair}, vain


def _apart_now(
    desk: Desk, pairs: Collection[tuple[int, int]], notes: Mapping[int, ClaimNote], change: Moved, rare: int
) -> tuple[set[tuple[int, int]], frozenset[Pair]]:
    """Of pairs of unchanged claims that lost a key: those whose judgement told something, and those that it did not.

    A pair that another key still points at is in neither. A judgement tells something where the two are drawn in one
    group, and where rules are nearly sure that they are one.
    """
    held = {number: notes[number].trace for pair in pairs for number in pair}
    still = set(pairs_within(held, _buckets(desk, held, change), rare))
    apart = [pair for pair in pairs if (held[pair[0]].claim, held[pair[1]].claim) not in still]
    judged = desk.noted.judged({held[number].claim for pair in apart for number in pair})
    groups = desk.noted.groups_of({notes[number].report for pair in apart for number in pair})
    telling: set[tuple[int, int]] = set()
    vain: set[Pair] = set()
    for one, other in apart:
        both = (held[one].claim, held[other].claim)
        rows = [row for row in (both, both[::-1]) if row in judged]
        if groups[notes[one].report] == groups[notes[other].report] or any(judged[row] for row in rows):
            telling.add((one, other))
        else:
            vain |= set(rows)
    return telling, frozenset(vain)


def _raw(desk: Desk, reports: Collection[str], spoken: Spoken) -> dict[str, Told]:
    """The claims of these reports with all of their words."""
    texts = {**{claim: note.text for claim, note in desk.notes.items()}, **spoken.texts}
    mentions = {**{claim: note.mention for claim, note in desk.notes.items()}, **spoken.mentions}
    voices = _speaking(desk, reports, mentions, spoken.known)
    return {
        one.id: one
        for report in sorted(reports)
        for one in tell_one(desk.reports[report], desk.readings[report], texts, voices, desk.tables)
    }


def _drawn(desk: Desk, copied: Copied, spoken: Spoken, beside: Beside) -> Redrawn:
    """Draws the groups, and the episodes of all incidents."""
    world = world_of(desk.tables)
    raw = _raw(desk, beside.reports, spoken)
    told = sorted((without(one, _words_in(one, beside.common)) for one in raw.values()), key=lambda one: one.anchor)
    traces = {trace.number: trace for trace in traces_of(tuple(raw.values()), desk.tables)}
    judgements = compare(told, _pairs(desk, traces, beside), world)
    groups = draw_groups(told, judgements, judged_by_people(desk.decisions))
    parts = [draw_part(group, desk.appearances, world) for group in groups]
    told_by = {one.id: one for one in told}
    incidents, findings, denials = in_order(parts, told_by)
    claims = frozenset(raw) | {note.trace.claim for note in desk.noted_of(desk.changed)}
    homes = desk.noted.homes(claims)
    replaced = {incident for incident, _ in homes.values()}
    footprints = tuple(footprint_of(one, told_by) for one in incidents)
    others = (one for one in desk.noted.footprints() if one.incident not in replaced)
    episodes, undecided = draw_episodes([*others, *footprints], desk.tables)
    unsure = _unsure(desk, [*judgements, *desk.noted.unsure_of(claims, NEARLY_SAME)], incidents, told_by)
    problems = chain(chain.from_iterable(part.problems for part in parts), undecided, unsure)
    joined = chain.from_iterable(part.joined for part in parts)
    voices = {one.id: one.voice for one in told}
    record = Record(
        copied.copies,
        copied.families,
        with_joined(judgements, joined),
        incidents,
        episodes,
        findings,
        denials,
        tuple(problems),
        _heard(desk, spoken, voices, claims),
    )
    renoted = frozenset(spoken.changed)
    notes = tuple(
        ClaimNote(
            raw[trace.claim].claim.report,
            trace,
            spoken.texts[trace.claim],
            spoken.mentions[trace.claim],
            voices[trace.claim].id,
        )
        for trace in beside.new
    )
    mentions = {one: voice for one, voice in spoken.known.items() if spoken.noted.get(one) != voice}
    scope = Scope(
        reports=desk.changed,
        pairs=copied.pairs,
        families=copied.replaced,
        claims=claims,
        drawn=beside.reports,
        renoted=renoted,
        unused=spoken.unused,
        unpaired=beside.unpaired,
    )
    return Redrawn(record, scope, Notes(copied.wordings, copied.shared, notes, mentions, footprints, named(groups)))


def _words_in(one: Told, common: Collection[int]) -> frozenset[str]:
    return frozenset(word for word in one.words if word_key(word) in common)


def _pairs(desk: Desk, traces: Mapping[int, Trace], beside: Beside) -> list[Pair]:
    """The pairs worth comparing among these claims; of other claims only their places in time are asked for."""
    return pairs_within(traces, _buckets(desk, traces, moved(beside.gone, beside.new)), beside.rare)


def _buckets(desk: Desk, traces: Mapping[int, Trace], change: Moved) -> dict[int, list[Order]]:
    """The claims that now stand between these, for each key that two of them have."""
    wanted: dict[int, list[Order]] = defaultdict(list)
    for trace in traces.values():
        for key in trace.keys:
            wanted[key].append(trace.order)
    several = {key: orders for key, orders in wanted.items() if len(orders) > 1}
    return {key: change.after(key, before) for key, before in desk.noted.around(several, BESIDE + 1).items()}


def _unsure(
    desk: Desk, judgements: Sequence[Judgement], incidents: Iterable[Incident], told: Mapping[str, Told]
) -> Iterator[Problem]:
    """The warnings on incidents that may be one, of which at least one was drawn anew."""
    away = {claim for one in judgements for claim in (one.first, one.second) if claim not in told}
    homes = {claim: Known(*home) for claim, home in desk.noted.homes(away).items()}
    here = {claim: Known(one.id, one.title) for one in incidents for claim in one.claims}
    evidence = {id: (one.claim.report, one.claim.evidence) for id, one in told.items()}
    for note in desk.noted.claims({number_of(claim) for claim in away}):
        evidence[note.trace.claim] = note.report, Span(note.trace.anchor[1], note.trace.anchor[2])
    return nearly_same(judgements, homes | here, evidence)


def _heard(desk: Desk, spoken: Spoken, voices: Mapping[str, KnownVoice], claims: Collection[str]) -> tuple[Heard, ...]:
    """Every voice that speaks somewhere, with those of these claims that it makes."""
    uses = Counter(desk.noted.speaking())
    uses.subtract(desk.notes[claim].voice for claim in claims if claim in desk.notes)
    uses.update(voice.id for voice in voices.values())
    of: dict[str, list[str]] = defaultdict(list)
    for claim, voice in voices.items():
        of[voice.id].append(claim)
    all_voices = {voice.id: voice for voice in spoken.known.values()}
    return tuple(Heard(all_voices[id], tuple(sorted(of[id]))) for id in sorted(uses) if uses[id] > 0)


@dataclass(frozen=True, slots=True)
class Known:
    """An incident, as far as a warning names it."""

    id: str
    title: str
