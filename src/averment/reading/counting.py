"""Who or what is counted: "at least two Norvian civilians", "14 drones", "the mayor", "his driver"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from averment.knowledge.countries import find_demonym
from averment.knowledge.figures import context_words, groups
from averment.knowledge.tables import Tables
from averment.model.claim import Amount
from averment.reading.counted import ADULT, NOT_COUNTED, PEOPLE, Counted, adjective_group, group_of, harm_noun, lookup
from averment.reading.numbers import FoundAmount, find_amounts
from averment.reading.phrases import text_of
from averment.reading.singles import of_person, singles, with_names
from averment.reading.victims import find_persons

QUOTES = ("”", '"', "’", "“")  # “hundreds” of wounded
LONGEST_PHRASE = 14  # words between a number and its noun: more, and the noun belongs to something else


def find_counted(doc: Doc, tables: Tables) -> tuple[Counted, ...]:
    """Every counted phrase of the text in order; none lies inside another."""
    persons = find_persons(doc, tables)
    amounts = find_amounts(text_of(doc), tables)
    numbered = [one for found in amounts if (one := _numbered(doc, found, tables)) is not None]
    taken = {i for one in numbered for i in range(one.first, one.last + 1)}
    single = [one for one in singles(doc, tables, persons) if not taken & set(range(one.head, one.head + 1))]
    held = {i for one in [*numbered, *single] for i in range(one.first, one.last + 1)}
    named = [of_person(doc, person) for person in persons if not held & set(range(person.first, person.last + 1))]
    ordered = sorted([*numbered, *single, *named], key=lambda one: (one.first, -one.last))
    return tuple(with_names(one, persons) for one in _apart(ordered))


def _apart(ordered: list[Counted]) -> Iterator[Counted]:
    end = -1
    for one in ordered:
        if one.first > end:
            yield one
            end = one.last


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
    if harmed and partitive and _after_of(doc, bare.last).pos_ in ("DET", "PRON"):
        return replace(bare, last=head, head=head, points=True)
    group, _ = lookup(doc, head, tables)
    if harmed:
        adjective = adjective_group(doc, bare.last + 1, head, tables)
        return replace(bare, first=first, last=head, head=head, group=adjective or PEOPLE, of_harm=True, others=False)
    if doc[head].lower_ in ("other", "others"):
        return replace(bare, first=first, last=head, head=head, further=True, others=True)
    if group is None:
        return _of_unknown(doc, replace(bare, first=first, last=head, head=head, others=False), tables)
    if group.domain == NOT_COUNTED:
        return None
    refined = group_of(doc, bare.last + 1, head, group, tables)
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


def _after_of(doc: Doc, last: int) -> Token:
    """The word after the "of" that follows a number, quotation marks passed over."""
    return doc[next(i for i in range(last + 1, len(doc)) if doc[i].text not in QUOTES) + 1]


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
        elif partitive and len(run) == 1 and token.pos_ == "ADJ" and harm_noun(token, tables):
            run.append(i)  # "two of the dead"
            break
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
