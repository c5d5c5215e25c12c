"""The words that name someone or something: the noun with what belongs to its name, without clauses or asides."""

from __future__ import annotations

from spacy.tokens import Doc, Token

NAMING_LEFT = frozenset(
    {"amod", "compound", "nummod", "nmod:poss", "flat", "nmod", "nmod:desc", "nmod:unmarked", "case"}
)
NAMING_RIGHT = frozenset({"flat", "fixed", "compound", "goeswith", "conj_name"})
NAMING_PREPOSITIONS = frozenset({"of", "for", "at"})  # and "in" before a name: "officials in Karvin"
INSIDE_A_NAME = frozenset({"compound", "flat", "fixed", "goeswith"})
LONGEST_NAME = 14  # words


def naming_words(head: Token) -> tuple[int, int]:
    """The first and last word that name what this noun stands for, the article left out.

    "Ministry of Foreign Affairs of Norvia" for "Ministry" in "the Ministry of Foreign Affairs of Norvia, which ...".
    """
    return _first(head), _last(head, LONGEST_NAME)


def name_of(doc: Doc, first: int, last: int) -> str:
    """These words on one line, marks of quotation and possession at the ends left out."""
    return " ".join(doc[first : last + 1].text.split()).strip(" ,;:-–“”\"'’‘«»()")


def top_noun(token: Token) -> Token:
    """The noun that heads the name this word is a part of."""
    for _ in range(LONGEST_NAME):
        if token.dep_ not in INSIDE_A_NAME or token.head.i == token.i:
            break
        token = token.head
    return token


def possessor(head: Token) -> Token | None:
    """The word that owns this noun ("Bell" in "Bell's office")."""
    return next((child for child in head.lefts if child.dep_ == "nmod:poss"), None)


def prepositions(token: Token) -> frozenset[str]:
    """The prepositions that lead to this word, in lower case."""
    return frozenset(child.lower_ for child in token.lefts if child.dep_ in ("case", "mark"))


def _names(child: Token) -> bool:
    leading = prepositions(child)
    return bool(leading & NAMING_PREPOSITIONS) or ("in" in leading and child.pos_ == "PROPN")


def _first(head: Token) -> int:
    first = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ == "det" or (child.dep_ == "punct" and child.text not in "-–"):
            continue
        if child.dep_ not in NAMING_LEFT or (child.dep_ == "case" and child.text not in ("'s", "’s")):
            if child.dep_ not in ("punct",):
                break
            continue
        first = min(first, child.left_edge.i if child.dep_ == "nmod:poss" else _first(child))
    return _past_articles(head.doc, first, head.i)


def _past_articles(doc: Doc, first: int, head: int) -> int:
    while first < head and (doc[first].pos_ == "DET" or doc[first].is_space or doc[first].is_punct):
        first += 1
    return first


def _last(head: Token, room: int) -> int:
    last = head.i
    for child in head.rights:
        if child.i - head.i > room:
            break
        beside = child.left_edge.i == last + 1 and child.pos_ == "PROPN" and not prepositions(child)
        of_it = child.dep_ == "nmod" and _names(child) and child.left_edge.i <= last + 1
        if of_it or child.dep_ in NAMING_RIGHT or (beside and child.dep_ in ("appos", "nmod", "nmod:desc")):
            last = max(last, _last(child, room - (child.i - head.i)))
        elif child.dep_ == "conj" and head.pos_ == "PROPN" and child.pos_ == "PROPN" and last > head.i:
            last = max(last, child.i)  # "Organization for Security and Cooperation"
        elif child.dep_ not in ("punct", "case", "cc"):
            break
    return last
