"""A defined name stands for its definition.

What is differentiated or averaged is written out first; other names stay as long as they can.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import shown
from derivcheck.explanation.builtins import WHOLE, inside
from derivcheck.explanation.patterns import OPERATORS
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Subscript, Tree


def head(tree: Tree) -> Tree:
    """The name that is defined, as messages show it."""
    if isinstance(tree, Subscript):
        return tree.value.function if isinstance(tree.value, Call) else tree.value
    return tree.function if isinstance(tree, Call) else tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    if not isinstance(tree, Call) or tree.function.name not in OPERATORS or not tree.args:
        return None
    places = range(2) if tree.function.name == "Cov" else range(1)
    args, names = list(tree.args), []
    for k in places:
        body = scene.unfolded(args[k]) or _whole(args[k], scene)
        if body is not None:
            names.append(shown(head(args[k])))
            args[k] = body
    if not names:
        return None
    return Rewritten(replace(tree, args=tuple(args)), f"definition of {', '.join(dict.fromkeys(names))}")


def _whole(tree: Tree, scene: Scene) -> Tree | None:
    """Functions of vectors, which have no derivative rule of their own."""
    own = head(tree)
    return inside(tree, scene) if isinstance(own, Name) and own.name in WHOLE else None


RULE = Rule(
    name="definition",
    cost=10,
    formula="a defined name, for what it stands for",
    apply=apply,
    examples=(
        Example("D(f(x), x)", "D(x**2, x)", ("x: real",), ("f(u): u**2",)),
        Example("D(s, x)", "D(1/(1 + exp(-x)), x)", ("x: real",), ("s: 1/(1 + exp(-x))",)),
    ),
    also=("definition of",),
)
