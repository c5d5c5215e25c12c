"""The record for the terminal: episodes, their incidents, and one incident with everybody's words."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from rich.console import Console
from rich.table import Table
from rich.text import Text

from averment.faces.codebooks import codebooks_shape, one_liner
from averment.faces.terminal import plain, said
from averment.faces.wording import (
    FLAG_WORDS,
    VERDICT_WORDS,
    amount_words,
    counted,
    counts_words,
    position_words,
    range_words,
    when_words,
)
from averment.matching.codebooks.airwars import assess
from averment.matching.codebooks.case import RULES, CodebookRules, case_of
from averment.matching.victims import named_victims
from averment.model.claim import Claim, Event, Figure, Statement, VoiceKind
from averment.model.collection import Collection
from averment.model.incident import Episode, Finding, Incident, Position
from averment.model.run import InputError, Problem

MOST_VOICES = 4  # named on a line; the incident's own page names all


def handles(collection: Collection) -> dict[str, Incident]:
    """The short names under which incidents are shown: A1, A2, B1 ... in the order of the record."""
    return {
        f"{letter}{number}": incident
        for letter, episode in _lettered(collection)
        for number, incident in enumerate(_incidents(episode, collection), start=1)
    }


def show_record(collection: Collection, console: Console) -> None:
    """Every episode with its incidents, one line a position."""
    today = [episode for episode in collection.record.episodes if not episode.in_passing]
    passing = len(collection.record.episodes) - len(today)
    parts = [counted(len(today), "episode") + (f" and {passing} told in passing" if passing else "")]
    parts += [counted(len(collection.reports), "report"), counted(len(_voices(collection.claims)), "voice")]
    console.print(" · ".join(parts), highlight=False)
    for letter, episode in _lettered(collection):
        _show_episode(letter, episode, collection, console)


def show_incident(incident: Incident, collection: Collection, console: Console, rules: CodebookRules = RULES) -> None:
    """One incident: its positions with the verdict and its reason, then everybody's words."""
    console.print(said(incident.title, "bold"))
    console.print(f"{when_words(incident.when)} · {_setting(incident)}", highlight=False, markup=False)
    console.print(f"id {incident.id}", style="dim", highlight=False)
    for warning in (problem for problem in collection.record.problems if incident.id in problem.message):
        console.print(said(f"warning: {warning.message}", "yellow"))
    for finding in collection.findings_of(incident.id):
        _show_finding(finding, console)
    _show_codebooks(incident, collection, console, rules)
    _show_victims(incident, collection, console, rules)
    console.print("\nwords", style="bold")
    for claim in (collection.claim(id) for id in incident.claims):
        _show_claim(claim, collection, console)


def show_problems(problems: tuple[Problem, ...], collection: Collection, console: Console) -> None:
    """Every problem with its place."""
    if not problems:
        console.print("no problems")
    for problem in problems:
        place = problem.file or (problem.report and _file_of(problem.report, collection)) or ""
        words = f"{place}: {problem.message}" if place else problem.message
        console.print(Text.assemble((f"{problem.step:>10}  ", "dim"), said(words)))
        if problem.span and problem.report and problem.span.end <= len(collection.report(problem.report).text):
            console.print(said("            «" + problem.span.of(collection.report(problem.report).text)[:120] + "»"))


def find_incident(name: str, collection: Collection) -> Incident:
    """The incident under a short name, an id or the first digits of an id.

    Raises InputError when nothing, or more than one incident, goes by that name.
    """
    by_handle = handles(collection).get(name.upper())
    if by_handle is not None:
        return by_handle
    exact = collection.incident(name)
    if exact is not None:
        return exact
    found = [incident for incident in collection.record.incidents if incident.id.startswith(name) and len(name) >= 4]
    if len(found) == 1:
        return found[0]
    raise InputError(
        f"no incident {name!r}: expected a short name such as A1, an id or at least its first four digits; "
        "`averment show` lists them"
    )


def _lettered(collection: Collection) -> Iterator[tuple[str, Episode]]:
    for number, episode in enumerate(sorted(collection.record.episodes, key=lambda episode: episode.in_passing)):
        turn, rest = divmod(number, len(ascii_uppercase))
        yield ascii_uppercase[rest] * (turn + 1), episode


def _incidents(episode: Episode, collection: Collection) -> tuple[Incident, ...]:
    found = (collection.incident(id) for id in episode.incidents)
    return tuple(incident for incident in found if incident is not None)


def _show_episode(letter: str, episode: Episode, collection: Collection, console: Console) -> None:
    incidents = _incidents(episode, collection)
    claims = [collection.claim(id) for incident in incidents for id in incident.claims]
    reports = {claim.report for claim in claims}
    head = "TOLD IN PASSING" if episode.in_passing else f"EPISODE {letter}"
    counts = f"{counted(len(reports), 'report')}, {counted(len(_voices(claims)), 'voice')}"
    console.print()
    console.print(Text.assemble((head, "bold"), "  ", said(episode.title, "bold"), "  ", (counts, "dim")))
    for number, incident in enumerate(incidents, start=1):
        console.print(Text.assemble("  ", (f"{letter}{number} ", "bold"), said(incident.title)))
        console.print(Text.assemble("     ", (_setting(incident), "dim")))
        _show_findings(incident, collection, console)


def _setting(incident: Incident) -> str:
    place = incident.where
    known = place.place.name if place and place.place else None
    both = f"{place.name} ({known})" if place and known and known != place.name else known
    told = [both, ", ".join(incident.event_types), ", ".join(incident.parties)]
    return " · ".join(plain(part) for part in told if part)


def _show_findings(incident: Incident, collection: Collection, console: Console) -> None:
    table = Table.grid(padding=(0, 2))
    for column in ("measure", "group", "amount", "voices", "verdict"):
        table.add_column(column, justify="right" if column == "amount" else "left", overflow="fold")
    for finding in collection.findings_of(incident.id):
        for number, position in enumerate(finding.positions):
            is_first = number == 0
            table.add_row(
                Text.assemble("     ", said(finding.measure)) if is_first else "",
                said(_group_words(finding)) if is_first else "",
                _amount(position),
                said(_position_words(position)),
                said(_verdict_words(finding), "dim") if is_first else "",
            )
    if table.row_count:
        console.print(table)
    events = [collection.claim(id) for id in incident.claims if isinstance(collection.claim(id).what, Event)]
    if events:
        speakers = _named(_voices(events))
        console.print(Text.assemble("     told by ", said(speakers)), style="dim")


def _group_words(finding: Finding) -> str:
    place = f", {finding.place} alone" if finding.place else ""
    side = f" of {finding.side}" if finding.side else ""
    return f"{finding.group}{side}{place}"


def _amount(position: Position) -> Text:
    return said(position_words(position), "dim" if position.superseded else "bold")


def _position_words(position: Position) -> str:
    as_of = f" as of {when_words(position.as_of)}" if position.as_of else ""
    later = " (superseded)" if position.superseded else ""
    return _named(position.voices) + as_of + later


def _verdict_words(finding: Finding) -> str:
    flags = "".join(f" · {FLAG_WORDS[flag]}" for flag in finding.flags)
    counts = f"{counted(finding.counts.texts, 'text')} · {counted(finding.counts.voices, 'voice')}"
    return f"{VERDICT_WORDS[finding.verdict]} · {counts}{flags}"


def _show_finding(finding: Finding, console: Console) -> None:
    flags = "".join(f" · {FLAG_WORDS[flag]}" for flag in finding.flags)
    numbers = "" if all(one.group for one in finding.positions) else range_words(finding.low, finding.high)
    head = f"\n{finding.measure} {_group_words(finding)}  {numbers}"
    console.print(Text.assemble((plain(head), "bold"), f"  {VERDICT_WORDS[finding.verdict]}{flags}"))
    console.print(said("  " + finding.reason, "italic"))
    console.print(said("  " + counts_words(finding.counts), "dim"))
    for position in finding.positions:
        line = f"  {_position_words(position)} · {counts_words(position.counts)}"
        console.print(Text.assemble("  ", _amount(position), said(line)))


def _show_codebooks(incident: Incident, collection: Collection, console: Console, rules: CodebookRules) -> None:
    """What the codebooks would write, in a line, and the reason for the grade."""
    shape = codebooks_shape(incident, collection, rules)
    if shape.ucdp or shape.acled or shape.airwars:
        console.print(Text.assemble(("\ncodebooks", "bold"), "  ", said(one_liner(shape))))
    found = assess(case_of(incident, collection, rules))
    if found is not None:
        console.print(said(f"  {found.graded.grade or 'no grade'}: {found.graded.reason}", "dim"))


def _show_victims(incident: Incident, collection: Collection, console: Console, rules: CodebookRules) -> None:
    """Who is named among those hit: listed, and never added to the figures."""
    people = named_victims(incident, collection, rules.tables)
    if people:
        console.print(Text("\nnamed", style="bold"))
    for person in people:
        told = [person.name, str(person.age) if person.age is not None else "", person.sex or ""]
        line = f"  {', '.join(filter(None, told))}: {', '.join(person.measures)}"
        console.print(said(line))
        for reason in person.reasons:
            console.print(said(f"    {reason}", "dim"))


def _show_claim(claim: Claim, collection: Collection, console: Console) -> None:
    report = collection.report(claim.report)
    speech = claim.attribution
    chain = " > ".join(voice.name or "the outlet" for voice in speech.voices)
    console.print(Text.assemble("  ", said(_file_of(claim.report, collection), "cyan"), "  ", (claim.id, "dim")))
    console.print(Text.assemble("    «", said(claim.evidence.of(report.text)), "»"))
    console.print(said(f"    {chain} {speech.stance}: {told(claim)}", "dim"))
    for other in collection.denied_by(claim.id):
        denial = collection.claim(other)
        words = denial.evidence.of(collection.report(denial.report).text)
        console.print(said(f"    denied by {denial.attribution.speaker.name}: «{words}»", "dim"))


def told(claim: Claim) -> str:
    match claim.what:
        case Figure() as figure:
            amount = amount_words(figure.amount.low, figure.amount.high, figure.amount.bound)
            as_of = f", as of {when_words(figure.as_of)}" if figure.as_of else ""
            told = f"{figure.measure} {figure.group} {amount}{as_of}"
        case Event() as event:
            doer = f" by {event.actor.name}" if event.actor else ""
            hit = f" on {event.target.name}" if event.target else ""
            told = f"{event.subtype or event.event_type}{doer}{hit}"
        case Statement() as statement:
            told = statement.about or "a statement"
    return f"{told} ({when_words(claim.when)}{', ' + claim.where.name if claim.where else ''})"


def _file_of(report: str, collection: Collection) -> str:
    seen = collection.appearances.get(report) or (collection.report(report).appearance,)
    return ", ".join(appearance.outlet or appearance.file or report for appearance in seen)


def _voices(claims: tuple[Claim, ...] | list[Claim]) -> tuple[str, ...]:
    """Who speaks, each institution once: its spokesmen and its offices are one voice."""
    names: dict[str, str] = {}
    for claim in claims:
        speaker = claim.attribution.speaker
        is_own = speaker.kind in {VoiceKind.OUTLET, VoiceKind.AGENCY}
        name = "the outlet" if is_own else speaker.name
        names.setdefault((speaker.institution or name).casefold(), name)
    return tuple(names.values())


def _named(voices: tuple[str, ...]) -> str:
    shown = ", ".join(voice or "the outlet" for voice in voices[:MOST_VOICES])
    return shown + (f" and {len(voices) - MOST_VOICES} more" if len(voices) > MOST_VOICES else "")
