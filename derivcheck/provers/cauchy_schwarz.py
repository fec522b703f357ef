"""Cauchy and Schwarz: variances are not negative, means of squares are at least squares of means.

For sums of symbolic size: `inner(x, y)**2 <= inner(x, x)*inner(y, y)`, `Sum(x[i], i)**2 <= n*Sum(x[i]**2, i)`, Jensen's
inequality for squares with weights that sum to 1, and with it that log-sum-exp is convex.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt as normalised
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.sums import mentions_bound, sums_within
from derivcheck.algebra.term import (
    INEQUALITIES,
    ONE,
    RELATIONS,
    Sort,
    Term,
    entry,
    make,
    number,
    power,
    summation,
    symbol,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import is_seen
from derivcheck.engine.rules.cauchy_schwarz import CauchySchwarz, inequality
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_SUMS = 8
_MOST_TRIPLES, _MOST_TRIES = 60, 3


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    tries = 0
    for first, second, mixed in itertools.islice(_triples(goal), _MOST_TRIPLES):
        found = inequality(goal, first, second, mixed)
        if found is None or found[0] in goal.facts or not all(map(is_seen, found[1])):
            continue
        tries += 1
        part = prove(goal.assuming(found[0]))
        if part is not None:
            return CauchySchwarz(first, second, mixed, part)
        if tries == _MOST_TRIES:
            return None
    return None


def _triples(goal: Goal) -> Iterator[tuple[Term, Term, Term]]:
    """Three sums over one range: of the statement, of equations that are given, and the number of terms."""
    written = list(sums_within(goal.statement))
    if not written:
        return
    own = list(dict.fromkeys((*_in_normal_form(goal), *written)))[:_MOST_SUMS]
    given = [s for f in goal.facts if f.op in RELATIONS for s in sums_within(f)]
    counts = [make("sum", *s.args[:3], ONE) for s in own]
    both = list(dict.fromkeys((*own, *given, *counts)))[: 2 * _MOST_SUMS]
    for mixed in own:
        for first, second in itertools.combinations(both, 2):
            if mixed not in (first, second) and (first in own or second in own):
                yield first, second, mixed


def _in_normal_form(goal: Goal) -> list[Term]:
    """The sums of which the difference of both sides consists."""
    try:
        n = normalised(goal.facts, Oracle(False), (difference(goal),))
        found = [k.term for k in n.field.kernels.values() if k.kind == "sum" and not mentions_bound(k.term)]
    except (Incomplete, TooLarge, Vacuous, Restart, Split):
        return []
    return [t for t in found if t.op == "sum" and t.args[3].op != "sum"]


_SIZES = ("n: size", "i: index(n)", "x, y: real[n]")
_FALSE = Example("Sum(x[i], i)**2 <= Sum(x[i]**2, i)", _SIZES)
_SIZE, _INDEX = symbol("n", Sort.SIZE), symbol("j", Sort.INTEGER)
_X = entry("x", Sort.REAL, ((ONE, _SIZE),), _INDEX)
_SQUARES = summation(_INDEX, ONE, _SIZE, power(_X, number(2)))

PROVER = Prover(
    name="Cauchy and Schwarz",
    cost=46,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("inner(x, y)**2 <= inner(x, x)*inner(y, y)", _SIZES),
        Example("Sum(x[i], i)**2 <= n*Sum(x[i]**2, i)", _SIZES),
    ),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, CauchySchwarz(_SQUARES, _SQUARES, summation(_INDEX, ONE, _SIZE, _X), Vanishing())),),
)
