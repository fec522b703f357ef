"""Residues: integers under floor and ceiling.

Where `floor(n/2)` occurs for an integer n, the cases n = 2*q and n = 2*q + 1 are gone through; in each the floor
disappears.
"""

from __future__ import annotations

from math import lcm

from derivcheck.algebra.term import Sort as _Sort
from derivcheck.algebra.term import Term, is_bound, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.residues import Residues, residue
from derivcheck.engine.rules.vanishing import Vanishing

_ROUNDING = frozenset(("floor", "ceiling", "Mod"))
_MOST = 12


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    found = _candidate(goal.statement)
    if found is None:
        return None
    variable, modulus = found
    parts: list[Evidence] = []
    for remainder in range(modulus):
        part = prove(residue(goal, variable, modulus, remainder))
        if part is None:
            return None
        parts.append(part)
    return Residues(variable, modulus, tuple(parts))


def _candidate(statement: Term) -> tuple[Term, int] | None:
    """An integer symbol under a rounding function or in the exponent of -1, and a modulus that resolves it."""
    moduli: dict[Term, int] = {}
    _collect(statement, False, moduli)
    for variable in sorted(moduli, key=str):
        if 1 < moduli[variable] <= _MOST:
            return variable, moduli[variable]
    return None


def _collect(term: Term, rounded: bool, moduli: dict[Term, int]) -> None:
    if term.op == "call" and term.args[0] in _ROUNDING:
        rounded = True
        denominator = _denominator(term)
        for variable in symbols(term):
            if variable.op == "symbol" and variable.args[1].integral and not is_bound(variable):
                moduli[variable] = lcm(moduli.get(variable, 1), denominator)
    for part in term.terms:
        _collect(part, rounded, moduli)


def _denominator(term: Term) -> int:
    """The common denominator of the numbers in a term."""
    if term.op == "number":
        return int(term.args[0].denominator)
    if term.op == "power" and term.args[1].op == "number" and term.args[0].op == "number":
        value, exponent = term.args[0].args[0], term.args[1].args[0]
        if exponent == -1 and value.denominator == 1:
            return abs(int(value)) or 1
    found = 1
    for part in term.terms:
        found = lcm(found, _denominator(part))
    if term.op == "call" and term.args[0] == "Mod" and term.args[2].op == "number":
        found = lcm(found, abs(int(term.args[2].args[0])) or 1)
    return found


PROVER = Prover(
    name="residues",
    cost=30,
    attempt=attempt,
    proves=(
        Example("floor(n/2) + floor((n + 1)/2) == n", ("n: integer",)),
        Example("Mod(n**2, 4)*(Mod(n**2, 4) - 1) == 0", ("n: integer",)),
    ),
    gives_up=(Example("floor(x) == x", ("x: real",)),),
    corrupted=(
        (
            Example("floor(n/2) == n/2", ("n: integer",)),
            Residues(symbol("n", _Sort.INTEGER), 2, (Vanishing(), Vanishing())),
        ),
        (Example("floor(n/2) == n/2", ("n: integer",)), Residues(symbol("n", _Sort.INTEGER), 2, (Vanishing(),))),
    ),
)
