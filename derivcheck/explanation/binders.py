"""Names that sums and the like bind within a syntax tree, and substitution that heeds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from derivcheck.diagnosis.trees import children, name, with_children
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Name, Tree

#: Gives a node that binds a name another one for it, which is not among those taken.
Rebind = Callable[[Call, str, Iterable[str]], Call]

SUMS = frozenset({"Sum", "summation", "Product"})
_RANGED = SUMS | {"Integral"}
_POINTED = frozenset({"Limit", "Subs"})
_QUANTIFIERS = frozenset({"Exists", "ForAll"})


def bound(tree: Tree) -> tuple[str, ...]:
    """The names that a node binds in its first argument (a quantifier in its last)."""
    if not isinstance(tree, Call):
        return ()
    called = tree.function.name
    if called in _RANGED:
        return tuple(found.name for arg in tree.args[1:] if isinstance(found := _ranging(arg), Name))
    if called in _POINTED and len(tree.args) > 1 and isinstance(tree.args[1], Name):
        return (tree.args[1].name,)
    if called in _QUANTIFIERS:
        return tuple(a.name for a in tree.args[:-1] if isinstance(a, Name))
    return ()


def _ranging(arg: Tree) -> Tree:
    return arg.items[0] if isinstance(arg, syntax.Tupled) and arg.items else arg


def free_names(tree: Tree) -> frozenset[str]:
    """Names of values that occur in a tree and are not bound within it."""
    if isinstance(tree, Name):
        return frozenset((tree.name,))
    below = frozenset().union(*map(free_names, children(tree))) if children(tree) else frozenset[str]()
    return below - frozenset(bound(tree))


def substituted(tree: Tree, values: Mapping[str, Tree], rebind: Rebind) -> Tree:
    """The tree with values for free names, none of them captured: a bound name in the way gets another one."""
    if not values:
        return tree
    if isinstance(tree, Name):
        return values.get(tree.name, tree)
    own = bound(tree)
    inner = {n: v for n, v in values.items() if n not in own}
    taken = frozenset().union(*map(free_names, inner.values())) if inner else frozenset[str]()
    if isinstance(tree, Call) and any(n in taken for n in own) and free_names(tree) & inner.keys():
        for clash in [n for n in own if n in taken]:
            tree = rebind(tree, clash, taken | free_names(tree) | frozenset(own))
        own = bound(tree)
    parts = children(tree)
    if not own:
        return with_children(tree, tuple(substituted(c, inner, rebind) for c in parts))
    return with_children(tree, tuple(_within_binder(c, own, inner, rebind) for c in parts))


def _within_binder(part: Tree, own: tuple[str, ...], inner: Mapping[str, Tree], rebind: Rebind) -> Tree:
    if isinstance(part, Name) and part.name in own:
        return part
    if isinstance(part, syntax.Tupled):
        head, *bounds = part.items
        return replace(part, items=(head, *(substituted(b, inner, rebind) for b in bounds)))
    return substituted(part, inner, rebind)


def with_name(node: Call, old: str, new: Tree, ranged: Tree) -> Call:
    """A sum or the like over ``new``, for ``old``; ``ranged`` is what says so."""
    body = substituted(node.args[0], {old: new}, _unchanged)
    rest = [ranged if isinstance(r := _ranging(a), Name) and r.name == old else a for a in node.args[1:]]
    others = [substituted(a, {old: new}, _unchanged) if isinstance(a, syntax.Tupled) else a for a in rest]
    return replace(node, args=(body, *others))


def _unchanged(node: Call, old: str, taken: Iterable[str]) -> Call:
    return node


def fresh(like: str, taken: Iterable[str]) -> Name:
    """A name that is not taken, near the given one."""
    used = set(taken)
    letters = [n for n in "ijklmnpqrst" if n not in used]
    if len(like) == 1 and letters:
        return name(letters[0])
    return name(next(c for k in range(2, 1000) if (c := f"{like}{k}") not in used))
