"""What the declared properties of a matrix of symbolic size say, as facts: used after all derivatives are taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from derivcheck.algebra.term import ZERO, Term, call, make, relation
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import entry_name, variable_tensor
from derivcheck.language.core import Apply, Expr, Symbol
from derivcheck.language.elaboration.symbols import walk


def facts(variable: Symbol) -> list[Term]:
    """Symmetry is carried by the entries themselves."""
    names = variable.properties
    a = variable_tensor(variable)
    tensor = make("tensor", entry_name(variable))
    found: list[Term] = []
    if "orthogonal" in names:
        found += [_is_identity(families.matmul(families.transpose(a), a))]
        found += [_is_identity(families.matmul(a, families.transpose(a)))]
        found.append(make("orthogonal", tensor))
    if "diagonal" in names:
        found.append(make("diagonal", tensor))
    found += [make(name, tensor) for name in ("positive_definite", "positive_semidefinite") if name in names]
    return found + _of_determinant(names, a)


def of_functions(lowered: Callable[[Expr], object], exprs: Iterable[Expr]) -> list[Term]:
    """What the declared properties of a function's values say of the values that occur."""
    found = []
    for node in walk(exprs):
        if isinstance(node, Apply) and node.function.properties:
            value = lowered(node)
            if isinstance(value, Family):
                found += _of_determinant(node.function.properties, value)
    return found


def _of_determinant(names: Collection[str], a: Family) -> list[Term]:
    known = {"invertible": "ne", "orthogonal": "ne", "positive_definite": "gt", "positive_semidefinite": "ge"}
    signs = dict.fromkeys(op for name, op in known.items() if name in names)
    return [relation(op, families.determinant(a), ZERO) for op in signs]


def _is_identity(product: Family) -> Term:
    unit = Family(product.axes, lambda i, j: call("delta", i, j))
    return families.every(families.entrywise(lambda a, b: relation("eq", a, b), product, unit))
