"""`python -m tests.stories.write` writes the record of the sample reports anew, after a change that is meant."""

from __future__ import annotations

from tests.stories.tell import STORED, tell_samples

if __name__ == "__main__":
    STORED.write_text(tell_samples(), encoding="utf-8")
