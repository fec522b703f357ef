"""Mean and variance of a random variable as its declaration says them."""

from __future__ import annotations

from typing import NamedTuple

from derivcheck.diagnosis.trees import name, operation
from derivcheck.explanation.scene import Scene, at, parsed
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Call, Name, Subscript, Tree


class Moments(NamedTuple):
    """The mean and the variance of a random number."""

    mean: Tree
    variance: Tree


#: Mean and variance by the law's parameters, which are called a and b.
_LAWS: dict[str, tuple[str, str]] = {
    "Normal": ("a", "b"),
    "MeanVar": ("a", "b"),
    "Uniform": ("(a + b)/2", "(b - a)**2/12"),
    "Bernoulli": ("a", "a*(1 - a)"),
    "Poisson": ("a", "a"),
    "Exponential": ("1/a", "1/a**2"),
}


def variable(tree: Tree, scene: Scene) -> tuple[str, tuple[Tree, ...]] | None:
    """Name and indices of a random variable."""
    match tree:
        case Name(name=own) if own in scene.random_names(tree) and scene.definition(own) is None:
            return own, ()
        case Subscript(value=Name(name=own), indices=indices) if own in scene.random_names(name(own)):
            return (own, indices) if scene.definition(own) is None else None
    return None


def moments(tree: Tree, scene: Scene) -> Moments | None:
    """Mean and variance of a random variable that is a number; None for anything else."""
    found = variable(tree, scene)
    if found is None or not scene.is_scalar(tree):
        return None
    own, indices = found
    law = _law(own, scene.setting.environment)
    if law is None:
        return None
    parameters, call = law
    if call.function.name not in _LAWS or len(call.args) > 2:
        return None
    if len(parameters) == len(indices):
        values = {p.name: v for p, v in zip(parameters, indices, strict=True) if isinstance(p, Name)}
        return _by_law(call.function.name, [scene.put(a, values) for a in call.args], scene)
    if parameters or len(call.args) != 2:
        return None
    mean, covariance = call.args
    if len(indices) == 1 and len(scene.shape(covariance) or ()) == 2:
        return Moments(at(mean, indices, scene), at(covariance, (*indices, *indices), scene))
    return _by_law(call.function.name, [at(a, indices, scene) for a in call.args], scene)


def is_normal(tree: Tree, scene: Scene) -> bool:
    """Whether a random variable is normally distributed."""
    found = variable(tree, scene)
    law = None if found is None else _law(found[0], scene.setting.environment)
    return law is not None and law[1].function.name == "Normal"


def _by_law(law: str, parameters: list[Tree], scene: Scene) -> Moments:
    values = dict(zip("ab", parameters, strict=False))
    return Moments(*(scene.put(parsed(text), values) for text in _LAWS[law]))


def covariance(one: Tree, other: Tree, scene: Scene) -> Tree | None:
    """Of two entries of one random vector whose covariance matrix is declared."""
    left, right = variable(one, scene), variable(other, scene)
    if left is None or right is None or left[0] != right[0] or len(left[1]) != 1 or len(right[1]) != 1:
        return None
    law = _law(left[0], scene.setting.environment)
    if law is None or law[0] or len(law[1].args) != 2 or len(scene.shape(law[1].args[1]) or ()) != 2:
        return None
    return at(law[1].args[1], (*left[1], *right[1]), scene)


def _law(own: str, environment: Environment) -> tuple[tuple[Tree, ...], Call] | None:
    """The parameters of a declaration, and the law as it was typed."""
    place: Environment | None = environment
    while place is not None:
        declaration = place.declarations.get(own)
        if declaration is not None:
            try:
                tree = parsed(declaration.text.text.strip().removeprefix("~"))
            except LanguageError:
                return None
            return (declaration.key.parameters, tree) if isinstance(tree, Call) else None
        place = place.parent
    return None


def square(tree: Tree) -> Tree:
    return operation("pow", tree, parsed("2"))
