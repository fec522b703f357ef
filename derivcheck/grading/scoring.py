"""From a judgement to points, with the reason for each that is lost.

A complete right derivation has all points, whatever its steps. Otherwise each step has an equal share, and a wrong or
missing one costs its own share, once; or, where there are milestones, those that were reached have their points. What
is unknown is neither won nor lost: its points are pending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.grading.judgement import Judgement, Step
from derivcheck.grading.result import Asked, QuestionGrade, Remark, Status, StepGrade, StepStatus
from derivcheck.language.question import RawQuestion

_ONLY = "right only where"
_PARTLY = f" could not be decided: {_ONLY}"
_NOWHERE = "the statement is nowhere defined"


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of a question's reference: the conditions under which it is right, and how many steps it has."""

    conditions: frozenset[str] = frozenset()
    steps: int = 1


def asked(question: RawQuestion) -> Asked:
    """A question as a report names it."""
    return Asked(question.id, question.title, question.points, question.visibility)


def missing(question: RawQuestion) -> QuestionGrade:
    """Nothing was handed in."""
    words = dict(question.feedback).get("missing", "there is no answer to this question")
    return QuestionGrade(asked(question), "missing", Fraction(0), remarks=(Remark(words),))


def score(question: RawQuestion, found: Judgement, reference: Reference) -> QuestionGrade:
    """The grade of an answer; lines are those of the answer's own text."""
    if found.errors:
        remarks = [Remark(e.message, e.line, e.column, e.hint) for e in found.errors]
        return _grade(question, "unreadable", Fraction(0), remarks=remarks)
    return _Scoring(question, found, reference).grade()


class _Scoring:
    def __init__(self, question: RawQuestion, found: Judgement, reference: Reference) -> None:
        self.question = question
        self.reference = reference
        self.alone = len(found.steps) == 1 and found.steps[0].line is None
        self.steps = [self.step(step) for step in found.steps]
        last = found.steps[-1:]
        if last and last[0].joint and self.steps[-1].status == "wrong" and self.count("wrong") > 1:
            # That a wrong step leads elsewhere is its consequence, and no mistake of its own.
            found, self.steps = replace(found, steps=found.steps[:-1]), self.steps[:-1]
        self.found = found

    def step(self, step: Step) -> StepGrade:
        narrow = [c for c in step.narrowing if c not in self.reference.conditions]
        status: StepStatus = "right"
        reason = step.reason
        most = self.question.max_step
        if step.verdict == "refuted" or _is_nowhere(step):
            status = "wrong"
        elif step.verdict != "proved":
            status = "unknown"
        elif narrow:
            status, reason = "unknown", f"{_ONLY} {' and '.join(narrow)}"
        elif most is not None and step.news > most:
            status, reason = "large", f"too much at once: {step.news} symbols change, at most {most} may"
        elif (step.idle or step.stray) and not self.alone:
            status = "idle"
        elif step.joint and not step.stated and self.question.partial:
            status, reason = "omitted", "this step is left out"
        return StepGrade(step.text, status, step.line, reason, step.counterexample)

    def count(self, *statuses: StepStatus) -> int:
        return sum(step.status in statuses for step in self.steps)

    @property
    def missing_steps(self) -> int:
        own = [step for step in self.found.steps if not step.joint]
        return max(0, self.question.required_steps - sum(not step.idle or step.verdict != "proved" for step in own))

    def defects(self) -> list[str]:
        """Why what is right is not yet an answer."""
        found, question = self.found, self.question
        texts = [found.gap] if found.gap else []
        if found.repeats:
            texts.append("this only repeats the question")
        elif found.remaining:
            texts.append(f"{_listed(found.remaining)} may not remain in the answer")
        if found.others:
            allowed = f"only in terms of {_listed(question.in_terms_of or ())}"
            texts.append(f"the answer has to be written {allowed}, without {_listed(found.others)}")
        if self.missing_steps:
            texts.append(f"a derivation of {question.required_steps} steps is asked for")
        return texts

    def grade(self) -> QuestionGrade:
        defects = self.defects()
        points = self.question.points
        if self.found.unknown is not None:
            reason = Remark(f"this could not be decided: {self.found.unknown}")
            return self.made("review", Fraction(0), points, [reason])
        wrong, unknown = self.count("wrong"), self.count("unknown")
        if not (wrong or unknown or defects or self.count("large", "omitted")):
            return self.made("right", points)
        if not (wrong or unknown) and self.alone:
            return self.made("form", Fraction(0), remarks=[*map(Remark, defects), *self.reasons()])
        if self.is_right_all_the_same(defects):
            return self.made("right", points, remarks=[Remark("the result is right, though not every step is")])
        earned, pending = self.partial(len(defects))
        remarks = [Remark(text) for text in defects] + self.reasons()
        status: Status = "review" if pending else "partial" if earned else "wrong" if wrong else "form"
        return self.made(status, earned, pending, remarks)

    def is_right_all_the_same(self, defects: Sequence[str]) -> bool:
        """The result is what was asked for, and the way to it was not."""
        joints = [grade for grade, step in zip(self.steps, self.found.steps, strict=True) if step.joint]
        free = not self.question.partial and not self.question.milestones and self.question.max_step is None
        arrived = self.found.whole == "proved" and all(j.status == "right" for j in joints)
        return free and arrived and not defects and not self.alone

    def partial(self, defects: int) -> tuple[Fraction, Fraction]:
        """Points earned and pending where not all is right."""
        points, unknown = self.question.points, self.count("unknown")
        if self.question.milestones:
            parts = zip(self.question.milestones, self.found.milestones, strict=False)
            earned = sum((m.points for m, reached in parts if reached), Fraction(0))
            return earned, points - earned if unknown else Fraction(0)
        if not self.question.partial:
            return Fraction(0), points if unknown and not self.count("wrong") and not defects else Fraction(0)
        counted = self.count("right", "wrong", "unknown", "large", "omitted")
        shares = counted + max(self.missing_steps, 1 if defects else 0)
        if self.count("wrong") or defects:
            shares = max(shares, self.reference.steps)
        # Further steps do not make a mistake cheaper than a step of the reference.
        fewest = max(2, self.reference.steps)
        most = points * (fewest - 1) / fewest if self.count("wrong") or defects else points
        pending = points * unknown / max(shares, 1)
        return min(points * self.count("right") / max(shares, 1), most - min(pending, most)), pending

    def reasons(self) -> list[Remark]:
        """What is wrong, or not known, step by step; a bare answer has no steps."""
        remarks = []
        for number, (step, judged) in enumerate(zip(self.steps, self.found.steps, strict=True), start=1):
            if step.status in ("right", "idle"):
                continue
            name = "the answer" if self.alone else f"step {number}" if not judged.joint else f"`{judged.text}`"
            text = {
                "wrong": f"{name} is defined nowhere" if _is_nowhere(judged) else f"{name} is wrong",
                "unknown": f"{name} could not be decided: {step.reason}".replace(_PARTLY, " is right only where"),
                "large": f"{name}: {step.reason}",
                "omitted": f"{name} is not shown",
            }[step.status]
            remarks.append(Remark(text, step.line, counterexample=step.counterexample))
            remarks += [Remark(words) for words in self.hints(judged)] if step.status == "wrong" else []
        return remarks

    def hints(self, step: Step) -> list[str]:
        """How the mistake comes about; never what would be right."""
        own = dict(self.question.feedback)
        first = step.diagnosis[:1]
        return [own.get(item["kind"]) or f"mistake ({item['kind']}): {item.get('why', '')}" for item in first]

    def made(
        self, status: Status, points: Fraction, pending: Fraction = Fraction(0), remarks: Sequence[Remark] = ()
    ) -> QuestionGrade:
        kinds = (item["kind"] for step in self.found.steps for item in step.diagnosis[:1] if "kind" in item)
        steps = () if self.alone else tuple(self.steps)
        return _grade(self.question, status, points, pending, remarks, steps, tuple(dict.fromkeys(kinds)))


def _is_nowhere(step: Step) -> bool:
    return step.verdict == "error" and (step.reason or "").startswith(_NOWHERE)


def _grade(
    question: RawQuestion,
    status: Status,
    points: Fraction,
    pending: Fraction = Fraction(0),
    remarks: Sequence[Remark] = (),
    steps: tuple[StepGrade, ...] = (),
    mistakes: tuple[str, ...] = (),
) -> QuestionGrade:
    words = dict(question.feedback).get("wrong" if status == "partial" else status)
    own = [Remark(words)] if words else []
    return QuestionGrade(asked(question), status, points, pending, None, (*remarks, *own), steps, mistakes)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "numbers"
