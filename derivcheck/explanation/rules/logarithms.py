"""The logarithm of a product over an index is the sum of the logarithms."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.trees import call
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.rules.logarithm import taken_apart
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Call(function=Name(name="log" | "ln"), args=(Call(function=Name(name="Product") as own) as product,)):
            body = product.args[0]
            inner = taken_apart(body) or call("log", body)
            return Rewritten(replace(product, function=replace(own, name="Sum"), args=(inner, *product.args[1:])))
    return None


RULE = Rule(
    name="logarithm of a product",
    cost=16,
    formula="log(Product(f, i)) == Sum(log(f), i)",
    apply=apply,
    examples=(
        Example(
            "log(Product(p[i]**y[i], i))",
            "Sum(y[i]*log(p[i]), i)",
            ("n: size", "i: index(n)", "p: positive[n]", "y: real[n]"),
        ),
    ),
)
