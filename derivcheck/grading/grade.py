"""A class graded: the assignment checked, every distinct answer decided once, points given."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath

from derivcheck.engine.result import Result
from derivcheck.engine.running.cache import Cache, Key, early, texts_of
from derivcheck.engine.running.process import Lost
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.workers import run
from derivcheck.grading.judgement import Judgement
from derivcheck.grading.result import QuestionGrade, Remark, SubmissionGrade
from derivcheck.grading.scoring import Reference, missing, score
from derivcheck.grading.spacing import said
from derivcheck.grading.submission import Answer, Submission
from derivcheck.grading.task import Task, Tasks
from derivcheck.language.located import Located
from derivcheck.language.problem import ProblemFile
from derivcheck.language.question import RawQuestion
from derivcheck.language.reference import carried

#: The module that judges; large, imported before there are workers.
_JUDGE = "derivcheck.grading.judging"

#: Seconds after which no more mistakes of a class are looked for.
DIAGNOSIS_SECONDS = 20.0

#: The number of a submission and the id of a question.
_Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Graded:
    """The grades, in the order of the submissions. ``unnamed``: distinct wrong answers that there was no time to look
    into for a mistake with a name."""

    submissions: tuple[SubmissionGrade, ...]
    unnamed: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A problem file with questions, and the results of its references by the ids of their claims."""

    problem: ProblemFile
    references: Mapping[str, Result]

    @property
    def questions(self) -> tuple[RawQuestion, ...]:
        return self.problem.questions

    @property
    def known(self) -> frozenset[str]:
        return frozenset(q.id for q in self.questions)

    def refuted(self) -> list[str]:
        """The references that are wrong: with them nobody can be graded."""
        return [name for name, result in self.references.items() if result.verdict in ("refuted", "error")]

    def warnings(self) -> tuple[str, ...]:
        """References that are not proved."""
        unknown = [name for name, result in self.references.items() if result.verdict == "unknown"]
        return tuple(f"the reference of `{name}` is not proved" for name in unknown)

    def reference(self, question: RawQuestion) -> Reference:
        own = self.references.get(question.id)
        way = self.references.get(f"{question.id}/derivation", own)
        steps = sum(not link.restates for link in way.links) if way is not None else 0
        conditions = own.conditions if own is not None and own.verdict == "proved" else ()
        return Reference(frozenset(conditions), max(1, steps, question.required_steps))


def grade(
    assignment: Assignment,
    submissions: Sequence[Submission],
    settings: Settings,
    cache: Cache | None = None,
    tick: Callable[[], None] | None = None,
    diagnosis: float = DIAGNOSIS_SECONDS,
) -> Graded:
    """Grade a class; ``diagnosis``: seconds for the names of all mistakes, or 0."""
    grading = _Grading(assignment, submissions, settings, cache, tick, diagnosis)
    grading.judge_all()
    grading.carry_forward()
    return Graded(tuple(grading.submission(number) for number in range(len(submissions))), grading.unnamed)


class _Grading:
    def __init__(
        self,
        assignment: Assignment,
        submissions: Sequence[Submission],
        settings: Settings,
        cache: Cache | None,
        tick: Callable[[], None] | None,
        diagnosis: float,
    ) -> None:
        self.assignment = assignment
        self.submissions = submissions
        self.settings = settings
        self.cache = cache
        self.tick = tick
        self.diagnosis = diagnosis
        self.diagnosis_left = diagnosis
        self.unnamed = 0
        self.grades: dict[_Place, QuestionGrade] = {}
        self.finals: dict[_Place, str | None] = {}

    def judge_all(self) -> None:
        """Every answer on its own, as if those before it were right."""
        tasks = Tasks(self.assignment.problem)
        places: list[tuple[_Place, int]] = []
        for number, submission in enumerate(self.submissions):
            for question in self.assignment.questions:
                answer = submission.answers.get(question.id)
                if answer is not None:
                    known = tuple((name, text.text) for name, text in carried(question, self.assignment.questions))
                    kept = _kept(question, answer)
                    places.append(((number, question.id), tasks.number(question, kept, known)))
        found = self.decide(tasks)
        for place, task in places:
            question = self.question(place[1])
            self.grades[place] = score(question, found[task], self.assignment.reference(question))
            self.finals[place] = found[task].final

    def carry_forward(self) -> None:
        """Answers that follow from the student's own earlier ones, where those are not right."""
        tasks = Tasks(self.assignment.problem)
        places: list[tuple[_Place, int, list[str]]] = []
        for (number, id), given in self.grades.items():
            question = self.question(id)
            if not question.depends_on or given.status in ("right", "unreadable"):
                continue
            answers = self.submissions[number].answers
            own, changed = self.own_answers(number, question)
            if changed:
                task = tasks.number(question, _kept(question, answers[id]), own, own=True)
                places.append(((number, id), task, changed))
        found = self.decide(tasks)
        for place, task, changed in places:
            question = self.question(place[1])
            again = score(question, found[task], self.assignment.reference(question))
            self.grades[place] = _better(self.grades[place], again, ", ".join(f"`{name}`" for name in changed))

    def own_answers(self, number: int, question: RawQuestion) -> tuple[tuple[tuple[Located, str], ...], list[str]]:
        """The names of earlier answers with the student's texts, and the ids of those that are not right."""
        own, changed = [], []
        for name, text in carried(question, self.assignment.questions):
            earlier = next(q for q in self.assignment.questions if q.name is name)
            grade = self.grades.get((number, earlier.id))
            final = self.finals.get((number, earlier.id))
            if final is not None and grade is not None and grade.status not in ("right", "unreadable"):
                own.append((name, final))
                changed.append(earlier.id)
            else:
                own.append((name, text.text))
        return tuple(own), changed

    def question(self, id: str) -> RawQuestion:
        return next(q for q in self.assignment.questions if q.id == id)

    def decide(self, tasks: Tasks) -> list[Judgement]:
        """The judgements on all tasks, from the cache as far as it has them."""
        wanted = tasks.all()
        keys = [_key(self.assignment.problem, task, self.settings, self.diagnosis) for task in wanted if self.cache]
        found: dict[int, Judgement] = {}
        if self.cache is not None:
            found = self.cache.get(keys, Judgement)
        due = [number for number in range(len(wanted)) if number not in found]
        seconds: dict[int, float] = {}
        if due:
            importlib.import_module(_JUDGE)

            def deliver(number: int, answer: tuple[Judgement, float] | Lost) -> None:
                if isinstance(answer, Lost):
                    answer = Judgement(unknown=answer.reason, fault=answer.reason if answer.fault else None), 0.0
                found[due[number]], seconds[due[number]] = answer

            run(partial(_judged, self.settings.deadline), [wanted[n] for n in due], self.settings, deliver, self.tick)
            self.name_mistakes(found, {n: wanted[n] for n in due}, tasks.asked)
        if self.cache is not None:
            self.cache.put([(keys[n], found[n]) for n in due if _lasts(found[n], seconds[n], self.settings)])
        self.unnamed += sum(judgement.undiagnosed for judgement in found.values())
        return [found[number] for number in range(len(wanted))]

    def name_mistakes(self, found: dict[int, Judgement], tasks: Mapping[int, Task], asked: Sequence[int]) -> None:
        """Give the wrong answers the names of their mistakes, those first that most students have made."""
        wrong = [n for n in tasks if any(step.verdict == "refuted" for step in found[n].steps)]
        if not wrong or not self.diagnosis:
            return
        if self.diagnosis_left <= 0:
            found.update((n, replace(found[n], undiagnosed=True)) for n in wrong)
            return
        from derivcheck.grading.mistakes import with_mistakes

        wrong.sort(key=lambda n: -asked[n])
        start = time.monotonic()
        some = [found[n] for n in wrong]
        named = with_mistakes(some, [tasks[n] for n in wrong], self.settings, self.diagnosis_left)
        self.diagnosis_left -= time.monotonic() - start
        found.update(zip(wrong, named, strict=True))

    def submission(self, number: int) -> SubmissionGrade:
        """The grade of a submission, with its places in the student's own file."""
        submission = self.submissions[number]
        questions = []
        for question in self.assignment.questions:
            grade = self.grades.get((number, question.id))
            if grade is None:
                questions.append(missing(question))
            else:
                questions.append(_placed(grade, submission, submission.answers[question.id], question))
        return SubmissionGrade(
            submission.source.name,
            submission.student or PurePath(submission.source.name).stem,
            tuple(questions),
            submission.errors,
            tuple(submission.notices),
        )


def _better(alone: QuestionGrade, carried: QuestionGrade, names: str) -> QuestionGrade:
    """The grade that is better for the student; what might be better is for a person to say."""
    if carried.points > alone.points:
        remark = Remark(f"this follows from the answer to {names}, whose mistake costs nothing here")
        return replace(carried, remarks=(remark, *carried.remarks))
    most = carried.points + carried.pending
    if most <= alone.points + alone.pending:
        return alone
    remark = Remark(f"whether this follows from the answer to {names} could not be decided")
    remarks = (*alone.remarks, remark)
    return replace(alone, status="review", pending=most - alone.points, remarks=remarks)


def _judged(seconds: float, task: Task) -> tuple[Judgement, float]:
    from derivcheck.grading.judging import judge

    start = time.process_time()
    return judge(seconds, task), time.process_time() - start


def _lasts(found: Judgement, seconds: float, settings: Settings) -> bool:
    """Whether a judgement would be the same on any machine: it is decided, or was given up long before its time."""
    decided = found.unknown is None and all(step.verdict != "unknown" for step in found.steps)
    return found.fault is None and seconds > 0 and (decided or early(seconds, settings))


def _kept(question: RawQuestion, answer: Answer) -> Answer:
    """The answer with the hypotheses that it may state; the assignment's own need not be repeated."""
    allowed = {said(text) for text in question.may_assume}
    return replace(answer, given=tuple(g for g in answer.given if said(g.text) in allowed))


def _placed(grade: QuestionGrade, submission: Submission, answer: Answer, question: RawQuestion) -> QuestionGrade:
    """With the lines and columns of the student's file instead of those of the answer."""
    text, source = answer.text, submission.source
    starts = [0]
    for line in text.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def place(line: int | None, column: int | None) -> tuple[int | None, int | None]:
        if line is None or line > len(starts) - 1:
            return None, None
        at = min(starts[line - 1] + (column or 1) - 1, len(text.text))
        found = source.position(text.offsets[at])
        return found[0], found[1] if column is not None else None

    def remark(given: Remark) -> Remark:
        line, column = place(given.line, given.column)
        return replace(given, line=line, column=column)

    allowed = {said(t) for t in (*question.may_assume, *(g.text for g in question.given))}
    refused = [g for g in answer.given if said(g.text) not in allowed]
    own = [Remark(f"`{g.text}` may not be assumed here", source.position(g.whole.start)[0]) for g in refused]
    return replace(
        grade,
        line=source.position(text.offsets[0])[0],
        remarks=(*map(remark, grade.remarks), *own),
        steps=tuple(replace(step, line=place(step.line, None)[0]) for step in grade.steps),
    )


def _key(problem: ProblemFile, task: Task, settings: Settings, diagnosis: float) -> Key:
    """Everything on which a judgement depends, apart from the program itself."""
    question = task.question
    parts = (question.ask, question.answer, question.derivation, *(m.show for m in question.milestones))
    demands = [(m.without, m.in_terms_of) for m in question.milestones]
    return (
        "judgement",
        (settings.timeout, settings.memory, diagnosis),
        (task.text.text, [g.text for g in (*question.given, *task.given)], task.own),
        [texts_of(p) for p in (problem.declarations, problem.definitions)],
        [texts_of(p) for p in (question.declarations, question.definitions, task.carried)],
        ["" if part is None else part.text for part in parts],
        (question.id, question.without, question.in_terms_of, demands),
    )
