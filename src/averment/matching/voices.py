"""Which voices are one across reports: a ministry is one voice in ten papers, whoever speaks for it.

Codebook, section 3: institutions merge with all who speak for them; persons by name variant and role together, never by
surname alone; unnamed groups only within one copied passage; an outlet only for what it leaves unattributed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from averment.knowledge.outlets import house_of
from averment.knowledge.settling import groups_around, institution_words
from averment.knowledge.tables import TABLES, Tables
from averment.matching.evened import even_words
from averment.matching.joined import Joined
from averment.matching.names import is_same_person, sound
from averment.model.claim import Claim, Figure, Voice, VoiceKind, What
from averment.model.ids import content_id
from averment.model.incident import Heard, KnownVoice
from averment.model.notes import Mention
from averment.model.report import Report

TOLD_APART = (
    2  # two words that do not name the party ("defense ministry") tell an institution; one ("ministry") does not
)


PRINTING = frozenset({VoiceKind.OUTLET, VoiceKind.AGENCY})


SideOf = Callable[[str], str | None]  # the party that a word names ("Baku", "Azerbaijani"), or None


def nobodys(_name: str) -> None:
    """Of no side: where no table tells what a word names."""


def find_voices(
    claims: Sequence[Claim],
    texts: Mapping[str, str],
    reports: Mapping[str, Report],
    side_of: SideOf = nobodys,
    tables: Tables = TABLES,
) -> dict[str, KnownVoice]:
    """For each claim's id the one voice that speaks; `texts` tells the text of each claim."""
    mentions = {
        claim.id: mention_of(claim, texts[claim.id], reports[claim.report], side_of, tables) for claim in claims
    }
    return voices_of(claims, mentions, known_voices(mentions.values(), side_of, tables), tables)


def known_voices(
    mentions: Iterable[Mention], side_of: SideOf = nobodys, tables: Tables = TABLES
) -> dict[Mention, KnownVoice]:
    """Who each of these mentions is, given all of them."""
    distinct = sorted(set(mentions))
    joined: Joined[Mention] = Joined(distinct)
    _join_institutions(joined, distinct, side_of, tables)
    _join_persons(joined, distinct)
    _join_printed(joined, distinct)
    return {mention: voice for group in joined.groups() for voice in [_known(group)] for mention in group}


def voices_of(
    claims: Sequence[Claim], mentions: Mapping[str, Mention], known: Mapping[Mention, KnownVoice], tables: Tables
) -> dict[str, KnownVoice]:
    """Who speaks in each of these claims, every claim of their reports among them."""
    voices = {claim.id: known[mentions[claim.id]] for claim in claims}
    return {**voices, **_repeated(claims, voices, tables)}


def heard(voices: Mapping[str, KnownVoice]) -> tuple[Heard, ...]:
    """Every voice with its claims, by id; `voices` tells who speaks in each claim."""
    speaking: dict[KnownVoice, list[str]] = defaultdict(list)
    for claim, voice in voices.items():
        speaking[voice].append(claim)
    return tuple(Heard(voice, tuple(sorted(claims))) for voice, claims in sorted(speaking.items()))


def mention_of(claim: Claim, text: str, report: Report, side_of: SideOf, tables: Tables) -> Mention:
    """The voice as this claim names it, in the text that it stands in."""
    voice = claim.attribution.speaker
    where, name = "", voice.name
    if voice.kind in PRINTING:
        outlet = voice.name or report.appearance.outlet
        house = (house_of(tables, outlet) or outlet) if outlet else report.id
        is_copied = text != report.id and voice.kind is not VoiceKind.AGENCY
        where = text if is_copied else house  # an agency's words are its own wherever they are printed
        name = outlet or _file_name(report)
    elif voice.kind is VoiceKind.GROUP and not voice.institution:
        where = text
    party = voice.party or _party(voice, side_of) or ""
    kind = VoiceKind.OUTLET if voice.kind in PRINTING else voice.kind
    printed = text if kind is VoiceKind.OUTLET and text != report.id else ""
    return Mention(kind, name, voice.role or "", _institution(voice), party, where, printed)


def _join_printed(joined: Joined[Mention], mentions: Iterable[Mention]) -> None:
    """Joins outlets of one house, and those that print one text: the same words are not said twice.

    A text that one of them credits to an agency is the agency's, wherever it stands.
    """
    first: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind == VoiceKind.OUTLET:
            joined.join(first.setdefault(mention.where, mention), mention)
            if mention.printed:
                joined.join(first.setdefault(mention.printed, mention), mention)


def _file_name(report: Report) -> str:
    return (report.appearance.file or report.id).replace("\\", "/").rsplit("/", 1)[-1]


def _party(voice: Voice, side_of: SideOf) -> str | None:
    """The side that the words for a voice tell, where reading has told none."""
    if voice.kind in PRINTING:
        return None
    named = (voice.institution, voice.role, None if voice.kind is VoiceKind.PERSON else voice.name)
    return next((side for words in named if words and (side := side_of(words))), None)


def _institution(voice: Voice) -> str:
    return voice.institution or (voice.name if voice.kind is VoiceKind.INSTITUTION else "")


def _join_institutions(
    joined: Joined[Mention],
    mentions: Iterable[Mention],
    side_of: SideOf,
    tables: Tables,
) -> None:
    """Joins those of one party whose names tell the same institution; without a party the words must be equal."""
    folded = institution_words(tables)
    by_party: dict[str, dict[frozenset[str], Mention]] = defaultdict(dict)
    for mention in sorted({mention for mention in mentions if mention.institution}):
        words = _told_apart(mention, folded, side_of)
        joined.join(by_party[mention.party].setdefault(words, mention), mention)
    for party, named in by_party.items():
        for one, other in combinations(sorted(named, key=sorted), 2):
            if party and len(one & other) >= TOLD_APART and (one <= other or other <= one):
                joined.join(named[one], named[other])


def _told_apart(mention: Mention, folded: Mapping[str, str], side_of: SideOf) -> frozenset[str]:
    """The words that tell an institution from others of its party."""
    words = even_words(mention.institution)
    if mention.party:
        of_party = frozenset(even_words(mention.party))
        words = tuple(word for word in words if word not in of_party)
        words = tuple(word for word in words if side_of(word.capitalize()) != mention.party)
    told = frozenset(folded.get(word, word) for word in words) - {""}
    return told if told or mention.party else frozenset(words)


def _join_persons(joined: Joined[Mention], mentions: Iterable[Mention]) -> None:
    by_sound: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(set(mentions)):
        if mention.kind == VoiceKind.PERSON and not mention.institution:
            by_sound[sound(even_words(mention.name)[-1:])].append(mention)
    for alike in by_sound.values():
        for one, other in combinations(alike, 2):
            if is_same_person(one, other):
                joined.join(one, other)


def _known(group: frozenset[Mention]) -> KnownVoice:
    first = min(group)
    names = {mention.name for mention in group}
    surnames = {even_words(mention.name)[-1] for mention in group if mention.kind == VoiceKind.PERSON and mention.name}
    bodies = {mention.institution for mention in group} - {""}
    lasting = {body for body in bodies if not surnames & set(even_words(body))}  # not "Bell's office": others held it
    shown = (
        (lasting or bodies) if bodies and len(names) > 1 else names
    )  # several who speak for one body go under its name
    return KnownVoice(
        content_id("voice", first.kind, first.name, first.role, first.institution, first.party, first.where),
        min(shown, key=lambda name: (-len(name), name)),
        VoiceKind(first.kind),
        next((mention.party for mention in sorted(group) if mention.party), None),
    )


def _repeated(claims: Sequence[Claim], voices: Mapping[str, KnownVoice], tables: Tables) -> dict[str, KnownVoice]:
    """For figures that a report gives in its own voice and attributes elsewhere: the voice it attributes them to."""
    attributed: dict[tuple[str, str, int | None, int | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.what, Figure) and claim.attribution.speaker.kind not in PRINTING:
            attributed[_number(claim.report, claim.what)].append(claim)
    repeated = {}
    for claim in claims:
        if isinstance(claim.what, Figure) and claim.attribution.speaker.kind in PRINTING:
            same = attributed.get(_number(claim.report, claim.what), ())
            elsewhere = [other for other in same if _is_one_group(claim.what, other.what, tables)]
            if elsewhere:
                repeated[claim.id] = voices[min(elsewhere, key=lambda other: (other.evidence, other.id)).id]
    return repeated


def _is_one_group(figure: Figure, other: What, tables: Tables) -> bool:
    around = groups_around(tables)
    if not isinstance(other, Figure):
        return False
    one, second = figure.group, other.group
    return one == second or second in around.get(one, ()) or one in around.get(second, ())


def _number(report: str, figure: Figure) -> tuple[str, str, int | None, int | None]:
    return report, figure.measure, figure.amount.low, figure.amount.high
