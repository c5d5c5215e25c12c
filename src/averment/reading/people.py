"""The persons that a report names: every spelling of a name drawn together, with role, institution and gender."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz
from spacy.tokens import Doc, Token

from averment.knowledge.roles import roles, titles
from averment.knowledge.tables import Tables
from averment.model.claim import VoiceKind
from averment.reading.offices import Office, read_office

SAME_SURNAME = 84.0  # "Beglarian" and "Beglaryan" give 89, "Petrov" and "Petrova" 92, "Haddad" and "Hamad" 73
SHORTEST_VARIANT = 5  # letters: in shorter names one letter makes another name
ROLE_REACH = 14  # words before a name that may tell a role


@dataclass(frozen=True, slots=True)
class NamedAt:
    """One place where a person is named: the words `first` to `last` of the doc, without title and role."""

    first: int
    last: int
    name: str
    person: int


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a report under the fullest name that it gives."""

    name: str
    role: str | None
    institution: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class People:
    """The persons of one report and where each is named."""

    persons: tuple[Person, ...]
    places: tuple[NamedAt, ...]

    def role_words(self, doc: Doc, tables: Tables) -> dict[int, int]:
        """For every word that tells a role right before a name the person of that name."""
        found: dict[int, int] = {}
        for place in self.places:
            start = place.first
            while start > 0 and place.first - start < ROLE_REACH and _in_phrase(doc[start - 1], doc, tables):
                start -= 1
                if _is_role_word(doc[start], tables):
                    found.setdefault(start, place.person)
        return found


def find_people(doc: Doc, tables: Tables) -> People:
    """Every person named in the doc. A short name belongs to the fuller one it fits, the nearest before it first."""
    persons: list[Person] = []
    places: list[NamedAt] = []
    called: list[str] = []  # for each person the surname by which the report calls them alone
    spans = _name_spans(doc, tables)
    fuller = [_spelt(doc, *span) for span in spans]
    seen_later: dict[str, str] = {}
    for name in fuller:
        seen_later.setdefault(_surname(name), name) if " " in name else None
    for (first, last), name in zip(spans, fuller, strict=True):
        office = _office_at(doc, first, last, tables)
        gender = _gender(doc, first, office, tables)
        number = _known(name, gender, persons, called)
        if number is None:
            full = name if " " in name else seen_later.get(_surname(name), name)
            number = len(persons)
            persons.append(Person(full, None, None, None))
            called.append("")
        if " " not in name:
            called[number] = name
        persons[number] = _enriched(persons[number], name, office, gender)
        places.append(NamedAt(first, last, name, number))
    return People(tuple(persons), tuple(places))


def same_surname(first: str, second: str) -> bool:
    """Whether the last words of two names are spellings of one surname."""
    one, other = _surname(first), _surname(second)
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_VARIANT or one[:1] != other[:1]:
        return False
    return fuzz.ratio(one, other) >= SAME_SURNAME


def _known(name: str, gender: str | None, persons: list[Person], called: list[str]) -> int | None:
    """The person this name stands for; a first name alone fits only when no surname does.

    Of several of one surname the latest, but for the surname alone whoever was called by it before, or else the first:
    the others of a family come in with their first names.
    """
    fitting = [number for number in range(len(persons) - 1, -1, -1) if _fits(name, gender, persons[number])]
    if fitting and " " not in name:
        alone = (number for number in fitting if called[number] == name)
        return next(alone, fitting[-1])
    if fitting:
        return fitting[0]
    if " " not in name:
        for number in range(len(persons) - 1, -1, -1):
            if " " in persons[number].name and _folded(persons[number].name.split()[0]) == _folded(name):
                return number
    return None


def _fits(name: str, gender: str | None, person: Person) -> bool:
    if not same_surname(name, person.name) or not _given_names_agree(name, person.name):
        return False
    return gender is None or person.gender is None or gender == person.gender


def _given_names_agree(first: str, second: str) -> bool:
    one, other = _folded(first).split()[:-1], _folded(second).split()[:-1]
    if not one or not other:
        return True
    left, right = one[0].rstrip("."), other[0].rstrip(".")
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return left == right or fuzz.ratio(left, right) >= 75 or set(one) <= set(other) or set(other) <= set(one)


def _enriched(person: Person, name: str, office: Office | None, gender: str | None) -> Person:
    longer = name if len(name.split()) > len(person.name.split()) else person.name
    told = replace(person, name=longer, gender=person.gender or gender)
    if office is None or (person.institution and not office.institution):
        return told
    if person.role and (person.institution or not office.institution):
        return told
    return replace(told, role=office.role, institution=office.institution)


def _name_spans(doc: Doc, tables: Tables) -> list[tuple[int, int]]:
    """First and last word of every personal name: what the model saw, and capitalized words right after a role."""
    spans = []
    taken = {token.i for entity in doc.ents for token in entity}
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            span = _trimmed(doc, *_whole_name(doc, entity.start, entity.end - 1), tables)
            if span is not None:
                spans.append(span)
    for token in doc:
        if token.i not in taken and _is_person_role(token, tables):
            last = token.i
            while last + 1 < len(doc) and last - token.i < 4 and _may_be_name(doc[last + 1], taken, tables):
                last += 1
            # one capitalized word after a role may be anything; two are a name
            if last - token.i >= 2:
                spans.append((token.i + 1, last))
        if token.dep_ == "flat" and token.i not in taken and token.pos_ == "PROPN":
            span = _flat_name(token, taken, tables)
            if span is not None and read_office(_words_before(doc, span[0], tables), tables):
                spans.append(span)
    named = [span for span in spans if _has_capital(doc, *span)]
    return sorted({span for span in named if not any(_holds(other, span) for other in named)})


def _has_capital(doc: Doc, first: int, last: int) -> bool:
    """Whether some word of it is written as a name: "Secretary of" leaves "of" when the role is taken off."""
    return any(word.text[:1].isupper() for word in doc[first : last + 1])


def _holds(other: tuple[int, int], span: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]


def _flat_name(token: Token, taken: set[int], tables: Tables) -> tuple[int, int] | None:
    """Words that the tree joins as one name and the model did not take for one."""
    first, last = _joined_from(token.doc, token.i), token.i
    words = token.doc[first : last + 1]
    plain = all(word.pos_ == "PROPN" and word.i not in taken and word.is_title for word in words)
    return (first, last) if plain and len(words) > 1 and words[-1].lower_ not in roles(tables) else None


def _whole_name(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """With the parts of the name that the model left out: words that the tree joins to it as one name."""
    while first > 0 and _is_part(doc[first - 1], doc[first]) and doc[first - 1].ent_type_ in ("", "PERSON"):
        first -= 1
    while last + 1 < len(doc) and _is_part(doc[last + 1], doc[last]) and doc[last + 1].ent_type_ in ("", "PERSON"):
        last += 1
    return first, last


def _is_part(word: Token, beside: Token) -> bool:
    joined = (word.head.i == beside.i and word.dep_ == "flat") or (beside.head.i == word.i and beside.dep_ == "flat")
    return word.pos_ == "PROPN" and (joined or (word.dep_ == beside.dep_ == "flat" and word.head.i == beside.head.i))


def _may_be_name(token: Token, taken: set[int], tables: Tables) -> bool:
    return (
        token.pos_ == "PROPN" and token.i not in taken and token.text[0].isupper() and token.lower_ not in roles(tables)
    )


def _is_person_role(token: Token, tables: Tables) -> bool:
    role = roles(tables).get(token.lower_)
    titled = token.lower_ in titles(tables) and token.is_title
    return titled or (role is not None and role.kind is VoiceKind.PERSON and token.pos_ in ("NOUN", "PROPN"))


def _trimmed(doc: Doc, first: int, last: int, tables: Tables) -> tuple[int, int] | None:
    """Without titles and roles in front and possessive marks or dots behind; None when only a role is left."""
    while last > first and (doc[last].lower_ in ("'s", "’s", "'", "’") or doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first <= last and _leads_a_name(doc, first, last, tables):
        first += 1
    if first > last or doc[last].lower_ in roles(tables):
        return None
    linking = next((place for place in range(first, last) if doc[place].lower_ in ("of", "for")), None)
    if linking == first or (linking is not None and any(_is_role_word(word, tables) for word in doc[first:linking])):
        first = _joined_from(doc, last)  # "Minister of Norvia Ann Bell": the name is what the tree joins at the end
    elif linking is not None:
        last = linking - 1  # "Mayor Ann Bell of Karvin"
    for place in range(last - 1, first - 1, -1):
        if _is_role_word(doc[place], tables):
            first = place + 1
            break
    while first < last and not any(letter.isalnum() for letter in doc[first].text):
        first += 1
    word = doc[last]
    return (first, last) if any(letter.isalpha() for letter in word.text) and word.pos_ != "PRON" else None


def _joined_from(doc: Doc, last: int) -> int:
    """The first word of the name that ends here, after the tree."""
    first = last
    while doc[first].dep_ == "flat" and doc[first].head.i < first and first - doc[first].head.i <= 3:
        first = doc[first].head.i
    return first


def _leads_a_name(doc: Doc, place: int, last: int, tables: Tables) -> bool:
    """Whether a title or role stands here, one of two words too ("Prime Minister")."""
    word = doc[place]
    pair = f"{word.lower_} {doc[place + 1].lower_}" if place < last else ""
    return word.lower_ in titles(tables) or _is_role_word(word, tables) or pair in roles(tables)


def _is_role_word(word: Token, tables: Tables) -> bool:
    role = roles(tables).get(word.lower_)
    return role is not None and role.kind is VoiceKind.PERSON


def _spelt(doc: Doc, first: int, last: int) -> str:
    """The name as one line, a possessive mark that stuck to its last word cut off."""
    return re.sub(r"[’']s?$", "", " ".join(doc[first : last + 1].text.split()))


def _surname(name: str) -> str:
    words = _folded(name).split()  # a lone mark that was tagged as a name folds to nothing
    return words[-1] if words else ""


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return plain.lower().replace("-", " ").replace("’", "'").strip()


def _gender(doc: Doc, first: int, office: Office | None, tables: Tables) -> str | None:
    title = titles(tables).get(doc[first - 1].lower_) if first > 0 else None
    return title or (office.gender if office else None)


def _office_at(doc: Doc, first: int, last: int, tables: Tables) -> Office | None:
    """The office told right before the name, in an apposition before it, or in an apposition after it."""
    before = _words_before(doc, first, tables)
    office = read_office(before, tables) if before else None
    if office is not None and office.institution:
        return office
    behind = _office_behind(doc, first, last, tables)
    return behind if office is None or (behind is not None and behind.institution) else office


def _office_behind(doc: Doc, first: int, last: int, tables: Tables) -> Office | None:
    after = last + 1
    if after < len(doc) and doc[after].text == ",":
        words = _apposition_after(doc, after + 1, tables)
        office = read_office(words, tables) if words else None
        if office is not None:
            return office
    if first > 1 and doc[first - 1].text == "," and after < len(doc) and doc[after].text in (",", "."):
        words = _words_before(doc, first - 1, tables)
        return read_office(words, tables) if words else None
    return None


def _words_before(doc: Doc, first: int, tables: Tables) -> str:
    """The noun phrase that ends right before this word."""
    start, sentence = first, doc[first].sent.start
    while start > max(sentence, first - ROLE_REACH) and _in_phrase(doc[start - 1], doc, tables):
        start -= 1
    while start < first and doc[start].pos_ in ("ADP", "PART", "PUNCT", "CCONJ"):
        start += 1
    return doc[start:first].text if start < first else ""


def _apposition_after(doc: Doc, first: int, tables: Tables) -> str:
    """The noun phrase that begins right after a comma, up to the next comma, verb or end of sentence."""
    if first >= len(doc):
        return ""
    end, stop = first, min(doc[first].sent.end, first + ROLE_REACH)
    while end < stop and _in_phrase(doc[end], doc, tables):
        end += 1
    closes = end >= doc[first].sent.end or doc[end].is_punct or doc[end].is_space or doc[end].pos_ in ("PRON", "VERB")
    return doc[first:end].text if end > first and closes else ""


def _in_phrase(token: Token, doc: Doc, tables: Tables) -> bool:
    if token.is_space:
        return False
    if token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "NUM") or token.lower_ in ("’s", "'s", "’", "'", "of", "for", "&"):
        return True
    return token.text in ("-", "–", "(", ")") or (
        token.lower_ in ("and", "in", "to") and _joins_capitals(token, doc, tables)
    )


def _joins_capitals(token: Token, doc: Doc, tables: Tables) -> bool:
    """Whether the little word stands inside a name ("Security and Cooperation in Europe", "Chairman-in-Office")."""
    if token.i == 0 or token.i + 1 >= len(doc):
        return False
    before, after = doc[token.i - 1].text, doc[token.i + 1].text
    if after.lower() in roles(tables):
        return False
    return (before[0].isupper() and after[0].isupper()) or (before == "-" and after == "-")
