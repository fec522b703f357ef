"""Grades as plain data, which is all that reports see of grading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from derivcheck.engine.result import Counterexample, Located

#: right: all points. partial: some. wrong: none. form: right, but not in the form asked for. review: a person
#: has to look. unreadable: the text says nothing that can be checked. missing: nothing was handed in.
Status = Literal["right", "partial", "wrong", "form", "review", "unreadable", "missing"]
#: idle: nothing is worked out. large: too much at once. omitted: true, but not written by the student.
StepStatus = Literal["right", "wrong", "unknown", "idle", "large", "omitted"]

STATUSES: tuple[Status, ...] = ("right", "partial", "wrong", "form", "review", "unreadable", "missing")
#: Questions that students do not see yet, or at all.
CONCEALED = frozenset({"hidden", "after_due_date", "after_published"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason for points won or lost, in words that a student may read, at a place of the submission."""

    text: str
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    counterexample: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class StepGrade:
    """One step of a derivation: how it was judged, and why."""

    text: str
    status: StepStatus
    line: int | None = None
    reason: str | None = None
    counterexample: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a report names it."""

    id: str
    title: str | None
    points: Fraction
    visibility: str = "visible"


@dataclass(frozen=True, slots=True)
class QuestionGrade:
    """One question of one submission. ``pending`` points are for a person to give; they are not in ``points``."""

    question: Asked
    status: Status
    points: Fraction
    pending: Fraction = Fraction(0)
    line: int | None = None
    remarks: tuple[Remark, ...] = ()
    steps: tuple[StepGrade, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def concealed(self) -> bool:
        return self.question.visibility in CONCEALED


@dataclass(frozen=True, slots=True)
class SubmissionGrade:
    """One submission. ``errors``: why its file could not be read; ``notices``: what in it was not heeded."""

    file: str
    student: str
    questions: tuple[QuestionGrade, ...]
    errors: tuple[Located, ...] = ()
    notices: tuple[Located, ...] = ()

    @property
    def points(self) -> Fraction:
        return sum((q.points for q in self.questions), Fraction(0))

    @property
    def pending(self) -> Fraction:
        return sum((q.pending for q in self.questions), Fraction(0))

    @property
    def possible(self) -> Fraction:
        return sum((q.question.points for q in self.questions), Fraction(0))

    @property
    def needs_person(self) -> bool:
        """Whether the grade is not final: something is unknown, or the file could not be read."""
        return bool(self.errors) or any(q.status == "review" for q in self.questions)


@dataclass(frozen=True, slots=True)
class ClassReport:
    """The grades of a class. ``warnings``: what about the assignment itself makes grading less certain."""

    file: str
    title: str | None
    questions: tuple[Asked, ...]
    submissions: tuple[SubmissionGrade, ...]
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    concealed: bool = False  # questions were left out

    def for_students(self) -> ClassReport:
        """Without the questions that students may not see, nor what the assignment's own faults are."""
        if not any(q.visibility in CONCEALED for q in self.questions):
            return replace(self, warnings=())
        shown = tuple(q for q in self.questions if q.visibility not in CONCEALED)
        submissions = tuple(
            replace(s, questions=tuple(q for q in s.questions if not q.concealed)) for s in self.submissions
        )
        return replace(self, questions=shown, submissions=submissions, warnings=(), concealed=True)


def number(value: Fraction) -> str:
    """Points as people write them: ``4``, ``2.5``, ``1.33``; rounded down, so that nothing looks fuller than it is."""
    hundredths = value.numerator * 100 // value.denominator
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
