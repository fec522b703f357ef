"""The core language: what a claim means once names are resolved and shapes are checked.

Elaboration turns what people type into these few node kinds. Nothing is folded or simplified
here: ``x/x`` stays a quotient, because the conditions of a claim are read off its written form.
Definitions are unfolded without capture: a use of a defined function is a `Substitution`, a use of
an indexed definition is an `Entry` of a `Table`. Nodes are shared, so an expression is a graph;
walk it with a memo keyed by identity. Positions are those of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from derivcheck.language.source import Span


class Kind(Enum):
    """The set of values a scalar (or each entry of a tensor) ranges over."""

    REAL = "real"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NONZERO = "nonzero"
    INTEGER = "integer"
    NATURAL = "natural"  # 0, 1, 2, …
    SIZE = "size"  # 1, 2, 3, …
    COMPLEX = "complex"
    BOOLEAN = "boolean"

    @property
    def integral(self) -> bool:
        """Whether every value is an integer."""
        return self in (Kind.INTEGER, Kind.NATURAL, Kind.SIZE)


@dataclass(frozen=True, slots=True)
class Size:
    """An axis length or bound: a polynomial with integer coefficients in the names of sizes.

    ``terms`` maps a sorted tuple of names (with repetition) to a nonzero coefficient, as a sorted
    tuple of pairs, so equal polynomials are equal values: ``2*n + 1`` is
    ``(((), 1), (("n",), 2))``.
    """

    terms: tuple[tuple[tuple[str, ...], int], ...]

    @staticmethod
    def of(value: int) -> Size:
        return Size((((), value),) if value else ())

    @staticmethod
    def named(name: str) -> Size:
        return Size((((name,), 1),))

    @staticmethod
    def _collect(items: list[tuple[tuple[str, ...], int]]) -> Size:
        sums: dict[tuple[str, ...], int] = {}
        for names, coefficient in items:
            sums[names] = sums.get(names, 0) + coefficient
        return Size(tuple(sorted((n, c) for n, c in sums.items() if c)))

    def __add__(self, other: Size) -> Size:
        return Size._collect([*self.terms, *other.terms])

    def __sub__(self, other: Size) -> Size:
        return self + Size.of(-1) * other

    def __mul__(self, other: Size) -> Size:
        return Size._collect(
            [(tuple(sorted(a + b)), c * d) for a, c in self.terms for b, d in other.terms]
        )

    @property
    def constant(self) -> int | None:
        """The value if no name occurs, else None."""
        if not self.terms:
            return 0
        names, value = self.terms[0]
        return value if len(self.terms) == 1 and not names else None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(n for names, _ in self.terms for n in names)

    def at(self, sizes: Mapping[str, int]) -> int:
        """The value at concrete sizes; KeyError if one is missing."""
        total = 0
        for names, coefficient in self.terms:
            for n in names:
                coefficient *= sizes[n]
            total += coefficient
        return total

    def __str__(self) -> str:
        parts = []
        for names, c in sorted(self.terms, key=lambda t: (-len(t[0]), t[0])):
            body = "*".join(names)
            text = str(abs(c)) if not body else body if abs(c) == 1 else f"{abs(c)}*{body}"
            parts.append((" - " if c < 0 else " + ") + text)
        whole = "".join(parts) or " + 0"
        return whole[3:] if whole.startswith(" + ") else "-" + whole[3:]


@dataclass(frozen=True, slots=True)
class Axis:
    """The range of an index: ``first`` to ``last``, both included; ``last`` is None for a sequence."""

    first: Size
    last: Size | None

    @property
    def length(self) -> Size | None:
        return None if self.last is None else self.last - self.first + Size.of(1)


@dataclass(frozen=True, slots=True)
class Type:
    """Kind of the entries, and shape: no axes for a scalar, one for a column vector, two for a matrix.

    ``row`` marks a 1 x n matrix that is the transpose of a vector, so that row @ column is a scalar.
    """

    kind: Kind
    shape: tuple[Axis, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class FunctionType:
    """An arbitrary differentiable function: types of its arguments, type of its value, ``C2`` or not."""

    arguments: tuple[Type, ...]
    result: Type
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """The distribution of a random variable: its name and parameters; parameters see ``indices``."""

    name: str
    indices: tuple[Symbol, ...]
    parameters: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that stands for a value: declared by the writer, or bound (then ``number`` tells it apart).

    ``properties``: symmetric, orthogonal, invertible, diagonal, positive_definite,
    positive_semidefinite, one_hot, zero_outside. ``within``: an open interval ``real(a, b)``
    (None: unbounded on that side). ``axis``: the range, for an index.
    """

    name: str
    type: Type | FunctionType
    number: int = 0
    properties: frozenset[str] = frozenset()
    within: tuple[Fraction | None, Fraction | None] | None = None
    axis: Axis | None = None
    law: Law | None = None
    of: Expr | None = None  # the tensor of which an arbitrary function is declared, `E: function(O)`


@dataclass(frozen=True, slots=True)
class Node:
    """What every expression has: its type, and where it was written."""

    type: Type = field(kw_only=True)
    span: Span = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact rational; ``places``: digits after the point if written as a decimal.

    `0.50`: 2, `1e-3`: 3, `1.23e5`: -3.
    """

    value: Fraction
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """pi, E, I, oo, EulerGamma, Catalan, GoldenRatio, true, false."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable(Node):
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Call(Node):
    """An operator or function applied to arguments; nothing is bound.

    Arithmetic: neg, add (n-ary), sub, mul (n-ary), div, pow. Relations: eq, ne, lt, le, gt, ge,
    approx. Logic: and, or, not, implies, iff, indicator. Choice: piecewise(value1, condition1, …).
    Tensors: matmul, transpose, inverse, matpow, det, trace, eye, zeros, ones, diag, norm, inner, outer,
    eigmax, eigmin, kron, vec, block, softmax, logsumexp; arithmetic and functions on tensors act entrywise.
    Statistics: Expect, Var, Cov. Otherwise the function's own SymPy name (exp, log, sqrt, Abs, Max,
    delta, floor, besselj, …).
    """

    op: str
    args: tuple[Expr, ...]


def is_even_power_of_norm(expr: Call) -> bool:
    """Whether this is ``norm(…)**2``, ``norm(…)**4``, … of something real, which is a power of a sum of squares."""
    base, exponent = expr.args
    if not isinstance(base, Call) or base.op != "norm" or not isinstance(exponent, Number):
        return False
    real = base.args[0].type.kind is not Kind.COMPLEX
    return real and exponent.value > 0 and exponent.value % 2 == 0


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """A declared arbitrary function at given arguments."""

    function: Symbol
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Entry(Node):
    """``tensor[i, j]``, indices counted as the tensor's axes are."""

    tensor: Expr
    indices: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Array(Node):
    """An explicit vector, matrix or (of scalars that are compared in order) tuple, by its items."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """The tensor whose entry at the indices is ``body``."""

    indices: tuple[Symbol, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Sigma(Node):
    """A sum or product (``op``: Sum, Product; empty: 0, 1) or the largest or smallest value (Max, Min; empty: none) for
    ``index`` from ``lower`` to ``upper``."""

    op: str
    index: Symbol
    lower: Expr
    upper: Expr
    body: Expr


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """``order``-fold partial derivatives, the first target first; a target is a scalar Variable or an Entry of
    a Variable (or, for `D(E, O[a])` and `D(A, t)`, of a defined tensor)."""

    body: Expr
    targets: tuple[tuple[Expr, int], ...]


@dataclass(frozen=True, slots=True)
class Gradient(Node):
    """``op``: grad (shape of the target), jac (rows are outputs), hess; the target is a Variable.

    Of jac and hess by a matrix, its entries count column by column, as in ``jac(y, vec(X))``.
    """

    op: str
    body: Expr
    target: Expr


@dataclass(frozen=True, slots=True)
class Substitution(Node):
    """``body`` at ``variable = value``, after the derivatives inside the body."""

    body: Expr
    variable: Symbol
    value: Expr


@dataclass(frozen=True, slots=True)
class Limit(Node):
    body: Expr
    variable: Symbol
    point: Expr
    direction: str  # "+", "-" or "+-"


@dataclass(frozen=True, slots=True)
class Integral(Node):
    body: Expr
    variable: Symbol
    lower: Expr
    upper: Expr


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``op``: Exists, ForAll."""

    op: str
    variables: tuple[Symbol, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Predicate(Node):
    """convex, positive_definite, increasing, minimizer, growth, … of some expressions in some variables."""

    op: str
    args: tuple[Expr, ...]
    variables: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class Recursion(Node):
    """A recursively defined sequence at ``index``: ``base`` cases by position, then ``step`` in terms of itself.

    Inside ``step``, uses of the sequence are `Apply` of ``name`` (a Symbol of function type).
    """

    name: Symbol
    parameter: Symbol
    base: tuple[tuple[int, Expr], ...]
    step: Expr
    index: Expr


Expr = (
    Number | Constant | Variable | Call | Apply | Entry | Array | Table | Sigma | Derivative | Gradient
    | Substitution | Limit | Integral | Quantified | Predicate | Recursion
)


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a derivation: a relation between two neighbours, where it stands, and its reason.

    ``premises``: numbers (from 1) of the earlier steps that the reason names, under which this one is claimed.
    """

    statement: Expr
    span: Span
    text: str
    reason: str | None = None
    premises: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An elaborated claim: hypotheses and a statement (boolean expressions), closed but for ``symbols``.

    For a derivation ``links`` are its steps and ``statement`` is their conjunction; else ``links`` is empty.
    ``start`` is the text that a chain starts from, None where its steps do not hang together.
    ``symbols`` are the free symbols of hypotheses and statement, in the order of their first use.
    """

    id: str
    text: str
    span: Span
    symbols: tuple[Symbol, ...]
    hypotheses: tuple[Expr, ...]
    statement: Expr
    links: tuple[Link, ...] = ()
    hypothesis_texts: tuple[str, ...] = ()
    start: str | None = None
