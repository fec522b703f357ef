"""A concrete instance of a claim: sizes, values of names, and functions, all exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq

from derivcheck.evaluation.errors import Unsupported
from derivcheck.evaluation.showing import Shown, show, show_polynomial
from derivcheck.evaluation.values.expansion import Expansion, Variable
from derivcheck.evaluation.values.growth import Growth, linear
from derivcheck.evaluation.values.jet import Value, add, multiply, power
from derivcheck.evaluation.values.scalar import ZERO
from derivcheck.evaluation.values.tensor import Tensor, build, entries
from derivcheck.language.core import Axis, Expr, FunctionType, Kind, Symbol, Type

#: How a symbol is looked up: its name, and the number that tells bound symbols of one name apart.
Key = tuple[str, int]
#: Entries of an infinite sequence that an instance has.
SEQUENCE_LENGTH = 12


def key(symbol: Symbol) -> Key:
    """A function of a defined tensor is one function, however the tensor's names were renamed inside of binders."""
    return (symbol.name, symbol.number if symbol.of is None else 0)


@dataclass(frozen=True, slots=True)
class Gaussian:
    """An exact complex number with rational parts."""

    real: Any
    imaginary: Any

    def ball(self) -> Any:
        """An enclosure at the precision in force; a rational if the imaginary part is zero."""
        return acb(self.real, self.imaginary) if self.imaginary else self.real


#: The large variable of all paths.
_LARGE = Variable(integral=True, order=8)


@dataclass(frozen=True, slots=True)
class Power:
    """A power of a whole number s that grows beyond all bounds: on a path, in place of a number."""

    exponent: int

    def ball(self) -> Any:
        """Its expansion."""
        return Expansion(_LARGE, ((Growth(power=linear(fmpq(self.exponent))), fmpq(1)),))

    def __str__(self) -> str:
        return "s" if self.exponent == 1 else f"s**{self.exponent}"


@dataclass(frozen=True, slots=True)
class Zero:
    """A number that cannot be written down: one at which left and right are equal, between two places at which it is
    not the same one that is larger. `walk.zeros` sees whether there is such a number."""

    left: Expr
    right: Expr
    low: Any
    high: Any

    def __str__(self) -> str:
        return str(arb(self.low).union(arb(self.high)).str(6, radius=False))


@dataclass(frozen=True, slots=True)
class Polynomial:
    """The value of an arbitrary function: for each entry of the result, terms (exponents, coefficient).

    The variables are the scalar entries of all arguments in order.
    """

    terms: Any  # a tensor of tuples of (exponents, fmpq)
    variables: tuple[str, ...]

    def __call__(self, arguments: Sequence[Tensor]) -> Tensor:
        values = [x for argument in arguments for x in entries(argument)]
        if len(values) != len(self.variables):
            raise Unsupported("a function of another number of variables")
        return _map(self.terms, lambda terms: _sum(terms, values))

    def partial(self, variable: int) -> Polynomial:
        """The partial derivative by one of the variables, counted from 0."""
        return Polynomial(_map(self.terms, lambda terms: terms.partial(variable)), self.variables)


@dataclass(frozen=True, slots=True)
class Terms:
    """One polynomial; a class of its own so that tuples of them are tensors."""

    items: tuple[tuple[tuple[int, ...], Any], ...]

    def partial(self, variable: int) -> Terms:
        """The partial derivative by one of the variables."""
        return Terms(tuple(
            ((*powers[:variable], powers[variable] - 1, *powers[variable + 1 :]), coefficient * powers[variable])
            for powers, coefficient in self.items
            if powers[variable]
        ))


def _map(tensor: Any, function: Any) -> Tensor:
    if type(tensor) is tuple:
        return tuple(_map(item, function) for item in tensor)
    return function(tensor)


def _sum(terms: Terms, values: Sequence[Value]) -> Value:
    total: Value = ZERO
    for exponents, coefficient in terms.items:
        term: Value = coefficient
        for value, exponent in zip(values, exponents, strict=True):
            if exponent:
                term = multiply(term, power(value, exponent))
        total = add(total, term)
    return total


@dataclass(frozen=True, slots=True)
class Instance:
    """Sizes by name; values and functions by `key` (a plain name stands for number 0).

    ``laws`` are the shapes of laws of which only mean and variance are given; ``values`` has the outcome of a random
    variable only where one is looked at. Values are rationals (`fmpq`), `Gaussian` numbers, or nested tuples of
    them; or a `Zero`. Use `Instance.of` to write one with Python numbers. Not to be changed once made.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[Key, Any] = field(default_factory=dict)
    functions: Mapping[Key, Polynomial] = field(default_factory=dict)
    laws: Mapping[Key, Any] = field(default_factory=dict)

    @staticmethod
    def of(sizes: Mapping[str, int] | None = None, **values: Any) -> Instance:
        """An instance from Python integers, fractions, complex pairs and nested lists."""
        return Instance(sizes or {}, {(name, 0): exact(value) for name, value in values.items()})

    def shown(self, symbols: Sequence[Symbol] | None = None) -> dict[str, Shown]:
        """The point as people write it, sizes first; only the given symbols and their sizes, or everything.

        A function goes by its value at variables: ``psi(a)`` is ``a**2``.
        """
        wanted = None if symbols is None else {n for s in symbols for n in size_names(s)}
        result: dict[str, Shown] = {n: str(v) for n, v in self.sizes.items() if wanted is None or n in wanted}
        order = [key(s) for s in symbols] if symbols is not None else [*self.values, *self.functions]
        random = {key(s): s for s in symbols or () if s.law is not None and not s.number}
        for name in order:
            if name in random and name not in self.values:
                from derivcheck.evaluation.laws.text import shown

                result.update(shown(random[name], self))
            elif name in self.values:
                value = self.values[name]
                result[name[0]] = str(value) if type(value) in (Power, Zero) else show(value)
            elif name in self.functions:
                applied, polynomial = show_polynomial(name[0], self.functions[name])
                result[applied] = polynomial
        return result

    def with_value(self, name: Key, value: Any) -> Instance:
        return Instance(self.sizes, {**self.values, name: value}, self.functions, self.laws)


def exact(value: Any) -> Any:
    """Integers, fractions and nested lists as rationals and nested tuples; floats are refused."""
    if isinstance(value, (list, tuple)):
        return tuple(exact(item) for item in value)
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    if isinstance(value, int):
        return fmpq(value)
    if isinstance(value, (fmpq, Gaussian)):
        return value
    raise TypeError(f"not an exact value: {value!r}")


def size_names(symbol: Symbol) -> frozenset[str]:
    """The sizes that a declaration speaks of, its own name for a size."""
    if isinstance(symbol.type, FunctionType):
        types = (*symbol.type.arguments, symbol.type.result)
    else:
        types = (symbol.type,)
    names = {n for t in types for axis in t.shape for n in axis_names(axis)}
    if symbol.axis is not None:
        names |= axis_names(symbol.axis)
    if isinstance(symbol.type, Type) and symbol.type.kind is Kind.SIZE and symbol.law is None:
        names.add(symbol.name)
    return frozenset(names)


def has_sizes(symbol: Symbol, sizes: Mapping[str, int]) -> bool:
    """Whether the sizes that a declaration speaks of (see `size_names`) are given, and none is 0."""
    type_ = symbol.type
    if isinstance(type_, FunctionType):
        axes = [axis for t in (*type_.arguments, type_.result) for axis in t.shape]
    elif type_.kind is Kind.SIZE and symbol.law is None and sizes.get(symbol.name, 0) < 1:
        return False
    else:
        axes = [*type_.shape]
    if symbol.axis is not None:
        axes.append(symbol.axis)
    for axis in axes:
        for end in (axis.first, axis.last):
            for names, _ in end.terms if end is not None else ():
                for name in names:
                    if sizes.get(name, 0) < 1:
                        return False
    return True


def axis_names(axis: Axis) -> frozenset[str]:
    return axis.first.names | (axis.last.names if axis.last is not None else frozenset())


def length(axis: Axis, sizes: Mapping[str, int]) -> int | None:
    """The number of indices of an axis at concrete sizes; None if it is endless. KeyError if a size is missing."""
    return None if axis.last is None else max(0, axis.last.at(sizes) - axis.first.at(sizes) + 1)


def shape_at(type_: Type, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The shape at concrete sizes; an endless axis counts as 0."""
    return tuple(length(axis, sizes) or 0 for axis in type_.shape)


_LETTERS = "abcdefghklmnpqrstuvw"


def argument_names(function: FunctionType, sizes: Mapping[str, int]) -> tuple[str, ...]:
    """Names for the scalar entries of a function's arguments: a, b, … or a1, a2 for the entries of a vector."""
    names: list[str] = []
    for number, argument in enumerate(function.arguments):
        letter = _LETTERS[number] if number < len(_LETTERS) else f"x{number + 1}_"
        shape = shape_at(argument, sizes)
        if not shape:
            names.append(letter)
        else:
            build(shape, lambda at, letter=letter: names.append(letter + "".join(str(k + 1) for k in at)))  # type: ignore[misc]
    return tuple(names)
