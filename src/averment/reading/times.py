"""Times in a report, in the order of the steps: found in the words, counted out, and tied to what is claimed."""

from averment.reading.time_expression import TimeExpression, TimeRole
from averment.reading.time_finding import find_time_expressions
from averment.reading.time_resolving import resolve_times
from averment.reading.time_tying import as_of, is_history, is_time_of_saying, news_of, time_of

__all__ = [
    "TimeExpression",
    "TimeRole",
    "as_of",
    "find_time_expressions",
    "is_history",
    "is_time_of_saying",
    "news_of",
    "resolve_times",
    "time_of",
]
