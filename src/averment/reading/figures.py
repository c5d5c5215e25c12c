"""Figures in a report: who or what was hit and how many, each with the words that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from averment.knowledge.figures import TriggerKind, context_words
from averment.knowledge.figures import groups as tables_groups
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Bound, Figure, Modality, Scope
from averment.model.report import Report
from averment.model.text import Span, cover
from averment.reading.circumstances import actor_and_weapon, modality_of, scope_of
from averment.reading.counted import PEOPLE, THINGS, Counted, lookup
from averment.reading.counting import find_counted
from averment.reading.harm import Harm, find_harm
from averment.reading.listing import listed
from averment.reading.phrases import clause_of, fit, span_of, text_of
from averment.reading.sides import side_of
from averment.reading.subsets import Subset, find_subsets
from averment.reading.tolls import find_tolls
from averment.reading.untold import find_untold

GIVEN_BACK = frozenset({"captured", "abducted", "displaced", "missing"})
OUT = frozenset({Modality.HYPOTHETICAL, Modality.FUTURE})
NAMELESS = frozenset({TriggerKind.DOES, TriggerKind.SUFFERS, TriggerKind.STATE})
UNKNOWN_NOUN = frozenset({"killed", "wounded", "abducted", "casualties", "missing"})


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure and the clause that tells it. `head` is the number of the predicate's token in the Doc.

    `parent` is the place, in the tuple of find_figures, of the figure that counts these people too.
    """

    evidence: Span
    figure: Figure
    modality: Modality
    head: int
    parent: int | None = None


def find_figures(doc: Doc, report: Report, tables: Tables) -> tuple[FoundFigure, ...]:
    """Every figure that the read blocks of the report tell, in order, parts right after their wholes.

    What is only possible, wished, planned or to come is left out. One figure per count; the same count told in two
    sentences gives two figures. Actors and sides are named as at their place in the text, pronouns among them.
    """
    counted = _each_person_once(find_counted(doc, tables))
    lists = listed(doc, counted, tables)
    told = [*find_harm(doc, counted, tables), *find_tolls(doc, counted, tables)]
    subsets = find_subsets(doc, counted, lists, tables)
    told += [one for one in find_untold(doc, counted, told, tables) if not _is_of_subset(one, subsets)]
    harms = _with_groups_beside(doc, list(_first_claims(told)), counted)
    drafts = [draft for harm in harms for draft in _drafts(doc, harm, tables)]
    read = [draft for draft in drafts if _is_read(draft, report)]
    return _ordered(_with_subsets(doc, read, counted, subsets, tables))


def _is_of_subset(harm: Harm, subsets: tuple[Subset, ...]) -> bool:
    """The dead of "among the dead were two nurses" are no others than those told before."""
    return any(one.first <= harm.token <= one.last for one in subsets)


def _each_person_once(counted: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """Without the names that stand inside another phrase: "the mayor, Ada Bell" is one person."""
    return tuple(
        one
        for one in counted
        if not one.named or not any(other.first < one.first and one.last <= other.last for other in counted)
    )


def _is_read(draft: FoundFigure, report: Report) -> bool:
    block = report.block_at(draft.evidence)
    return block is None or block.is_read


def _first_claims(told: Iterable[Harm]) -> Iterator[Harm]:
    """Each phrase counted once for a measure; a verb decides over the noun or adjective inside the phrase it hits."""
    ordered = sorted(told, key=lambda harm: (harm.kind not in VERBS, harm.token))
    done: set[tuple[str | None, int]] = set()
    by_verb: set[int] = set()
    kept = []
    for harm in ordered:
        first = harm.hit[0].first
        measure = harm.measure if harm.hit[0].domain == PEOPLE else harm.things
        inside = first <= harm.token <= harm.hit[0].last
        if (measure, first) in done or (harm.kind not in VERBS and inside and first in by_verb):
            continue
        done.update((measure, one.first) for one in harm.hit)
        if harm.kind in VERBS:
            by_verb.update(one.first for one in harm.hit)
        kept.append(harm)
    return iter(sorted(kept, key=lambda harm: harm.hit[0].first))


def _with_groups_beside(doc: Doc, harms: list[Harm], counted: tuple[Counted, ...]) -> Iterator[Harm]:
    """ "11 others" are of the group told before them in the sentence; "1,200 damaged" are the homes before them."""
    for place, harm in enumerate(harms):
        one = harm.hit[0]
        if one.group is not None or len(harm.hit) > 1 or one.points:
            yield harm
            continue
        sentence = doc[one.head].sent
        if harm.measure is None:
            before = [c for c in counted if c.domain == THINGS and sentence.start <= c.head < one.head]
            yield replace(harm, hit=(replace(one, group=before[-1].group, domain=THINGS),)) if before else harm
            continue
        beside = [h.hit[0] for h in harms[:place] if len(h.hit) == 1 and sentence.start <= h.hit[0].head < one.head]
        told = beside[-1].group if one.others and beside and beside[-1].domain == PEOPLE else None
        if told in ONE_KIND and beside[-1].amount.low == beside[-1].amount.high == 1:
            told = PEOPLE  # those hurt beside one woman are not therefore women
        yield replace(harm, hit=(replace(one, group=told, others=told is None),))


ONE_KIND = frozenset({"women", "men", "children", "elderly"})
VERBS = frozenset({TriggerKind.DOES, TriggerKind.SUFFERS, TriggerKind.LOSES, TriggerKind.TAKES_LIVES})


def _drafts(doc: Doc, harm: Harm, tables: Tables) -> Iterator[FoundFigure]:
    """The figures of one trigger: a sum and its parts for people of several kinds, one for each kind of thing."""
    head = _predicate(doc[harm.token])
    people = [one for one in harm.hit if one.domain == PEOPLE and harm.measure and _fits(doc, one, harm, tables)]
    things = [one for one in harm.hit if one.domain == THINGS and harm.things]
    single = len(harm.hit) == 1 and _may_be_habit(harm.hit[0].amount)
    modality = modality_of(doc, doc[harm.token], single, tables)
    if modality is Modality.ACTUAL and head.i != harm.token:
        modality = modality_of(doc, head, single, tables)
    if modality in OUT or (harm.measure in GIVEN_BACK and _is_undone(head, tables)):
        return
    if people and harm.measure:
        whole = _summed(people)
        whole = replace(whole, group=_among(doc, whole, tables) or whole.group)
        yield _figure(doc, harm, head, whole, harm.measure, modality, people, tables)
    for thing in things:
        if harm.things:
            yield _figure(doc, harm, head, thing, harm.things, modality, [thing], tables)


def _may_be_habit(amount: Amount) -> bool:
    """One, or no number at all: "a child dies every hour", "farmers are killed each year"."""
    return (amount.low, amount.high) in ((1, 1), (None, None))


def _fits(doc: Doc, one: Counted, harm: Harm, tables: Tables) -> bool:
    """A bare number or an unknown noun is people only where nothing but people are killed, wounded, taken."""
    if one.group is not None or one.points:
        return True
    noun = doc[one.head]
    bare = noun.pos_ == "NUM" or one.others or (noun.i == one.last and noun.like_num)
    if harm.kind is TriggerKind.LOSES and not noun.text[:1].isupper():
        return False
    if bare:
        return harm.kind in NAMELESS or harm.kind is TriggerKind.HARM or harm.kind is TriggerKind.TOLL
    return harm.measure in UNKNOWN_NOUN or noun.text[:1].isupper()


def _among(doc: Doc, one: Counted, tables: Tables) -> str | None:
    """ "dozens of wounded among the civilian population": the group told after those who are only people."""
    if one.group not in (None, PEOPLE) or doc[min(one.last + 1, len(doc) - 1)].lower_ != "among":
        return None
    for i in range(one.last + 2, min(one.last + 6, doc[one.last].sent.end)):
        group, _ = lookup(doc, i, tables)
        if group is not None and group.domain == PEOPLE and group.group != PEOPLE:
            return group.group
    known = tables_groups(tables).adjectives
    return next((known[t.lower_].group for t in doc[one.last + 2 : one.last + 5] if t.lower_ in known), None)


def _is_undone(head: Token, tables: Tables) -> bool:
    """ "freed 12 hostages": they are captives no more."""
    return any(token.lemma_.lower() in context_words(tables)["undone"] for token in (head, head.head))


def _predicate(token: Token) -> Token:
    """The word that the clause of the trigger hangs on: the verb above a noun or an adjective."""
    if token.pos_ == "VERB":
        return token
    above = token
    while above.head != above and above.pos_ not in ("VERB", "AUX"):
        above = above.head
    return above if above.pos_ == "VERB" and above.sent == token.sent else token


def _summed(people: list[Counted]) -> Counted:
    """The persons of a list counted together; a list that begins with its own sum is that sum."""
    first = people[0]
    if len(people) == 1 or _is_apposed(people):
        return first
    groups = {one.group for one in people}
    amount = summed([one.amount for one in _without_explained(people)])
    group = first.group if len(groups) == 1 else PEOPLE
    names = tuple(name for one in people for name in one.named)
    return replace(first, last=people[-1].last, amount=amount, group=group, named=names, others=False, points=False)


def _without_explained(people: list[Counted]) -> list[Counted]:
    """Without those whom a number before them counts: the names of "their two sons, Ivan and Pavel"."""
    kept, at = [], 0
    while at < len(people):
        one, many = people[at], people[at].amount.low or 0
        kept.append(one)
        members = people[at + 1 : at + 1 + many]
        at += 1
        if many > 1 and one.amount.high == many == len(members) and all(member.named for member in members):
            at += many
    return kept


def _is_apposed(people: list[Counted]) -> bool:
    """ "two people, a woman and a child": the first tells the sum of the others."""
    rest = [one.amount.low or 0 for one in people[1:]]
    return len(rest) > 1 and people[0].amount.low == sum(rest) and people[0].group in (PEOPLE, "civilians", None)


def summed(amounts: list[Amount]) -> Amount:
    """Amounts of different persons added; the vaguest bound among them is the bound of the sum."""
    lows, highs = [one.low for one in amounts], [one.high for one in amounts]
    bounds = {one.bound for one in amounts} - {Bound.EXACTLY}
    low = None if None in lows else sum(low or 0 for low in lows)
    high = None if None in highs else sum(high or 0 for high in highs)
    words = cover(one.words for one in amounts)
    if not bounds:
        return Amount(low, high, Bound.EXACTLY, words)
    for bound in (
        Bound.VAGUE,
        Bound.MORE_THAN,
        Bound.AT_LEAST,
        Bound.FEWER_THAN,
        Bound.UP_TO,
        Bound.BETWEEN,
        Bound.ABOUT,
    ):
        if bound in bounds:
            return Amount(low, high, bound, words)
    raise AssertionError(f"a bound without a rank: {bounds}")


def _figure(
    doc: Doc,
    harm: Harm,
    head: Token,
    whole: Counted,
    measure: str,
    modality: Modality,
    told: list[Counted],
    tables: Tables,
) -> FoundFigure:
    evidence = _evidence(doc, harm, head, told)
    actor, weapon = actor_and_weapon(
        doc, head, harm.kind is TriggerKind.DOES or harm.kind is TriggerKind.TAKES_LIVES, tables
    )
    scope = scope_of(doc, evidence, head, tables)
    figure = Figure(
        measure=measure,
        group=whole.group or PEOPLE,
        amount=whole.amount,
        scope=scope,
        side=side_of(doc, whole, harm, tables)
        or (side_of(doc, harm.hit[0], harm, tables) if whole.domain == THINGS else None),
        actor=actor if harm.kind is not TriggerKind.LOSES else None,
        weapon=weapon,
        victims=tuple(name for one in told for name in one.named),
        further=whole.further,
    )
    past = Modality.HISTORICAL if scope is Scope.WAR and modality is Modality.ACTUAL else modality
    return FoundFigure(evidence, figure, past, harm.token)


def _evidence(doc: Doc, harm: Harm, head: Token, told: list[Counted]) -> Span:
    """The clause of the predicate with the phrases that it counts, at most their sentence."""
    sentence = doc[harm.token].sent
    words = [span_of(doc[harm.token])]
    words += [Span(doc[one.first].idx, doc[one.last].idx + len(doc[one.last])) for one in told]
    heart = cover(words)
    clause = clause_of(head)
    whole = cover([clause, heart]) if clause.overlaps(heart) else heart
    start, end = (
        max(whole.start, min(sentence.start_char, heart.start)),
        min(whole.end, max(sentence.end_char, heart.end)),
    )
    return fit(text_of(doc), Span(start, end), heart if heart.length <= 400 else words[0])


def _with_subsets(
    doc: Doc, drafts: list[FoundFigure], counted: tuple[Counted, ...], subsets: tuple[Subset, ...], tables: Tables
) -> list[tuple[FoundFigure, FoundFigure | None]]:
    """Each figure with the figure that counts its people too, parts of it among them."""
    found: list[tuple[FoundFigure, FoundFigure | None]] = []
    for draft in drafts:
        whole = next((s for s in subsets if _tells(draft, s)), None)
        found.append((draft, None if whole is None else _parent(doc, whole, drafts)))
        found += [(part, draft) for part in _parts(doc, draft, counted)]
    for subset in subsets:
        parent = _parent(doc, subset, [draft for draft, above in found if above is None])
        if any(_tells(draft, subset) for draft in drafts):
            continue
        if parent is not None:
            found.append((_part(doc, parent, subset.counted, subset), parent))
        elif subset.measure is not None and subset.counted.group is not None:
            found.append((_alone(doc, subset, subset.measure, tables), None))
    return found


def _alone(doc: Doc, subset: Subset, measure: str, tables: Tables) -> FoundFigure:
    """ "A nurse was among the dead" where nothing says how many died: at least that many people."""
    one = subset.counted
    amount = one.amount
    if one.group == PEOPLE and amount.bound is Bound.EXACTLY:
        amount = replace(amount, high=None, bound=Bound.AT_LEAST)
    head = doc[one.head]
    words = cover(
        [Span(doc[i].idx, doc[i].idx + len(doc[i])) for i in (one.first, one.last, subset.first, subset.last)]
    )
    evidence = fit(text_of(doc), words, words)
    figure = Figure(measure, one.group or PEOPLE, amount, scope_of(doc, evidence, head, tables), victims=one.named)
    return FoundFigure(evidence, figure, modality_of(doc, head, False, tables), one.head)


def _tells(draft: FoundFigure, subset: Subset) -> bool:
    return draft.figure.amount.words == subset.counted.amount.words


def _parts(doc: Doc, draft: FoundFigure, counted: tuple[Counted, ...]) -> Iterator[FoundFigure]:
    """The members of a list that was summed: "a woman and a child" are also one woman and one child."""
    words = draft.figure.amount.words
    members = [one for one in counted if words.holds(one.amount.words) and one.amount.words != words]
    if draft.figure.group == PEOPLE or len({one.group for one in members}) > 1:
        for one in members:
            if (one.domain == PEOPLE and one.group not in (None, PEOPLE)) or (one.group == PEOPLE and one.named):
                yield _part(doc, draft, one, None)


def _part(doc: Doc, whole: FoundFigure, one: Counted, subset: Subset | None) -> FoundFigure:
    figure = replace(whole.figure, group=one.group or whole.figure.group, amount=one.amount, victims=one.named)
    words = Span(doc[one.first].idx, doc[one.last].idx + len(doc[one.last]))
    spans = (
        [words]
        if subset is None
        else [words, Span(doc[subset.first].idx, doc[subset.last].idx + len(doc[subset.last]))]
    )
    near = cover([*spans, whole.evidence])
    same_sentence = doc[one.head].sent == doc[whole.head].sent
    evidence = fit(text_of(doc), near if same_sentence else cover(spans), cover(spans))
    return FoundFigure(evidence, figure, whole.modality, whole.head)


def _parent(doc: Doc, subset: Subset, wholes: list[FoundFigure]) -> FoundFigure | None:
    """The nearest figure told before the subset that can hold it: in its sentence, else in the one before."""
    sentence = doc[subset.counted.head].sent
    start = sentence.start_char if not subset.points_back else max(0, _previous_start(doc, sentence.start))
    place = subset.counted.amount.words.start
    fitting = [
        one
        for one in wholes
        if start <= one.figure.amount.words.start < sentence.end_char
        and one.figure.amount.words != subset.counted.amount.words
        and (subset.measure is None or one.figure.measure == subset.measure)
        and _can_hold(one.figure, subset.counted)
        and (one.figure.amount.words.start < place or subset.leads)
    ]
    return max(
        fitting, key=lambda one: (one.figure.amount.words.start < place, one.figure.amount.words.start), default=None
    )


def _previous_start(doc: Doc, start: int) -> int:
    if start == 0:
        return 0
    before = doc[start - 1].sent
    return before.start_char if "\n\n" not in before.text else doc[start].idx


def _can_hold(whole: Figure, part: Counted) -> bool:
    if part.domain != PEOPLE:
        return False
    ends = [end for end in (whole.amount.low, whole.amount.high) if end is not None]
    limit = None if whole.amount.high is None or whole.amount.bound is Bound.ABOUT else max(ends, default=None)
    least = part.amount.low or 0
    return limit is None or least <= limit


def _ordered(found: list[tuple[FoundFigure, FoundFigure | None]]) -> tuple[FoundFigure, ...]:
    """In the order of their words, with `parent` as a place in this order; the same count is kept once."""
    seen: set[tuple[str, str, Span]] = set()
    kept: list[tuple[FoundFigure, FoundFigure | None]] = []
    for draft, above in sorted(found, key=lambda pair: (pair[0].figure.amount.words.start, pair[1] is not None)):
        key = (draft.figure.measure, draft.figure.group, draft.figure.amount.words)
        if key not in seen:
            seen.add(key)
            kept.append((draft, above))
    places = {id(draft): place for place, (draft, _) in enumerate(kept)}
    return tuple(replace(draft, parent=places.get(id(above)) if above is not None else None) for draft, above in kept)
