"""What missing terms and factors are made of: what is at hand, and what is easily made of the names in use.

Numbers and tensors that are evaluated once and then looked up may be many; what is tried at every place may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement, islice, product
from typing import TYPE_CHECKING

from derivcheck.diagnosis.trees import Spot, call, children, is_worked_out, name, number, operation, walk
from derivcheck.language.core import Kind
from derivcheck.language.syntax import Call, Name, Number, Operation, Subscript, Transpose, Tree
from derivcheck.language.writing import written

if TYPE_CHECKING:
    from derivcheck.diagnosis.setting import Setting

_MOST = 6  # names of one sort
_FEW = 3
_MOST_ARGUMENTS = 12
_MOST_ANALOGUES = 40
_MOST_ENTRIES = 12  # of one tensor
_MOST_ENTRIES_IN_ALL = 30
_OF_NUMBERS = frozenset({"exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "sigmoid", "relu", "softplus", "Abs"})


def ingredients(setting: Setting) -> list[Tree]:
    """Numbers and tensors, the likeliest first."""
    found = [*setting.atoms, *_of_tensors(setting), *_powers(setting), *deltas(setting), *_defined(setting)]
    more = [*_analogues(setting), *_functions(setting), *_of_matrices(setting)]
    return list({written(t): t for t in (*found, *more)}.values())


def deltas(setting: Setting) -> Iterator[Tree]:
    """Kronecker deltas of indices of the same range."""
    for one, other in combinations(setting.indices[:8], 2):
        if setting.are_alike(one, other):
            yield call("delta", name(one), name(other))


def _defined(setting: Setting) -> Iterator[Tree]:
    """Numbers that have a name."""
    defined = (n for n, type in setting.names.items() if not type.shape and setting.is_defined(n))
    yield from (name(n) for n in defined if n not in setting.used)


def _of_tensors(setting: Setting) -> Iterator[Tree]:
    """Inner products, sums of all entries, traces."""
    span = setting.statement.span
    vectors = [n for n, type in setting.used.items() if len(type.shape) == 1][:_MOST]
    for one, other in combinations_with_replacement(vectors, 2):
        yield operation("matmul", Transpose(name(one), span=span), name(other))
    for vector in vectors:
        axis = setting.used[vector].shape[0]
        for index in setting.indices_of(axis)[:1]:
            yield call("Sum", Subscript(name(vector), (name(index),), span=span), name(index))
    for matrix, type in setting.used.items():
        if len(type.shape) == 2 and type.shape[0] == type.shape[1]:
            yield call("tr", name(matrix))


def _of_matrices(setting: Setting) -> Iterator[Tree]:
    """Traces of products, quadratic and bilinear forms."""
    vectors = [name(n) for n, type in setting.used.items() if len(type.shape) == 1][:_FEW]
    matrices = [name(n) for n, type in setting.used.items() if len(type.shape) == 2][:_FEW]
    for one, other in combinations_with_replacement(matrices, 2):
        yield call("tr", operation("matmul", one, other))
    for matrix in matrices:
        for left, right in product(vectors, repeat=2):
            row = Transpose(left, span=setting.statement.span)
            yield operation("matmul", operation("matmul", row, matrix), right)


def products_of_matrices(setting: Setting) -> list[Tree]:
    """Products of two of the matrices in use, one of them transposed or none; what a square brings of both orders."""
    span = setting.statement.span
    matrices = [name(n) for n, type in setting.used.items() if len(type.shape) == 2][:_FEW]
    found: list[Tree] = []
    for one, other in product(matrices, repeat=2):
        turned = Transpose(one, span=span), Transpose(other, span=span)
        found += [operation("matmul", turned[0], other), operation("matmul", one, turned[1])]
        found.append(operation("matmul", one, other))
    for one, other in combinations(matrices, 2):
        found.append(operation("add", operation("matmul", one, other), operation("matmul", other, one)))
    return found


def _analogues(setting: Setting) -> Iterator[Tree]:
    """What is at hand, with another name for one of its names: `f(y)` for `f(x)`, a sum of other entries."""
    known = (a for a in (*setting.atoms, *children(setting.statement)) if isinstance(a, (Call, Operation)))
    compound = sorted((a for a in known if not is_worked_out(a)), key=lambda a: len(written(a)))
    found = (other for a in islice(compound, _MOST_ARGUMENTS) for other in setting.analogues(a))
    yield from islice(found, _MOST_ANALOGUES)


def _functions(setting: Setting) -> Iterator[Tree]:
    """Functions that occur, of plain names; factorials."""
    numbers = _numbers(setting)
    for function in dict.fromkeys(_called(setting)):
        yield from (call(function, name(n)) for n in numbers)
    yield from (call("factorial", name(n)) for n in numbers if setting.used[n].kind in (Kind.NATURAL, Kind.SIZE))


def _called(setting: Setting) -> Iterator[str]:
    """Names of functions of one number in the statement and in the definitions that it uses."""
    for tree in (setting.statement, *setting.definitions.values()):
        for spot in walk(tree):
            if isinstance(spot.node, Call) and spot.node.function.name in _OF_NUMBERS:
                yield spot.node.function.name


def entries_at(setting: Setting, spot: Spot) -> list[Tree]:
    """Entries of tensors that depend on the index of the innermost sum around a place; those in use come first."""
    bound = setting.bound_at(spot)
    if not bound:
        return []
    names = [n for n in dict.fromkeys([*reversed(bound), *setting.indices]) if n in bound or n in setting.used]
    axes = {n: s.axis for n in names if (s := setting.environment.symbol_or_none(n)) is not None}
    found: list[Tree] = []
    for tensor, type in sorted(setting.names.items(), key=lambda t: t[0] not in setting.used):
        fitting = [[i for i, axis in axes.items() if axis == due] for due in type.shape]
        for indices in islice(product(*fitting), _MOST_ENTRIES if type.shape else 0):
            if bound[-1] in indices:
                found.append(Subscript(name(tensor), tuple(map(name, indices)), span=setting.statement.span))
    return found[:_MOST_ENTRIES_IN_ALL]


def calls(setting: Setting) -> Iterator[Tree]:
    """Defined functions of numbers in use, whether or not they occur."""
    arguments = {written(a): a for a in (*_arguments(setting), *map(name, _numbers(setting)))}
    for function in [f for f in setting.functions if setting.is_defined(f)][:_MOST]:
        for argument in list(arguments.values())[:_MOST_ARGUMENTS]:
            yield call(function, argument)


def _powers(setting: Setting) -> Iterator[Tree]:
    """Powers with whole exponents, of numbers and of names."""
    numbers = _numbers(setting)
    exponents = [n for n in numbers if setting.used[n].kind in (Kind.NATURAL, Kind.SIZE)]
    trees = (setting.statement, *setting.definitions.values()) if exponents else ()
    digits = {s.node.value for t in trees for s in walk(t) if isinstance(s.node, Number) and s.node.value > 1}
    bases = [name(n) for n in numbers if n not in exponents]
    for exponent in exponents:
        for base in (*bases, *map(number, sorted(digits))):
            yield operation("pow", base, name(exponent))


def _numbers(setting: Setting) -> list[str]:
    return [n for n, type in setting.used.items() if not type.shape][:_MOST]


def _arguments(setting: Setting) -> Iterator[Tree]:
    """What functions are applied to."""
    for tree in (setting.statement, *setting.definitions.values()):
        for spot in walk(tree):
            if isinstance(spot.node, Call) and len(spot.node.args) == 1 and isinstance(spot.node.args[0], Name):
                yield spot.node.args[0]
