"""From a law with concrete parameters to the draws that its outcome is made of.

Moments: Normal v**k (2k - 1)!! around the mean; Poisson m(k + 1) = r * the sum of (k choose j) m(j); Uniform the sum of
a**i b**(k - i)/(k + 1); Exponential k!/r**k. MeanVar is any law with two moments, a concrete one by its `Shape`.
Vectors are mean + L u with independent u, where L D L.T is the covariance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, factorial
from typing import Any

from flint import fmpq

from derivcheck.evaluation.errors import EvaluationError, Unresolved, Unsupported
from derivcheck.evaluation.functions.elementary import sqrt
from derivcheck.evaluation.search.random_polynomial import Draw, RandomPolynomial
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import Value, add, divide, multiply, power, subtract, vanishes
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.values.tensor import Tensor, entries


@dataclass(frozen=True, slots=True)
class Shape:
    """A finite law with mean 0 and variance 1, by its values and probabilities.

    ``common``: entries of a vector share a random factor (0 or 2 with probabilities 3/4 and 1/4), so that they
    depend on each other even where they are uncorrelated. ``leading``: only the first entry has this law, and the
    others are as large as it is, with signs of their own; of laws with two values.
    """

    points: tuple[tuple[Any, Any], ...]
    common: bool = False
    leading: bool = False


def _shape(*points: tuple[tuple[int, int], tuple[int, int]], common: bool = False, leading: bool = False) -> Shape:
    return Shape(tuple((fmpq(*value), fmpq(*weight)) for value, weight in points), common, leading)


def is_standardised(shape: Shape) -> bool:
    """Whether it is a law with mean 0 and variance 1."""
    moments = [sum((w * v**k for v, w in shape.points), ZERO) for k in range(3)]
    two_values = len({v for v, _ in shape.points}) == len(shape.points) == 2
    return moments == [1, 0, 1] and all(w > 0 for _, w in shape.points) and (two_values or not shape.leading)


#: Two symmetric ones, two skew ones, and one whose entries depend on each other.
SHAPES = (
    _shape(((-1, 1), (1, 2)), ((1, 1), (1, 2))),
    _shape(((-1, 2), (4, 5)), ((2, 1), (1, 5))),
    _shape(((-2, 1), (1, 5)), ((1, 2), (4, 5))),
    _shape(((-2, 1), (1, 8)), ((0, 1), (3, 4)), ((2, 1), (1, 8))),
    _shape(((-1, 1), (1, 2)), ((1, 1), (1, 2)), common=True),
)
#: Of vectors, also one whose third moments differ from those of independent entries.
JOINT_SHAPES = (*SHAPES, _shape(((-1, 2), (4, 5)), ((2, 1), (1, 5)), leading=True))
_COMMON = ((ZERO, fmpq(3, 4)), (fmpq(2), fmpq(1, 4)))


def outcome(name: str, parameters: Sequence[Tensor], shape: Shape | None, normalised: bool = False) -> Tensor:
    """The outcome of a law as a random polynomial (of a law of vectors: as a tuple of them).

    ``normalised``: probabilities that are known to add up to 1. Raises Unsupported for parameters that the law does
    not allow, Unresolved where that cannot be told.
    """
    check(name, parameters, normalised)
    if type(parameters[0]) is tuple and name != "Categorical":
        return _vector(name, parameters[0], parameters[1], shape)
    return _NUMBERS[name](shape, *parameters)


def _alone(draw: Draw) -> RandomPolynomial:
    return RandomPolynomial({((draw, 1),): ONE})


def _finite(points: Sequence[tuple[Value, Value]], values: str | None = None) -> Draw:
    def moment(k: int) -> Value:
        total: Value = ZERO
        for value, weight in points:
            total = add(total, multiply(weight, power(value, k)))
        return total

    return Draw(moment, points=tuple(points), values=values)


def _bernoulli(shape: Shape | None, p: Value) -> RandomPolynomial:
    return _alone(_finite([(ZERO, subtract(ONE, p)), (ONE, p)], "natural"))


def _categorical(shape: Shape | None, p: Tensor) -> RandomPolynomial:
    return _alone(_finite([(fmpq(k), weight) for k, weight in enumerate(entries(p), 1)], "natural"))


def _normal(shape: Shape | None, average: Value, variance: Value) -> Value:
    return add(_alone(_centred(variance)), average)


def _centred(variance: Value) -> Draw:
    def moment(k: int) -> Value:
        if k % 2:
            return ZERO
        odd_factors = factorial(k) // (2 ** (k // 2) * factorial(k // 2))
        return multiply(fmpq(odd_factors), power(variance, k // 2))

    return Draw(moment, variance=variance)


def _mean_var(shape: Shape | None, average: Value, variance: Value) -> Value:
    return add(_alone(_spread(variance, shape)), average)


def _spread(variance: Value, shape: Shape | None) -> Draw:
    """Mean 0 and the variance; of a concrete shape, all moments, and points."""
    if shape is None:
        return Draw(lambda k: ZERO if k == 1 else variance if k == 2 else _unknown())
    standard = _finite(shape.points)

    def moment(k: int) -> Value:
        scale = power(variance, k // 2)
        own = standard.mean_of_power(k)
        if k % 2 == 0 or vanishes(own):
            return multiply(scale, own)
        return multiply(multiply(scale, sqrt(variance)), own)

    try:
        root = sqrt(variance)
    except EvaluationError:
        return Draw(moment)
    return Draw(moment, points=tuple((multiply(root, value), weight) for value, weight in shape.points))


def _unknown() -> Value:
    raise Unsupported("a third moment of a law of which mean and variance are given, and an outcome is looked at")


def _poisson(shape: Shape | None, rate: Value) -> RandomPolynomial:
    known: list[Value] = [ONE]

    def moment(k: int) -> Value:
        while len(known) <= k:
            n = len(known) - 1
            total: Value = ZERO
            for j in range(n + 1):
                total = add(total, multiply(fmpq(comb(n, j)), known[j]))
            known.append(multiply(rate, total))
        return known[k]

    return _alone(Draw(moment, values="natural"))


def _exponential(shape: Shape | None, rate: Value) -> RandomPolynomial:
    return _alone(Draw(lambda k: divide(fmpq(factorial(k)), power(rate, k))))


def _uniform(shape: Shape | None, a: Value, b: Value) -> RandomPolynomial:
    def moment(k: int) -> Value:
        total: Value = ZERO
        for i in range(k + 1):
            total = add(total, multiply(power(a, i), power(b, k - i)))
        return multiply(total, fmpq(1, k + 1))

    return _alone(Draw(moment))


_NUMBERS: dict[str, Callable[..., Value]] = {
    "Bernoulli": _bernoulli,
    "Categorical": _categorical,
    "Normal": _normal,
    "MeanVar": _mean_var,
    "Poisson": _poisson,
    "Exponential": _exponential,
    "Uniform": _uniform,
}


def _vector(name: str, average: Tensor, covariance: Tensor, shape: Shape | None) -> Tensor:
    lower, diagonal = factors(covariance)
    independent = _draws(name, diagonal, shape)
    result = []
    for row, center in zip(lower, average, strict=True):
        total: Value = center
        for factor, draw in zip(row, independent, strict=True):
            total = add(total, multiply(factor, draw))
        result.append(total)
    return tuple(result)


def _draws(name: str, variances: Sequence[Value], shape: Shape | None) -> list[Value]:
    """Uncorrelated numbers with mean 0 and these variances."""
    if name == "Normal":
        return [_alone(_centred(d)) for d in variances]
    if shape is None or not shape.leading or vanishes(variances[0]):
        common = _alone(_finite(_COMMON)) if shape is not None and shape.common else ONE
        return [multiply(common, _alone(_spread(d, shape))) for d in variances]
    first = _alone(_spread(variances[0], shape))
    (low, _), (high, _) = shape.points
    slope = (abs(high) - abs(low)) / (high - low)
    size = add(abs(low) - slope * low, multiply(slope, divide(first, sqrt(variances[0]))))
    return [first, *(multiply(size, _alone(_spread(d, SHAPES[0]))) for d in variances[1:])]


def factors(covariance: Tensor) -> tuple[list[list[Value]], list[Value]]:
    """L with ones on its diagonal and D with covariance = L D L.T; a column of L under a zero of D is 0."""
    n = len(covariance)
    if any(not vanishes(subtract(covariance[i][j], covariance[j][i])) for i in range(n) for j in range(i)):
        raise Unsupported("a covariance matrix that is not exactly symmetric")
    lower: list[list[Value]] = [[ONE if i == j else ZERO for j in range(n)] for i in range(n)]
    diagonal: list[Value] = []
    for j in range(n):
        rest = [covariance[i][j] for i in range(n)]
        for k in range(j):
            rest = [subtract(r, multiply(multiply(lower[i][k], lower[j][k]), diagonal[k])) for i, r in enumerate(rest)]
        diagonal.append(rest[j])
        if vanishes(rest[j]):
            if any(not vanishes(r) for r in rest[j:]):
                raise Unsupported("a covariance matrix that is not positive semidefinite")
            continue
        for i in range(j + 1, n):
            lower[i][j] = divide(rest[i], rest[j])
    return lower, diagonal


def check(name: str, parameters: Sequence[Tensor], normalised: bool = False) -> None:
    """Raises Unsupported for parameters that the law does not allow, Unresolved where that cannot be told."""
    if any(type(jet.base(x)) is RandomPolynomial for p in parameters for x in entries(p)):
        raise Unsupported("a law with a random parameter")
    if type(parameters[0]) is tuple and name != "Categorical":
        _require(*(jet.base(d) for d in factors(parameters[1])[1]))
        return
    values = [jet.base(x) for p in parameters for x in entries(p)]
    match name:
        case "Bernoulli":
            _require(values[0], 1 - values[0])
        case "Categorical":
            _require(*values)
            if not normalised and (any(type(v) is not fmpq for v in values) or sum(values, ZERO) != 1):
                raise Unresolved("probabilities of which it is not clear that they add up to 1")
        case "Normal" | "MeanVar":
            _require(values[1])
        case "Poisson":
            _require(values[0])
        case "Exponential":
            _require(values[0], strictly=True)
        case "Uniform":
            _require(values[1] - values[0], strictly=True)


def _require(*values: Value, strictly: bool = False) -> None:
    """All of them are nonnegative (positive)."""
    for value in values:
        if value > 0 or (not strictly and value >= 0):
            continue
        if value < 0 or (strictly and value <= 0):
            raise Unsupported("a parameter that the law does not allow")
        raise Unresolved("a parameter that the law may not allow")
