"""Random variables: ``d[i]: ~Bernoulli(p[i])`` and the other laws."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from derivcheck.language import syntax
from derivcheck.language.core import Axis, Expr, Kind, Law, Size, Symbol, Type
from derivcheck.language.elaboration import shapes
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.operators import what_met
from derivcheck.language.located import Located, quoted
from derivcheck.language.parser import parse_located

if TYPE_CHECKING:
    from derivcheck.language.elaboration.declarations import Key


@dataclass(frozen=True, slots=True)
class _Family:
    """Names of the parameters, the kind of the outcomes, and whether there is a law of vectors, too."""

    parameters: tuple[str, ...]
    outcomes: Kind
    vectors: bool = False


_FAMILIES = {
    "Bernoulli": _Family(("p",), Kind.NATURAL),
    "Normal": _Family(("mean", "variance"), Kind.REAL, vectors=True),
    "MeanVar": _Family(("mean", "variance"), Kind.REAL, vectors=True),
    "Uniform": _Family(("a", "b"), Kind.REAL),
    "Poisson": _Family(("rate",), Kind.NATURAL),
    "Exponential": _Family(("rate",), Kind.NONNEGATIVE),
    "Categorical": _Family(("p",), Kind.SIZE),
}


#: The indices 0, 1, 2, … of an infinite sequence.
_SEQUENCE = Axis(Size.of(0), None)


def law_of(key: Key, text: Located, context: Context) -> Symbol:
    """The random variable that ``key: ~text`` declares. Raises LanguageError."""
    tree = parse_located(text)
    if not isinstance(tree, syntax.Call):
        raise error("a law is written ~Normal(mean, variance)", tree.span)
    name = tree.function.name
    family = _FAMILIES.get(name)
    if family is None:
        near = get_close_matches(name, _FAMILIES, 1, 0.5)
        hint = f"did you mean `{near[0]}`?" if near else "the laws are " + ", ".join(_FAMILIES)
        if name in ("Gaussian", "N", "Gauss"):
            hint = "write ~Normal(mean, variance)"
        raise error(f"there is no law {quoted(name)}", tree.function.span, hint)
    if key.bracket == "(":
        raise error(f"{quoted(key.name)} is declared with indices in square brackets", key.span)
    indices = tuple(each(lambda p: _index(p, context), key.parameters))
    if len(tree.args) != len(family.parameters):
        due = ", ".join(family.parameters)
        raise error(f"the law is written {name}({due})", tree.span)
    inner = context.with_bound(*indices)
    parameters = each(inner.value, tree.args)
    axes = tuple(_SEQUENCE if i.axis is None else i.axis for i in indices)
    if len(axes) > 1 and _SEQUENCE in axes:
        raise error("an infinite sequence has one axis only", key.span)
    shape = _shape(tree, family, parameters, context)
    if shape and axes:
        met = what_met(parameters, tree.args, context)
        raise error(f"the entries of {quoted(key.name)} must be numbers: {met}", tree.span)
    type = Type(family.outcomes, axes or shape)
    return Symbol(key.name, type, law=Law(name, indices, tuple(parameters)))


def _index(node: syntax.Tree, context: Context) -> Symbol:
    symbol = context.symbol(node.name) if isinstance(node, syntax.Name) and context.known(node.name) else None
    if symbol is None or (symbol.axis is None and symbol.type != Type(Kind.NATURAL)):
        hint = "write `d[i]: ~…` with `i: index(n)`, or `d[t]: ~…` with `t: natural`"
        raise error(f"{context.text(node.span)} is not declared as an index", node.span, hint)
    return context.fresh(symbol.name, symbol.type, symbol)


def _shape(tree: syntax.Call, family: _Family, parameters: list[Expr], context: Context) -> tuple[Axis, ...]:
    """The shape of an outcome; a law of vectors has a mean vector and a covariance matrix."""
    first, name = parameters[0].type, tree.function.name
    if name == "Categorical":
        if not shapes.is_vector(first):
            met = what_met(parameters, tree.args, context)
            raise error(f"~Categorical takes a vector of probabilities: {met}", tree.span)
        return ()
    if family.vectors and shapes.is_vector(first):
        second = parameters[1].type
        if not shapes.is_square(second) or second.shape[0].length != first.shape[0].length:
            met = what_met(parameters, tree.args, context)
            raise error(f"a law of vectors takes a mean vector and a covariance matrix: {met}", tree.span)
        return first.shape
    for parameter, node in zip(parameters, tree.args, strict=True):
        if parameter.type.shape:
            hint = "give each entry a law: `x[i]: ~…`"
            raise error(f"~{name} takes numbers: {what_met([parameter], [node], context)}", node.span, hint)
    return ()
