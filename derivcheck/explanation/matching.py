"""Definitions and earlier claims read from right to left: where an expression is one of their instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from derivcheck.diagnosis.trees import Factor, children, factors, gathered, name, product, same, walk, with_children
from derivcheck.explanation.binders import SUMS, free_names
from derivcheck.explanation.builtins import WHOLE, inside
from derivcheck.explanation.scene import Scene, anonymous
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import (
    Call,
    Listed,
    Name,
    Number,
    Operation,
    Relation,
    Subscript,
    Transpose,
    Tree,
    Tupled,
)
from derivcheck.language.writing import written

_SMALL_POWERS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Equation:
    """``left`` is ``right`` for all values of the ``variables``; ``id``: of the claim that says so."""

    left: Tree
    right: Tree
    variables: frozenset[str]
    id: str = ""


def instance(equation: Equation, tree: Tree, scene: Scene) -> Tree | None:
    """What stands on the right where the tree is the left side for some values; None where it is not."""
    pattern, own = (anonymous(_spelled(t, scene)) for t in (equation.left, tree))
    found = _matched(pattern, own, equation.variables, {})
    if found is None or found.keys() != equation.variables or any(map(_is_captured, found.values())):
        return None
    return scene.put(equation.right, found)


def in_product(equation: Equation, tree: Tree, scene: Scene) -> Tree | None:
    """A product with what stands on the right for some of its factors, of which the left side is made."""
    wanted, own = factors(equation.left), _single(factors(tree))
    if len(wanted) < 2 or len(own) <= len(wanted) or not scene.is_scalar(tree):
        return None
    patterns = [(s, anonymous(_spelled(f, scene))) for s, f in wanted]
    given = [(s, anonymous(_spelled(f, scene))) for s, f in own]
    found = _chosen(patterns, given, frozenset(), equation.variables, {})
    if found is None or found[1].keys() != equation.variables or any(map(_is_captured, found[1].values())):
        return None
    rest = [f for k, f in enumerate(own) if k not in found[0]]
    return product(gathered([(1, scene.put(equation.right, found[1])), *rest]))


def _chosen(
    patterns: list[Factor],
    given: list[Factor],
    taken: frozenset[int],
    variables: frozenset[str],
    found: Mapping[str, Tree],
) -> tuple[frozenset[int], Mapping[str, Tree]] | None:
    """Which factors are instances of the patterns, for what values."""
    if not patterns:
        return taken, found
    (side, pattern), *others = patterns
    for k, (own, factor) in enumerate(given):
        if own != side or k in taken:
            continue
        inner = _matched(pattern, factor, variables, found)
        whole = None if inner is None else _chosen(others, given, taken | {k}, variables, inner)
        if whole is not None:
            return whole
    return None


def _single(parts: list[Factor]) -> list[Factor]:
    """Factors with small powers as several of them."""
    found: list[Factor] = []
    for side, factor in parts:
        match factor:
            case Operation(op="pow", operands=(base, Number(value=value))) if value in _SMALL_POWERS:
                found += [(side, base)] * int(value)
            case _:
                found.append((side, factor))
    return found


def _spelled(tree: Tree, scene: Scene) -> Tree:
    """The tree with bounds for sums over declared indices."""
    tree = with_children(tree, tuple(_spelled(c, scene) for c in children(tree)))
    if not isinstance(tree, Call) or tree.function.name not in SUMS:
        return tree
    ranges = tuple(scene.bounded(r) if isinstance(r, Name) else r for r in tree.args[1:])
    return replace(tree, args=(tree.args[0], *ranges))


def _matched(
    pattern: Tree, tree: Tree, variables: frozenset[str], found: Mapping[str, Tree]
) -> Mapping[str, Tree] | None:
    if isinstance(pattern, Name) and pattern.name in variables:
        known = found.get(pattern.name)
        if known is None:
            return {**found, pattern.name: tree}
        return found if same(known, tree) else None
    below, others = children(pattern), children(tree)
    if len(below) != len(others) or not _is_like(pattern, tree):
        return None
    for one, other in zip(below, others, strict=True):
        inner = _matched(one, other, variables, found)
        if inner is None:
            return None
        found = inner
    return found


def _is_like(pattern: Tree, tree: Tree) -> bool:
    """Whether two nodes are the same but for what is below them."""
    match pattern, tree:
        case (Call(), Call()):
            return pattern.function.name == tree.function.name
        case (Operation(), Operation()):
            return pattern.op == tree.op
        case _:
            known = isinstance(pattern, Subscript | Transpose | Listed | Tupled)
            return type(pattern) is type(tree) and (known or same(pattern, tree))


def _is_captured(tree: Tree) -> bool:
    return any(name.startswith("#") for name in free_names(tree))


def definitions(scene: Scene) -> tuple[Equation, ...]:
    """What defined names and functions of whole vectors stand for; those that stand for more than another name."""
    defined = [e for own in sorted(scene.defined) for e in _definition(own, scene)]
    calls = {written(s.node): s.node for s in walk(scene.setting.statement) if isinstance(s.node, Call)}
    return (*defined, *(e for node in calls.values() for e in _known(node, scene)))


def _known(node: Call, scene: Scene) -> Iterator[Equation]:
    """A function of a whole vector, or any of its entries."""
    shape = scene.shape(node) if node.function.name in WHOLE else None
    if shape is None or len(shape) > 1 or not all(isinstance(a, Name) for a in node.args):
        return
    indices = tuple(name(f"any{k}") for k in range(len(shape)))
    entry: Tree = Subscript(node, indices, span=node.span) if indices else node
    body = inside(entry, scene)
    if body is not None:
        yield Equation(body, entry, frozenset(i.name for i in indices))


def _definition(own: str, scene: Scene) -> Iterator[Equation]:
    found = scene.definition(own)
    if found is None or len(found.clauses) != 1:
        return
    (clause,) = found.clauses
    parameters = clause.key.parameters
    body = found.tree(clause)
    names = frozenset(p.name for p in parameters if isinstance(p, Name))
    if len(names) < len(parameters) or isinstance(body, Name | Number | Subscript | Listed):
        return
    head: Tree = Name(own, span=body.span)
    if clause.key.bracket == "[":
        head = Subscript(head, parameters, span=body.span)
    elif clause.key.bracket == "(":
        head = Call(Name(own, span=body.span), parameters, span=body.span)
    yield Equation(body, head, names)


def earlier(scene: Scene) -> tuple[Equation, ...]:
    """Equations between numbers that the file claims before, under no other hypotheses, for any of their indices."""
    found: list[Equation] = []
    given = {text.stripped().text for text in scene.raw.given}
    for raw in scene.problem.claims:
        if raw.id == scene.raw.id:
            return tuple(found)
        plain = raw.derivation is None and not raw.declarations and not raw.definitions
        if plain and raw.expect == "proved" and {text.stripped().text for text in raw.given} <= given:
            found += _equation(raw.id, raw.body, scene)
    return ()


def _equation(own: str, body: Located, scene: Scene) -> list[Equation]:
    try:
        statement = parse_located(body)
    except LanguageError:
        return []
    match statement:
        case Relation(ops=("eq",), operands=(Call() as left, right)) if scene.is_scalar(left):
            symbols = {n: scene.setting.environment.symbol_or_none(n) for n in free_names(left)}
            indices = frozenset(n for n, s in symbols.items() if s is not None and s.axis is not None)
            return [Equation(left, right, indices, own)]
    return []
