"""What could not be read or settled, with its place."""

from __future__ import annotations

from averment.faces.web import shapes
from averment.faces.web.desk.listing import Paged
from averment.ledger.glances import Glance
from averment.model.collection import Collection as Held
from averment.model.run import Problem


def problem_list(glance: Glance, paged: Paged) -> shapes.ProblemList:
    """A page of the problems."""
    every = all_problems(glance)
    shown = paged.part(every)
    part = glance.part((), reports=sorted({problem.report for problem in shown if problem.report}))
    return shapes.ProblemList(paging=paged.of(len(every)), problems=[problem_shape(problem, part) for problem in shown])


def count_problems(glance: Glance) -> int:
    return len(all_problems(glance))


def all_problems(glance: Glance) -> tuple[Problem, ...]:
    """Problems of files, of readings, of the last settling, and decisions that contradict each other.

    Those of withheld reports are left out: a message may quote the text.
    """
    return glance.once("problems", lambda: _shown(glance))


def _shown(glance: Glance) -> tuple[Problem, ...]:
    hidden = glance.kept.withheld
    return tuple(hidden.hide(problem) for problem in glance.ledger.problems() if problem.report not in hidden.reports)


def problem_shape(problem: Problem, part: Held) -> shapes.ProblemShape:
    """The problem with the words that it is about, where their report is in the part."""
    span = problem.span
    text = next((report.text for report in part.reports if report.id == problem.report), "")
    return shapes.ProblemShape(
        step=problem.step,
        message=problem.message,
        file=problem.file,
        report=problem.report,
        start=span.start if span else None,
        end=span.end if span else None,
        words=span.of(text) if span and span.end <= len(text) else None,
    )
