"""What is to be decided for a class: every distinct answer to a question once, whoever gave it."""

from __future__ import annotations

from dataclasses import dataclass, field

from derivcheck.engine.result import Located as Place
from derivcheck.grading.submission import Answer
from derivcheck.language.entries import Pair
from derivcheck.language.located import Located
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.question import RawQuestion
from derivcheck.language.source import Source


@dataclass(frozen=True, slots=True)
class Task:
    """An answer to a question, in a text of its own below that of the assignment.

    ``carried``: answers to earlier questions, by their names; ``own`` if these are the student's and not the teacher's.
    """

    problem: ProblemFile
    question: RawQuestion
    text: Located
    given: tuple[Located, ...] = ()
    carried: tuple[Pair, ...] = ()
    own: bool = False

    def claim(
        self, statement: Located | None, derivation: Located | None = None, lets: tuple[Pair, ...] = ()
    ) -> RawClaim:
        """A statement or a derivation under what the question declares, defines and assumes."""
        return RawClaim(
            id=self.question.id,
            span=self.text.whole,
            statement=statement,
            derivation=derivation,
            given=(*self.question.given, *self.given),
            declarations=self.question.declarations,
            definitions=(*self.question.definitions, *self.carried, *lets),
        )


#: What tells answers apart: the question, the text, the hypotheses stated, and what is carried over.
_Key = tuple[str, str, tuple[str, ...], tuple[str, ...], bool]


@dataclass(slots=True)
class Tasks:
    """The distinct answers of a class; all of them share one source, so that one environment serves them all.

    ``asked``: how many gave each of them.
    """

    assignment: ProblemFile
    numbers: dict[_Key, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    wanted: list[tuple[RawQuestion, Located, tuple[Located, ...], tuple[Pair, ...], bool]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    end: int = 0

    def __post_init__(self) -> None:
        self.texts.append(self.assignment.source.text)
        self.end = len(self.texts[0]) + 1

    def number(
        self, question: RawQuestion, answer: Answer, carried: tuple[tuple[Located, str], ...], own: bool = False
    ) -> int:
        """The number of the task that decides this answer; ``carried`` are names of the assignment with texts."""
        given = tuple(text.text for text in answer.given)
        key = (question.id, answer.text.text, given, tuple(text for _, text in carried), own)
        if key not in self.numbers:
            self.numbers[key] = len(self.wanted)
            pairs = tuple((name, self._place(text)) for name, text in carried)
            self.asked.append(0)
            self.wanted.append((question, self._place(key[1]), tuple(map(self._place, given)), pairs, own))
        self.asked[self.numbers[key]] += 1
        return self.numbers[key]

    def _place(self, text: str) -> Located:
        self.texts.append(text)
        start, self.end = self.end, self.end + len(text) + 1
        return Located.contiguous(text, start)

    def all(self) -> list[Task]:
        """The tasks by their numbers."""
        source = Source(self.assignment.source.name, "\n".join(self.texts))
        given = self.assignment
        problem = ProblemFile(source, (), given.declarations, given.definitions)
        return [Task(problem, *wanted) for wanted in self.wanted]


def within(place: Place, text: Located, source: Source) -> Place | None:
    """A place relative to ``text``: lines from 1 at its beginning; None if it lies elsewhere."""
    first = source.position(text.offsets[0])
    last = source.position(text.offsets[-1])
    if not first[0] <= place.line <= last[0]:
        return None
    shift = first[1] - 1 if place.line == first[0] else 0
    column = max(1, place.column - shift)
    return Place(
        place.message, place.line - first[0] + 1, column, place.end_column - shift, place.source_line, place.hint
    )
