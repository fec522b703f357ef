"""Congruences: integer equations without solution, by remainders.

No square leaves the remainder 3 when divided by 4, so `n**2 != 4*k + 3`; and of `n**2 == 2*m**2` zeros are the only
solution, because they are modulo 3.
"""

from __future__ import annotations

from derivcheck.algebra.congruences import has_no_solution, is_anisotropic
from derivcheck.algebra.term import Sort, Term, number, power, relation, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.congruence import Congruence, equations, only_zeros
from derivcheck.engine.rules.vanishing import Vanishing

_MODULI = (2, 3, 4, 5, 7, 8, 9, 11, 13, 16)


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    found = tuple(e for e in equations(goal) if any(map(_is_integer, symbols(e))) and _is_of_squares(e))
    if not found:
        return None
    for modulus in _MODULI:
        if has_no_solution(found, modulus):
            return Congruence(modulus)
    for equation in found:
        modulus = next((m for m in _MODULI if is_anisotropic(equation, m)), 0)
        smaller = only_zeros(goal, equation, modulus) if modulus else None
        part = prove(smaller) if smaller is not None and not _is_known(smaller, goal) else None
        if part is not None:
            return Congruence(modulus, equation, part)
    return None


def _is_known(smaller: Goal, goal: Goal) -> bool:
    return set(smaller.facts) <= set(goal.facts)


def _is_of_squares(term: Term) -> bool:
    """Whether a power of an integer stands somewhere, or a product of two."""
    if term.op == "power" and term.args[1].op == "number" and _is_integer(term.args[0]):
        return bool(term.args[1].args[0] > 1)
    if term.op == "mul" and sum(map(_is_integer, term.args)) > 1:
        return True
    return any(map(_is_of_squares, term.terms))


def _is_integer(term: Term) -> bool:
    return (term.op == "symbol" and term.args[1].integral) or (term.op == "add" and any(map(_is_integer, term.args)))


_N, _M = (symbol(name, Sort.INTEGER) for name in "nm")
_SQUARE = power(_N, number(2))

PROVER = Prover(
    name="congruences",
    cost=33,
    concerns=frozenset(("ne", "eq", "false")),
    attempt=attempt,
    proves=(
        Example("n**2 != 2*m**2 + 3", ("n, m: integer",)),
        Example("n**2 + m**2 != 4*k + 3", ("n, m, k: integer",)),
        Example("n**2 != 2*m**2", ("n: integer", "m: size")),
    ),
    gives_up=(
        Example("n**2 != 2*m**2 + 1", ("n, m: integer",)),
        Example("n**2 != 2*m**2 + 3", ("n, m: real",)),
    ),
    corrupted=(
        (Example("n**2 != 2*m**2 + 1", ("n, m: integer",)), Congruence(8)),
        (Example("x**2 != 3", ("x: real",)), Congruence(4)),
        (Example("n**2 != 3", ("n: integer",)), Congruence(1)),
        (
            Example("n**2 != m**2", ("n, m: integer",)),
            Congruence(3, relation("eq", _SQUARE, power(_M, number(2))), Vanishing()),
        ),
    ),
)
