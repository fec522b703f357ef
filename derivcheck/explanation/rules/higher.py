"""A second derivative is the derivative of the derivative."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.explanation.patterns import derivative
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Name, Number, Tree

_MOST = 4


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="D" | "Derivative" | "diff"), args=(body, *targets)):
            if len(targets) == 1 and not isinstance(targets[0], syntax.Tupled):
                return None
            flat = _flat(targets)
            if flat is None or len(flat) > _MOST:
                return None
            for target in flat:
                body = derivative(body, target)
            return Rewritten(body)
    return None


def _flat(targets: list[Tree]) -> list[Tree] | None:
    found: list[Tree] = []
    for target in targets:
        match target:
            case syntax.Tupled(items=(own, Number(value=count))):
                found += [own] * int(min(count, Fraction(_MOST + 1)))
            case syntax.Tupled():
                return None
            case Number(value=count) if found:
                found += [found[-1]] * int(min(count - 1, Fraction(_MOST + 1)))
            case _:
                found.append(target)
    return found


RULE = Rule(
    name="repeated derivative",
    cost=5,
    formula="D(f, x, y) == D(D(f, x), y)",
    apply=apply,
    examples=(Example("D(x**3, (x, 2))", "D(D(x**3, x), x)", ("x: real",)),),
)
