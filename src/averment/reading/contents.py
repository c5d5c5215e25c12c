"""What is said: the clause, object, infinitive or phrase that a verb or noun of saying governs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from averment.knowledge.speech import SpeechNoun, SpeechVerb
from averment.model.claim import Stance
from averment.model.text import Span
from averment.reading.naming import prepositions
from averment.reading.subjects import FINITE, is_passive

CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass"})
EMPTY_OBJECTS = frozenset(
    {"it", "so", "this", "that", "what", "which", "who", "whom", "themselves", "himself", "herself"}
)
NOUN_LINKS = frozenset({"of", "for", "about", "against", "over", "on"})


def verb_contents(token: Token, verb: SpeechVerb) -> tuple[Span, ...]:
    """The stretches that this verb gives as said, in order of text."""
    found: list[Span] = []
    kinds = verb.content
    children = [child for child in token.children if not child.is_space]
    if "clause" in kinds:
        for child in children:
            reported = child.dep_ in CLAUSES and not _has_to(child)
            if reported or (child.dep_ == "parataxis" and _comes_after_colon(token, child)):
                found += stretches(child)
        if not found:
            found += tuple(_governed_from_below(token, kinds)) or _after_an_aside(children)
        found += _that_follows(token, found)
    if "infinitive" in kinds:
        found += _with_subject(token, children, list(_infinitives(token, children, verb)))
    charge = tuple(_charge(token, children, kinds))
    if charge:
        return merged([*found, *charge])
    if "gerund" in kinds:
        for child in children:
            if child.dep_ in ("xcomp", "ccomp", "advcl") and child.tag_ == "VBG" and child.i > token.i:
                found += stretches(child) if child.dep_ != "advcl" or child.left_edge.i == token.i + 1 else ()
    if kinds & {"naming", "naming-as"}:
        found += _namings(children, kinds)
    if not found:
        found += _phrases(token, children, kinds)
    for child in children:
        if child.dep_ == "obj" and f"obj:{child.lemma_.lower()}" in kinds:
            found += _span_of(child.left_edge, token.right_edge)  # "put the toll at 22, with 30 wounded"
    if not found and verb.stance is Stance.DENIES:
        found += _what_was_said(token, children)
    return merged(found)


def _after_an_aside(children: list[Token]) -> list[Span]:
    """The clause that an aside parts from its verb: "announced, citing the police, that six had died"."""
    asides = (child for child in children if child.dep_ == "advcl" and child.tag_ == "VBG")
    for aside in asides:
        for word in aside.subtree:
            mark = next((child for child in word.lefts if child.dep_ == "mark" and child.lower_ == "that"), None)
            if mark is not None and mark.nbor(-1).text == ",":
                return list(stretches(word))
    return []


def _that_follows(token: Token, found: list[Span]) -> list[Span]:
    """ "Added that ...": what follows is said, wherever the tree hangs its verb."""
    after = token.nbor() if token.i + 1 < token.sent.end else None
    if after is None or after.lower_ != "that" or after.dep_ != "mark" or after.head.i == token.i:
        return []
    if found:
        first, end = min(span.start for span in found), min(span.end for span in found)
        return [Span(after.idx, end)] if after.idx < first else []
    rest = token.doc[after.i : token.sent.end]
    if token.tag_ not in FINITE or any(word.is_quote or word.text == "," for word in rest):
        return []
    return list(_span_of(after, rest[-1]))


def noun_contents(token: Token, noun: SpeechNoun) -> tuple[Span, ...]:
    """What a noun of saying tells: "claim that ...", "order to ...", "reports of ..."."""
    found: list[Span] = []
    for child in token.rights:
        marks = prepositions(child)
        reported = child.dep_ in ("acl", "ccomp", "advcl", "dep") and marks & {"that", "whether"}
        if reported or (child.dep_ == "acl" and noun.kind == "saying" and _has_to(child)):
            found += stretches(child)
        elif child.dep_ == "nmod" and noun.kind == "saying" and marks & NOUN_LINKS and "of" not in marks:
            found += _without_case(child)
        elif (
            child.dep_ in ("nmod", "acl", "advcl")
            and "of" in marks
            and (noun.kind == "saying" or noun.lemma == "report")
        ):
            found += _without_case(child) if child.pos_ not in ("PROPN", "NUM") else ()
    if found or token.dep_ not in ("nsubj", "nsubj:outer"):
        return merged(found)
    if not any(child.dep_ == "cop" for child in token.head.children) and token.head.lemma_.lower() != "be":
        return ()
    copula = [
        child for child in token.head.rights if child.dep_ in ("ccomp", "csubj") and "that" in prepositions(child)
    ]
    return merged([span for child in copula for span in stretches(child)])


def clause_around(head: Token, part: Token, *, climb: bool = False) -> tuple[Span, ...]:
    """The clause that `head` governs without `part`: what "according to X" or ", X said" is about."""
    if climb:
        while head.head.i != head.i and head.pos_ not in ("VERB", "AUX") and not _has_subject(head):
            head = head.head
    return stretches(head, skip={part.i})


def stretches(head: Token, skip: set[int] | frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """The words under `head` in one stretch or more, those under the words of `skip` left out."""
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    holes = sorted((doc[hole].left_edge.i, doc[hole].right_edge.i + 1) for hole in skip)
    found: list[Span] = []
    for hole_start, hole_end in [*holes, (end, end)]:
        if start < hole_start:
            found += _span_of(doc[start], doc[min(hole_start, end) - 1])
        start = max(start, hole_end)
    return tuple(found)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """In order of text, those that overlap drawn together."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _governed_from_below(token: Token, kinds: frozenset[str]) -> Iterator[Span]:
    """The verb hangs as an aside on what it reports: "the bridge, he said, was gone"."""
    if token.head.i == token.i:
        return
    aside = token.dep_ == "parataxis" or (token.dep_ == "advcl" and "as" in prepositions(token))
    if aside and (_has_subject(token) or is_passive(token)) and not _starts_after_colon(token):
        # words to the right of a last aside are not said any more: "he left, she said, X ..." keeps its tail only
        # when the tail belongs to the same clause
        yield from clause_around(token.head, token)


def _comes_after_colon(token: Token, child: Token) -> bool:
    edge = child.left_edge.i
    between = token.doc[token.i + 1 : edge + 1] if edge > token.i else token.doc[0:0]
    return any(word.text in (":", "–", "—") for word in between) or (
        edge > token.i and any(word.is_quote for word in between)
    )


def _starts_after_colon(token: Token) -> bool:
    before = token.doc[token.left_edge.i - 1].text if token.left_edge.i else ""
    return before in (":", ";")


def _infinitives(token: Token, children: list[Token], verb: SpeechVerb) -> Iterator[Span]:
    for child in children:
        if child.i < token.i or child.dep_ not in ("xcomp", "ccomp", "advcl", "acl") or not _has_to(child):
            continue
        asked = [word for word in children if word.dep_ in ("obj", "iobj", "obl") and token.i < word.i < child.i]
        own = child.left_edge if not asked else asked[0].left_edge
        if own.i < len(own.doc) - 1 and asked and asked[0].dep_ == "obl":
            own = _after_case(asked[0])
        yield from _span_of(own, child.right_edge)
        return
    # "urged them to leave": the infinitive may hang on the one who is asked
    for child in children:
        if child.dep_ in ("obj", "obl") and child.i > token.i:
            inner = next((word for word in child.rights if word.dep_ == "acl" and _has_to(word)), None)
            if inner is not None:
                yield from _span_of(_after_case(child), inner.right_edge)
                return


def _with_subject(token: Token, children: list[Token], told: list[Span]) -> list[Span]:
    """ "Three men are believed to have died": the subject of a passive belongs to what is believed."""
    subject = next((child for child in children if child.dep_ == "nsubj:pass"), None)
    if not told or subject is None or not is_passive(token) or subject.pos_ == "PRON":
        return told
    return [*stretches(subject), *told]


def _namings(children: list[Token], kinds: frozenset[str]) -> Iterator[Span]:
    """ "called the raid a crime", "described him as a hostage"; with "naming-as" the latter alone."""
    named = next((child for child in children if child.dep_ == "obj"), None)
    if named is None:
        return
    for name in children:
        if name.i > named.i and (
            ("naming" in kinds and name.dep_ == "xcomp" and not _has_to(name)) or "as" in prepositions(name)
        ):
            yield from _span_of(named.left_edge, name.right_edge)
            return


def _charge(token: Token, children: list[Token], kinds: frozenset[str]) -> Iterator[Span]:
    """ "accused the army of lying", "blamed rebels for the fire": who is accused, with what."""
    accused = next((child for child in children if child.dep_ == "obj" and child.i > token.i), None)
    if accused is None or not kinds & {"object", "charge"}:
        return
    charge = next((child for child in children if child.i > accused.i and prepositions(child) & kinds), None)
    if charge is not None and charge.dep_ in ("obl", "advcl", "nmod", "xcomp", "ccomp"):
        yield from _span_of(accused.left_edge, charge.right_edge)


def _phrases(token: Token, children: list[Token], kinds: frozenset[str]) -> Iterator[Span]:
    """Objects and phrases: "denied the claims", "called for calm", "accused the army of lying"."""
    if is_passive(token) and kinds & {"object", "of", "for", "as"}:
        subject = next((child for child in children if child.dep_ == "nsubj:pass"), None)
        if subject is not None and ("object" in kinds or kinds & {"of"}):
            yield from stretches(subject)
    for child in children:
        if child.i < token.i:
            continue
        if child.dep_ == "obj" and "object" in kinds and child.lower_ not in EMPTY_OBJECTS:
            yield from stretches(child)
        elif child.dep_ in ("obl", "advcl", "nmod", "xcomp", "ccomp") and prepositions(child) & kinds:
            yield from _without_case(child)


def _what_was_said(token: Token, children: list[Token]) -> Iterator[Span]:
    """The "that" or "it" of a bare denial, which stands for what somebody else has said: "the army denied that"."""
    for child in children:
        points_back = child.pos_ in ("PRON", "DET", "SCONJ") and child.lower_ in EMPTY_OBJECTS
        if points_back and child.i > token.i:
            yield from stretches(child)


def _without_case(child: Token) -> Iterator[Span]:
    yield from _span_of(_after_case(child), child.right_edge)


def _after_case(child: Token) -> Token:
    """The first word after the prepositions that lead to this one."""
    first = child.left_edge
    while first.i < child.i and first.dep_ in ("case", "mark", "fixed", "punct") and first.lower_ != "that":
        if first.dep_ == "case" and first.head.i != child.i:
            break  # "spoke of at least 18": the bound belongs to what is said
        first = first.nbor()
    return first


def _has_to(child: Token) -> bool:
    return any(word.lower_ == "to" and word.dep_ == "mark" for word in child.lefts)


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubj:pass", "expl", "csubj") for child in token.children)


def _span_of(first: Token, last: Token) -> Iterator[Span]:
    """The stretch from word to word, trimmed of commas and full stops at its ends."""
    doc = first.doc
    start, end = first.i, last.i
    while start <= end and (doc[start].is_space or doc[start].text in _LOOSE):
        start += 1
    while end >= start and (doc[end].is_space or doc[end].text in _LOOSE):
        end -= 1
    if start <= end:
        yield Span(doc[start].idx, doc[end].idx + len(doc[end]))


_LOOSE = frozenset({"•", "·", "*", ",", ".", ":", ";", "-", "–", "—", "...", "…"})
