"""The derivative of a function of something: that of the function there, times the derivative of the inside."""

from __future__ import annotations

from derivcheck.diagnosis.trees import same, shown
from derivcheck.explanation.patterns import derivative, differentiated, times
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene, parsed
from derivcheck.language.syntax import Call, Name, Tree

#: Derivatives of functions at `u`.
_OUTER: dict[str, str] = {
    "exp": "exp(u)",
    "log": "1/u",
    "ln": "1/u",
    "sqrt": "1/(2*sqrt(u))",
    "sin": "cos(u)",
    "cos": "-sin(u)",
    "tan": "1/cos(u)**2",
    "sinh": "cosh(u)",
    "cosh": "sinh(u)",
    "tanh": "1 - tanh(u)**2",
    "asin": "1/sqrt(1 - u**2)",
    "acos": "-1/sqrt(1 - u**2)",
    "atan": "1/(1 + u**2)",
    "asinh": "1/sqrt(1 + u**2)",
    "sigmoid": "sigmoid(u)*(1 - sigmoid(u))",
    "softplus": "sigmoid(u)",
    "relu": "indicator(u > 0)",
    "Abs": "sign(u)",
    "erf": "2/sqrt(pi)*exp(-u**2)",
}


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    found = differentiated(tree)
    if found is None:
        return None
    match found:
        case (Call(function=Name(name=own), args=(inner,)), target) if own in _OUTER and scene.definition(own) is None:
            if not scene.is_scalar(inner) or scene.setting.environment.knows(own):
                return None
            outer = scene.put(parsed(_OUTER[own]), {"u": inner})
            if same(inner, target):
                return Rewritten(outer, f"derivative of {shown(found[0].function)}")
            return Rewritten(times(outer, derivative(inner, target)))
    return None


RULE = Rule(
    name="chain rule",
    cost=33,
    formula="D(f(g), x) == Subs(D(f(u), u), u, g)*D(g, x)",
    apply=apply,
    examples=(
        Example("D(exp(-x**2), x)", "exp(-x**2)*D(-x**2, x)", ("x: real",)),
        Example("D(log(x), x)", "1/x", ("x: positive",)),
    ),
    also=("derivative of",),
)
