"""Random matrix expressions: their normal form and sign against exact rational evaluation at sizes 1 to 3.

Both evaluations are made here with fractions alone, of the expression as it was drawn and of the term that the normal
form is; they share nothing with the algebra's rules for matrices, nor with the language's evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import Term
from derivcheck.engine.goal import difference, questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

DECLARATIONS = (
    "n, m: size", "A, B: real[n, n]", "S: real[n, n], symmetric", "G: real[n, n], invertible", "P: real[n, n]",
    "Q: real[n, n], orthogonal", "L: real[n, n], diagonal", "U: real[n, m]", "u, v: real[n]",
    "H: real[n, n], positive_definite", "Z: real[n, n], positive_semidefinite", "c: real", "t, s: natural",
)  # fmt: skip
#: Under which every expression is read: P is a projection.
GIVEN = ("P @ P == P",)

Matrix = list[list[Fraction]]
_OPERATIONS = (
    "add", "add", "sub", "mul", "mul", "mul", "mul", "transpose", "inverse", "inverse", "scale", "power", "congruence",
)  # fmt: skip
_SIMPLE = tuple(Fraction(a, b) for a, b in [(0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (3, 1), (1, 3)])


class Conflict(Exception):
    """The normal form has another value than the expression."""


class Singular(Exception):
    """The inverse of a matrix that has none."""


class Unread(Exception):
    """A term of a kind that is not evaluated here."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An expression as text, and as a tree: (operation, parts) or a name."""

    text: str
    tree: object


def play(
    seed: str,
    points: int = 6,
    draw: Callable[[Random], Drawn] | None = None,
    at: Callable[[Random], dict[str, Matrix]] | None = None,
    worth: Callable[[object, Mapping[str, Matrix]], Matrix | Fraction] | None = None,
) -> str:
    """One round: agreed, or why it says nothing. Raises Conflict. What is drawn, and its value, may be others' own."""
    random = Random(seed)
    drawn = (draw or _scalar)(random)
    problem = single(f"{drawn.text} == 0", declare=list(DECLARATIONS), define=[], given=list(GIVEN))
    claim = elaborate(problem, problem.claims[0])
    try:
        goal = questions(claim, claim.statement)[-1].goal
        term = expand(difference(goal))
        n = attempt(goal.facts, Oracle(False), (term,))
        form = n.field.readable_quotient(n.of(term))
        signs = n.knowledge.quotient_signs(n.of(term))
    except (Split, Incomplete, TooLarge, Vacuous, Restart, Unsupported) as reason:
        return f"not read: {type(reason).__name__}"
    agreed = 0
    for _ in range(points):
        instance = (at or point)(random)
        try:
            expected = (worth or value)(drawn.tree, instance)
            assert isinstance(expected, Fraction)
            found = _Terms(instance).of(form, {})
        except (Singular, ZeroDivisionError):
            continue
        except Unread as what:
            return f"not evaluated: {what}"
        if found != expected:
            raise Conflict(f"{drawn.text} is {expected}, its normal form {form} is {found} at {instance}")
        if (expected > 0) - (expected < 0) not in signs:
            raise Conflict(f"{drawn.text} is {expected}, but is said to have the signs {set(signs)} at {instance}")
        agreed += 1
    if agreed and len(signs) < 3:
        return "agreed, with a sign"
    return "agreed" if agreed else "nowhere defined"


# --- expressions


def _scalar(random: Random) -> Drawn:
    e = _matrix(random, random.randint(1, 4))
    kind = random.choice(("trace", "det", "form", "product"))
    if kind == "trace":
        return Drawn(f"tr({e.text})", ("tr", e.tree))
    if kind == "det":
        return Drawn(f"det({e.text})", ("det", e.tree))
    if kind == "form":
        if random.random() < 0.6:
            return Drawn(f"v.T @ ({e.text}) @ v", ("own form", e.tree))
        return Drawn(f"u.T @ ({e.text}) @ v", ("form", e.tree))
    f = _matrix(random, 1)
    return Drawn(f"det({f.text})*tr({e.text})", ("times", ("det", f.tree), ("tr", e.tree)))


def _matrix(random: Random, depth: int) -> Drawn:
    if depth == 0 or random.random() < 0.1:
        name = random.choice(("A", "A", "B", "S", "G", "P", "Q", "L", "H", "H", "Z", "eye(n)", "u @ v.T", "U @ U.T"))
        return Drawn(f"({name})" if "@" in name else name, name)
    op = random.choice(_OPERATIONS)
    a = _matrix(random, depth - 1)
    if op == "congruence":
        b = _matrix(random, 0)
        return Drawn(f"(({b.text}).T @ {a.text} @ {b.text})", ("mul", ("mul", ("transpose", b.tree), a.tree), b.tree))
    if op in ("add", "sub", "mul"):
        b = _matrix(random, random.randint(0, depth - 1))
        if random.random() < 0.5:
            a, b = b, a
        if random.random() < 0.25:  # something to cancel
            b = Drawn(f"inv({a.text})", ("inverse", a.tree)) if op == "mul" else b
        sign = {"add": "+", "sub": "-", "mul": "@"}[op]
        return Drawn(f"({a.text} {sign} {b.text})", (op, a.tree, b.tree))
    if op == "transpose":
        return Drawn(f"({a.text}).T", (op, a.tree))
    if op == "inverse":
        return Drawn(f"inv({a.text})", (op, a.tree))
    if op == "scale":
        return Drawn(f"(c*{a.text})", (op, a.tree))
    if random.random() < 0.5:
        return Drawn(f"({a.text})**2", ("mul", a.tree, a.tree))
    t, s, more = random.randint(1, 2), random.randint(0, 1), random.randint(0, 1)
    exponent = "2*t" if t == 2 else "t"
    return Drawn(f"({a.text})**({exponent}{' + s' if s else ''} + {more})", ("power", a.tree, (t, s, more)))


# --- points


def point(random: Random) -> dict[str, Matrix]:
    n, m = random.randint(1, 3), random.randint(1, 2)

    def drawn(rows: int, columns: int) -> Matrix:
        return [[random.choice(_SIMPLE) for _ in range(columns)] for _ in range(rows)]

    a = drawn(n, n)
    drawn_once = drawn(n, random.randint(1, n))
    symmetric = _sum(a, transposed(a))
    while True:
        invertible = drawn(n, n)
        if _determinant(invertible):
            break
    return {
        "n": [[Fraction(n)]],
        "m": [[Fraction(m)]],
        "A": drawn(n, n),
        "B": drawn(n, n),
        "S": symmetric,
        "G": invertible,
        "P": _projection(invertible, random),
        "Q": _rotation(random, n),
        "L": [[random.choice(_SIMPLE) if i == j else Fraction(0) for j in range(n)] for i in range(n)],
        "U": drawn(n, m),
        "H": _sum(product(a, transposed(a)), _unit(n)),
        "Z": product(drawn_once, transposed(drawn_once)),
        "u": drawn(n, 1),
        "v": drawn(n, 1),
        "c": drawn(1, 1),
        "t": [[Fraction(random.randint(0, 2))]],
        "s": [[Fraction(random.randint(0, 2))]],
    }


def _projection(g: Matrix, random: Random) -> Matrix:
    n = len(g)
    kept = [[Fraction(int(i == j and random.random() < 0.6)) for j in range(n)] for i in range(n)]
    return product(product(g, kept), _inverse(g))


def _rotation(random: Random, n: int) -> Matrix:
    """Cayley's transform of a skew matrix, with the sign of some rows changed."""
    k = [[Fraction(0)] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            k[i][j] = random.choice(_SIMPLE)
            k[j][i] = -k[i][j]
    unit = _unit(n)
    minus = [[-x for x in row] for row in k]
    q = product(_sum(unit, minus), _inverse(_sum(unit, k)))
    return q if random.random() < 0.6 else [[-x for x in q[0]], *q[1:]]


# --- matrices of fractions


def _unit(n: int) -> Matrix:
    return [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]


def _sum(a: Matrix, b: Matrix) -> Matrix:
    return [[x + y for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def _scaled(c: Fraction, a: Matrix) -> Matrix:
    return [[c * x for x in row] for row in a]


def transposed(a: Matrix) -> Matrix:
    return [list(column) for column in zip(*a, strict=True)]


def product(a: Matrix, b: Matrix) -> Matrix:
    columns = transposed(b)
    return [[sum((x * y for x, y in zip(row, c, strict=True)), Fraction(0)) for c in columns] for row in a]


def _determinant(a: Matrix) -> Fraction:
    if not a:
        return Fraction(1)
    minors = ([row[:k] + row[k + 1 :] for row in a[1:]] for k in range(len(a)))
    return sum(((-1) ** k * a[0][k] * _determinant(minor) for k, minor in enumerate(minors)), Fraction(0))


def _inverse(a: Matrix) -> Matrix:
    size = _determinant(a)
    if not size:
        raise Singular
    n = range(len(a))

    def cofactor(i: int, j: int) -> Fraction:
        minor = [[a[r][k] for k in n if k != j] for r in n if r != i]
        return (-1) ** (i + j) * _determinant(minor)

    return [[cofactor(j, i) / size for j in n] for i in n]


def value(tree: object, point: Mapping[str, Matrix]) -> Matrix | Fraction:
    if isinstance(tree, str):
        if tree == "eye(n)":
            return _unit(len(point["A"]))
        if tree == "u @ v.T":
            return product(point["u"], transposed(point["v"]))
        return product(point["U"], transposed(point["U"])) if tree == "U @ U.T" else point[tree]
    assert isinstance(tree, tuple)
    op, *parts = tree
    if op == "power":
        base, exponent = value(parts[0], point), parts[1]
        assert isinstance(base, list)
        assert isinstance(exponent, tuple)
        sizes = (point["t"][0][0], point["s"][0][0], 1)
        return _power(base, int(sum(a * b for a, b in zip(exponent, sizes, strict=True))))
    values = [value(p, point) for p in parts]
    if op == "times":
        assert isinstance(values[0], Fraction)
        assert isinstance(values[1], Fraction)
        return values[0] * values[1]
    first, *rest = [v for v in values if isinstance(v, list)]
    match op:
        case "add":
            return _sum(first, rest[0])
        case "sub":
            return _sum(first, _scaled(Fraction(-1), rest[0]))
        case "mul":
            return product(first, rest[0])
        case "transpose":
            return transposed(first)
        case "inverse":
            return _inverse(first)
        case "scale":
            return _scaled(point["c"][0][0], first)
        case "det":
            return _determinant(first)
        case "tr":
            return sum((first[k][k] for k in range(len(first))), Fraction(0))
    left = point["v" if op == "own form" else "u"]
    return product(product(transposed(left), first), point["v"])[0][0]


def _power(a: Matrix, exponent: int) -> Matrix:
    result = _unit(len(a))
    for _ in range(exponent):
        result = product(result, a)
    return result


class _Terms:
    """Terms at a point."""

    def __init__(self, point: Mapping[str, Matrix]) -> None:
        self.point = point

    def of(self, term: Term, bound: Mapping[Term, int]) -> Fraction:
        match term.op:
            case "number":
                return Fraction(term.args[0])
            case "symbol":
                return Fraction(bound[term]) if term in bound else self.point[str(term.args[0])][0][0]
            case "add":
                return sum((self.of(t, bound) for t in term.args), Fraction(0))
            case "mul":
                result = Fraction(1)
                for t in term.args:
                    result *= self.of(t, bound)
                return result
            case "power":
                exponent = self.of(term.args[1], bound)
                if exponent.denominator != 1:
                    raise Unread("a root")
                return self.of(term.args[0], bound) ** int(exponent)
            case "entry":
                row, *column = (int(self.of(t, bound)) - 1 for t in term.args[4:])
                return self.point[term.args[0]][row][column[0] if column else 0]
            case "sum":
                index, first, last, body = term.args
                return sum((self.of(body, {**bound, index: k}) for k in self._range(first, last, bound)), Fraction(0))
            case "inverse":
                row, column2 = (int(self.of(t, bound)) - 1 for t in term.args[1:])
                return _inverse(self._matrix(term.args[0], bound))[row][column2]
            case "matpow":
                row, column2 = (int(self.of(t, bound)) - 1 for t in term.args[2:])
                return _power(self._matrix(term.args[0], bound), int(self.of(term.args[1], bound)))[row][column2]
            case "det":
                return _determinant(self._matrix(term.args[0], bound))
            case "call" if term.args[0] == "delta":
                return Fraction(int(self.of(term.args[1], bound) == self.of(term.args[2], bound)))
        raise Unread(term.op)

    def _matrix(self, tensor: Term, bound: Mapping[Term, int]) -> Matrix:
        row, first, last, inner = tensor.args
        column, low, high, body = inner.args
        return [
            [self.of(body, {**bound, row: i, column: j}) for j in self._range(low, high, {**bound, row: i})]
            for i in self._range(first, last, bound)
        ]

    def _range(self, first: Term, last: Term, bound: Mapping[Term, int]) -> range:
        return range(int(self.of(first, bound)), int(self.of(last, bound)) + 1)
