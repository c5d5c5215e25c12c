"""The words of saying: verbs, nouns and adverbs that attribute, with the stance that each carries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from averment.knowledge.tables import Tables
from averment.model.claim import Modality, Stance


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of saying by its lemma ("point out" with its particle).

    `content` tells where what is said may stand: clause, infinitive, gerund, object, quote, or the preposition that
    leads it ("for" in "called for"); "obj:toll" asks for that object ("put the toll at 22"), "not:life" takes no such
    one ("claimed lives").
    """

    lemma: str
    stance: Stance
    modality: Modality
    content: frozenset[str]


@dataclass(frozen=True, slots=True)
class SpeechNoun:
    """A noun of saying.

    `kind`: document (it can say something itself), medium (it passes words on), data (nobody by itself), or
    saying (the act).
    """

    lemma: str
    stance: Stance
    modality: Modality
    kind: str


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """All words of saying in one place."""

    verbs: dict[str, SpeechVerb]
    nouns: dict[str, SpeechNoun]
    adverbs: dict[str, Stance]  # "reportedly": someone unnamed says so
    preliminary: frozenset[str]  # "preliminary", "unconfirmed"
    untrue: frozenset[str]  # "false", "baseless": said of a claim, a denial
    when_negated: frozenset[str]  # "is not true", "does not correspond": a denial
    refusing: frozenset[str]  # "declined to", "refused to"
    things_do: frozenset[str]  # what a thing does without saying anything: "the war claimed", "the data show"
    things_take: frozenset[str]  # and what it takes so: "lives"
    quoting: frozenset[str]  # verbs that name somebody else as the speaker: "the paper quoted a doctor as saying"
    support: frozenset[str]  # verbs that only carry a noun of saying: "made a claim", "issued a call"
    coming: frozenset[str]  # verbs by which a noun of saying reaches somebody: "word came from the army"


@lru_cache(maxsize=8)
def speech_words(tables: Tables) -> SpeechWords:
    """The verbs, nouns and adverbs of saying of these tables."""
    stances = tables.rows("en/stance")
    parts: dict[str, set[str]] = {}
    for row in stances:
        parts.setdefault(row["part"], set()).add(row["words"])
    return SpeechWords(
        verbs=_with_learnt_forms(
            {
                row["verb"]: SpeechVerb(
                    row["verb"], Stance(row["stance"]), Modality(row["modality"]), frozenset(row["content"].split())
                )
                for row in tables.rows("en/speech_verbs")
            }
        ),
        nouns={
            row["noun"]: SpeechNoun(row["noun"], Stance(row["stance"]), Modality(row["modality"]), row["kind"])
            for row in tables.rows("en/speech_nouns")
        },
        adverbs={row["words"]: Stance(row["stance"]) for row in stances if row["part"] == "adverb"},
        preliminary=frozenset(parts["qualifier"]),
        untrue=frozenset(parts["untrue"]),
        when_negated=frozenset(parts["not"]),
        refusing=frozenset(parts["refusing"]),
        things_do=frozenset(parts["a thing does"]),
        things_take=frozenset(parts["a thing takes"]),
        quoting=frozenset(parts["quoting"]),
        support=frozenset(parts["support"]),
        coming=frozenset(parts["coming"]),
    )


def _with_learnt_forms(verbs: dict[str, SpeechVerb]) -> dict[str, SpeechVerb]:
    """Each verb under the lemma with one final e too many or too few as well: lemmas are learnt from a treebank, which
    does not hold "conceded" or "boasted", and guesses "conced" and "boaste"."""
    forms = dict(verbs)
    for lemma, verb in verbs.items():
        first, _, particle = lemma.partition(" ")
        guessed = first[:-1] if first.endswith("e") else first + "e"
        forms.setdefault(f"{guessed} {particle}".strip(), verb)
    return forms
