"""The conditions of a proved claim: those that its hypotheses do not already give, in their simplest form."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.simplify import simpler
from derivcheck.algebra.sums.ranges import stands_alone
from derivcheck.algebra.term import TRUE, Term, symbols
from derivcheck.algebra.text import text
from derivcheck.engine.calculus.existence import existence
from derivcheck.engine.calculus.limiting import mentions_limits
from derivcheck.engine.definedness import at_the_ends
from derivcheck.engine.goal import Goal, Question
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy

_MOST_GOALS = 24


def remaining(questions: Sequence[Question], deadline: float) -> tuple[str, ...]:
    """The conditions that a reader has to be told, as text, the shortest first."""
    kept = list(dict.fromkeys(c for question in questions for c in _undischarged(question, deadline)))
    if len(questions) > 1 and len(kept) > 1:
        given = (expand(f) for f in questions[0].given if all(f in q.given for q in questions))
        kept = _without_implied(kept, tuple(given), deadline)
    return tuple(sorted(set(map(text, kept)), key=lambda c: (len(c), c)))


def _undischarged(question: Question, deadline: float) -> list[Term]:
    given = tuple(expand(f) for f in question.given)
    names = {fact.args[0] for fact in question.definitions if fact.op == "eq"}
    kept: dict[Term, None] = {}
    for condition in question.conditions:
        written = expand(condition)
        # What defines a name presupposes the conditions of what it stands for.
        defined = () if names.isdisjoint(symbols(written)) else tuple(map(expand, question.definitions))
        if not _follows(written, (*given, *defined), deadline):
            known = _where_it_exists(written, given, deadline) or _at_the_ends(written, given, deadline)
            for simple in known or _checked_simpler(written, given):
                kept[simple] = None
    return _without_implied(list(kept), given, deadline)


def _where_it_exists(condition: Term, given: tuple[Term, ...], deadline: float) -> tuple[Term, ...]:
    """What the parameters of a limit, an integral or a series must satisfy for it to exist; nothing if not seen."""
    if condition.op not in ("defined", "near") or not mentions_limits(condition):
        return ()
    found = existence(condition, given)
    return found if found and _follows(condition, (*given, *found), deadline) else ()


def _at_the_ends(condition: Term, given: tuple[Term, ...], deadline: float) -> tuple[Term, ...]:
    """A comparison of indices as it reads at the ends of their range, if it holds between them whenever it holds there;
    nothing if that is not seen."""
    if condition.op != "every" or not stands_alone(condition.args[0], condition.args[-1]):
        return ()
    found = tuple(end for end in at_the_ends(condition) if not _follows(end, given, deadline))
    return found if found and _follows(condition, (*given, *found), deadline) else ()


def _checked_simpler(condition: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """A simpler form, if it is seen to imply the condition."""
    simple = simpler(condition, given)
    if simple == (condition,):
        return simple
    answer = holds(condition, (*given, *simple))
    sound = isinstance(answer, Answer) and answer.state == "zero"
    return simple if sound else (condition,)


def _without_implied(conditions: list[Term], given: tuple[Term, ...], deadline: float) -> list[Term]:
    """Leave out what follows from the others, the longest first."""
    kept = list(conditions)
    for condition in sorted(conditions, key=lambda c: -len(text(c))):
        # A condition that has conditions itself may only serve for those after it: it presupposes some before.
        place = conditions.index(condition)
        others = tuple(
            c for c in kept if c is not condition and (conditions.index(c) < place or not domain.conditions(c))
        )
        if others and _follows(condition, (*given, *others), deadline):
            kept.remove(condition)
    return kept


def _follows(condition: Term, facts: tuple[Term, ...], deadline: float) -> bool:
    if condition is TRUE or condition in facts:
        return True
    try:
        strategy = Strategy(Budget(deadline, _MOST_GOALS))
        return strategy.prove(Goal(condition, facts)) is not None
    except OutOfTime:
        return False
