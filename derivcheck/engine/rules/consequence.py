"""What is known of some values: by hypotheses about all, of convex functions, at a minimum, of curves and tangents."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import (
    INEQUALITIES,
    ONE,
    TRUE,
    ZERO,
    Sort,
    Term,
    add,
    bind,
    call,
    div,
    mul,
    number,
    power,
    rational,
    relation,
    sub,
    symbols,
)
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.calculus.segments import Course, at_point, course, require_smooth, steps
from derivcheck.engine.definedness import needs
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import allowed
from derivcheck.engine.rule import NotApplicable, Rejected, Rule, Support, decided, support, weakest
from derivcheck.engine.rules.instance import instantiated


@dataclass(frozen=True, slots=True)
class Case:
    """What a fact says of all values, it says of these."""

    fact: Term
    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Above:
    """A convex function lies above its tangent: f(to) >= f(at) + f'(at)(to - at)."""

    fact: Term
    at: tuple[Term, ...]
    to: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Bent:
    """The second derivative of a convex function in a direction is not negative."""

    fact: Term
    at: tuple[Term, ...]
    direction: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """At a minimum among all real numbers (vectors) the derivative in any direction is 0."""

    fact: Term
    direction: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A logarithm, an exponential or a power of a positive number lies on one side of its tangent at a place.

    ``below``: of a logarithm, which lies above log(place) + 1 - place/number, too.
    """

    curve: Term
    place: Term
    below: bool = False


@dataclass(frozen=True, slots=True)
class Throughout:
    """So it is for every value of an index."""

    index: Term
    first: Term
    last: Term
    each: Case | Above | Bent | Flat | Line


Terms = tuple[Term, ...]
Consequent = Case | Above | Bent | Flat | Line | Throughout


@dataclass(frozen=True, slots=True)
class Consequence(Evidence):
    """A consequence of a fact is known, and with it the goal."""

    said: Consequent
    part: Evidence


def consequence(goal: Goal, said: Consequent) -> tuple[Term, tuple[Goal, ...]]:
    """What follows from a fact of the goal, and what has to hold for that. Raises NotApplicable."""
    if isinstance(said, Throughout):
        return _throughout(goal, said)
    if isinstance(said, Line):
        fact, needed = _line(said)
        return fact, tuple(goal.about(c) for c in dict.fromkeys((*needed, *domain.conditions(fact))))
    if said.fact not in goal.facts:
        raise NotApplicable("the statement about all values is not given")
    if isinstance(said, Case):
        found = instantiated(said.fact, said.values)
        if found is None:
            raise NotApplicable("the fact does not speak of these values")
        return found[0], tuple(goal.about(c) for c in found[1])
    fact, needed = _of_predicate(said)
    needed += needs(fact)
    return fact, tuple(goal.about(c) for c in dict.fromkeys(map(expand, needed)))


def _of_predicate(said: Above | Bent | Flat) -> tuple[Term, Terms]:
    match said:
        case Above():
            return _above(said)
        case Bent():
            return _bent(said)
        case Flat():
            return _flat(said)


def _throughout(goal: Goal, said: Throughout) -> tuple[Term, tuple[Goal, ...]]:
    index = said.index
    if index.op != "symbol" or index.args[1] is not Sort.INTEGER:
        raise NotApplicable("not an index")
    around = (goal.statement, *goal.facts, said.first, said.last)
    if any(index in symbols(t) for t in around):
        raise NotApplicable("the index is one that something is known of")
    inside = goal.assuming(relation("le", said.first, index), relation("le", index, said.last))
    fact, needed = consequence(inside, said.each)
    return bind("every", index, said.first, said.last, fact), needed


def _function(fact: Term, kind: str) -> tuple[Term, Terms, Terms, Terms]:
    """Of a predicate: the function, its variables, the places named, and where it is looked at."""
    if fact.op != "predicate" or fact.args[0] != kind:
        raise NotApplicable(f"nothing is said to be {kind}")
    _, body, names, places, given, _ = fact.args
    f = expand(body)
    require_smooth(f, names.args)
    if not all(map(_is_interval, given.args if given.op == "and" else (given,))):
        raise NotApplicable("the variables do not range over all numbers between two")
    return f, names.args, places.args, tuple(map(expand, (given, *domain.conditions(body))))


def _is_interval(condition: Term) -> bool:
    """Whether a condition says no more than on which side of a number a variable is."""
    if condition is TRUE:
        return True
    ends = [a for a in condition.args if rational(a) is not None] if condition.op in INEQUALITIES else []
    return len(ends) == 1 and all(a.op == "symbol" or a in ends for a in condition.args)


def _is_unbounded(variables: Terms, within: Terms) -> bool:
    return within[0] is TRUE and all(v.op == "tensor" or v.args[1] is Sort.REAL for v in variables)


def _within(f: Term, variables: Terms, within: Terms, point: Terms) -> Terms:
    """What has to hold for the point to be one of the function's domain."""
    if len(point) != len(variables):
        raise NotApplicable("not a point")
    found: Terms = ()
    for variable, value in zip(variables, point, strict=True):
        own = allowed(variable, value, f)
        if own is None:
            raise NotApplicable("a value that the variable cannot have")
        found += (*domain.conditions(value), *own)
    return (*found, *(at_point(c, variables, point) for c in within if c is not TRUE))


def _above(said: Above) -> tuple[Term, Terms]:
    """Of f(at + s(to - at)) <= (1 - s) f(at) + s f(to), divided by s, for s to 0; f is differentiable at the place."""
    f, variables, _, within = _function(said.fact, "convex")
    needed = (*_within(f, variables, within, said.at), *_within(f, variables, within, said.to))
    start: Course = course(f, variables, said.at, steps(said.at, said.to), 1)
    tangent = add(at_point(f, variables, said.at), start.derivative)
    return expand(relation("ge", at_point(f, variables, said.to), tangent)), (*needed, *start.conditions)


def _bent(said: Bent) -> tuple[Term, Terms]:
    f, variables, _, within = _function(said.fact, "convex")
    if len(variables) > 1 and not _is_unbounded(variables, within):
        raise NotApplicable("a direction that may lead out of the domain")
    bend = course(f, variables, said.at, said.direction, 2)
    needed = _within(f, variables, within, said.at)
    return expand(relation("ge", bend.derivative, ZERO)), (*needed, *bend.conditions)


def _flat(said: Flat) -> tuple[Term, Terms]:
    f, variables, place, within = _function(said.fact, "minimizer")
    if not _is_unbounded(variables, within):
        raise NotApplicable("a minimum at which the domain may end")
    start = course(f, variables, place, said.direction, 1)
    needed = _within(f, variables, within, place)
    return expand(relation("eq", start.derivative, ZERO)), (*needed, *start.conditions)


def _line(said: Line) -> tuple[Term, Terms]:
    """exp(u) >= 1 + u, log(u) <= u - 1 and Bernoulli's inequality, for the quotient of a number and the place."""
    curve, a = said.curve, said.place
    if is_complex(curve) or is_complex(a):
        raise NotApplicable("complex numbers occur")
    if curve.op == "call" and curve.args[0] == "exp":
        t = curve.args[1]
        return relation("ge", curve, mul(call("exp", a), add(ONE, sub(t, a)))), ()
    if curve.op == "call" and curve.args[0] == "log" and len(curve.args) == 2:
        t = curve.args[1]
        ends = relation("gt", t, ZERO), relation("gt", a, ZERO)
        if said.below:
            return relation("ge", curve, add(call("log", a), sub(ONE, div(a, t)))), ends
        return relation("le", curve, add(call("log", a), sub(div(t, a), ONE))), ends
    exponent = rational(curve.args[1]) if curve.op == "power" else None
    if exponent is None or exponent in (0, 1):
        raise NotApplicable("neither a logarithm nor an exponential nor a power")
    t, slope = curve.args[0], mul(number(exponent), power(a, number(exponent - 1)))
    op = "le" if 0 < exponent < 1 else "ge"
    tangent = add(power(a, number(exponent)), mul(slope, sub(t, a)))
    return relation(op, curve, tangent), (relation("gt", t, ZERO), relation("gt", a, ZERO))


def check(goal: Goal, evidence: Consequence) -> Support:
    try:
        fact, needed = consequence(goal, evidence.said)
    except NotApplicable as reason:
        raise Rejected(str(reason)) from None
    premises = [decided(g) for g in needed if g.statement not in g.facts]
    part = support(goal.assuming(fact), evidence.part)
    return Support(weakest([*premises, part]), part.substantial)


RULE = Rule(Consequence, check, "a consequence of a hypothesis")
