"""Nouns of every shape that the model allows, for tests that must hold for all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from averment.model.claim import Attribution, Voice
from averment.model.text import Span
from averment.model.when_where import TimePrecision, When

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
FEW = settings(  # nouns are large: a failing one is told as it is, since making it smaller takes minutes
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 2),
    max_value=datetime(9999, 12, 30),
    timezones=st.sampled_from((None, UTC, timezone(timedelta(hours=4, minutes=30)))),
)
NAIVE = st.datetimes(min_value=datetime(1900, 1, 1)).map(lambda moment: moment.replace(fold=0))


@st.composite
def spans(draw: st.DrawFn, longest: int = 60) -> Span:
    start = draw(st.integers(0, longest - 1))
    return Span(start, draw(st.integers(start + 1, longest)))


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = sorted((draw(NAIVE), draw(NAIVE)))
    return When(
        draw(st.sampled_from((None, first))),
        draw(st.sampled_from((None, last))),
        draw(st.sampled_from(TimePrecision)),
        draw(WORDS),
        draw(st.none() | spans()),
        draw(st.none() | WORDS),
        draw(st.none() | st.integers(0, 6)),
    )


def register() -> None:
    """Lets `st.from_type` build every noun of the model."""
    st.register_type_strategy(str, WORDS)
    st.register_type_strategy(int, st.integers(-(10**9), 10**9))
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    st.register_type_strategy(datetime, MOMENTS)
    st.register_type_strategy(Span, spans())
    st.register_type_strategy(When, whens())
    voices = st.lists(st.from_type(Voice), min_size=1, max_size=2).map(tuple)
    st.register_type_strategy(Attribution, st.builds(Attribution, voices=voices))
