"""What the declared properties of a matrix of symbolic size say, as facts: used after all derivatives are taken."""

from __future__ import annotations

from derivcheck.algebra.term import ZERO, Term, call, make, relation
from derivcheck.engine import families
from derivcheck.engine.families import Family
from derivcheck.engine.variables import entry_name, variable_tensor
from derivcheck.language.core import Symbol


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
    if names & {"invertible", "orthogonal"}:
        found.append(relation("ne", families.determinant(a), ZERO))
    found += [make(name, tensor) for name in ("positive_definite", "positive_semidefinite") if name in names]
    if "positive_definite" in names:
        found.append(relation("gt", families.determinant(a), ZERO))
    if "positive_semidefinite" in names:
        found.append(relation("ge", families.determinant(a), ZERO))
    return found


def _is_identity(product: Family) -> Term:
    unit = Family(product.axes, lambda i, j: call("delta", i, j))
    return families.every(families.entrywise(lambda a, b: relation("eq", a, b), product, unit))
