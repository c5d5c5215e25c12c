"""The sample reports end in the record that is stored beside this file."""

from __future__ import annotations

from difflib import unified_diff

from tests.stories.tell import STORED, tell_samples


def test_the_sample_reports_end_in_the_stored_record() -> None:
    stored, told = STORED.read_text(encoding="utf-8"), tell_samples()
    difference = "\n".join(unified_diff(stored.splitlines(), told.splitlines(), "stored", "told", lineterm="", n=1))
    assert not difference, (
        "the record of the samples has changed; look at each line, and if the change is meant, run "
        f"`python -m tests.stories.write` and tell of it in CHANGELOG.md\n{difference}"
    )
