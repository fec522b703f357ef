"""What missing terms and factors are made of: what is at hand, and what is easily made of the names in use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement
from typing import TYPE_CHECKING

from derivcheck.diagnosis.trees import call, name, operation, walk
from derivcheck.language.core import Kind
from derivcheck.language.syntax import Call, Name, Subscript, Transpose, Tree
from derivcheck.language.writing import written

if TYPE_CHECKING:
    from derivcheck.diagnosis.setting import Setting

_MOST = 6  # names of one sort
_MOST_ARGUMENTS = 12


def ingredients(setting: Setting) -> list[Tree]:
    """Numbers and tensors, the likeliest first."""
    return [*setting.atoms, *_of_tensors(setting), *_powers(setting), *deltas(setting), *_defined(setting)]


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


def calls(setting: Setting) -> Iterator[Tree]:
    """Defined functions of numbers in use, whether or not they occur."""
    arguments = {written(a): a for a in (*_arguments(setting), *map(name, _numbers(setting)))}
    for function in [f for f in setting.functions if setting.is_defined(f)][:_MOST]:
        for argument in list(arguments.values())[:_MOST_ARGUMENTS]:
            yield call(function, argument)


def _powers(setting: Setting) -> Iterator[Tree]:
    """Powers with whole exponents."""
    numbers = _numbers(setting)
    exponents = [n for n in numbers if setting.used[n].kind in (Kind.NATURAL, Kind.SIZE)]
    for exponent in exponents:
        for base in numbers:
            if base not in exponents:
                yield operation("pow", name(base), name(exponent))


def _numbers(setting: Setting) -> list[str]:
    return [n for n, type in setting.used.items() if not type.shape][:_MOST]


def _arguments(setting: Setting) -> Iterator[Tree]:
    """What functions are applied to."""
    for tree in (setting.statement, *setting.definitions.values()):
        for spot in walk(tree):
            if isinstance(spot.node, Call) and len(spot.node.args) == 1 and isinstance(spot.node.args[0], Name):
                yield spot.node.args[0]
