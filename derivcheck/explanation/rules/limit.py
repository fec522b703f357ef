"""Limits: what is continuous is put in; where numerator and denominator both tend to 0, their derivatives decide.

The second is the rule of Bernoulli and L'Hôpital. A bounded function times one that tends to 0 tends to 0, and a power
with a variable exponent is an exponential, whose exponent decides.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import call, factors, is_sum, is_zero, number, operation, product, walk
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.normal import readable
from derivcheck.explanation.patterns import derivative, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Number, Operation, Tree

_INFINITE = frozenset({"oo"})
_BOUNDED = frozenset({"sin", "cos", "tanh", "sigmoid", "sign", "atan", "erf"})
_JUMPING = frozenset({"sign", "floor", "ceiling", "frac", "Heaviside", "indicator", "piecewise", "Piecewise", "Mod"})


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="Limit"), args=(body, Name(name=own) as variable, point, *_)):
            if not scene.is_scalar(body):
                return None
            power = _as_exponential(body, own)
            if power is not None:
                return Rewritten(call("exp", replace(tree, args=(power, *tree.args[1:]))), "power as an exponential")
            if any(n in _INFINITE for n in scene.mentions(point)):
                return None
            if _is_squeezed(body, own, point, scene):
                return Rewritten(number(0), "squeezed between bounds that tend to 0")
            own_factors = factors(body)
            above = product([f for f in own_factors if f[0] > 0])
            below = product([(1, f) for s, f in own_factors if s < 0])
            if all(s > 0 for s, _ in own_factors) or not _vanishes(below, own, point, scene):
                if not _is_continuous(body, own, point, scene):
                    return None
                return Rewritten(scene.put(body, {own: point}), "limit of what is continuous")
            if is_sum(body) or not _vanishes(above, own, point, scene):
                return None
            quotient = operation("div", derivative(above, variable), derivative(below, variable))
            return Rewritten(replace(tree, args=(quotient, *tree.args[1:])), "rule of L'Hôpital")
    return None


def _as_exponential(body: Tree, own: str) -> Tree | None:
    """The exponent of e for a power with the variable below and above."""
    match body:
        case Operation(op="pow", operands=(base, exponent)) if own in free_names(base) & free_names(exponent):
            return times(exponent, call("log", base))
    return None


def _is_squeezed(body: Tree, own: str, point: Tree, scene: Scene) -> bool:
    """Whether it is a bounded function of something that has no limit, times what tends to 0."""
    parts = factors(body)
    wild = [f for s, f in parts if s > 0 and isinstance(f, Call) and f.function.name in _BOUNDED]
    wild = [f for f in wild if not _is_continuous(f, own, point, scene)]
    rest = product([f for f in parts if f[1] not in wild])
    return bool(wild) and _is_continuous(rest, own, point, scene) and _vanishes(rest, own, point, scene)


def _is_continuous(body: Tree, own: str, point: Tree, scene: Scene) -> bool:
    """Whether nothing in it divides by 0, takes its logarithm or root, or jumps, at the point."""
    for spot in walk(body):
        match spot.node:
            case Operation(op="div", operands=(_, below)) if own in free_names(below):
                if _vanishes(below, own, point, scene):
                    return False
            case Operation(op="pow", operands=(base, exponent)) if own in free_names(spot.node):
                if not (isinstance(exponent, Number) and exponent.value > 0) and _vanishes(base, own, point, scene):
                    return False
            case Call(function=Name(name="log" | "ln"), args=(inner,)) if _vanishes(inner, own, point, scene):
                return False
            case Call(function=Name(name=called)) if called in _JUMPING and own in free_names(spot.node):
                return False
    return True


def _vanishes(tree: Tree, own: str, point: Tree, scene: Scene) -> bool:
    found = readable(scene.put(tree, {own: point}), scene)
    return found is not None and is_zero(found)


RULE = Rule(
    name="limits",
    cost=55,
    formula="Limit(f/g, x, a) == Limit(D(f, x)/D(g, x), x, a)",
    apply=apply,
    examples=(
        Example("Limit(sin(x)/x, x, 0)", "Limit(D(sin(x), x)/D(x, x), x, 0)", ("x: real",)),
        Example("Limit(cos(x) + x, x, 0)", "cos(0)", ("x: real",)),
        Example("Limit(x*sin(1/x), x, 0)", "0", ("x: real",)),
        Example("Limit(x**x, x, 0, '+')", "exp(Limit(x*log(x), x, 0, '+'))", ("x: real",)),
    ),
    also=(
        "rule of L'Hôpital",
        "limit of what is continuous",
        "squeezed between bounds that tend to 0",
        "power as an exponential",
    ),
)
