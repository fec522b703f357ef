"""The kinds of rounds. Each makes something random and asks for it in two ways that share no code.

A round returns an `Outcome`; a `Conflict` says that one of the two is wrong. Only rigorous values count: a ball
that cannot tell makes the round undecided.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from derivcheck.algebra.normal_form.answers import Normaliser, holds, vanishes
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.simplify import simpler
from derivcheck.algebra.term import FALSE, RELATIONS, ZERO, Term, relation, sub, symbols
from derivcheck.engine import kernel
from derivcheck.engine.decide import decide
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.language.core import Expr

from .claims import Statement, Unusable, statement, typed
from .constants import complex_round, constant_round
from .forgery import forged
from .laws import true_pair
from .mutations import mutated
from .planted import hypotheses
from .random_terms import Terms
from .statements import Contradiction, definition_round, logic_round, rounding_round, tensor_round
from .sums import sums_round
from .tensors import tensor_value_round
from .values import Uncovered, Undecided, answer_at, apart, direct, enclosed, normal_form_at, polynomial_at, truth
from .world import Point, random_point, shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """``agreed``: both ways were rigorous and agree. ``note``: what else is counted."""

    agreed: bool
    note: str = ""


class Conflict(Exception):
    """Two ways contradict each other."""


UNDECIDED = Outcome(False)


def _conflict(what: str, s: Statement, point: Point) -> Conflict:
    occurring = symbols(s.question.statement).union(*(symbols(g) for g in s.question.given))
    return Conflict(f"{what}: {s}   at {shown(point, occurring)}")


# --- one term: its value, its conditions, its normal form


def term_round(random: Random) -> Outcome:
    """A term directly, by enclosure, and through its normal form at two points; and its conditions there."""
    s = statement(relation("eq", Terms(random).term(random.choice((2, 3, 3))), ZERO))
    outcomes = [_term_at(s, random_point(random)) for _ in range(2)]
    return Outcome(any(o.agreed for o in outcomes))


def _calls(term: Term) -> bool:
    return term.op == "call" or any(_calls(t) for t in term.terms)


def _asks_for_more(term: Term) -> bool:
    """Where conditions are sufficient, not necessary: every part of a guard `a and b` is to be defined, beta is asked
    of positive numbers, and an exponent such as exp(0) is a real number, though direct evaluation sees the integer."""
    if term.op == "piecewise" and any(c.op in ("and", "or") for c in term.args[1::2]):
        return True
    if term.op == "call" and term.args[0] == "beta":
        return True
    if term.op == "power" and not symbols(term.args[1]) and _calls(term.args[1]):
        return True
    return any(_asks_for_more(t) for t in term.terms)


def _term_at(s: Statement, point: Point) -> Outcome:
    term = s.question.statement.args[0]
    found = direct(s.sides[0], point)
    truths = [truth(c, point) for c in s.question.conditions]
    if found.undefined and all(truths):
        raise _conflict("conditions hold, but direct evaluation is undefined", s, point)
    if found.value is None:
        return UNDECIDED
    if False in truths:
        if s.has_derivative or _asks_for_more(term):
            return Outcome(False, "narrower domain")
        raise _conflict(f"there is a value where {s.question.conditions[truths.index(False)]} fails", s, point)
    ball = enclosed(term, point)
    if ball is not None and apart(ball, found.value):
        raise _conflict(f"enclosure {ball} and direct value {found.value}", s, point)
    if None in truths:
        return UNDECIDED
    return _normal_form(s, point, found.value)


def _normal_form(s: Statement, point: Point, value: Any) -> Outcome:
    term = s.question.goal.statement.args[0]
    try:
        normaliser = normal_form_at(term, s.facts, point)
        quotient = normaliser.of(term)
    except Vacuous as reason:
        raise _conflict(f"the normal form sees no point here ({reason})", s, point) from None
    except Uncovered as reason:
        raise _conflict(str(reason), s, point) from None
    _check_knowledge(normaliser, s, point)
    above = polynomial_at(normaliser, quotient.n, point)
    below = polynomial_at(normaliser, quotient.d, point)
    if above is None or below is None or below.contains(0):
        return Outcome(False, "kernel without value")
    if apart(above / below, value):
        raise _conflict(f"normal form {quotient.n}/{quotient.d} = {above / below}, direct value {value}", s, point)
    return Outcome(True)


def _check_knowledge(normaliser: Normaliser, s: Statement, point: Point) -> None:
    """Signs of kernels, learnt signs and relations between kernels must be true at the point."""
    signs = {k.term: k.signs for k in normaliser.field.kernels.values() if k.kind != "imaginary"}
    for term, known in [*signs.items(), *normaliser.knowledge.facts.items()]:
        value = enclosed(term, point)
        sign = None if value is None else 1 if value > 0 else -1 if value < 0 else 0 if value.is_zero() else None
        if sign is not None and sign not in known:
            raise _conflict(f"the sign of {term} is said to be in {sorted(known)}", s, point)
    for _, _, monic in normaliser.field.relations:
        value = polynomial_at(normaliser, monic, point)
        if value is not None and not value.contains(0):
            raise _conflict(f"the relation {normaliser.field.readable(monic)} == 0 fails", s, point)


# --- statements that are false at a point where all hypotheses hold


def forgery_round(random: Random) -> Outcome:
    """Hypotheses that hold at a point, a statement that is false there, and evidence out of thin air."""
    point = random_point(random)
    given, leaves = hypotheses(random, point)
    source = Terms(random, leaves, calculus=False)
    op = random.choice(("eq", "eq", "gt", "ge", "ne"))
    s = statement(relation(op, source.term(random.choice((0, 1, 2))), source.constant()), given)
    if direct(s.claim.statement, point).value is not False:
        return UNDECIDED
    if not all(direct(h, point).value is True for h in s.claim.hypotheses):
        return UNDECIDED
    if not all(truth(c, point) for c in s.facts):
        return UNDECIDED
    for _ in range(6):
        evidence = forged(random, s.question.goal, source, random.choice((1, 1, 2)))
        if accepted(s.question.goal, evidence):
            raise _conflict(f"the kernel accepts {evidence}", s, point)
    return Outcome(True)


def planted_round(random: Random) -> Outcome:
    """Hypotheses that hold at a point and a statement that is false there: the algebra must not confirm it."""
    point = random_point(random)
    given, leaves = hypotheses(random, point)
    source = Terms(random, leaves, calculus=random.random() < 0.5)
    left = source.term(random.choice((1, 2, 2, 3)))
    op = random.choice(("eq", "eq", "eq", "lt", "le", "gt", "ge", "ne"))
    right = source.constant() if random.random() < 0.7 else source.term(1)
    return _false_at(statement(relation(op, left, right), given), point, random)


def _false_at(s: Statement, point: Point, random: Random) -> Outcome:
    if direct(s.claim.statement, point).value is not False:
        return UNDECIDED
    if any(direct(h, point).value is not True for h in s.claim.hypotheses):
        return UNDECIDED
    given = [truth(g, point) for g in s.question.given]
    if False in given:
        raise _conflict(f"{s.question.given[given.index(False)]} is taken as given", s, point)
    truths = [truth(c, point) for c in s.question.conditions]
    if False in truths and (s.has_derivative or _asks_for_more(s.question.statement)):
        return Outcome(False, "narrower domain")
    if False in truths:
        raise _conflict(f"it has a truth value where {s.question.conditions[truths.index(False)]} fails", s, point)
    solver = random.random() < 0.1
    _refuse(s, point, solver)
    if random.random() < 0.05 and _proof(s) is not None:
        raise _conflict("proved, but false", s, point)
    return Outcome(True)


def _refuse(s: Statement, point: Point, solver: bool) -> None:
    """In the case that holds at the point, the algebra must not say that the false statement is true."""
    goal = s.question.goal.statement
    try:
        if goal.op == "eq":
            difference = sub(*goal.args)
            answer, facts = answer_at(lambda f: vanishes(difference, f, solver), s.facts, point)
        else:
            answer, facts = answer_at(lambda f: holds(goal, f, solver), s.facts, point)
    except Uncovered as reason:
        raise _conflict(str(reason), s, point) from None
    if answer.state in ("zero", "vacuous"):
        raise _conflict(f"{answer.state} ({answer.reason}) in the case {facts[len(s.facts) :]}", s, point)


def _proof(s: Statement) -> Any | None:
    """Evidence that the kernel accepts, from all provers."""
    strategy = Strategy(Budget(time.process_time() + 2, 8))
    try:
        evidence = strategy.prove(s.question.goal)
    except OutOfTime:
        return None
    return evidence if evidence is not None and accepted(s.question.goal, evidence) else None


def accepted(goal: Goal, evidence: Evidence) -> bool:
    try:
        kernel.check(goal, evidence)
    except kernel.Rejected:  # a prover may be wrong
        return False
    return True


# --- equations that are true by construction, and slips in them


def claim_round(random: Random) -> Outcome:
    """A true equation, whole or with a slip: true ones are never contradicted, false ones never confirmed."""
    law, left, right = true_pair(Terms(random, calculus=random.random() < 0.3))
    slip = random.random() < 0.5
    written = relation("eq", mutated(left, random) if slip else left, right)
    s = statement(written)
    outcomes = [_equation_at(s, random_point(random), random, slip, law) for _ in range(3)]
    if random.random() < 0.1:
        _examine_proof(s, random)
    return Outcome(any(o.agreed for o in outcomes), next((o.note for o in outcomes if o.note), ""))


def _equation_at(s: Statement, point: Point, random: Random, slip: bool, law: str) -> Outcome:
    verdict = direct(s.claim.statement, point).value
    if verdict is False and not slip:
        raise _conflict(f"refuted, though true by the law «{law}»", s, point)
    if verdict is False:
        return _false_at(s, point, random)
    sides = [direct(side, point).value for side in s.sides]
    if None in sides or any(truth(c, point) is not True for c in s.question.conditions):
        return UNDECIDED
    difference = sub(*s.question.goal.statement.args)
    try:
        answer, facts = answer_at(lambda f: vanishes(difference, f, False), s.facts, point)
    except Uncovered as reason:
        raise _conflict(str(reason), s, point) from None
    if answer.state == "vacuous":
        raise _conflict(f"vacuous ({answer.reason}) in the case {facts[len(s.facts) :]}", s, point)
    return Outcome(answer.state == "zero", "" if slip else answer.state)


def _examine_proof(s: Statement, random: Random) -> None:
    """What is proved must not be false at any of many points."""
    if _proof(s) is None:
        return
    for _ in range(12):
        point = random_point(random)
        if direct(s.claim.statement, point).value is False and not (
            s.has_derivative and any(truth(c, point) is False for c in s.question.conditions)
        ):
            raise _conflict("proved, but false", s, point)


# --- inequalities, simplified conditions, the whole engine


def relation_round(random: Random) -> Outcome:
    """Whether a random comparison holds: where the algebra says so in the case at hand, it must."""
    source = Terms(random, calculus=False)
    left, right = source.term(2), source.term(1)
    s = statement(relation(random.choice(sorted(RELATIONS)), left, right))
    agreed = False
    for _ in range(3):
        point = random_point(random)
        verdict = direct(s.claim.statement, point).value
        if verdict is False:
            agreed |= _false_at(s, point, random).agreed
        elif verdict is True and all(truth(c, point) for c in s.question.conditions):
            agreed |= _never_vacuous(s, point)
    return Outcome(agreed)


def _never_vacuous(s: Statement, point: Point) -> bool:
    """At a point of the domain, the case that holds there is not empty."""
    try:
        answer, _ = answer_at(lambda f: holds(FALSE, f, True), s.facts, point)
    except Uncovered as reason:
        raise _conflict(str(reason), s, point) from None
    if answer.state in ("zero", "vacuous"):
        raise _conflict(f"said to have no point ({answer.reason})", s, point)
    return True


def simpler_round(random: Random) -> Outcome:
    """A condition and its simpler form say the same."""
    source = Terms(random, calculus=False)
    s = statement(relation("eq", source.term(2), ZERO))
    agreed = False
    for condition in s.question.goal.facts:
        simple = simpler(condition, s.question.given)
        if simple == (condition,):
            continue
        for _ in range(3):
            point = random_point(random)
            before, after = truth(condition, point), [truth(c, point) for c in simple]
            if before is None or None in after or not all(truth(g, point) for g in s.question.given):
                continue
            if before != all(after):
                raise _conflict(f"{condition} is said to be the same as {simple}", s, point)
            agreed = True
    return Outcome(agreed)


def decide_round(random: Random) -> Outcome:
    """The whole engine: a true claim is not refuted, nothing false is proved, and there is no fault."""
    law, left, right = true_pair(Terms(random, calculus=random.random() < 0.3))
    slip = random.random() < 0.5
    s = statement(relation("eq", mutated(left, random) if slip else left, right))
    try:
        decision = decide(s.claim, 2.0)
    except kernel.Fault as fault:
        raise Conflict(f"fault: {s}: {fault}") from None
    if decision.verdict == "refuted" and not slip:
        raise Conflict(f"refuted, though true by the law «{law}»: {s} {decision.witness}")
    if decision.verdict == "proved":
        printed = [typed(c).statement for c in decision.conditions if " is defined" not in c]
        whole = len(printed) == len(decision.conditions)
        for _ in range(12):
            _proved_at(s, random_point(random), printed, whole)
    return Outcome(decision.verdict in ("proved", "refuted"), f"decide: {decision.verdict}")


Round = Callable[[Random], Outcome]


def _of_statements(play_one: Callable[[Random], str]) -> Round:
    def play_round(random: Random) -> Outcome:
        try:
            note = play_one(random)
        except Contradiction as contradiction:
            raise Conflict(str(contradiction)) from None
        return Outcome(bool(note), f"{play_one.__name__.removesuffix('_round')}: {note or 'nothing'}")

    return play_round


def _proved_at(s: Statement, point: Point, printed: list[Expr], whole: bool) -> None:
    """Where all printed conditions hold, a proved statement has a truth value, and it is true."""
    found, conditions = direct(s.claim.statement, point), [direct(c, point).value for c in printed]
    if found.value is False and False not in conditions:
        raise _conflict("proved, but false", s, point)
    if whole and found.undefined and all(c is True for c in conditions):
        raise _conflict("proved and undefined where all printed conditions hold", s, point)


ROUNDS: dict[str, tuple[Round, float]] = {
    "term": (term_round, 34),
    "planted": (planted_round, 34),
    "claim": (claim_round, 20),
    "forgery": (forgery_round, 4),
    "relation": (relation_round, 7),
    "simpler": (simpler_round, 4),
    "sums": (_of_statements(sums_round), 4),
    "logic": (_of_statements(logic_round), 5),
    "rounding": (_of_statements(rounding_round), 1),
    "constant": (_of_statements(constant_round), 2),
    "complex": (_of_statements(complex_round), 1),
    "definition": (_of_statements(definition_round), 2),
    "tensor value": (_of_statements(tensor_value_round), 2),
    "tensor": (_of_statements(tensor_round), 2),
    "decide": (decide_round, 2),
}


def play(seed: str, only: str | None = None) -> tuple[str, Outcome]:
    """One round; the same seed plays the same one. Raises Conflict, or whatever else goes wrong inside."""
    random = Random(seed)
    names = list(ROUNDS)
    drawn = random.choices(names, [weight for _, weight in ROUNDS.values()])[0]
    kind = only or drawn
    try:
        return kind, ROUNDS[kind][0](random)
    except (Unusable, Undecided):
        return kind, UNDECIDED
