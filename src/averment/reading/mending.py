"""Mends what no English sentence has, before anything is read from a parse.

Each slip costs a speaker or a victim their place: a verb has one subject, and who says a thing is not who does it.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from averment.knowledge.tables import TABLES, Tables
from averment.reading.office_mending import mend_offices

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
ASTRAY = frozenset({"appos", "conj", "nmod", "obl", "dep", "parataxis"})  # where a speaker ends up by mistake
ASIDES = frozenset({"acl", "acl:relcl", "parataxis"})
LEADING = frozenset({"compound", "nmod:desc"})
NOMINAL = frozenset({"NOUN", "PROPN"})


def mend(doc: Doc, tables: Tables = TABLES) -> Doc:
    """The same doc with the subjects of its verbs where they belong."""
    mend_offices(doc, tables)
    for token in doc:
        _give_to_described(token)
        _join_backwards(token)
        _raise_preposition(token)
        if token.pos_ == "VERB":
            _make_finite(token)
            subjects = [child for child in token.children if child.dep_ in SUBJECTS]
            _give_to_clause(token, subjects)
            _take_from_clause(token, subjects)
            _turn_round(token, subjects)
            _share_with_next(token, subjects)
            _join(subjects)
            _part_from_objects(token)
            _join_objects(token)
            _free_speaker(token)
            for subject in subjects:
                if subject.dep_ == "nsubj:pass" and _is_active(token):
                    subject.dep_ = "nsubj"
                elif subject.dep_ == "nsubj" and _is_headline_passive(token):
                    subject.dep_ = "nsubj:pass"
    return doc


def _give_to_clause(verb: Token, subjects: list[Token]) -> None:
    """ "Troops shelled Brava, the mayor said": of two subjects the one before the clause is the clause's own."""
    if len(subjects) != 2 or subjects[1].i > verb.i:
        return
    first, second = subjects
    clause = next((child for child in verb.lefts if child.dep_ == "ccomp" and first.i < child.i < second.i), None)
    if clause is not None and not _subject(clause):
        first.head = clause


def _take_from_clause(verb: Token, subjects: list[Token]) -> None:
    """ "Rebels shot down a plane, the group's spokesman, Ann Bell, said": the clause has taken the speaker too."""
    if subjects:
        return
    for clause in verb.lefts:
        taken = [child for child in clause.rights if child.dep_ in SUBJECTS and child.i < verb.i]
        has_own = _subject(clause) is not None and taken and _subject(clause) != taken[-1]
        if clause.dep_ == "ccomp" and taken and (has_own or _is_set_off(taken[-1], verb)):
            taken[-1].head, taken[-1].dep_ = verb, "nsubj"
            return
        speaker = _between_commas(clause, verb) if clause.dep_ == "ccomp" else None
        if speaker is not None:
            speaker.head, speaker.dep_ = verb, "nsubj"
            return


def _is_set_off(word: Token, verb: Token) -> bool:
    """Whether the phrase of the word fills what is between a comma and the verb: ", the council said"."""
    first = word.left_edge.i
    return first > 0 and word.doc[first - 1].text == "," and word.right_edge.i + 1 == verb.i


def _between_commas(clause: Token, verb: Token) -> Token | None:
    """The name that fills the stretch between a comma and the verb: "near Brava, the spokesman, Ann Bell, said"."""
    doc = verb.doc
    for word in doc[clause.i + 1 : verb.i]:
        if word.pos_ not in NOMINAL or word.dep_ not in ASTRAY:
            continue
        first, last = word.left_edge.i, word.right_edge.i
        follows = all(doc[place].is_punct for place in range(last + 1, verb.i))
        if first > clause.i and doc[first - 1].text == "," and last < verb.i and follows:
            return word
    return None


def _turn_round(verb: Token, subjects: list[Token]) -> None:
    """ "..., said the hospital." at the end of a sentence: who stands behind the verb speaks."""
    doc, after = verb.doc, verb.i + 1
    clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    speaker = next((child for child in verb.rights if child.dep_ in ("iobj", "ccomp") and child.pos_ in NOMINAL), None)
    if clause is None or speaker is None or doc[verb.i - 1].text != "," or speaker.left_edge.i != after:
        return
    if any(word.is_punct for subject in subjects for word in doc[clause.i : max(clause.i, subject.left_edge.i)]):
        return  # "..., a reporter, Ann Bell, told the station": one who speaks stands before the verb
    if all(word.is_punct or word.is_space for word in doc[speaker.right_edge.i + 1 : verb.sent.end]):
        for subject in subjects:
            subject.head, subject.dep_ = clause, "obj"
        speaker.dep_ = "nsubj"
        subjects[:] = [speaker]


def _share_with_next(verb: Token, subjects: list[Token]) -> None:
    """ "She said her neighbour and his child were killed": what follows the second subject is what she said."""
    if len(subjects) != 2 or not subjects[0].i < verb.i < subjects[1].i:
        return
    second = subjects[1]
    told = next((child for child in verb.rights if child.dep_ == "conj" and child.i > second.i), None)
    if told is None:
        return
    own = _subject(told)
    told.dep_ = "ccomp"
    second.head = told
    if own is not None:
        second.dep_ = own.dep_
        own.head, own.dep_ = second, "conj"


def _join(subjects: list[Token]) -> None:
    """ "The office of the human rights | ombudsman said": a noun right behind the subject heads its last word."""
    if len(subjects) != 2:
        return
    first, second = subjects
    last = first.right_edge
    if last.i + 1 != second.i or last.pos_ not in NOMINAL or last == first:
        return
    above, role = last.head, last.dep_
    for child in list(last.children):
        child.head = second
    last.head, last.dep_ = second, "compound"
    second.head, second.dep_ = above, role


def _join_backwards(token: Token) -> None:
    """Nothing is joined to a word that follows its quotation: "26 dead and 79 hurt,” mayor Ada Bell said"."""
    if token.dep_ != "conj" or not any(word.is_quote for word in token.doc[token.i : token.head.i]):
        return
    first = token.left_edge.i
    before = (word for word in reversed(token.doc[token.sent.start : first]) if word.pos_ in NOMINAL)
    joined = next(before, None)
    if joined is not None and token not in joined.ancestors:
        token.head = joined


def _raise_preposition(token: Token) -> None:
    """ "From relief mission spokeswoman Ada Bell": what leads a phrase hangs on its head, not on a word before it."""
    while token.dep_ == "case" and token.i < token.head.i < token.head.head.i and token.head.dep_ in LEADING:
        token.head = token.head.head


def _join_objects(verb: Token) -> None:
    """ "Reported five people dead and ten people injured": without an auxiliary the second is no clause of its own."""
    above, own = verb.head, next((child for child in verb.lefts if child.dep_ == "nsubj:pass"), None)
    if verb.tag_ != "VBN" or verb.dep_ != "conj" or own is None or above.tag_ not in ("VBD", "VBZ", "VBP"):
        return
    objects = [child for child in above.rights if child.dep_ in ("obj", "obl") and child.i < own.i]
    if objects and not any(child.dep_.startswith("aux") for child in verb.children):
        own.head, own.dep_ = objects[-1], "conj"
        verb.head, verb.dep_ = own, "acl"


def _free_speaker(verb: Token) -> None:
    """ "Among the dead were three women, the relief mission said": no apposition is left open before the verb."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    copula = (
        next((word for word in subject.sent if word.dep_ == "cop" and word.i < subject.i), None) if subject else None
    )
    if subject is None or copula is None or copula.head.i > subject.i:
        return
    speaker = next((child for child in subject.rights if child.dep_ == "appos" and _is_set_off(child, verb)), None)
    if speaker is not None:
        speaker.head, speaker.dep_ = verb, "nsubj"
        subject.head = copula.head
        if copula.head.head == verb:
            copula.head.dep_ = "ccomp"


def _make_finite(verb: Token) -> None:
    """ "..., the relief mission announced." at the end of a sentence: a participle has no subject before it."""
    own = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if (
        verb.tag_ != "VBN"
        or verb.dep_ not in ASIDES
        or own is None
        or any(c.dep_.startswith("aux") for c in verb.children)
    ):
        return
    doc, first = verb.doc, own.left_edge
    ends = all(word.is_punct or word.is_space for word in doc[verb.right_edge.i + 1 : verb.sent.end])
    if ends and first.i > verb.head.i and doc[first.i - 1].text == "," and own.right_edge.i == verb.i - 1:
        verb.head, verb.dep_, verb.tag_, own.dep_ = verb.sent.root, "parataxis", "VBD", "nsubj"


def _give_to_described(token: Token) -> None:
    """ "12 guards killed and 30 miners injured": no participle behind its noun has a subject that follows it."""
    if token.dep_ not in ("acl", "amod") or token.head.i > token.i or token.head.pos_ not in NOMINAL:
        return
    for child in list(token.rights):
        if child.dep_ in SUBJECTS and any(one.dep_ == "cc" for one in token.doc[token.i + 1 : child.i]):
            child.head, child.dep_ = token.head, "conj"


def _part_from_objects(verb: Token) -> None:
    """ "Killed three guards and injured 15 others": a verb among the objects of another has the next of them."""
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "obj" or first.head.pos_ != "VERB" or verb.nbor(-1).dep_ != "cc":
        return
    own = next((one for one in first.rights if one.dep_ == "conj" and one.i > verb.i), None)
    if own is not None and verb.nbor() in own.subtree:
        verb.head = first.head
        own.head, own.dep_ = verb, "obj"


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _is_active(verb: Token) -> bool:
    """Whether the verb has an object and no "was" or "been": then its subject does it, whatever the parser says."""
    roles = {child.dep_ for child in verb.children}
    return "obj" in roles and "aux:pass" not in roles


def _is_headline_passive(verb: Token) -> bool:
    """ "Three soldiers killed": a participle with a subject, and nothing that it could govern or lean on."""
    roles = {child.dep_ for child in verb.children}
    return verb.tag_ == "VBN" and not roles & {"obj", "aux", "aux:pass", "ccomp", "xcomp", "cop"}
