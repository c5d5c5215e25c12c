"""Words in small letters, fast."""

from __future__ import annotations

import pytest

from averment.ingest.plain_words import plain_words


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("SHELLS hit the Market.", ["shells", "hit", "the", "market"], "capitals"),
        ("An air-strike killed 12.", ["an", "air", "strike", "killed"], "hyphens divide, figures are no words"),
        ("They don't, they don’t", ["they", "don", "t", "they", "don", "t"], "one apostrophe is as good as the other"),
        ("Café Zoë", ["caf", "zo"], "letters with accents divide"),
        ("Снаряды", [], "no English letters"),
    ],
)
def test_runs_of_english_letters_are_words(text: str, words: list[str], why: str) -> None:
    assert plain_words(text) == words, why
