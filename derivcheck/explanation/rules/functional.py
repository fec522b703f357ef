"""The chain rule for an arbitrary function of a tensor: a sum over the entries of the tensor."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.patterns import derivative, differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language import core
from derivcheck.language.syntax import Name, Subscript, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match differentiated(tree):
        case (Name(name=own) as function, target):
            symbol = scene.setting.environment.symbol_or_none(own)
            inside = symbol.of if symbol is not None else None
            tensor = _defined(own, scene)
            if inside is None or tensor is None or _base(target) == tensor:
                return None
            return _chained(function, tensor, inside, target, scene)
    return None


def _defined(own: str, scene: Scene) -> str | None:
    """The name of the tensor of which a function is declared."""
    place = scene.setting.environment
    declaration = place.declarations.get(own)
    while declaration is None and place.parent is not None:
        place = place.parent
        declaration = place.declarations.get(own)
    text = "" if declaration is None else declaration.text.text.strip()
    return text.removeprefix("function(").rstrip(")").strip() if text.startswith("function(") else None


def _base(target: Tree) -> str:
    own = target.value if isinstance(target, Subscript) else target
    return own.name if isinstance(own, Name) else ""


def _chained(function: Name, tensor: str, inside: core.Expr, target: Tree, scene: Scene) -> Rewritten | None:
    taken, indices, ranges = set(free_names(target)), list[Tree](), list[Tree]()
    for axis in inside.type.shape if isinstance(inside.type, core.Type) else ():
        found = scene.index_for(axis, taken)
        if found is None:
            return None
        taken.add(found[0].name)
        indices.append(found[0])
        ranges.append(found[1])
    if not indices:
        return None
    entry = Subscript(Name(tensor, span=function.span), tuple(indices), span=target.span)
    return Rewritten(call("Sum", times(derivative(function, entry), derivative(entry, target)), *ranges))


RULE = Rule(
    name="chain rule for a function of a tensor",
    cost=8,
    formula="D(E, x[i]) == Sum(D(E, y[j])*D(y[j], x[i]), j)",
    apply=apply,
    examples=(
        Example(
            "D(E, x[i])",
            "Sum(D(E, y[j])*D(y[j], x[i]), j)",
            ("n: size", "i, j: index(n)", "x: real[n]", "E: function(y)"),
            ("y[i]: x[i]**2",),
        ),
    ),
)
