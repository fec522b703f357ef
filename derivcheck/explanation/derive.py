"""From the left-hand side of a statement to the right one, by rules that have names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derivcheck.diagnosis.trees import call, is_worked_out, number
from derivcheck.explanation.builtins import WHOLE
from derivcheck.explanation.checking import Checker
from derivcheck.explanation.development import Development
from derivcheck.explanation.lines import Line
from derivcheck.explanation.linking import link
from derivcheck.explanation.patterns import OPERATORS
from derivcheck.explanation.scene import Scene, at, with_indices
from derivcheck.language.syntax import Call, Logic, Name, Relation, Tree

#: Titles of what is worked out beside a calculation, and of that.
BEFOREHAND, WITH_THAT = "Beforehand", "With that"


@dataclass(frozen=True, slots=True)
class Part:
    """One chain of lines, what it is about, and what its names are; the first line has no rule."""

    title: str
    lines: tuple[Line, ...]
    scene: Scene


def derive(scene: Scene, until: float) -> tuple[Part, ...]:
    """The derivations of a true statement: one for each of its parts that is a relation. All lines are proved.

    ``until``: a moment of `time.process_time`.
    """
    checker = Checker.until(scene, until)
    found: list[Part] = []
    for relation in _relations(scene.setting.statement):
        found += _by_entries(relation, scene, checker) or _parts("", relation, scene, checker)
    return tuple(found)


def _parts(title: str, relation: Relation, scene: Scene, checker: Checker) -> list[Part]:
    """The chain, and before it what is worked out beside its lines."""
    development = Development(scene, checker.sooner().holds)
    lines = _chain(relation, development, checker)
    if lines is None:
        return []
    beside = [Part(BEFOREHAND, own, scene) for own in development.used(lines)]
    return [*beside, Part(title or (WITH_THAT if beside else ""), tuple(lines), scene)]


def _by_entries(relation: Relation, scene: Scene, checker: Checker) -> list[Part]:
    """An equation of tensors with derivatives, or functions of whole vectors, for any of their entries."""
    shape = scene.shape(relation.operands[0])
    if not shape or set(relation.ops) != {"eq"} or not is_worked_out(relation, OPERATORS | WHOLE):
        return []
    found = with_indices(scene, shape)
    if found is None:
        return []
    inner, indices = found
    entries = tuple(at(side, indices, inner) for side in relation.operands)
    title = f"Entry [{', '.join(i.name for i in indices)}] of both sides"
    return _parts(title, replace(relation, operands=entries), inner, replace(checker, scene=inner))


def _relations(statement: Tree) -> list[Relation]:
    if isinstance(statement, Logic) and statement.op == "and":
        return [r for part in statement.operands for r in _relations(part)]
    match statement:
        case Call(function=Name(name="stationary"), args=(body, Name() as variable, place)):
            slope = call("Subs", call("D", body, variable), variable, place)
            return [Relation(("eq",), (slope, number(0)), span=statement.span)]
        case Relation() if not is_growth(statement):
            return [statement]
    return []


def is_growth(relation: Relation) -> bool:
    """Whether a relation ends in an order of growth, which is no value."""
    last = relation.operands[-1]
    return isinstance(last, Call) and last.function.name == "O"


def _chain(relation: Relation, development: Development, checker: Checker) -> list[Line] | None:
    """The links of a relation one after the other."""
    lines: list[Line] = []
    for op, left, right in zip(relation.ops, relation.operands, relation.operands[1:], strict=False):
        found = link(op, left, right, development, checker)
        if found is None:
            return None
        lines += found[1:] if lines else found
    return lines
