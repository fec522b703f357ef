"""Forged evidence: random recipes that a prover gone mad might hand over. For a false goal, the kernel takes none."""

from __future__ import annotations

from random import Random

from derivcheck.algebra.term import ZERO, Sort, Term, relation, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.alternatives import Alternatives
from derivcheck.engine.rules.angle import Angle
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.enclosed import Enclosed
from derivcheck.engine.rules.exponentials import Exponentials
from derivcheck.engine.rules.generic import Generic
from derivcheck.engine.rules.last import Last
from derivcheck.engine.rules.parts import Parts
from derivcheck.engine.rules.residues import Residues
from derivcheck.engine.rules.rewritten import Rewritten
from derivcheck.engine.rules.squares import Squares
from derivcheck.engine.rules.vanishing import Vanishing

from .random_terms import Terms

#: Sets of signs, of which the last three leave something out.
_COVERS = (
    ("lt", "eq", "gt"), ("ge", "lt"), ("le", "gt"), ("eq", "ne"), ("ge", "le"), ("lt", "gt"), ("ge",), ("ne", "gt"),
)  # fmt: skip


def forged(random: Random, goal: Goal, source: Terms, depth: int) -> Evidence:
    """Evidence of any kind, about terms that may be undefined where the goal is not."""
    if depth == 0 or random.random() < 0.15:
        return random.choice((
            Vanishing(), Vanishing(), Vanishing(), Angle(random.choice((1, 2, 3, 6, 0, -1))),
            Enclosed(random.choice((64, 10_000))),
        ))  # fmt: skip

    def part() -> Evidence:
        return forged(random, goal, source, depth - 1)

    draw = random.random()
    if draw < 0.45:
        about = _about(random, goal, source)
        cover = random.choice(_COVERS[:5] if random.random() < 0.9 else _COVERS)
        return Cases(tuple(relation(op, about, ZERO) for op in cover), tuple(part() for _ in cover))
    if draw < 0.6:
        return Exponentials(part())
    if draw < 0.7:
        return Squares(part(), part(), part())
    if draw < 0.8:
        integers = [s for s in symbols(goal.statement) if s.op == "symbol" and s.args[1] is not Sort.REAL]
        modulus = random.choice((1, 2, 2, 3, 0, -1))
        variable = random.choice(sorted(integers, key=str)) if integers else source.random.choice(source.integers)
        return Residues(variable, modulus, tuple(part() for _ in range(max(0, modulus))))
    if draw < 0.9:
        choices = [f for f in goal.facts if f.op == "or"]
        fact = random.choice(choices) if choices else relation("eq", source.leaf(), ZERO)
        return Alternatives(fact, tuple(part() for _ in fact.args))
    return random.choice((
        Rewritten(random.choice(("gammasimp", "besselsimp")), part()), Last(part()), Parts((part(), part())),
        Generic(part()),
    ))  # fmt: skip


def _about(random: Random, goal: Goal, source: Terms) -> Term:
    """A part of the goal, or something new."""
    parts = _parts(goal.statement)
    return random.choice(parts) if parts and random.random() < 0.5 else source.term(random.choice((0, 1, 2)))


def _parts(term: Term) -> list[Term]:
    own = [term] if term.op in ("symbol", "call", "power", "add", "mul") else []
    return own + [p for t in term.terms for p in _parts(t)]
