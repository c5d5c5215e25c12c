"""Every place where a report says that someone says something: the words of saying, who says it, and what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from averment.knowledge.name_words import NameUse, name_words
from averment.knowledge.roles import roles
from averment.knowledge.speech import SpeechVerb, SpeechWords, speech_words
from averment.knowledge.tables import Tables
from averment.model.claim import Modality, Stance
from averment.model.text import Span, cover, trim
from averment.reading.contents import clause_around, verb_contents
from averment.reading.naming import prepositions
from averment.reading.phrases import text_of
from averment.reading.saying import (
    Saying,
    end_of,
    is_aside,
    is_negated,
    is_preliminary,
    is_untrue,
    source_phrase,
    span_of,
)
from averment.reading.saying_notes import by_colon, by_coming, by_giving, with_givers
from averment.reading.saying_nouns import by_according, by_adverb, by_noun, by_predicate
from averment.reading.subjects import FINITE, agent_of, is_passive, subject_of

PARTICLES = frozenset({"ADP", "ADV", "SCONJ", "PRON"})  # "point out", "call for", "as the mayor put it"
UNREAL = frozenset({"would", "could", "should", "must", "may", "might", "can", "’d", "'d"})
MARKS = ("“", "”", '"', "''", "``", "«", "»")
FAR_SOURCE = 60  # characters between the verb and a subject that it shares with another


def find_sayings(doc: Doc, inside: Mapping[int, int], tables: Tables) -> tuple[Saying, ...]:
    """Every saying of the doc, in order of its cue. `inside` tells which quotation each word stands in."""
    words, text = speech_words(tables), text_of(doc)
    speakers = roles(tables).keys() | name_words(tables)[NameUse.BODY]
    found: list[Saying] = []
    for token in doc:
        saying = _saying_at(token, words, inside, text) or by_colon(token, words, speakers, text)
        if saying is not None:
            found.append(saying)
    found = with_givers(sorted(found, key=lambda saying: (saying.cue.start, saying.cue.end)), doc, words)
    whole = (_cut(saying, found, doc, words) for saying in _with_shared_sources(found, doc, text, inside))
    return tuple(_placed(saying, doc[saying.verb]) for saying in whole)


def _placed(saying: Saying, verb: Token) -> Saying:
    return replace(saying, is_aside=is_aside(verb), sentence=verb.sent.start_char)


def _cut(saying: Saying, found: list[Saying], doc: Doc, words: SpeechWords) -> Saying:
    """The saying without what is said beside it: ", the station reported", ", adding that ...", ", citing police"."""
    first = min((content.start for content in saying.contents), default=0)
    end = max((content.end for content in saying.contents), default=0)
    place = bisect_left(found, first, key=lambda other: other.cue.start)
    contents, text = saying.contents, text_of(doc)
    while place < len(found) and found[place].cue.start < end:
        other = found[place]
        place += 1
        verb = doc[other.verb]
        if verb.pos_ != "VERB" or other.verb == saying.verb:
            continue
        around = other.cue.start > saying.cue.start and any(content.holds(saying.cue) for content in other.contents)
        beside = verb.tag_ == "VBG" and verb.dep_ == "advcl" and other.source in (saying.source, None)
        quoting = verb.tag_ == "VBG" and not other.contents and verb.lemma_.lower() in words.quoting
        if around or beside or quoting:
            contents = tuple(cut for content in contents for cut in _before(content, other.clause, text))
    return replace(saying, contents=contents)


def _before(content: Span, clause: Span, text: str) -> Iterator[Span]:
    if not content.overlaps(clause):
        yield content
    elif content.start < clause.start:
        kept = trim(text, content.start, content.start + len(text[content.start : clause.start].rstrip(" ,;–—-\n")))
        if kept is not None:
            yield kept


def _with_shared_sources(found: list[Saying], doc: Doc, text: str, inside: Mapping[int, int]) -> Iterator[Saying]:
    """ "..., adding that ..." after a quotation that the tree could not join: who spoke just before goes on."""
    last: dict[int | None, Saying] = {}
    for saying in found:
        place = inside.get(saying.verb)
        before = last.get(place)
        open_end = saying.source is None and doc[saying.verb].tag_ == "VBG"
        if open_end and before is not None and "\n" not in text[before.cue.start : saying.cue.start]:
            saying = replace(saying, source=before.source)
        if saying.source is not None and doc[saying.verb].pos_ == "VERB":
            last[place] = saying
        yield saying


def _saying_at(token: Token, words: SpeechWords, inside: Mapping[int, int], text: str) -> Saying | None:
    if token.is_space or token.is_punct:
        return None
    if token.lower_ == "according":
        return by_according(token, words, text)
    if token.pos_ in ("VERB", "AUX"):
        verb = _verb_entry(token, words)
        if verb is not None:
            return _by_verb(token, verb, words, inside, text)
    if token.pos_ == "ADV" and token.lower_ in words.adverbs:
        return by_adverb(token, words)
    if token.pos_ in ("NOUN", "PROPN"):
        noun = words.nouns.get(token.lemma_.lower())
        if noun is not None:
            noted = by_coming(token, noun, words, text) or by_giving(token, noun, words, text)
            return noted or by_noun(token, noun, words, inside)
    return by_predicate(token, words)


def _verb_entry(token: Token, words: SpeechWords) -> SpeechVerb | None:
    """The row of this verb; None where its object tells another meaning ("claimed the lives of")."""
    entry = _row_of(token, words)
    if entry is None or not any(f"not:{child.lemma_.lower()}" in entry.content for child in token.rights):
        return entry
    return None


def _row_of(token: Token, words: SpeechWords) -> SpeechVerb | None:
    """With its particle first ("point out")."""
    lemma = token.lemma_.lower()
    for child in token.children:
        if child.dep_ == "compound:prt" or (child.dep_ == "advmod" and child.i == token.i + 1):
            entry = words.verbs.get(f"{lemma} {child.lower_}")
            if entry is not None:
                return entry
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is not None and after.pos_ in PARTICLES and f"{lemma} {after.lower_}" in words.verbs:
        return words.verbs[f"{lemma} {after.lower_}"]
    return words.verbs.get(lemma)


def _by_verb(token: Token, verb: SpeechVerb, words: SpeechWords, inside: Mapping[int, int], text: str) -> Saying | None:
    if token.dep_ in ("amod", "case", "mark", "aux", "compound"):
        return None
    if _is_quoting(token, verb, words):
        return _by_quoting(token, verb, words, inside)
    source = agent_of(token, words) if is_passive(token) else subject_of(token, words, inside)
    contents = verb_contents(token, verb)
    stance, modality = _stance(token, verb, words), _modality(token, verb, words)
    if not contents and not verb.content & {"quote", "clause"}:
        return None
    if source is None and is_passive(token) and not _may_be_unsaid_by_whom(token, verb):
        return None
    if stance is Stance.ASSERTS and _asks_of_someone(token):
        stance = Stance.CALLS
    if source is None and is_passive(token):
        stance = Stance.ALLEGES if stance is Stance.ASSERTS else stance
    clause = _clause(token, source)
    contents = tuple(part for content in contents for part in _beside(content, clause, token, text))
    whole = _told_before(token, clause, text) if source is not None and "clause" in verb.content else None
    if whole is not None and all(whole.holds(content) for content in contents):
        contents = (whole,)
    return Saying(
        _cue(token),
        token.i,
        source.i if source is not None else None,
        clause,
        contents,
        stance,
        modality,
        tuple(word.i for word in _told(token, words)),
        quotes="quote" in verb.content or "clause" in verb.content,
    )


def _told_before(token: Token, clause: Span, text: str) -> Span | None:
    """All that stands before ", the ministry said." at the end of its sentence, however the tree hangs it."""
    sentence = token.sent
    before = text[sentence.start_char : clause.start].rstrip()
    ends = not text[clause.end : sentence.end_char].strip(" .\n")
    if not ends or not before.endswith(",") or token.tag_ not in FINITE or any(mark in before for mark in MARKS):
        return None
    end = sentence.start_char + len(before) - 1
    told = (word for word in sentence if word.idx < end)
    finite = any(word.tag_ in FINITE for word in told)
    return trim(text, sentence.start_char, end) if finite else None


def _may_be_unsaid_by_whom(token: Token, verb: SpeechVerb) -> bool:
    """Whether a passive tells a saying even without its speaker: "it was said that", "the army was accused of ..."."""
    if verb.stance is Stance.ALLEGES and any(child.dep_ == "aux:pass" for child in token.lefts):
        return True
    return "clause" in verb.content and token.dep_ not in ("advcl", "acl")


def _is_quoting(token: Token, verb: SpeechVerb, words: SpeechWords) -> bool:
    """ "A quoted B as saying": another verb of saying hangs on "as"."""
    return verb.lemma in words.quoting and (
        any(child.dep_ == "advcl" and "as" in prepositions(child) for child in token.rights)
        or token.tag_ == "VBG"
        or is_passive(token)
    )


def _by_quoting(token: Token, verb: SpeechVerb, words: SpeechWords, inside: Mapping[int, int]) -> Saying | None:
    """Someone speaks through a medium: "the paper quoted a doctor as saying", "she was quoted by the paper"."""
    if is_passive(token):
        speaker, medium = subject_of(token, words, inside), agent_of(token, words)
    else:
        speaker = next((child for child in token.rights if child.dep_ in ("obj", "obl")), None)
        medium = subject_of(token, words, inside)
    inner = next((child for child in token.rights if child.dep_ == "advcl" and "as" in prepositions(child)), None)
    contents = verb_contents(inner, replace(verb, content=frozenset({"clause"}))) if inner is not None else ()
    if not contents and inner is None and token.dep_ == "advcl":
        around = clause_around(token.head, token)
        contents = around if token.head.lemma_.lower() not in words.verbs else ()
    if speaker is None:
        return None
    end = inner if inner is not None else speaker
    clause = cover((span_of(token), span_of(speaker), span_of(end)))
    via = (medium.i,) if medium is not None and token.dep_ != "advcl" else ()
    modality = Modality.PRELIMINARY if is_preliminary(speaker, words) else Modality.ACTUAL
    return Saying(_cue(token), token.i, speaker.i, clause, contents, Stance.ASSERTS, modality, via, quotes=True)


def _told(token: Token, words: SpeechWords) -> Iterator[Token]:
    """Media that the words were said to: "told Norvia Press"."""
    if is_passive(token):
        return
    for child in token.rights:
        if child.dep_ in ("obj", "iobj") and child.pos_ in ("NOUN", "PROPN"):
            noun = words.nouns.get(child.lemma_.lower())
            if child.ent_type_ == "ORG" or (noun is not None and noun.kind == "medium"):
                yield child


def _stance(token: Token, verb: SpeechVerb, words: SpeechWords) -> Stance:
    if is_negated(token):
        undone = {Stance.DENIES: Stance.DECLINES, Stance.CONDEMNS: Stance.DECLINES, Stance.DOUBTS: Stance.ASSERTS}
        return undone.get(verb.stance, Stance.DECLINES)
    if token.dep_ == "xcomp" and token.head.lemma_.lower() in words.refusing:
        return Stance.DECLINES
    if verb.stance in (Stance.ASSERTS, Stance.ALLEGES) and _calls_it_untrue(token, words):
        return Stance.DENIES
    return verb.stance


def _asks_of_someone(token: Token) -> bool:
    """ "told the men to leave": whoever is told to do something is called upon."""
    asked = any(child.dep_ in ("obj", "iobj") for child in token.rights)
    return asked and any(
        child.dep_ in ("xcomp", "ccomp", "advcl") and any(word.lower_ == "to" for word in child.lefts)
        for child in token.rights
    )


def _calls_it_untrue(token: Token, words: SpeechWords) -> bool:
    """Whether what is said is only that a claim is false ("said the report was false", "called it a lie")."""
    return any(child.dep_ in ("ccomp", "xcomp") and is_untrue(child, words) for child in token.rights)


def _modality(token: Token, verb: SpeechVerb, words: SpeechWords) -> Modality:
    for child in token.children:
        if child.dep_ in ("obl", "advcl", "advmod") and is_preliminary(child, words):
            return Modality.PRELIMINARY
    helpers = {child.lower_ for child in token.lefts if child.dep_ == "aux"}
    if helpers & UNREAL:
        return Modality.HYPOTHETICAL
    return verb.modality


def _cue(token: Token) -> Span:
    """The verb with its auxiliaries, negation and particle."""
    parts = [token]
    for child in token.children:
        near = abs(child.i - token.i) <= 3
        if near and child.dep_ in ("aux", "aux:pass", "compound:prt"):
            parts.append(child)
    first, last = min(parts, key=lambda part: part.i), max(parts, key=lambda part: part.i)
    return Span(first.idx, end_of(last)) if last.i - first.i <= 4 else span_of(token)


def _clause(token: Token, source: Token | None) -> Span:
    """Cue and source; a source far off only when all between belongs to it: "Ann Bell, who led the office, said"."""
    cue = _cue(token)
    words = _source_words(source, token)
    if source is None or words is None:
        return cue
    behind = source.right_edge
    reaches = source.i < token.i and all(word.is_punct for word in token.doc[behind.i + 1 : _first_of(cue, token)])
    if not reaches and min(abs(words.start - cue.end), abs(cue.start - words.end)) > FAR_SOURCE:
        return cue
    return cover((cue, words))


def _first_of(cue: Span, token: Token) -> int:
    first = token.i
    while first > 0 and token.doc[first - 1].idx >= cue.start:
        first -= 1
    return first


def _beside(content: Span, clause: Span, token: Token, text: str) -> Iterator[Span]:
    """The content without the words of saying themselves; what follows them goes on only after a comma."""
    if not content.overlaps(clause):
        yield content
    elif content.start < clause.start:
        yield from _before(content, clause, text)
        if content.end > clause.end and text[clause.end] == ",":
            after = trim(text, clause.end + 1, content.end)
            if after is not None:
                yield after
    elif content.end > clause.end and token.idx < content.start < clause.end:
        yield Span(max(content.start, clause.end), content.end)


def _source_words(source: Token | None, verb: Token) -> Span | None:
    return source_phrase(source) if source is not None and source.sent.start == verb.sent.start else None
