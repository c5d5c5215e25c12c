"""Who does what a verb tells: its own subject, or the one it shares with the verb it hangs on."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from averment.knowledge.speech import SpeechWords
from averment.model.claim import Stance
from averment.reading.naming import prepositions

FARTHEST = 8  # verbs climbed for a shared subject
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BETWEEN_REACH = 30  # words between a closing mark and its verb
INVERTED_REACH = 3  # words between a verb of saying and the subject behind it: "said late on Sunday the mayor" is more
GOVERNED = frozenset({"obj", "iobj", "xcomp", "ccomp"})  # what a verb has behind it where nothing is turned round
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
PHRASE_PARTS = frozenset(
    {"compound", "amod", "det", "flat", "nmod:poss", "nummod", "case", "nmod", "nmod:unmarked", "nmod:desc"}
)


def subject_of(verb: Token, words: SpeechWords, inside: Mapping[int, int]) -> Token | None:
    """The word that heads the subject, shared ones included; None for an impersonal or missing one.

    `inside` tells which quotation a word stands in: the subject of a verb outside is never inside.
    """
    start = verb
    beside = _subject_beside_marks(verb, inside)
    if beside is not None:
        return beside
    right_after_mark = verb.i > 0 and verb.doc[verb.i - 1].is_quote
    inverted = _inverted_subject(verb, inside) if right_after_mark else None
    own = inverted or _own_subject(verb, inside) or _inverted_subject(verb, inside)
    if own is not None:
        return own if own.dep_ != "expl" else _place_of_saying(verb, words)
    for _ in range(FARTHEST):
        if verb.dep_ in ("acl", "acl:relcl") and verb.tag_ not in ("VBN",) and _same(verb.head, start, inside):
            return _doer_beside(verb)
        asked = _asked(verb, words)
        if asked is not None and _same(asked, start, inside):
            return asked
        upper = _sharing_verb(verb, words)
        if upper is None:
            return None
        verb = upper
        own = _own_subject(verb, inside)
        if own is not None and _same(own, start, inside):
            return own if own.dep_ != "expl" else _place_of_saying(verb, words)
    return None


def _doer_beside(verb: Token) -> Token:
    """Whom a clause hangs on, or who stands between: "footage of the mayor saying ..."."""
    noun = verb.head
    beside = [child for child in noun.rights if child.dep_ == "nmod" and child.right_edge.i + 1 == verb.i]
    of_it = beside and "of" in prepositions(beside[-1]) | prepositions(verb)
    return beside[-1] if of_it and verb.tag_ == "VBG" else noun


def _asked(verb: Token, words: SpeechWords) -> Token | None:
    """Who is made to say it: "forced the mayor to admit". Who promises somebody to do a thing does it himself."""
    above = verb.head
    if verb.dep_ != "xcomp" or above.pos_ != "VERB":
        return None
    upper = words.verbs.get(above.lemma_.lower())
    if upper is not None and upper.stance in (Stance.PROMISES, Stance.THREATENS):
        return None
    return next((child for child in above.rights if child.dep_ in ("obj", "iobj") and child.i < verb.i), None)


def agent_of(token: Token, words: SpeechWords) -> Token | None:
    """ "by the army" of a passive or a noun; for "it is said in a message" the message."""
    for child in token.rights:
        if child.dep_ == "obl:agent" or (child.dep_ in ("obl", "nmod") and "by" in prepositions(child)):
            return child
        if token.pos_ != "VERB" and child.dep_ == "nmod" and "from" in prepositions(child):
            return child
    return _place_of_saying(token, words) if token.pos_ == "VERB" else None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, participles after a noun ("released by") included."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head) if verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN" else False
    return verb.dep_ in ("acl", "advcl", "amod", "parataxis", "ccomp", "xcomp")


def _subject_beside_marks(verb: Token, inside: Mapping[int, int]) -> Token | None:
    """The name between a closing mark and the verb: "...,” a local reporter, Ann Bell, told". It wins over the tree,
    which may hang it on the words of the quotation."""
    if verb.i in inside or verb.tag_ not in FINITE:
        return None
    doc, place = verb.doc, verb.i - 1
    while place >= verb.sent.start and verb.i - place <= BETWEEN_REACH and not doc[place].is_quote:
        if doc[place].pos_ in ("VERB", "AUX") and doc[place].tag_ in FINITE and doc[place].dep_ != "aux":
            return None
        place -= 1
    if place < verb.sent.start or not doc[place].is_quote or doc[place].i - 1 not in inside:
        return None
    between = [word for word in doc[place + 1 : verb.i] if word.pos_ in ("NOUN", "PROPN", "PRON") and word.tag_ != "DT"]
    tops = [word for word in between if not place < word.head.i < verb.i or word.head.i == word.i]
    return next((word for word in tops if word.dep_ in SUBJECTS), tops[0] if tops else None)


def _own_subject(verb: Token, inside: Mapping[int, int]) -> Token | None:
    """Of several the nearest: words of a quotation before may have been taken for subjects too."""
    found = [
        child
        for child in verb.children
        if child.dep_ in SUBJECTS and _same(child, verb, inside) and child.lower_ not in ("the", "a", "an")
    ]
    if found:
        return min(found, key=lambda child: abs(child.i - verb.i))
    return next((child for child in verb.children if child.dep_ == "expl"), None)


def _same(word: Token, other: Token, inside: Mapping[int, int]) -> bool:
    return inside.get(word.i) == inside.get(other.i)


def _inverted_subject(verb: Token, inside: Mapping[int, int]) -> Token | None:
    """The name behind a verb that follows a comma or closing mark: ", read a statement", "” said the mayor"."""
    first = verb.i
    while first > 0 and verb.doc[first - 1].dep_ in ("aux", "advmod") and verb.doc[first - 1].head.i == verb.i:
        first -= 1
    before = verb.doc[first - 1] if first > 0 else None
    while before is not None and before.is_space and before.i > 0:
        before = before.nbor(-1)
    if before is None:
        return None
    marked = before.is_quote or before.text == "''"
    if not (marked and verb.tag_ in (*FINITE, "VB", "VBN")) and not (before.text in ",?!" and verb.tag_ in FINITE):
        return None
    doc, end = verb.doc, verb.sent.end
    for place in range(verb.i + 1, min(verb.i + 1 + INVERTED_REACH, end)):
        word = doc[place]
        if word.pos_ in ("ADP", "SCONJ", "VERB", "PUNCT", "AUX", "PART") or not _same(word, verb, inside):
            return None
        if word.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"):
            head = _phrase_head(word, verb)
            closes = verb.dep_ == "parataxis" and all(
                word.is_punct or word.is_space for word in doc[head.right_edge.i + 1 : end]
            )
            clause_before = closes or any(child.dep_ == "ccomp" for child in verb.lefts)
            reports_before = head.dep_ == "iobj" and clause_before
            return head if marked or reports_before or head.dep_ not in GOVERNED else None
    return None


def _phrase_head(word: Token, verb: Token) -> Token:
    while word.head.i > verb.i and word.dep_ in PHRASE_PARTS and word.head.i != word.i:
        if word.dep_ == "nmod" and word.i < word.head.i and word.head.i - word.i > 6:
            break
        word = word.head
    return word


def _sharing_verb(verb: Token, words: SpeechWords) -> Token | None:
    """The verb above whose subject this one shares; None when it shares none.

    "Officials confirmed that the line held, but said that ...", "..., adding that ...": a verb of saying without
    subject goes with the verb of saying above it, not with the clause that this one reports.
    """
    above = verb.head
    if above.i == verb.i or above.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV"):
        return None
    joined = verb.dep_ in ("conj", "xcomp")
    aside = verb.dep_ in ("advcl", "parataxis", "dep", "ccomp") and verb.tag_ in ("VBG", "VB", "VBN", "VBD")
    if not joined and not aside:
        return None
    upper = words.verbs.get(above.lemma_.lower())
    says = verb.lemma_.lower() in words.verbs and (upper is None or "clause" not in upper.content)
    if says and verb.dep_ != "xcomp" and (verb.tag_ == "VBG" or verb.dep_ == "conj"):
        reporting = _reporting_verb(above, words)
        if reporting is not None:
            return reporting
    return above


def _reporting_verb(token: Token, words: SpeechWords) -> Token | None:
    """The verb of saying whose reported clause this word belongs to."""
    for _ in range(FARTHEST):
        if token.head.i == token.i:
            return None
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in words.verbs:
            return token.head
        token = token.head
    return None


def _place_of_saying(verb: Token, words: SpeechWords) -> Token | None:
    """The document in which it is said."""
    for child in verb.children:
        if child.dep_ in ("obl", "nmod") and prepositions(child) & {"in", "from", "by"}:
            noun = words.nouns.get(child.lemma_.lower())
            if noun is not None and noun.kind in ("document", "medium"):
                return child
    return None
