"""Known functions by what they are made of, for derivations that have to look inside."""

from __future__ import annotations

from derivcheck.diagnosis.trees import call, operation
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.scene import Scene, at, parsed
from derivcheck.language.syntax import Call, Name, Subscript, Tree

#: Functions of one number, at `u`.
_OF_NUMBERS: dict[str, str] = {
    "sigmoid": "1/(1 + exp(-u))",
    "logistic": "1/(1 + exp(-u))",
    "softplus": "log(1 + exp(u))",
    "relu": "Max(u, 0)",
    "ReLU": "Max(u, 0)",
    "sinh": "(exp(u) - exp(-u))/2",
    "cosh": "(exp(u) + exp(-u))/2",
    "tanh": "(exp(u) - exp(-u))/(exp(u) + exp(-u))",
    "tan": "sin(u)/cos(u)",
}
#: Functions of a whole vector: they have no rule of their own, so they are always looked into.
WHOLE = frozenset({"softmax", "logsumexp"})


def inside(tree: Tree, scene: Scene) -> Tree | None:
    """What a known function stands for at its argument; None for everything else."""
    match tree:
        case Call(function=Name(name=own), args=(inner,)) if own in _OF_NUMBERS and not _is_taken(own, scene):
            return scene.put(parsed(_OF_NUMBERS[own]), {"u": inner}) if scene.is_scalar(inner) else None
        case Call(function=Name(name="logsumexp"), args=(inner,)) if not _is_taken("logsumexp", scene):
            total = _exponentials(inner, free_names(inner), scene)
            return None if total is None else call("log", total)
        case Subscript(value=Call(function=Name(name="softmax"), args=(inner,)), indices=(index,)):
            total = _exponentials(inner, free_names(inner) | free_names(index), scene)
            above = call("exp", at(inner, (index,), scene))
            return None if total is None or _is_taken("softmax", scene) else operation("div", above, total)
    return None


def _is_taken(own: str, scene: Scene) -> bool:
    return scene.setting.environment.knows(own)


def _exponentials(inner: Tree, taken: frozenset[str], scene: Scene) -> Tree | None:
    shape = scene.shape(inner)
    found = scene.index_for(shape[0], taken) if shape and len(shape) == 1 else None
    return None if found is None else call("Sum", call("exp", at(inner, (found[0],), scene)), found[1])
