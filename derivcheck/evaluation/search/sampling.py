"""Instances that satisfy the declarations by construction, simple ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.evaluation.instance import (
    SEQUENCE_LENGTH,
    Gaussian,
    Instance,
    Key,
    Polynomial,
    Terms,
    argument_names,
    key,
    length,
    shape_at,
)
from derivcheck.evaluation.laws.outcomes import completed
from derivcheck.evaluation.search import matrices, matrix_functions
from derivcheck.evaluation.search.coordinates import changed, coordinates, read
from derivcheck.evaluation.search.landmarks import Landmarks
from derivcheck.evaluation.values.tensor import build
from derivcheck.language.core import Axis, Claim, FunctionType, Kind, Predicate, Quantified, Symbol, Type
from derivcheck.language.elaboration.symbols import walk
from derivcheck.language.randomness import seen

#: Values in the order in which people would try them.
SIMPLE = tuple(fmpq(*pair) for pair in [
    (0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 1), (-3, 1), (1, 3), (3, 2), (-3, 2), (4, 1),
    (5, 1), (-1, 3), (2, 3), (1, 4), (3, 5), (4, 5),
])
#: The first point: all different, so that few false claims survive it.
_DISTINCT = tuple(fmpq(*pair) for pair in [(2, 1), (3, 1), (1, 2), (-1, 1), (5, 1), (1, 3), (-2, 1), (7, 2), (4, 1)])
#: The second point: other signs.
_MIRRORED = tuple(fmpq(*pair) for pair in [(-2, 1), (1, 2), (-1, 1), (3, 1), (-3, 1), (2, 3), (4, 1), (-1, 2), (5, 1)])
_SMALL = tuple(fmpq(*pair) for pair in [(1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 8), (1, 10), (0, 1)])
_WIDE = tuple(fmpq(*pair) for pair in [
    (10, 1), (-10, 1), (100, 1), (-100, 1), (1000, 1), (-1000, 1), (1, 10), (-1, 10), (1, 100), (1, 1000),
    (7, 1), (-5, 1),
])
#: Steps away from a constant of the claim.
_OFFSETS = tuple(fmpq(*pair) for pair in [
    (0, 1), (1, 1), (-1, 1), (1, 2), (-1, 2), (1, 10), (-1, 10), (1, 1000), (-1, 1000),
])
#: Where to look inside a bounded interval, as fractions of it.
_INSIDE = tuple(fmpq(*pair) for pair in [
    (1, 2), (1, 4), (3, 4), (1, 3), (2, 3), (1, 10), (9, 10), (1, 5), (1, 100), (99, 100),
])
_SIZES = (2, 3, 1, 2, 3, 4, 2, 5)
#: Sizes for a point at which they differ from each other; many sizes repeat them, or tensors would become large.
_UNEQUAL_SIZES = (4, 3, 2, 5, 1)
#: Names of sizes that have a point at which they alone are 1.
_MAX_SINGLED_OUT = 20
#: The first points, all of whose sizes are 2 or 3.
_FIRST = 2
#: How often an arbitrary function is convex where something is said about all of its values.
_SHARE_OF_BOWLS = 0.6
_CURVATURES = tuple(fmpq(*pair) for pair in [(1, 2), (1, 1), (0, 1), (1, 4), (2, 1)])
#: Quadratic terms of a function of a defined tensor.
_MAX_QUADRATIC = 16

#: How the scalars of one point are drawn, in turn.
MODES = (
    "distinct", "mirrored", "zero", "simple", "landmark", "one", "rational", "simple", "equal", "sparse", "wide",
    "landmark", "small", "rational", "simple", "negative", "opposite",
)
#: At the points where sizes are chosen on purpose, values that do not hide what is wrong there.
_SIZE_MODES = ("rational", "distinct", "simple", "mirrored")


class Sampler:
    """Draws instances of one claim; the same seed gives the same instances."""

    def __init__(self, claim: Claim, landmarks: Landmarks, seed: int) -> None:
        self.claim = claim
        self.landmarks = landmarks
        self.random = Random(seed)
        self._visible = seen((claim.statement, *claim.hypotheses))
        self._chosen_sizes = [s for s in chosen_sizes(landmarks.sizes) if self._axes_fit(s)]
        self._bowls = speaks_of_functions(claim)

    def draw(self, number: int, attempt: int = 0) -> Instance | None:
        """The ``number``-th instance, or another instead of it; None if the sizes drawn leave an axis empty."""
        sizes = self._sizes(number, attempt)
        if sizes is None:
            return None
        mode = self._mode(number, attempt)
        drawing = Drawing(self.random, self.landmarks, mode)
        values: dict[Key, Any] = {}
        functions: dict[Key, Polynomial] = {}
        curved: list[tuple[Symbol, FunctionType]] = []
        for symbol in self.claim.symbols:
            if isinstance(symbol.type, FunctionType):
                if self._bowls:
                    curved.append((symbol, symbol.type))
                else:
                    functions[key(symbol)] = drawing.function(symbol, symbol.type, sizes)
            elif symbol.law is None and not (symbol.type.kind is Kind.SIZE and symbol.name in sizes):
                values[key(symbol)] = drawing.value(symbol, symbol.type, sizes)
        curvatures = [v / 2 for v in values.values() if type(v) is fmpq and v > 0]
        for symbol, type_ in curved:
            bowl = self.random.random() < _SHARE_OF_BOWLS
            functions[key(symbol)] = drawing.function(symbol, type_, sizes, curvatures if bowl else None)
        return completed(self.claim, self._visible, Instance(sizes, values, functions), self.random)

    def nudged(self, instance: Instance) -> Instance:
        """The instance with one real coordinate moved a little."""
        symbols = [s for s in self.claim.symbols if _moves(s)]
        places = list(coordinates(symbols, instance))
        if not places:
            return instance
        at = self.random.choice(places)
        step = self.random.choice(_OFFSETS[5:])
        return changed(instance, at, read(instance, at) + step)

    def _mode(self, number: int, attempt: int) -> str:
        past = number - _FIRST - len(self._chosen_sizes)
        if number < _FIRST:
            return MODES[(number + 3 * attempt) % len(MODES)]
        if past < 0:
            return _SIZE_MODES[(number - _FIRST + attempt) % len(_SIZE_MODES)]
        return MODES[(past + _FIRST + 3 * attempt) % len(MODES)]

    def _sizes(self, number: int, attempt: int) -> dict[str, int] | None:
        """Chosen ones for the first points, then random ones; None if none found fits.

        Where hypotheses reject the chosen sizes, every other attempt draws random ones.
        """
        if number < _FIRST:
            sizes = {name: 2 + (number + k) % 2 for k, name in enumerate(self.landmarks.sizes)}
            if self._axes_fit(sizes):
                return sizes
        elif number - _FIRST < len(self._chosen_sizes) and attempt % 2 == 0:
            return self._chosen_sizes[number - _FIRST]
        for _ in range(8):
            sizes = {name: self.random.choice(_SIZES) for name in self.landmarks.sizes}
            if self._axes_fit(sizes):
                return sizes
        return None

    def _axes_fit(self, sizes: Mapping[str, int]) -> bool:
        axes = [axis for symbol in self.claim.symbols for axis in _axes(symbol)]
        return all((length(axis, sizes) or 0) > 0 or axis.last is None for axis in axes)


def chosen_sizes(names: Sequence[str]) -> list[dict[str, int]]:
    """Sizes at which claims about sizes tend to break: all 1, each alone 1, all different; none twice."""
    if not names:
        return []
    mixed = {name: 2 + k % 2 for k, name in enumerate(names)}
    chosen = [dict.fromkeys(names, 1)]
    if len(names) > 1:
        chosen += [{**mixed, name: 1} for name in names[:_MAX_SINGLED_OUT]]
    return [*chosen, {name: _UNEQUAL_SIZES[k % len(_UNEQUAL_SIZES)] for k, name in enumerate(names)}]


def _moves(symbol: Symbol) -> bool:
    """Whether a real entry may be moved on its own."""
    if not isinstance(symbol.type, Type) or symbol.properties:
        return False
    return symbol.type.kind in (Kind.REAL, Kind.POSITIVE, Kind.NONNEGATIVE, Kind.NONZERO)


def _axes(symbol: Symbol) -> list[Axis]:
    own = [symbol.axis] if symbol.axis is not None else []
    return own + (list(symbol.type.shape) if isinstance(symbol.type, Type) else [])


class Drawing:
    """One point in one mode."""

    def __init__(self, random: Random, landmarks: Landmarks, mode: str) -> None:
        self._random = random
        self._landmarks = landmarks
        self._mode = mode
        self._count = 0
        self._shared = self._random.choice(SIMPLE[1:])

    def value(self, symbol: Symbol, type_: Type, sizes: Mapping[str, int]) -> Any:
        if symbol.axis is not None and not type_.shape:
            return self._index(symbol.axis, sizes)
        shape = tuple(SEQUENCE_LENGTH if axis.last is None else length(axis, sizes) or 0 for axis in type_.shape)
        tensor = build(shape, lambda _: self._scalar(symbol, type_.kind))
        for name in sorted(symbol.properties):
            tensor = matrices.with_property(tensor, name, self._random)
        return tensor

    def _index(self, axis: Axis, sizes: Mapping[str, int]) -> Any:
        first = axis.first.at(sizes)
        count = length(axis, sizes)
        return fmpq(first + self._random.randrange(count if count is not None else SEQUENCE_LENGTH // 2))

    def _scalar(self, symbol: Symbol, kind: Kind) -> Any:
        if kind is Kind.COMPLEX:
            return Gaussian(self._real(), self._real()) if self._random.random() < 0.8 else self._real()
        if symbol.within is not None and None not in symbol.within:
            return self._inside(symbol.within)
        x = fitted(self._real(), kind)
        if symbol.within is not None:
            low, high = symbol.within
            distance = abs(x) if x else fmpq(1)
            x = _rational(low) + distance if low is not None else _rational(high) - distance
        return x

    def _inside(self, interval: tuple[Any, Any]) -> Any:
        low, high = _rational(interval[0]), _rational(interval[1])
        if self._mode == "plain":
            return low + (high - low) * self._random.choice(_INSIDE[:3])
        fractions = _INSIDE if self._mode not in ("rational", "wide") else tuple(
            fmpq(self._random.randrange(1, n), n) for n in (7, 11, 20, 50)
        )
        candidates = [low + (high - low) * t for t in fractions]
        if self._mode == "landmark":
            candidates += [c for c in self._landmarks.constants if low < c < high]
        return self._random.choice(candidates)

    def _real(self) -> Any:
        self._count += 1
        pick = self._random.choice
        match self._mode:
            case "distinct":
                return _DISTINCT[(self._count - 1) % len(_DISTINCT)]
            case "mirrored":
                return _MIRRORED[(self._count - 1) % len(_MIRRORED)]
            case "plain":
                return pick(SIMPLE[:7])
            case "small":
                return pick(_SMALL)
            case "simple":
                return pick(SIMPLE)
            case "landmark":
                return pick(self._landmarks.constants or SIMPLE) * pick((1, 1, 1, -1)) + pick(_OFFSETS)
            case "zero":
                return fmpq(0)
            case "one":
                return fmpq(1)
            case "equal":
                return self._shared
            case "opposite":
                return self._shared * pick((1, -1))
            case "sparse":
                return pick(SIMPLE) if self._random.random() < 0.35 else fmpq(0)
            case "wide":
                return pick(_WIDE) if self._random.random() < 0.6 else pick(SIMPLE)
            case "negative":
                return -abs(pick(SIMPLE[1:]))
            case _:
                return fmpq(self._random.randint(-20, 20), self._random.randint(1, 9))

    def function(
        self, symbol: Symbol, type_: FunctionType, sizes: Mapping[str, int], curvatures: Sequence[Any] | None = None
    ) -> Polynomial:
        """A random polynomial of low degree, not linear where it can be helped; a convex one if it gets curvatures."""
        variables = argument_names(type_, sizes)
        shape = shape_at(type_.result, sizes)
        draw = self._polynomial if symbol.of is None else self._quadratic
        count = len(variables)
        terms = build(shape, lambda _: draw(count) if curvatures is None else self._bowl(count, curvatures))
        terms = matrix_functions.with_properties(terms, symbol.properties, len(variables), self._random)
        return Polynomial(terms, variables)

    def _polynomial(self, count: int) -> Terms:
        monomials: dict[tuple[int, ...], Any] = {}
        for _ in range(self._random.randint(1, 3)):
            exponents = [0] * count
            for _ in range(self._random.randint(1, 3)):
                exponents[self._random.randrange(count)] += 1
            monomials[tuple(exponents)] = self._random.choice(SIMPLE[1:8])
        return Terms(tuple(monomials.items()))


    def _bowl(self, count: int, curvatures: Sequence[Any]) -> Terms:
        """A convex quadratic function: squares of the variables, of their sum, and linear terms."""
        pick, unit = self._random.choice, [tuple(int(k == v) for k in range(count)) for v in range(count)]
        joint = pick((0, 0, 1)) if count > 1 else 0
        terms = {_sum_of(a, b): fmpq(2 * joint) for a in unit for b in unit if a < b and joint}
        alike = pick((*_CURVATURES, *curvatures, *curvatures))
        equal = count == 1 or self._random.random() < 0.5
        terms |= {_sum_of(a, a): joint + (alike if equal else pick(_CURVATURES)) for a in unit}
        terms |= {a: pick(SIMPLE[:8]) for a in unit}
        return Terms(tuple((exponents, c) for exponents, c in terms.items() if c))

    def _quadratic(self, count: int) -> Terms:
        """Linear in every variable and quadratic in some, so that derivatives by different variables differ."""
        pick = self._random.choice
        terms = {tuple(int(k == v) for k in range(count)): pick(SIMPLE[1:]) for v in range(count)}
        for _ in range(min(count, _MAX_QUADRATIC)):
            chosen = [self._random.randrange(count) for _ in range(2)]
            terms[tuple(chosen.count(k) for k in range(count))] = pick(SIMPLE[1:8])
        return Terms(tuple(terms.items()))


def _sum_of(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(x + y for x, y in zip(a, b, strict=True))


def speaks_of_functions(claim: Claim) -> bool:
    """Whether something is said about all values of an arbitrary function."""
    if not any(isinstance(s.type, FunctionType) for s in claim.symbols):
        return False
    return any(isinstance(node, (Quantified, Predicate)) for node in walk((*claim.hypotheses, claim.statement)))


def _rational(x: Any) -> Any:
    return fmpq(x.numerator, x.denominator)


def fitted(x: Any, kind: Kind) -> Any:
    """A number near x that the kind allows."""
    match kind:
        case Kind.POSITIVE:
            return abs(x) if x else fmpq(1)
        case Kind.NONNEGATIVE:
            return abs(x)
        case Kind.NONZERO:
            return x if x else fmpq(1)
        case Kind.INTEGER:
            return fmpq(x.floor())
        case Kind.NATURAL:
            return fmpq(abs(x).floor())
        case Kind.SIZE:
            return fmpq(abs(x).floor()) if abs(x) >= 1 else fmpq(1)
        case _:
            return x
