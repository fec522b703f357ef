"""What hypotheses about arbitrary functions say of the points at which these stand in a goal."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.term import (
    HALF,
    ONE,
    QUANTIFIED,
    RELATIONS,
    ZERO,
    Sort,
    Term,
    applied,
    relation,
    sub,
    substitute,
    symbol,
    symbols,
)
from derivcheck.engine.calculus.segments import directions
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Prove
from derivcheck.engine.quantified import meant, speaks_of_functions
from derivcheck.engine.rule import NotApplicable, is_decided
from derivcheck.engine.rules.consequence import (
    Above,
    Bent,
    Case,
    Consequence,
    Consequent,
    Flat,
    Throughout,
    consequence,
)

_MOST_POINTS, _MOST_NUMBERS, _MOST_TRIED, _MOST_KNOWN = 5, 4, 160, 8


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of an arbitrary function (or of its derivative) in a goal; ``over``: the sum around it."""

    of: tuple[str, int]
    argument: Term
    over: tuple[Term, Term, Term] | None = None


_Point = tuple[Term, tuple[Term, Term, Term] | None]


def consequents(goal: Goal) -> list[tuple[int, Consequent, Term]]:
    """What facts about functions say of the points of a goal: how many new values each brings in, and what it is."""
    facts = [f for f in goal.facts if meant(f).op == "forall" and speaks_of_functions(f)]
    if not facts:
        return []
    values = list(dict.fromkeys(v for t in (goal.statement, *_plain(goal)) for v in _values(t, ())))
    found: list[tuple[int, Consequent, Term]] = []
    for fact in facts:
        for said in itertools.islice(_said(fact, goal, values), _MOST_TRIED):
            new = _what_is_new(goal, said, values)
            if new is not None and all(new[1] is not other for *_, other in found):
                found.append((new[0], said, new[1]))
    return sorted(found, key=lambda f: f[0])


def known(goal: Goal, chosen: Sequence[tuple[int, Consequent, Term]], prove: Prove) -> Evidence | None:
    """The goal proved with these consequences among its facts."""
    kept = chosen[:_MOST_KNOWN]
    part = prove(goal.assuming(*(fact for *_, fact in kept))) if kept else None
    for _, said, _ in reversed(kept):
        part = None if part is None else Consequence(said, part)
    return part


def _plain(goal: Goal) -> Iterator[Term]:
    return (f for f in goal.facts if f.op in RELATIONS)


def _values(term: Term, around: tuple[tuple[Term, Term, Term], ...]) -> Iterator[_Value]:
    if term.op in QUANTIFIED:
        return
    if term.op == "sum":
        around = (*around, term.args[:3])
    own = _application(term)
    if own is not None:
        bound = [r for r in around if r[0] in symbols(own.argument)]
        if not bound:
            yield own
        elif len(bound) == 1:
            yield _Value(own.of, own.argument, bound[0])
    for part in term.terms:
        yield from _values(part, around)


def _application(term: Term) -> _Value | None:
    """Of functions of one number or one tensor."""
    if term.op == "apply" and len(term.args) == 4:
        return _Value((term.args[0], len(term.args[2])), term.args[3])
    if term.op == "functional":
        return _Value((term.args[0].args[0], len(term.args) - 4), term.args[3])
    return None


def _said(fact: Term, goal: Goal, values: list[_Value]) -> Iterator[Consequent]:
    """What the fact says of the points at which its function stands in the goal."""
    names = {v.of[0] for v in _values(meant(fact).args[0], ()) if v} | _functions(fact)
    points = list(dict.fromkeys((v.argument, v.over) for v in values if v.of[0] in names))[:_MOST_POINTS]
    single = [p for p, over in points if over is None]
    if fact.op == "predicate" and len(fact.args[2].args) == 1:
        yield from _of_predicate(fact, goal, values, points, single)
    variables = _variables(meant(fact))
    if len(variables) > 3:
        return
    numbers = [n for n in (*_numbers(goal), HALF) if fact.op != "predicate" or _is_part(goal, n)][:_MOST_NUMBERS]
    pools = [[(n, None) for n in numbers] if _is_share(v, fact) else points for v in variables]
    for chosen in itertools.product(*pools):
        families = {over for _, over in chosen if over is not None}
        if len(families) <= 1 and len({p for p, _ in chosen}) == len(chosen):
            yield _throughout(lambda ps: Case(fact, ps), chosen)


def _of_predicate(
    fact: Term, goal: Goal, values: list[_Value], points: list[_Point], single: list[Term]
) -> Iterator[Consequent]:
    (variable,) = fact.args[2].args
    order = max((v.of[1] for v in values if v.of[0] in _functions(fact)), default=0)
    ways = [ONE] if variable.op == "symbol" else directions((variable,), fact.args[1], goal.statement, *goal.facts)
    if fact.args[0] == "convex":
        for at in single:
            for to in points:
                if to[0] is not at:
                    yield _throughout(lambda ps: Above(fact, ps[:1], ps[1:]), [(at, None), to])
            if variable.op == "symbol" and order > 1:
                yield Bent(fact, (at,), (ONE,))
    if fact.args[0] == "minimizer" and variable.op == "symbol":
        yield Flat(fact, tuple(ways))


def _throughout(said: Callable[[tuple[Term, ...]], Case | Above], chosen: Sequence[_Point]) -> Consequent:
    """What is said of points, at most one family of which stands under a sum."""
    over = next((over for _, over in chosen if over is not None), None)
    if over is None:
        return said(tuple(p for p, _ in chosen))
    index, first, last = over
    own = symbol(f"each#{len(symbols(first)) + 1}", Sort.INTEGER)
    each = said(tuple(substitute(p, {index: own}) for p, _ in chosen))
    return Throughout(own, first, last, each)


def _variables(statement: Term) -> list[Term]:
    found = []
    while statement.op == "forall":
        found.append(statement.args[1])
        statement = statement.args[0]
    return found


def _functions(term: Term) -> set[str]:
    own = _application(term)
    return {n for t in term.terms for n in _functions(t)} | ({own.of[0]} if own is not None else set())


def _is_share(variable: Term, fact: Term) -> bool:
    """Whether a variable is none that the function is taken at."""
    if variable.op == "tensor":
        return False
    return not any(v is variable for v in _arguments(meant(fact)))


def _arguments(term: Term) -> Iterator[Term]:
    own = _application(term)
    if own is not None:
        yield own.argument
    for part in term.terms:
        yield from _arguments(part)


def _is_part(goal: Goal, n: Term) -> bool:
    """Whether a number is known to lie between 0 and 1."""
    return all(is_decided(goal.about(relation(op, n, end))) for op, end in (("gt", ZERO), ("lt", ONE)))


def _numbers(goal: Goal) -> list[Term]:
    return [s for s in sorted(symbols(goal.statement), key=str) if s.op == "symbol" and not s.args[1].integral]


def _what_is_new(goal: Goal, said: Consequent, values: list[_Value]) -> tuple[int, Term] | None:
    """How many values of functions a consequence brings in, and what it is; None if it is of no use."""
    try:
        fact, needed = consequence(goal, said)
    except NotApplicable:
        return None
    if fact in goal.facts or not all(g.statement in goal.facts or is_decided(g) for g in needed):
        return None
    inner = fact.args[3] if fact.op == "every" else fact
    own = dict.fromkeys(v for v in _values(inner, ()))
    index = fact.args[0] if fact.op == "every" else None
    return sum(not any(_same(v, other, index) for other in values) for v in own), fact


def _same(a: _Value, b: _Value, index: Term | None) -> bool:
    if a.of != b.of:
        return False
    x, y = a.argument, b.argument
    if b.over is not None:
        if index is None:
            return False
        y = substitute(y, {b.over[0]: index})
    if x is y:
        return True
    own = symbol("place#0", Sort.INTEGER)
    while x.op == "lambda" and y.op == "lambda":
        x, y = applied(x, own), applied(y, own)
    if "lambda" in (x.op, y.op):
        return False
    answer = vanishes(sub(x, y), ())
    return isinstance(answer, Answer) and answer.state == "zero"



