"""What stands behind a step that is otherwise just algebra: a theorem, or a declared property."""

from __future__ import annotations

from derivcheck.diagnosis.trees import children, is_sum, terms, walk
from derivcheck.explanation.builtins import WHOLE
from derivcheck.explanation.patterns import OPERATORS
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Tree

#: Properties without which a step would not be one of algebra.
_TELLING = frozenset({"one_hot", "orthogonal", "zero_outside"})
_OF_SIGN = frozenset({"positive_definite", "positive_semidefinite"})
_SUMS = frozenset({"Sum", "summation"})
_PRODUCTS = frozenset({"Product"})
_DERIVATIVES = frozenset({"D", "Derivative", "diff", "grad", "jac", "hess"})
_PLACES = frozenset({"Subs"})
#: What is worked out in a step without being shown.
_LEFT = {
    "expectations by moments": frozenset({"Expect", "Var", "Cov"}),
    "derivatives by their rules": _DERIVATIVES,
    "limits by their rules": frozenset({"Limit"}),
}


def reasons(left: Tree, right: Tree, scene: Scene) -> tuple[str, ...]:
    """Words for what the step between two lines owes to; nothing where there is no more than algebra."""
    calls = [s.node for tree in (left, right) for s in walk(tree) if isinstance(s.node, Call)]
    names = {c.function.name for c in calls}
    found: list[str] = []
    if "shape" in names:
        return ("the shape of a product: rows of the first, columns of the last",)
    if _has(left, _SUMS) != _has(right, _SUMS) and not names & (OPERATORS | WHOLE):
        found.append("a sum in closed form")
    if "Product" in names:
        both = _has(left, _PRODUCTS) and _has(right, _PRODUCTS)
        found.append("a factor for each term of the product" if both else "a product in closed form")
    if _has(left, _DERIVATIVES) and _has(right, _PLACES) and not _has(left, _PLACES):
        found.append("chain rule")
    found += [words for words, called in _LEFT.items() if _has(left, called) and not _has(right, called)]
    if any(c.function.name == "det" and _has_sum(c.args[0]) for c in calls):
        found.append("Sylvester's theorem: det(1 + U V) = det(1 + V U)")
    elif _differentiated_inverses(left) != _differentiated_inverses(right):
        found.append("product rule for a matrix times its inverse, which is 1")
    elif _inverses(left) != _inverses(right):
        found.append("an inverse times its matrix is 1")
    return (*found, *_properties(left, right, scene))


def _inverses(tree: Tree) -> int:
    """How many inverses are multiplied with each other, at most."""
    if isinstance(tree, Call) and tree.function.name == "inv":
        return 1
    if is_sum(tree):
        return max(_inverses(t) for _, t in terms(tree))
    return sum(map(_inverses, children(tree)))


def _differentiated_inverses(tree: Tree) -> bool:
    calls = (s.node for s in walk(tree) if isinstance(s.node, Call) and s.node.function.name in OPERATORS)
    return any(_inverses(c) for c in calls)


def _has(tree: Tree, called: frozenset[str]) -> bool:
    return any(isinstance(s.node, Call) and s.node.function.name in called for s in walk(tree))


def _has_sum(tree: Tree) -> bool:
    return any(is_sum(s.node) and len(terms(s.node)) > 1 for s in walk(tree))


def _properties(left: Tree, right: Tree, scene: Scene) -> list[str]:
    """What is declared of the tensors in both lines and bears upon sums and products."""
    symbols = (
        scene.setting.environment.symbol_or_none(n) for n in sorted(scene.mentions(left) | scene.mentions(right))
    )
    found = [(s.name, p) for s in symbols if s is not None for p in sorted(s.properties & _TELLING)]
    return [f"`{own}` being {called.replace('_', '-')}" for own, called in found]


def signs(scene: Scene, *lines: Tree) -> tuple[str, ...]:
    """What is declared of the matrices in the lines and bears upon signs."""
    names = sorted(frozenset[str]().union(*map(scene.mentions, lines)))
    symbols = [scene.setting.environment.symbol_or_none(n) for n in names]
    found = [(s.name, p) for s in symbols if s is not None for p in sorted(s.properties & _OF_SIGN)]
    return tuple(f"`{own}` being {called.replace('_', ' ')}" for own, called in found)


def speaks_of(scene: Scene, *lines: Tree) -> bool:
    """Whether a hypothesis speaks of what stands in the lines."""
    names = frozenset[str]().union(*map(scene.mentions, lines))
    return any(names & scene.mentions(h) for h in scene.hypotheses)
