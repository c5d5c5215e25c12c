"""Who or what every noun and pronoun of a report stands for: short forms and pronouns followed back to full names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from averment.knowledge.roles import Pronoun, Role, pronouns, role_words, roles
from averment.knowledge.speech import speech_words
from averment.knowledge.tables import Tables
from averment.model.claim import VoiceKind
from averment.model.report import Report
from averment.model.text import Span
from averment.reading.antecedents import SUBJECTS, Seen, antecedent
from averment.reading.issuing import issuing_words
from averment.reading.named import Named, gender_fits, is_one_person
from averment.reading.naming import INSIDE_A_NAME, name_of, naming_words, possessor
from averment.reading.offices import read_office
from averment.reading.people import People, find_people, same_surname
from averment.reading.quote_marks import words_said

REACH = 40  # mentions looked back: about ten sentences of news
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """What each noun and pronoun of one doc stands for.

    `earlier` has for a word the earlier one that names the same; "I" and "we" have one too, though no name.
    """

    doc: Doc
    named: dict[int, Named]
    earlier: dict[int, int]

    def full_name(self, words: Token | Span) -> Named | None:
        """The full name and kind of what these words stand for; None when that cannot be told.

        "the army" -> "Norvian army", "they" -> the group last spoken of, "its troops" -> "Norvian army’s troops".
        """
        if isinstance(words, Token):
            return self.named.get(words.i)
        found = self.doc.char_span(words.start, words.end, alignment_mode="expand")
        if found is None:
            return None
        return self.named.get(found.root.i) or next(
            (self.named[word.i] for word in found if word.i in self.named), None
        )


@lru_cache(maxsize=1)  # asked for the names and again for the speakers of each report
def read_mentions(doc: Doc, report: Report, tables: Tables) -> Mentions:
    """Every noun and pronoun that names someone or something, read from left to right."""
    reader = _Reader(doc, find_people(doc, tables), words_said(doc, report, tables), tables)
    for sentence, words in enumerate(doc.sents):
        for token in words:
            if _may_refer(token) or token.i in reader.person_at:
                reader.meet(token, sentence)
    return Mentions(doc, reader.named, reader.earlier)


class _Reader:
    """Goes through the words once and remembers who was spoken of."""

    def __init__(self, doc: Doc, people: People, quotations: dict[int, int], tables: Tables) -> None:
        self.doc = doc
        self.people = people
        self.quotations = quotations
        self.tables = tables
        self.named: dict[int, Named] = {}
        self.earlier: dict[int, int] = {}
        self.seen: list[Seen] = []
        self.firsts: dict[tuple[int, bool], int] = {}  # the last "I" or "we" of each quotation, and outside of all
        self.learned: dict[str, str] = {}  # the gender that a pronoun told of a person
        self.holder_at = people.role_words(doc, tables)
        self.goes_on_at = {word for place in people.places for word in range(place.first + 1, place.last + 1)}
        self.person_at = {word: place.person for place in people.places for word in range(place.first, place.last + 1)}

    def meet(self, token: Token, sentence: int) -> None:
        if token.i in self.named:
            return
        pronoun = self._pronoun_row(token)
        if pronoun is not None:
            named = self._pronoun(token, pronoun, sentence)
        elif token.i in self.person_at and not self._owns_head(token):
            named = self._person(self.person_at[token.i])
        elif token.dep_ in INSIDE_A_NAME:
            return
        else:
            named = self._nominal(token, sentence)
        if named is not None:
            self._remember(token, named, sentence)

    def _pronoun_row(self, token: Token) -> Pronoun | None:
        """The row of a pronoun; "WHO" amid small letters is a name."""
        is_name = len(token) > 1 and token.text.isupper() and not token.doc[max(token.i - 1, 0)].text.isupper()
        if token.pos_ not in ("PRON", "DET") or (is_name and token.i > token.sent.start and token.lower_ == "who"):
            return None
        return pronouns(self.tables).get(token.lower_)

    def _remember(self, token: Token, named: Named, sentence: int) -> None:
        self.named[token.i] = named
        if token.i in self.goes_on_at:  # a further word of the name before it
            if token.i - 1 in self.earlier:
                self.earlier[token.i] = self.earlier[token.i - 1]
            return
        before = self.earlier.get(token.i, self._named_before(token, named))
        if before is not None:
            self.earlier[token.i] = before
        top = token if token.i not in self.person_at else _top_of_person(token, self.person_at)
        self.named.setdefault(top.i, named)
        speech = speech_words(self.tables).verbs
        pronoun = self._pronoun_row(token)
        if pronoun is None and token.pos_ == "PRON":
            return  # "this", "what", "you": nobody that a later pronoun goes back to
        is_relative = pronoun is not None and pronoun.person == "relative"
        self.seen.append(
            Seen(
                named,
                top,
                top.lemma_.lower(),
                sentence,
                self.quotations.get(token.i, -1),
                top.dep_ in SUBJECTS and not is_relative,
                top.dep_ in SUBJECTS and top.head.lemma_.lower() in speech,
                pronoun is not None and not is_relative,
                top.ent_type_ == "PLACE",
            )
        )
        if top.dep_ == "conj" and not any(child.lower_ == "or" for child in top.lefts):
            self._remember_joined(top, sentence, self.quotations.get(token.i, -1))

    def _remember_joined(self, last: Token, sentence: int, quotation: int) -> None:
        """ "Bell and her sister": from now on "they" may be both; a pronoun gets the names in the order of the text."""
        first = last.head
        joined = [first, *(child for child in first.rights if child.dep_ == "conj" and child.i <= last.i)]
        parts = [self.named.get(word.i) for word in joined]
        names = [part.name for part in parts if part is not None and part.kind is not None and not part.plural]
        if len(names) < len(joined):
            return
        both = Named(f"{', '.join(names[:-1])} and {names[-1]}", VoiceKind.GROUP, plural=True)
        is_subject = first.dep_ in SUBJECTS
        speaks = is_subject and first.head.lemma_.lower() in speech_words(self.tables).verbs
        self.seen.append(Seen(both, first, last.lemma_.lower(), sentence, quotation, is_subject, speaks))

    def _named_before(self, token: Token, named: Named) -> int | None:
        """The last word that named the same, pronouns left aside; for a capital the last word that is written alike."""
        known = [seen for seen in reversed(self.seen) if not seen.is_pronoun]
        for seen in known:
            if (seen.named.name, seen.named.kind) == (named.name, named.kind):
                return seen.noun.i
        alike = (seen.noun.i for seen in known if seen.noun.lower_ == token.lower_)
        return next(alike, None) if token.text[0].isupper() else None

    def _owns_head(self, token: Token) -> bool:
        """Whether the name is only the beginning of another name ("the Bell Foundation")."""
        return token.dep_ == "compound" and token.head.i not in self.person_at and token.head.i > token.i

    def _person(self, number: int) -> Named:
        person = self.people.persons[number]
        gender = person.gender or self.learned.get(person.name)
        return Named(person.name, VoiceKind.PERSON, person.role, person.institution, gender)

    def _nominal(self, token: Token, sentence: int) -> Named | None:
        inner = self._named_person_inside(token)
        if inner is not None:
            return self._with_body(token, self._person(inner))
        first, last = naming_words(token)
        name = self._with_owner(token, name_of(self.doc, first, last))
        if not name:
            return None
        plural = token.tag_ in ("NNS", "NNPS")
        role = self._role(token)
        noun = speech_words(self.tables).nouns.get(token.lemma_.lower())
        if noun is not None and noun.kind in ("document", "data"):
            return Named(
                name,
                None,
                plural=plural,
                is_document=True,
                is_data=noun.kind == "data",
                issuer=self._issuer(token, sentence),
            )
        if noun is not None and noun.kind == "medium" and not plural:
            return Named(name, VoiceKind.INSTITUTION)
        only_role = name.lower() == (role.noun if role is not None else token.lower_)
        bare = only_role and any(child.lower_ in DEFINITE for child in token.lefts)
        if role is not None and role.kind is VoiceKind.PERSON and not plural:
            return self._role_holder(token, name, role, bare, sentence)
        if role is not None and role.kind is VoiceKind.INSTITUTION and not plural:
            return self._institution(token, name, role, bare)
        if role is not None:
            return self._group(token, name, bare)
        return self._other(token, name, plural, first, last)

    def _with_body(self, token: Token, person: Named) -> Named:
        """ "its spokeswoman, Ann Bell": she speaks for whom "its" stands for."""
        owner, role = possessor(token), self._role(token)
        body = self.named.get(owner.i) if owner is not None else None
        if person.institution or body is None or body.kind is not VoiceKind.INSTITUTION:
            return person
        if role is None or not role.speaks_for:
            return person
        return replace(person, institution=body.institution or body.name)

    def _named_person_inside(self, token: Token) -> int | None:
        """The person that an apposition or a flat name tells ("a journalist, Ann Bell")."""
        if token.tag_ in ("NNS", "NNPS"):
            return None
        if token.i in self.holder_at:
            return self.holder_at[token.i]
        for child in token.children:
            if child.i in self.person_at and child.dep_ in ("appos", "flat", "nmod:desc", "compound"):
                if child.dep_ == "compound" and child.i < token.i:
                    continue
                return self.person_at[child.i]
        return None

    def _role(self, token: Token) -> Role | None:
        table, lemma = roles(self.tables), token.lemma_.lower()
        for child in token.lefts:
            if child.dep_ in ("compound", "amod") and f"{child.lower_} {lemma}" in table:
                return table[f"{child.lower_} {lemma}"]
        if token.pos_ == "PROPN" and token.i in self.person_at:
            return None
        return table.get(token.lower_) or table.get(lemma)

    def _with_owner(self, token: Token, name: str) -> str:
        """The name with its short or pronominal owner written out ("his office" -> "Artak Bell’s office")."""
        owner = possessor(token)
        known = self.named.get(owner.i) if owner is not None else None
        if owner is None or known is None:
            return name
        own_words = name_of(self.doc, owner.left_edge.i, owner.right_edge.i)
        rest = name_of(self.doc, owner.right_edge.i + 1, naming_words(token)[1])
        is_short = (
            owner.pos_ in ("PRON", "DET")
            or known.kind is VoiceKind.PERSON
            or not own_words.lower().endswith(known.name.lower())
        )
        full = known.role if known.kind is VoiceKind.GROUP and known.role else known.name
        mark = "’" if known.plural and full.endswith("s") else "’s"
        return f"{full}{mark} {rest}" if is_short and rest else name

    def _role_holder(self, token: Token, name: str, role: Role, bare: bool, sentence: int) -> Named:
        if bare or token.text[0].isupper():
            holder = self._holder_of(name, role, sentence, bare)
            if holder is not None:
                return holder
        office = read_office(name, self.tables)
        institution = office.institution if office else None
        owner = possessor(token)
        if institution is None and role.speaks_for and owner is not None and owner.i in self.named:
            institution = self.named[owner.i].name
        return Named(name, VoiceKind.GROUP, name, institution, role.gender)

    def _holder_of(self, name: str, role: Role, sentence: int, bare: bool) -> Named | None:
        """The person known under this role; for a bare "the diplomat" also the one who spoke last."""
        wanted = set(name.lower().split())
        recent = [seen for seen in reversed(self.seen[-REACH:]) if is_one_person(seen.named)]
        for seen in recent:
            if seen.named.role and wanted <= set(seen.named.role.lower().replace("’s", " ").split()):
                return seen.named
        for number in range(len(self.people.persons) - 1, -1, -1):
            person = self.people.persons[number]
            if person.role and not bare and wanted <= set(person.role.lower().replace("’s", " ").split()):
                return self._person(number)
        if not bare or role.noun not in role_words(self.tables).generic:
            return None
        near = [seen for seen in recent if sentence - seen.sentence <= 3 and gender_fits(seen.named, role.gender)]
        return next((seen.named for seen in near if seen.is_subject and seen.quotation < 0), None)

    def _institution(self, token: Token, name: str, role: Role, bare: bool) -> Named:
        known = [seen for seen in reversed(self.seen[-REACH:]) if seen.named.kind is VoiceKind.INSTITUTION]
        lemma = token.lemma_.lower()
        if bare:
            for seen in known:
                if lemma in seen.named.name.lower().split():
                    return seen.named
                if seen.speaks and lemma in role_words(self.tables).generic:
                    return seen.named
        else:
            words = set(name.lower().split())
            longer = {seen.named for seen in known if words < set(seen.named.name.lower().split())}
            if len(longer) == 1:
                return longer.pop()
        return Named(name, VoiceKind.INSTITUTION, None, self._owner_body(token, name, role), None, role.plural)

    def _owner_body(self, token: Token, name: str, role: Role) -> str | None:
        """For an office or press service the body it belongs to; None for a body of its own."""
        if role.body != "owner":
            return None
        owner = possessor(token) or next((child for child in token.rights if child.dep_ == "nmod"), None)
        if owner is None:
            return None
        known = self.named.get(owner.i)
        if known is not None and (known.institution or known.role):
            return known.institution or known.role
        if known is not None:
            return known.name
        words = name_of(self.doc, *naming_words(owner))
        office = read_office(words, self.tables)
        return (office.institution if office else None) or words

    def _group(self, token: Token, name: str, bare: bool) -> Named:
        if bare:
            for seen in reversed(self.seen[-REACH:]):
                if seen.lemma == token.lemma_.lower() and seen.named.kind is VoiceKind.GROUP and seen.quotation < 0:
                    return seen.named
        return Named(name, VoiceKind.GROUP, plural=True)

    def _other(self, token: Token, name: str, plural: bool, first: int, last: int) -> Named:
        if token.pos_ != "PROPN" and not token.ent_type_:
            return Named(name, None, plural=plural)
        if token.ent_type_ not in ("ORG", "PLACE") and first == last:
            for number in range(len(self.people.persons) - 1, -1, -1):
                if same_surname(name, self.people.persons[number].name):
                    return self._person(number)
        return Named(name, VoiceKind.INSTITUTION, plural=False)

    def _issuer(self, token: Token, sentence: int) -> Named | None:
        """Whose statement or report it is: its owner, "from" or "by" whom, or whose was last spoken of."""
        owner = possessor(token)
        if owner is not None and owner.i in self.named:
            return self.named[owner.i]
        for child in token.lefts:
            if child.dep_ == "compound" and child.pos_ in ("NOUN", "PROPN"):
                return (
                    self._nominal(child, sentence)
                    if child.i not in self.person_at
                    else self._person(self.person_at[child.i])
                )
        later = issuing_words(token)
        if later is not None:
            if later.i in self.person_at:
                return self._person(self.person_at[later.i])
            return self._nominal(later, sentence)
        if not any(child.lower_ in DEFINITE for child in token.lefts):
            return None
        recent = [seen for seen in reversed(self.seen[-REACH:]) if 1 <= sentence - seen.sentence <= 4]
        for seen in recent:
            if seen.named.is_document and seen.named.issuer is not None:
                return seen.named.issuer
            if seen.is_subject and seen.named.kind is not None and seen.quotation < 0:
                return seen.named
        return None

    def _pronoun(self, token: Token, pronoun: Pronoun, sentence: int) -> Named | None:
        if pronoun.person == "first":
            self._trace_first(token, pronoun, sentence)
            return None
        if token.dep_ == "expl":
            return None
        if pronoun.person == "relative":
            return self._relative(token)
        must_speak = token.dep_ in SUBJECTS and token.head.lemma_.lower() in speech_words(self.tables).verbs
        near = [seen for seen in self.seen[-REACH:] if not must_speak or seen.named.kind or seen.named.issuer]
        best = antecedent(token, pronoun, sentence, self.quotations.get(token.i, -1), near, self.learned)
        if best is None:
            return None
        named = best.named
        self.earlier[token.i] = best.noun.i
        if pronoun.gender in ("male", "female") and named.gender is None:
            self.learned[named.name] = pronoun.gender
            named = replace(named, gender=pronoun.gender)
        return named

    def _trace_first(self, token: Token, pronoun: Pronoun, sentence: int) -> None:
        """ "I" and "we" go on from the last of their kind in the same quotation; the first "I" is who spoke before."""
        quotation = self.quotations.get(token.i, -1)
        before = self.firsts.get((quotation, pronoun.plural))
        self.firsts[quotation, pronoun.plural] = token.i
        if before is None and quotation >= 0 and not pronoun.plural:
            spoke = (seen for seen in reversed(self.seen[-REACH:]) if seen.speaks and sentence - seen.sentence <= 1)
            before = next((seen.noun.i for seen in spoke if is_one_person(seen.named)), None)
        if before is not None:
            self.earlier[token.i] = before

    def _relative(self, token: Token) -> Named | None:
        verb = token
        for _ in range(4):
            if verb.dep_.startswith("acl") or verb.head.i == verb.i:
                break
            verb = verb.head
        return self.named.get(verb.head.i) if verb.dep_.startswith("acl") and verb.head.i < token.i else None


def _may_refer(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON") or (token.pos_ == "DET" and token.dep_ == "nmod:poss")


def _top_of_person(token: Token, person_at: dict[int, int]) -> Token:
    """The word of this person's name that the sentence hangs on, or the role that the name belongs to."""
    number = person_at[token.i]
    while token.head.i != token.i and (person_at.get(token.head.i) == number or token.dep_ == "flat"):
        token = token.head
    return token
