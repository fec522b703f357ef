"""Random polynomials in random variables: what the algebra makes of their expectation, against direct evaluation.

The algebra's result is written out and read again, and then holds no random variable any more. Both sides of
``Expect(polynomial) == result`` (or of a variance, or a derivative) are evaluated at many points by code that knows
nothing of cumulants; a result with a slip must be told apart from it.
"""

from __future__ import annotations

import time
from random import Random

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.search.search import Search, search
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

DECLARATIONS = (
    "n: size", "i, j: index(n)", "s, t, mu: real", "v, r: positive", "q: real(0, 1)", "p: real(0, 1)[n]",
    "w, u: real[n]", "S: real[n, n], positive_semidefinite", "S2: real[2, 2], positive_semidefinite", "m2: real[2]",
    "X: ~Normal(mu, v)", "e: ~Bernoulli(q)", "N: ~Poisson(r)", "T: ~Exponential(r)", "U: ~Uniform(-r, r)",
    "Y: ~MeanVar(s, v)", "cat: ~Categorical([1/2, 1/3, 1/6])",
    "d[i]: ~Bernoulli(p[i])", "G[i]: ~Normal(u[i], v)", "P[i]: ~Poisson(v)", "E[i]: ~Exponential(r)",
    "W[i, j]: ~Normal(w[i], v)", "cl[i]: ~Categorical([q, 1 - q])", "r3: real[3]", "M[i]: ~MeanVar(u[i], v)",
    "g: ~Normal(u, S)", "k: ~Normal(m2, S2)", "a[i]: ~Uniform(u[i], u[i] + 1)",
)  # fmt: skip

_NUMBERS = ("sigmoid(t*e)", "r3[cat]", "delta(cat, 2)", "X", "e", "N", "T", "U", "cat", "k[1]", "k[2]")
_FAMILIES = ("W", "cl", "d", "G", "P", "E", "g", "a")
_PARAMETERS = ("s", "t", "mu", "2", "3", "-1", "w[i]", "w[j]", "1/2")


def polynomial(random: Random, size: int) -> str:
    """A polynomial of low degree in random variables, with sums over all entries among its parts."""
    if size <= 0:
        kind = random.random()
        if kind < 0.45:
            return random.choice(_NUMBERS)
        if kind < 0.75:
            return _entry(random, random.choice("ij"))
        return random.choice(_PARAMETERS)
    match random.randrange(8):
        case 6:
            inner = random.choice(("Expect", "Var"))
            return f"{polynomial(random, size - 2)}*{inner}({polynomial(random, 1)})"
        case 7:
            guard = random.choice(("t > 0", "i == j", "i < j", "mu <= t"))
            return f"Piecewise(({polynomial(random, size - 2)}, {guard}), ({polynomial(random, 0)}, True))"
        case 0 | 1:
            return f"({polynomial(random, size - 1)} + {polynomial(random, size - 2)})"
        case 2 | 3:
            return f"{polynomial(random, size - 1)}*{polynomial(random, size - 2)}"
        case 4:
            return f"({polynomial(random, size - 2)})**2"
    index = random.choice("ij")
    over = random.choice((index, index, f"({index}, 2, n)", f"({index}, 1, n - 1)"))
    factor = random.choice(("", f"w[{index}]*", f"{_entry(random, 'i')}*", f"{random.choice(_NUMBERS)}*"))
    return f"Sum({factor}{_entry(random, index)}, {over})"


def _entry(random: Random, index: str) -> str:
    """An entry of a family at an index, or a function of one."""
    family = random.choice(_FAMILIES)
    if family == "W":
        return random.choice((f"W[{index}, j]", f"W[i, {index}]", f"W[{index}, {index}]"))
    if family == "cl":
        return random.choice((f"cl[{index}]", f"delta(cl[{index}], 1)", f"r3[cl[{index}]]"))
    return f"{family}[{index}]"


_GAUSSIAN = ("t*X", "s*G[i]", "Sum(w[i]*G[i], i)", "Sum(w[i]*g[i], i)", "k[1] - k[2]", "X + g[j]")
_MOVED = ("mu", "v", "q", "p[i]", "u[j]", "m2[1]", "t", "w[i]")


def statistic(random: Random) -> str:
    """Of a random polynomial: mean, variance, covariance, derivative of the mean or mean of the derivative."""
    body = polynomial(random, random.choice((2, 3, 3, 4)))
    if random.random() < 0.2:
        body = f"{polynomial(random, 2)}*exp({random.choice(_GAUSSIAN)})"
    match random.randrange(10):
        case 0:
            return f"Var({polynomial(random, 2)})"
        case 1:
            return f"Cov({polynomial(random, 2)}, {polynomial(random, 3)})"
        case 2:
            return f"D(Expect({body}), {random.choice(_MOVED)})"
        case 4:
            moved = random.choice(("mu", "v", "q", "t"))
            return f"Subs(D(Expect({body}), {moved}), {moved}, 1/3)"
        case 5:
            return f"Sum(Expect({body}), i)"
        case 3:
            return f"Expect(D({body}, {random.choice(_MOVED)}))"
    return f"Expect({body})"


def searched(claim: str, points: int, seconds: float) -> Search:
    problem = single(claim, declare=list(DECLARATIONS))
    return search(elaborate(problem, problem.claims[0]), points, 7, time.process_time() + seconds)


def worked_out(written: str) -> str | None:
    """What the algebra makes of it, as text; None if it gives up."""
    problem = single(f"{written} == 0", declare=list(DECLARATIONS))
    claim = elaborate(problem, problem.claims[0])
    try:
        (question,) = questions(claim, claim.statement)
        return text(expand(question.statement.args[0]))
    except (Unsupported, NoExpectation):
        return None


def play(seed: int, points: int = 16, seconds: float = 4.0) -> tuple[str, str]:
    """``agreed``, ``not worked out``, ``not evaluated``, or ``conflict``; and what was looked at."""
    written = statistic(Random(seed))
    result = worked_out(written)
    if result is None or len(result) > 4_000:
        return "not worked out", written
    found = searched(f"{written} == {result}", points, seconds)
    if found.witness is not None:
        return "conflict", f"{written} is not {result} at {found.witness.point}"
    if not found.agreed:
        return "not evaluated", written
    slip = searched(f"{written} == {result} + 1/7", points, seconds)
    return ("agreed", written) if slip.witness is not None else ("slip not seen", written)
