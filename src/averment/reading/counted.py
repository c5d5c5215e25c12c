"""Who or what is counted: "at least two Norvian civilians", "14 drones", "the mayor", "his driver"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from averment.knowledge.countries import find_demonym
from averment.knowledge.figures import Group, TriggerKind, context_words, groups, measures
from averment.knowledge.tables import Tables
from averment.model.claim import Amount, Bound, Victim
from averment.model.text import Span
from averment.reading.numbers import FoundAmount, find_amounts
from averment.reading.phrases import text_of
from averment.reading.victims import NamedPerson, find_persons

PEOPLE = "people"
THINGS = "things"
NOT_COUNTED = "none"  # the domain of nouns that are never in a ledger: animals, seats, villages
ADULT = 18
QUOTES = ("”", '"', "’", "“")  # “hundreds” of wounded
LONGEST_PHRASE = 14  # words between a number and its noun: more, and the noun belongs to something else


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount of somebody or something, in the words first..last (token numbers) around `head`.

    `group` is None where only a number or an unknown noun tells ("killed 12", "12 seamen"). `points` marks an amount
    of people told before ("15 of them", "three of the wounded"). `of_harm` marks a noun that itself tells of harm
    ("five deaths", "80 wounded"). `named` is the persons whom the words name.
    """

    first: int
    last: int
    head: int
    amount: Amount
    group: str | None
    domain: str
    further: bool = False
    points: bool = False
    of_harm: bool = False
    named: tuple[Victim, ...] = ()
    others: bool = False  # "11 others": of the group beside


def find_counted(doc: Doc, tables: Tables) -> tuple[Counted, ...]:
    """Every counted phrase of the text in order; none lies inside another."""
    persons = find_persons(doc, tables)
    amounts = find_amounts(text_of(doc), tables)
    numbered = [one for found in amounts if (one := _numbered(doc, found, tables)) is not None]
    taken = {i for one in numbered for i in range(one.first, one.last + 1)}
    single = [one for one in _singles(doc, tables, persons) if not taken & set(range(one.head, one.head + 1))]
    held = {i for one in [*numbered, *single] for i in range(one.first, one.last + 1)}
    named = [_of_person(doc, person) for person in persons if not held & set(range(person.first, person.last + 1))]
    ordered = sorted([*numbered, *single, *named], key=lambda one: (one.first, -one.last))
    return tuple(_with_names(one, persons) for one in _apart(ordered))


def _apart(ordered: list[Counted]) -> Iterator[Counted]:
    end = -1
    for one in ordered:
        if one.first > end:
            yield one
            end = one.last


def lookup(doc: Doc, last: int, tables: Tables) -> tuple[Group | None, int]:
    """The group of the longest phrase of the table that ends at this word, and its first word."""
    known = groups(tables)
    endings = [form for form in _singulars(doc[last]) if form in known.endings]
    for size in range(min(known.longest, last + 1) if endings else 0, 0, -1):
        words = [doc[i].lower_ for i in range(last - size + 1, last)]
        for ending in endings:
            group = known.nouns.get(" ".join([*words, ending]))
            if group is not None:
                return group, last - size + 1
    return None, last


def _singulars(token: Token) -> Iterator[str]:
    """The forms under which the table may hold a noun."""
    word = token.lower_
    yield word
    yield token.lemma_.lower()
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def harm_noun(token: Token, tables: Tables) -> bool:
    """Whether the word is a noun that tells of harm by itself: "deaths", "wounded"."""
    kinds = {TriggerKind.HARM, TriggerKind.HARMED}
    forms = list(_singulars(token))
    return any(t.kind in kinds and t.words == form for form in forms for t in measures(tables).triggers.get(form, ()))


def _numbered(doc: Doc, found: FoundAmount, tables: Tables) -> Counted | None:
    """The amount with the noun that it counts; by itself where no noun follows."""
    words = doc.char_span(found.amount.words.start, found.amount.words.end, alignment_mode="expand")
    if words is None:
        return None
    first, last = words.start, words.end - 1
    run, partitive = _run(doc, last + 1, tables)
    bare = Counted(first, last, last, found.amount, None, PEOPLE, found.further, found.is_both, others=found.further)
    if not run:
        return _without_noun(doc, bare, partitive, tables)
    head = _head(doc, run, tables)
    if doc[head].lower_ in context_words(tables)["them"] and partitive and not _is_counted_noun(doc, head, tables):
        return replace(bare, last=head, head=head, points=True)
    return _of_noun(doc, bare, head, partitive, tables)


def _without_noun(doc: Doc, bare: Counted, partitive: bool, tables: Tables) -> Counted | None:
    """A number by itself: "killed 12", "a family of six"."""
    first = _collective_start(doc, bare.first, tables)
    if doc[bare.first - 1].lower_ == "of" and first != bare.first:
        group, _ = lookup(doc, bare.first - 2, tables)
        return replace(bare, first=first, group=group.group if group and group.domain == PEOPLE else None)
    return replace(bare, points=bare.points or partitive) if partitive or _stands_alone(doc, bare.last) else None


def _of_noun(doc: Doc, bare: Counted, head: int, partitive: bool, tables: Tables) -> Counted | None:
    first = _collective_start(doc, bare.first, tables)
    harmed = harm_noun(doc[head], tables)
    if harmed and partitive and doc[bare.last + 2].pos_ in ("DET", "PRON"):
        return replace(bare, last=head, head=head, points=True)
    group, _ = lookup(doc, head, tables)
    if harmed:
        adjective = _adjective_group(doc, bare.last + 1, head, tables)
        return replace(bare, first=first, last=head, head=head, group=adjective or PEOPLE, of_harm=True, others=False)
    if doc[head].lower_ in ("other", "others"):
        return replace(bare, first=first, last=head, head=head, further=True, others=True)
    if group is None:
        return _of_unknown(doc, replace(bare, first=first, last=head, head=head, others=False), tables)
    if group.domain == NOT_COUNTED:
        return None
    refined = _refined(doc, bare.last + 1, head, group, tables)
    end, member_of = _member_of(doc, head, tables)
    if refined == PEOPLE and member_of:
        refined = member_of
    amount = bare.amount if group.size is None else _times(bare.amount, group.size)
    of_age = _age_beside(doc, head)
    if of_age is not None and of_age < ADULT:
        refined = "children"
    return replace(
        bare,
        first=first,
        last=max(head, end),
        head=head,
        amount=amount,
        group=refined,
        domain=group.domain,
        others=False,
    )


def _of_unknown(doc: Doc, bare: Counted, tables: Tables) -> Counted | None:
    """A noun outside the table: people of a nation ("six Norvians"), else left to the word that tells of harm."""
    noun = doc[bare.head]
    if noun.tag_ in ("NNP", "NNPS") and noun.ent_type_ == "PLACE" and find_demonym(noun.text, tables) is None:
        return replace(bare, last=_number_end(doc, bare), head=_number_end(doc, bare)) if _is_free(doc, bare) else None
    return bare


def _number_end(doc: Doc, bare: Counted) -> int:
    end = bare.amount.words.end
    return next(i for i in range(bare.first, bare.head + 1) if doc[i].idx + len(doc[i]) >= end)


def _is_free(doc: Doc, bare: Counted) -> bool:
    return doc[_number_end(doc, bare)].dep_ not in ("nummod", "compound")


def _is_counted_noun(doc: Doc, head: int, tables: Tables) -> bool:
    return lookup(doc, head, tables)[0] is not None and not harm_noun(doc[head], tables)


def _run(doc: Doc, start: int, tables: Tables) -> tuple[list[int], bool]:
    """The words after a number that may lead to its noun, and whether an "of" stands first."""
    run: list[int] = []
    partitive = False
    i = start
    while i < min(len(doc), start + LONGEST_PHRASE):
        token = doc[i]
        if token.is_space:
            if "\n\n" in token.text or token.text.count("\n") > 1:
                break
        elif token.text in QUOTES and not run:
            pass
        elif token.lower_ == "of" and not run and not partitive:
            partitive = True
        elif not _belongs(doc, i, partitive and not run, tables):
            break
        else:
            run.append(i)
            if token.pos_ == "PRON" and token.tag_ != "PRP$":
                break
        i += 1
    while run and doc[run[-1]].pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "VERB", "NUM"):
        run.pop()
    return [i for i in run if doc[i].pos_ != "SPACE"], partitive


def _belongs(doc: Doc, i: int, partitive: bool, tables: Tables) -> bool:
    """Whether a word can stand between a number and its noun, or be the noun."""
    token = doc[i]
    following = doc[i + 1] if i + 1 < len(doc) else None
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return not (token.pos_ == "ADJ" and token.lower_ in ("dead", "missing") and not _leads_on(following))
    if token.pos_ in ("DET", "PRON", "NUM"):
        leads = partitive or (token.tag_ == "CD" and _leads_on(following))
        return token.lower_ in context_words(tables)["them"] if token.pos_ == "PRON" and token.tag_ != "PRP$" else leads
    if token.text in ("-", "‑", "’s", "'s", "’", "'") or token.tag_ == "POS":
        return _leads_on(following)
    if token.pos_ == "VERB" and token.tag_ in ("VBN", "VBG", "VBD"):
        if partitive:
            return harm_noun(token, tables)
        return token.tag_ != "VBD" and token.dep_ in ("amod", "compound") and token.head.i > i and _leads_on(following)
    if token.pos_ == "ADV":
        return token.dep_ == "advmod" and token.head.i > i and token.head.pos_ == "ADJ" and _leads_on(following)
    return False


def _leads_on(following: Token | None) -> bool:
    return (
        following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "NUM") and not following.is_space
    )


def _head(doc: Doc, run: list[int], tables: Tables) -> int:
    """The noun of the run: the one the number hangs on if it is known, else the last known one, else the last."""
    number = doc[run[0] - 1]
    candidates = [i for i in run if lookup(doc, i, tables)[0] is not None or harm_noun(doc[i], tables)]
    if number.head.i in candidates and not any(
        i > number.head.i and doc[i].dep_ == "nmod" and doc[i].head.i == number.head.i for i in candidates
    ):
        compound = doc[number.head.i + 1 : number.head.i + 2]
        if not (compound and compound[0].i in candidates and doc[number.head.i].dep_ == "compound"):
            return number.head.i
    nouns = [i for i in run if doc[i].pos_ in ("NOUN", "PROPN", "PRON")]
    unbroken = _before_time(doc, candidates)
    if unbroken:
        return unbroken[-1]
    if number.head.i in run:
        return number.head.i
    return (nouns or run)[-1]


def _before_time(doc: Doc, candidates: list[int]) -> list[int]:
    return [i for i in candidates if doc[i].dep_ not in ("obl:tmod", "nmod:tmod", "obl:unmarked", "nmod:unmarked")]


def _refined(doc: Doc, start: int, head: int, group: Group, tables: Tables) -> str:
    """The noun's group, or that of an adjective before it where the noun tells none: "elderly people"."""
    if group.group != PEOPLE:
        return group.group
    return _adjective_group(doc, start, head, tables) or PEOPLE


def _adjective_group(doc: Doc, start: int, head: int, tables: Tables) -> str | None:
    known = groups(tables).adjectives
    return next((known[doc[i].lower_].group for i in range(start, head) if doc[i].lower_ in known), None)


def _member_of(doc: Doc, head: int, tables: Tables) -> tuple[int, str | None]:
    """ "members of the security forces": the end of the phrase, and the group of what they are members of."""
    if head + 2 >= len(doc) or doc[head + 1].lower_ != "of":
        return head, None
    run, _ = _run(doc, head + 2, tables)
    known = [i for i in run if lookup(doc, i, tables)[0] is not None]
    if not known:
        return head, None
    group = lookup(doc, known[-1], tables)[0]
    return known[-1], group.group if group and group.domain == PEOPLE and doc[head].lemma_.lower() == "member" else None


def _collective_start(doc: Doc, first: int, tables: Tables) -> int:
    """ "a family of six", "their three children": the phrase begins at the article or the possessor."""
    if first and (doc[first - 1].tag_ == "PRP$" or doc[first - 1].lower_ == "the"):
        return first - 1
    if first < 2 or doc[first - 1].lower_ != "of" or doc[first - 2].lower_ not in groups(tables).collectives:
        return first
    return first - 3 if first >= 3 and doc[first - 3].pos_ in ("DET", "PRON") else first - 2


def _stands_alone(doc: Doc, last: int) -> bool:
    """Whether a number without a noun counts people by itself: it is no modifier of something else."""
    token = doc[last]
    return not (
        token.dep_ in ("nummod", "compound", "amod") and token.head.i > last and token.head.pos_ in ("NOUN", "PROPN")
    )


def _times(amount: Amount, size: int) -> Amount:
    low, high = (None if end is None else end * size for end in (amount.low, amount.high))
    return replace(amount, low=low, high=high)


def _age_beside(doc: Doc, head: int) -> int | None:
    """The highest age told right after the noun: "three brothers aged 4, 6 and 9"."""
    if head + 2 >= len(doc) or doc[head + 1].lower_ not in ("aged", "ages"):
        return None
    ages = []
    for token in doc[head + 2 : head + 12]:
        if token.text.isdigit():
            ages.append(int(token.text))
        elif token.text not in (",", "and", "-", "–", "to", "between"):
            break
    return max(ages, default=None)


def _singles(doc: Doc, tables: Tables, persons: tuple[NamedPerson, ...]) -> Iterator[Counted]:
    """One person or thing without a number: "a soldier", "his wife", "the village school", "Colonel Ali Moran"."""
    known = groups(tables)
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("NNS", "NNPS"):
            continue
        group, start = lookup(doc, token.i, tables)
        if group is None or group.domain == NOT_COUNTED or token.lower_ in known.mass:
            continue
        if _goes_on(doc, token, tables):
            continue
        determiner = _determiner(doc, start)
        if determiner is None and not _is_title_of(token, persons) and not _opens(doc, start, group):
            continue
        refined = _child_or(doc, start, token.i, _refined(doc, start - 3 if start > 3 else 0, token.i, group, tables))
        first = determiner if determiner is not None else start
        words = Span(doc[first].idx, token.idx + len(token))
        size = group.size or 1
        further = determiner is not None and doc[determiner].lower_ == "another"
        amount = Amount(size, size, Bound.EXACTLY, words)
        yield Counted(first, token.i, token.i, amount, refined, group.domain, further, of_harm=False)


def _goes_on(doc: Doc, token: Token, tables: Tables) -> bool:
    """Whether the noun only modifies the next one: the "police" of "police officers", the "family" of "family home"."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ == "NOUN":
        return True
    if following is None:
        return False
    if following.tag_ == "POS" or following.text in ("’s", "'s"):
        return True
    if following.lower_ == "-":
        return True
    return following.pos_ == "NOUN" and lookup(doc, following.i, tables)[1] <= token.i


def _determiner(doc: Doc, start: int) -> int | None:
    """The article or possessor that makes the noun one; None where there is none or it makes none ("no", "every")."""
    for i in range(start - 1, max(-1, start - 9), -1):
        token = doc[i]
        if token.lower_ in ("a", "an", "another", "the", "one", "this", "that") or token.tag_ == "PRP$":
            return i
        if token.tag_ == "POS" or token.text in ("’s", "'s"):
            return i + 1
        passes = token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") or token.text in ("-", ",", "“", "”", '"')
        if not passes and not (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod"):
            return None
    return None


def _is_title_of(token: Token, persons: tuple[NamedPerson, ...]) -> bool:
    return any(person.first == token.i + 1 for person in persons)


def _opens(doc: Doc, start: int, group: Group) -> bool:
    """Headlines and captions leave the article out: "Man killed in blast", "Destroyed house in Dravin"."""
    sentence = doc[start].sent
    first = next((token.i for token in sentence if token.is_alpha), sentence.start)
    lead = doc[first:start]
    titled = any(token.pos_ in ("DET", "AUX") for token in sentence)
    return (
        len(lead) <= 3 and all(token.pos_ in ("ADJ", "VERB", "PROPN", "NOUN", "DET") for token in lead) and not titled
    )


def _child_or(doc: Doc, start: int, head: int, group: str) -> str:
    """Someone younger than eighteen is a child: "a 12-year-old student"."""
    words = doc[max(0, start - 6) : head].text.lower().replace("‑", "-").split()
    ages = [word.split("-")[0] for word in words if word.count("-") and "year" in word]
    young = any(age.isdigit() and int(age) < ADULT for age in ages)
    return "children" if young and group not in ("soldiers", "fighters") else group


def _of_person(doc: Doc, person: NamedPerson) -> Counted:
    victim = person.victim
    words = Span(doc[person.first].idx, doc[person.last].idx + len(doc[person.last]))
    group = "children" if victim.age is not None and victim.age < ADULT else PEOPLE
    amount = Amount(1, 1, Bound.EXACTLY, words)
    return Counted(person.first, person.last, person.last, amount, group, PEOPLE, named=(victim,))


def _with_names(one: Counted, persons: tuple[NamedPerson, ...]) -> Counted:
    """The phrase with the name that follows it: "his wife Ikram", "the commander, Ali Moran,"."""
    if one.named or one.amount.low != 1 or one.domain != PEOPLE:
        return one
    beside = [p for p in persons if one.first <= p.first <= one.last + 2]
    if not beside:
        return one
    name = beside[0]
    if name.victim.age is not None and name.victim.age < ADULT and one.group not in ("soldiers", "fighters"):
        one = replace(one, group="children")
    return replace(one, last=max(one.last, name.last), named=(name.victim,))
