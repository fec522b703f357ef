"""Rounds about whole statements: logic, roundings, vectors and matrices of explicit size, arbitrary functions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from random import Random

from derivcheck.algebra.term import RELATIONS, Term, conjunction, disjunction, make, negation, relation, symbol
from derivcheck.algebra.text import text
from derivcheck.engine import kernel
from derivcheck.engine.goal import questions, values_of
from derivcheck.engine.prover import all_provers
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.search import search
from derivcheck.evaluation.truth import truth
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError

from .random_terms import Terms
from .world import DECLARATIONS, T, X, Y, instance, random_point


class Contradiction(Exception):
    """What is proved is false somewhere, or what is true by construction is refuted."""


def claim_of(
    written: str, declare: Sequence[str], given: Sequence[str] = (), define: Sequence[str] = ()
) -> Claim | None:
    problem = single(written, declare=list(declare), given=list(given), define=list(define))
    try:
        return elaborate(problem, problem.claims[0])
    except LanguageError:
        return None


def is_proved(claim: Claim, dearest: int = 100) -> bool:
    """Whether provers find evidence for all questions that the kernel accepts; nothing is examined."""
    provers = tuple(p for p in all_provers() if p.cost <= dearest)
    try:
        strategy = Strategy(Budget(time.process_time() + 2, 8 if dearest == 100 else 3), provers)
        for question in questions(claim, claim.statement):
            evidence = strategy.prove(question.goal)
            if evidence is None or not kernel.support(question.goal, evidence).substantial:
                return False
    except (Unsupported, OutOfTime, kernel.Rejected):
        return False
    return True


def verdict_at(claim: Claim, at: Instance) -> bool | None:
    """The truth of the statement where all hypotheses hold; None if it has none or it cannot be told."""
    try:
        if not all(truth(h, at, 128) for h in claim.hypotheses):
            return None
        return truth(claim.statement, at, 128)
    except EvaluationError:
        return None


def is_spoken_of(claim: Claim, at: Instance) -> bool:
    """Whether no condition of the proof is false at the point."""
    from .values import truth as condition_holds

    known = values_of(claim.symbols, at)
    point = {t: Fraction(int(v.p), int(v.q)) for t, v in known.items() if hasattr(v, "p")}
    conditions = [c for q in questions(claim, claim.statement) for c in q.conditions]
    return all(condition_holds(c, point) is not False for c in conditions)


def _examined(claim: Claim, at: Sequence[Instance], written: str) -> str:
    false = [one for one in at if verdict_at(claim, one) is False and is_spoken_of(claim, one)]
    if not false:
        return ""
    if is_proved(claim, dearest=10):
        raise Contradiction(f"proved, but false: {written} at {false[0].shown(claim.symbols)}")
    return "false"


# --- logic


def logic_round(random: Random) -> str:
    """A random combination of comparisons, under random hypotheses; if proved, never false."""
    source = Terms(random, calculus=False)
    given = [_boolean(random, source, 1) for _ in range(random.choice((0, 1, 1, 2)))]
    statement = _boolean(random, source, 2)
    written = _connected(random, statement, source)
    hypotheses = [text(g) for g in given]
    claim = claim_of(written, DECLARATIONS, hypotheses)
    if claim is None:
        return ""
    points = [_restricted(claim, instance(random_point(random))) for _ in range(10)]
    return _examined(claim, points, f"{written}   given {', '.join(hypotheses)}")


def _connected(random: Random, statement: Term, source: Terms) -> str:
    other = text(_boolean(random, source, 1))
    draw = random.random()
    if draw < 0.3:
        return f"({other}) => ({text(statement)})"
    if draw < 0.4:
        return f"({text(statement)}) <=> ({other})"
    return text(statement)


def _boolean(random: Random, source: Terms, depth: int) -> Term:
    draw = random.random()
    if depth and draw < 0.25:
        return conjunction(_boolean(random, source, depth - 1), _boolean(random, source, depth - 1))
    if depth and draw < 0.5:
        return disjunction(_boolean(random, source, depth - 1), _boolean(random, source, depth - 1))
    if depth and draw < 0.55:
        return negation(_boolean(random, source, depth - 1))
    left = source.term(random.choice((0, 1, 1, 2)))
    right = random.choice((source.constant(), source.leaf(), source.term(1)))
    return relation(random.choice(sorted(RELATIONS)), left, right)


def _restricted(claim: Claim, at: Instance) -> Instance:
    names = {s.name for s in claim.symbols}
    return Instance(at.sizes, {k: v for k, v in at.values.items() if k[0] in names})


# --- roundings


def rounding_round(random: Random) -> str:
    """A rational shown with so many digits, half a unit off at most: ties, trailing zeros, signs, exponents."""
    value = Fraction(random.randint(-4000, 4000), random.choice((1, 2, 4, 5, 8, 16, 20, 25, 3, 7, 11, 125, 1000)))
    places = random.randint(0, 4)
    shown = round(value * 10**places) + random.choice((0, 0, 0, 1, -1))
    target = Fraction(shown, 10**places)
    digits = str(abs(shown)).rjust(places + 1, "0")
    decimal = ("-" if shown < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    expected = abs(value - target) <= Fraction(1, 2 * 10**places)
    if random.random() < 0.3:
        scale = random.choice((-3, -1, 2, 5))
        decimal, value = f"{decimal}e{scale}", value * Fraction(10) ** scale
    left = random.choice((f"({value})", f"({value} + 0*pi)", f"({value})*exp(0)", f"log(exp({value}))"))
    claim = claim_of(f"{left} ~= {decimal}", ())
    if claim is None:
        return ""
    found, proved = verdict_at(claim, Instance.of()), is_proved(claim)
    if found is not None and found is not expected:
        raise Contradiction(f"{left} ~= {decimal} is evaluated as {found}")
    if proved and not expected:
        raise Contradiction(f"proved, but false: {left} ~= {decimal}")
    return "proved" if proved else "" if expected else "false"


# --- definitions


def definition_round(random: Random) -> str:
    """A function defined by a term, at a random argument, is the term with the argument put in; nothing is captured."""
    source = Terms(random, calculus=random.random() < 0.4)
    parameter = random.choice((T, T, X, Y))
    source.variables = [parameter, parameter, *source.variables]
    body = source.term(random.choice((1, 2, 2)))
    argument = Terms(random, calculus=False).term(random.choice((0, 1, 1, 2)))
    held = make("subs", substitute_free(body, parameter, _HOLDER), _HOLDER, argument)
    definitions = [f"g({parameter.args[0]}): {text(body)}"]
    name = "g"
    if random.random() < 0.3:
        definitions.append(f"h({random.choice('xyt')}): g({random.choice('xyt')}) - g({random.choice('xyt')}) + 1")
        name = random.choice("gh")
    written = f"g({text(argument)}) == {text(held)}"
    claim = claim_of(written, (*DECLARATIONS, "r: real"), define=definitions[: 1 if name == "g" else 2])
    if claim is None:
        return ""
    compared = 0
    for _ in range(3):
        at = _restricted(claim, instance(random_point(random)))
        found = verdict_at(claim, at)
        if found is False:
            raise Contradiction(f"{written} with {definitions} is refuted at {at.shown(claim.symbols)}")
        compared += found is True
    return "same" if compared else ""


_HOLDER = symbol("r")


def substitute_free(term: Term, old: Term, new: Term) -> Term:
    """Another name for a symbol, also where a derivative is taken by it, but not where `Subs` binds it."""
    if term is old:
        return new
    if term.op == "subs" and term.args[1] is old:
        return make("subs", term.args[0], old, substitute_free(term.args[2], old, new))
    return make(term.op, *(substitute_free(a, old, new) if isinstance(a, Term) else a for a in term.args))


# --- explicit tensors and arbitrary functions

_TENSORS = (
    "A, B: real[2, 2]", "C: real[2, 2], symmetric", "G: real[2, 2], invertible", "R: real[2, 2], orthogonal",
    "S: real[2, 2], positive_definite", "u, v: real[2]", "e: real[2], one_hot", "c, s: real", "i, j: index(2)",
    "f: function(real)", "h: function(real, real), C2",
)  # fmt: skip
_TRUE = (
    ("(A @ B).T", "B.T @ A.T"), ("det(A @ B)", "det(A)*det(B)"), ("tr(A @ B)", "tr(B @ A)"), ("inv(G) @ G", "eye(2)"),
    ("inv(G @ R)", "R.T @ inv(G)"), ("R.T @ R", "eye(2)"), ("C.T", "C"), ("det(G)*det(inv(G))", "1"),
    ("A @ (B @ u)", "(A @ B) @ u"),
    ("grad(u.T @ A @ u, u)", "(A + A.T) @ u"), ("grad(u.T @ C @ u, u)", "2*C @ u"),
    ("inner(u, A @ v)", "inner(A.T @ u, v)"),
    ("norm(u)**2", "inner(u, u)"), ("norm(R @ u)", "norm(u)"), ("A**2", "A @ A"),
    ("tr(A)**2 - tr(A @ A)", "2*det(A)"), ("det(R)**2", "1"),
    ("outer(u, v)", "u @ v.T"), ("(A + B)**2", "A**2 + A @ B + B @ A + B**2"), ("D(inner(u, v), u[i])", "v[i]"),
    ("e[i]*e[i]", "e[i]"),
    ("softmax(u)[1] + softmax(u)[2]", "1"), ("D(logsumexp(u), u[i])", "softmax(u)[i]"),
    ("D(softmax(u)[i], u[j])", "softmax(u)[i]*(delta(i, j) - softmax(u)[j])"),
    ("D(f(c*s), c)", "s*Subs(D(f(c), c), c, c*s)"), ("D(h(c, s), c, s)", "D(h(c, s), s, c)"),
    ("D(f(c)*f(s), c)", "f(s)*D(f(c), c)"),
    ("D(f(f(c)), c)", "Subs(D(f(s), s), s, f(c))*D(f(c), c)"), ("hess(u.T @ C @ u, u)", "2*C"),
    ("Sum(u[i]*v[i], i)", "u.T @ v"),
    ("D(h(c, c), c)", "Subs(D(h(s, c), s), s, c) + Subs(D(h(c, s), s), s, c)"), ("det(S)*inv(S)[1, 1]", "S[2, 2]"),
    ("jac(A @ u, u)", "A"),
    ("Sum(e[i], i)", "1"), ("Product(1 + e[i], i)", "2"), ("A * B", "B * A"), ("diag(u) @ v", "u * v"),
    ("kron(A, B)[1, 1]", "A[1, 1]*B[1, 1]"),
)  # fmt: skip
_SLIPS = (
    ("A", "B"), ("B", "A"), (".T", ""), ("2", "3"), ("u", "v"), ("v", "u"), ("R", "G"), ("C", "A"), ("S", "C"),
    ("1", "2"), ("[i]", "[j]"), ("e", "u"),
    ("+", "-"), ("inv", "det"), ("c", "s"), ("s", "c"), ("G", "A"),
)  # fmt: skip


def tensor_round(random: Random) -> str:
    """A law of matrices or arbitrary functions, whole or with a slip, at instances that the declarations allow."""
    left, right = random.choice(_TRUE)
    slip = random.random() < 0.6
    if slip:
        old, new = random.choice(_SLIPS)
        at = [k for k in range(len(right)) if right.startswith(old, k)]
        if at:
            k = random.choice(at)
            right = right[:k] + new + right[k + len(old) :]
        slip = bool(at)
    written = f"{left} == {right}"
    claim = claim_of(written, _TENSORS)
    if claim is None:
        return ""
    if not slip:
        found = search(claim, 12, seed=random.randrange(10**6))
        if found.witness is not None:
            raise Contradiction(f"refuted, though true: {written} at {found.witness.point}")
        return "proved" if is_proved(claim) else ""
    if not is_proved(claim):
        return "not proved"
    found = search(claim, 40, seed=random.randrange(10**6))
    if found.witness is not None and is_spoken_of(claim, found.witness.instance):
        raise Contradiction(f"proved, but false: {written} at {found.witness.point}")
    return "proved"

