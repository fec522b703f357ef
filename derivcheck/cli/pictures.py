"""A claim drawn with the names that its author gives, the definitions beside it; a derivation as one chain."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.cli.chapters import step
from derivcheck.diagnosis.trees import same
from derivcheck.engine.running.jobs import Job
from derivcheck.explanation.display import meaning
from derivcheck.explanation.lines import Line
from derivcheck.explanation.scene import Scene, parsed, scene_of
from derivcheck.explanation.tell import steps
from derivcheck.language.elaboration.definitions import Clause, Definition
from derivcheck.language.parser import parse_located
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Logic, Relation, Tree
from derivcheck.language.writing import written
from derivcheck.report.explanation import Drawing
from derivcheck.report.latex import latex
from derivcheck.report.mathematics import pretty


def draw(width: int, unicode: bool, job: Job) -> Drawing:
    """The claim in two dimensions, drawn in a worker like everything that depends on a stranger's text."""
    assert job.claim is not None, "there is nothing to draw"
    try:
        own = [raw for _, raw in steps(job.problem, job.claim)]
        scene = scene_of(job.problem, own[0])
        trees = [parse_located(raw.body) for raw in own]
        given = tuple(_picture(tree, scene, width, unicode) for tree in map(parse_located, job.claim.given))
        defined: dict[str, str | None] = {}
        for name in frozenset[str]().union(*map(scene.mentions, (*trees, *scene.hypotheses))):
            found = scene.definition(name)
            if found is not None:
                defined |= {_key(c): _definition(found, c, scene, width, unicode) for c in found.clauses}
    except LanguageError:
        return Drawing()
    if job.claim.derivation is None:
        expr = meaning(trees[0], scene)
        return Drawing(
            _picture(trees[0], scene, width, unicode), given, (), (), defined, None if expr is None else latex(expr)
        )
    chain = tuple(step(line, k > 0, scene, width, unicode) for k, line in enumerate(_chain(trees)))
    links = () if chain else tuple(_picture(tree, scene, width, unicode) for tree in trees)
    return Drawing(None, given, links, chain, defined)


def _picture(tree: Tree, scene: Scene, width: int, unicode: bool) -> str | None:
    expr = meaning(tree, scene)
    return None if expr is None else pretty(expr, width, unicode)


def _chain(trees: Sequence[Tree]) -> list[Line]:
    """The values or statements of a derivation, each with its relation; nothing if they do not hang together."""
    lines: list[Line] = []
    for tree in trees:
        found = _sides(tree)
        if found is None or (lines and not same(lines[-1].tree, found[1])):
            return []
        op, left, right = found
        lines += [*([] if lines else [Line(left)]), Line(right, relation=op)]
    return lines


def _sides(tree: Tree) -> tuple[str, Tree, Tree] | None:
    match tree:
        case Relation(ops=(op,), operands=(left, right)):
            return op, left, right
        case Logic(op="implies" | "iff" as op, operands=(left, right)):
            return op, left, right
    return None


def _key(clause: Clause) -> str:
    """A definition as it is typed before the colon, without spaces."""
    key = clause.key
    inner = ",".join(written(p).replace(" ", "") for p in key.parameters)
    return key.name + {"": "", "[": f"[{inner}]", "(": f"({inner})"}[key.bracket]


def _definition(found: Definition, clause: Clause, scene: Scene, width: int, unicode: bool) -> str | None:
    """A definition as an equation."""
    head = parsed(_key(clause))
    body = found.tree(clause)
    return _picture(Relation(("eq",), (head, body), span=head.span), scene, width, unicode)
