"""Declared variables in terms: scalars as symbols, explicit tensors by their entries, others as families."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from derivcheck.algebra.term import TRUE, ZERO, Sort, Term, conjunction, entry, make, symbol
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.unsupported import Unsupported as Unsupported
from derivcheck.language.core import FunctionType, Kind, Symbol, Type

SORTS: dict[Kind, Sort] = {kind: Sort(kind.value) for kind in Kind if kind is not Kind.BOOLEAN}
MOST_ENTRIES = 4_000
SIZES = "claims with sizes are not decided yet"


Key = tuple[str, int]
Bindings = dict[Key, Tensor]


def key(variable: Symbol) -> Key:
    return (variable.name, variable.number)


def entry_name(variable: Symbol) -> str:
    """What the entries of a variable are called; hidden names are told apart."""
    return variable.name if variable.number == 0 else f"{variable.name}_{variable.number}"


def entry_symbol(variable: Symbol, position: tuple[int, ...] = ()) -> Term:
    """The symbol of a scalar variable, or of one entry of a tensor variable."""
    if isinstance(variable.type, FunctionType):
        raise Unsupported(f"the function {variable.name} is used without arguments")
    name = entry_name(variable)
    shown = f"{name}[{', '.join(map(str, position))}]" if position else name
    return symbol(shown, SORTS[variable.type.kind])


def bounds(type_: Type) -> list[tuple[int, int]]:
    """First and last index along each axis; Unsupported for symbolic sizes."""
    found = []
    for axis in type_.shape:
        first = axis.first.constant
        last = None if axis.last is None else axis.last.constant
        if first is None or last is None:
            raise Unsupported("infinite sequences are not decided yet" if axis.last is None else SIZES)
        found.append((first, last))
    return found


def variable_tensor(variable: Symbol) -> Tensor:
    """All entries of a declared variable, as symbols."""
    if isinstance(variable.type, FunctionType):
        raise Unsupported(f"the function {variable.name} is used without arguments")
    if families.is_symbolic(variable.type):
        return _symbolic_tensor(variable, variable.type)
    return spread(partial(entry_symbol, variable), bounds(variable.type), ())


#: Properties that entries of symbolic arrays can carry. Definiteness includes symmetry, which is all that is used.
_CARRIED = frozenset({
    "symmetric", "zero_outside", "positive_definite", "positive_semidefinite", "invertible", "one_hot",
    "orthogonal", "diagonal",
})  # fmt: skip


def _symbolic_tensor(variable: Symbol, type_: Type) -> Family:
    """A tensor of symbolic size, by the rule for its entries."""
    ranges = families.axes(type_)
    if ranges is None:
        raise Unsupported("infinite sequences are not decided yet")
    if not variable.properties <= _CARRIED:
        missing = ", ".join(sorted(variable.properties - _CARRIED))
        raise Unsupported(f"arrays of symbolic size that are {missing} are not decided yet")
    name = entry_name(variable)
    symmetric = bool(variable.properties & {"symmetric", "positive_definite", "positive_semidefinite"})
    is_positive = type_.kind is Kind.REAL and variable.within is not None and _is_nonnegative(variable.within[0])
    sort = Sort.POSITIVE if is_positive else SORTS[type_.kind]

    def rule(*indices: Term) -> Term:
        own = entry(name, sort, ranges, *indices, symmetric=symmetric)
        if "zero_outside" not in variable.properties:
            return own
        within = conjunction(*(families.inside(b, i) for b, i in zip(ranges, indices, strict=True)))
        return make("piecewise", own, within, ZERO, TRUE)

    return Family(ranges, rule)


def _is_nonnegative(bound: Fraction | None) -> bool:
    return bound is not None and bound >= 0


def spread(
    make_entry: Callable[[tuple[int, ...]], Tensor], ranges: list[tuple[int, int]], at: tuple[int, ...]
) -> Tensor:
    if len(at) == 0:
        count = 1
        for first, last in ranges:
            count *= max(0, last - first + 1)
        if count > MOST_ENTRIES:
            raise Unsupported(f"a tensor with {count} entries is too large to write out")
    if len(at) == len(ranges):
        return make_entry(at)
    first, last = ranges[len(at)]
    return tuple(spread(make_entry, ranges, (*at, k)) for k in range(first, last + 1))
