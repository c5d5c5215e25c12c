"""The dictionary form of a word, from its treebank tag and a table learnt from the treebanks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

LONGEST_ENDING = 5

Edit = tuple[int, str]
"""How many characters to take from the end, and what to put there."""


@dataclass(frozen=True, slots=True)
class Lemmas:
    """Per tag, `rules` have the edit for each ending, of which the longest decides, and `exceptions` whole words."""

    rules: Mapping[str, Mapping[str, Edit]]
    exceptions: Mapping[str, Mapping[str, str]]

    def lemma(self, word: str, tag: str) -> str:
        """The word's lemma under a Penn Treebank tag such as VBD; in lower case, but for proper nouns as written."""
        form = word if tag.startswith("NNP") else word.lower().replace("’", "'")
        known = self.exceptions.get(tag, {}).get(form)
        if known is not None:
            return known
        return edited(form, self.edit(form, tag))

    def edit(self, form: str, tag: str) -> Edit:
        rules = self.rules.get(tag, {})
        for length in range(min(LONGEST_ENDING, len(form)), -1, -1):
            found = rules.get(form[len(form) - length :].lower())
            if found is not None and found[0] < len(form):
                return found
        return 0, ""


def edited(form: str, edit: Edit) -> str:
    taken, put = edit
    return form[: len(form) - taken] + put


@lru_cache(maxsize=1)
def load_lemmas() -> Lemmas:
    """The shipped table; it is read once."""
    read = json.loads((resources.files("averment.reading") / "weights" / "lemmas.json").read_text(encoding="utf-8"))
    rules = {tag: {ending: (taken, put) for ending, (taken, put) in of.items()} for tag, of in read["rules"].items()}
    return Lemmas(rules, read["exceptions"])
