"""What a declaration says in terms, beyond the sort of the entries: ranges, intervals, properties."""

from __future__ import annotations

from derivcheck.algebra.term import Term, conjunction, disjunction, number, relation
from derivcheck.engine.declared import properties
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import entry_name, entry_symbol, variable_tensor
from derivcheck.language.core import Kind, Symbol, Type


def declarations(variable: Symbol) -> list[Term]:
    """What a declaration says beyond the sort of its entries."""
    if not isinstance(variable.type, Type) or variable.law is not None:
        return []
    if variable.axis is not None:
        return list(_range_of(variable)) if is_symbolic_index(variable) else []
    if families.is_symbolic(variable.type):
        one_hot = "one_hot" in variable.properties
        if one_hot:
            return families.chosen(variable_tensor(variable), entry_name(variable))
        return _interval(variable) + (properties.facts(variable) if len(variable.type.shape) == 2 else [])
    if not variable.properties and variable.within is None:
        return []
    tensor = variable_tensor(variable)
    found: list[Term] = []
    if variable.within is not None:
        low, high = variable.within
        for entry in explicit.entries(tensor):
            found += [relation("gt", entry, number(low))] if low is not None else []
            found += [relation("lt", entry, number(high))] if high is not None else []
    for name in sorted(variable.properties):
        found += _property(name, tensor)
    return found


def _interval(variable: Symbol) -> list[Term]:
    """An interval of every entry of a tensor of symbolic size."""
    entries = variable_tensor(variable)
    found = []
    for op, end in zip(("gt", "lt"), variable.within or (), strict=False):
        if end is not None and (op == "lt" or end != 0):  # to be positive is the sort of the entries
            compared = Family(entries.axes, lambda *i, op=op, end=end: relation(op, entries.at(*i), number(end)))
            found.append(families.every(compared))
    return found


def _range_of(index: Symbol) -> tuple[Term, ...]:
    """A free index of symbolic range lies within it."""
    assert index.axis is not None
    ranges = families.axes(Type(Kind.INTEGER, (index.axis,)))
    if ranges is None:
        return ()
    ((first, last),) = ranges
    own = entry_symbol(index)
    return relation("le", first, own), relation("le", own, last)


def _property(name: str, a: Tensor) -> list[Term]:
    match name:
        case "symmetric":
            return _symmetry(a)
        case "diagonal":
            n = len(a)
            return [relation("eq", a[i][j], number(0)) for i in range(n) for j in range(n) if i != j]
        case "orthogonal":
            product, unit = explicit.matmul(explicit.transpose(a), a), explicit.identity(len(a))
            pairs = zip(explicit.entries(product), explicit.entries(unit), strict=True)
            return [relation("eq", x, y) for x, y in pairs]
        case "invertible":
            return [relation("ne", explicit.determinant(a), number(0))]
        case "positive_definite":
            minors = [explicit.determinant(tuple(row[:k] for row in a[:k])) for k in range(1, len(a) + 1)]
            return [*_symmetry(a), *(relation("gt", m, number(0)) for m in minors)]
        case "positive_semidefinite":
            diagonal = [relation("ge", a[k][k], number(0)) for k in range(len(a))]
            return [*_symmetry(a), *diagonal, relation("ge", explicit.determinant(a), number(0))]
        case "one_hot":
            return [_one_hot(explicit.entries(a))]
    return []


def is_symbolic_index(index: Symbol) -> bool:
    return index.axis is not None and families.is_symbolic(Type(Kind.INTEGER, (index.axis,)))


def _symmetry(a: Tensor) -> list[Term]:
    return [relation("eq", a[i][j], a[j][i]) for i in range(len(a)) for j in range(i)]


def _one_hot(entries: list[Term]) -> Term:
    """One of the entries is 1 and the others are 0."""
    return disjunction(
        *(
            conjunction(*(relation("eq", e, number(int(i == k))) for i, e in enumerate(entries)))
            for k in range(len(entries))
        )
    )
