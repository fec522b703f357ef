"""All that is said about a decided claim: the derivation of what is true, and how what is false fails."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from derivcheck.engine.decide import decide
from derivcheck.engine.derivations.chain import link_claims
from derivcheck.engine.result import Result
from derivcheck.evaluation.instance import Instance
from derivcheck.explanation.curves import Curves, curves
from derivcheck.explanation.derive import Part, derive, is_growth
from derivcheck.explanation.display import meaning
from derivcheck.explanation.linking import ALGEBRA
from derivcheck.explanation.narrators.vanishing import SAID as NORMAL_FORM
from derivcheck.explanation.proof import Note, narrated
from derivcheck.explanation.region import Region, region
from derivcheck.explanation.scene import parsed, scene_of
from derivcheck.explanation.values import Value, worked_out
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.elaboration.claim import with_lets_defined
from derivcheck.language.elaboration.derivation import statements
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Logic, Relation, Tree
from derivcheck.language.writing import written

SECONDS = 8.0
_SECONDS_OF_POINT = 2.0
_SECONDS_OF_PROOF = 3.0
_SINGLE = 2  # lines: the two sides


@dataclass(frozen=True, slots=True)
class Told:
    """``parts``: derivations of what is true, or would be right. ``notes``: how a proof goes that is more than those.

    ``values``, ``curves`` and ``region``: of a counterexample.
    """

    parts: tuple[Part, ...] = ()
    values: tuple[Value, ...] = ()
    curves: Curves | None = None
    notes: tuple[Note, ...] = ()
    region: Region | None = None


def tell(problem: ProblemFile, raw: RawClaim, result: Result, seconds: float = SECONDS) -> Told:
    """What there is to tell. Raises LanguageError for a claim that cannot be read."""
    until = time.process_time() + seconds
    found_steps = steps(problem, raw)
    if result.verdict == "proved":
        found = [proved_step(title, problem, own, until) for title, own in found_steps]
        return Told(tuple(p for t in found for p in t.parts), notes=tuple(n for t in found for n in t.notes))
    if result.verdict != "refuted":
        return Told()
    place = result.first_wrong_step or 1
    own = found_steps[place - 1][1]
    correct = _corrected(own, result)
    right = Told() if correct is None else proved_step("", problem, correct, until)
    claim = elaborate(problem, raw)
    point = _point(link_claims(claim)[place - 1] if claim.links else claim, result)
    if point is None:
        return right
    statement, scene = parse_located(own.body), scene_of(problem, own)
    relation = _failing(statement)
    false = replace(right, region=None if _is_equation(statement) else region(scene, point))
    if relation is None:
        return false
    drawn = None if false.region is not None else curves(relation, scene, point)
    return replace(false, values=worked_out(relation, scene, point), curves=drawn)


def proved_step(title: str, problem: ProblemFile, raw: RawClaim, until: float) -> Told:
    """The calculation; and the proof in words, where it is more than that. Of a single step only one of the two."""
    parts = derive(scene_of(problem, raw), until)
    calculated = any(len(part.lines) > _SINGLE for part in parts)
    plain = not (calculated and _is_equation(parse_located(raw.body)))
    notes = narrated(elaborate(problem, raw), time.process_time() + _SECONDS_OF_PROOF, plain)
    notes = _as_written(notes, raw, problem)
    if len(notes) == 1 and parts:
        parts, notes = _with_reason(parts, notes[0].said), ()
    elif notes:
        parts = tuple(part for part in parts if len(part.lines) > _SINGLE)
    if title and notes:
        notes = (Note(0, title, "", ""), *(replace(n, depth=n.depth + 1) for n in notes))
    return Told(_titled(title, parts), notes=notes)


def _as_written(notes: tuple[Note, ...], raw: RawClaim, problem: ProblemFile) -> tuple[Note, ...]:
    """The proof of a single statement begins with it as its author wrote it."""
    if sum(note.depth == 0 for note in notes) != 1:
        return notes
    tree = parse_located(raw.body)
    first = replace(notes[0], statement=written(tree), formula=meaning(tree, scene_of(problem, raw)))
    return (first, *notes[1:])


def _with_reason(parts: tuple[Part, ...], said: str) -> tuple[Part, ...]:
    """A single step of algebra by what the proof says of it, where that is more."""
    (part, *rest) = parts
    if rest or len(part.lines) != _SINGLE or part.lines[1].said != (ALGEBRA,) or said in NORMAL_FORM:
        return parts
    first, last = part.lines
    return (replace(part, lines=(first, replace(last, said=(said,)))),)


def _is_equation(tree: Tree) -> bool:
    if isinstance(tree, Logic) and tree.op == "and":
        return all(map(_is_equation, tree.operands))
    return isinstance(tree, Relation) and set(tree.ops) <= {"eq", "approx"}


def _titled(title: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(replace(p, title=": ".join(t for t in (title, p.title) if t)) for p in parts)


def steps(problem: ProblemFile, raw: RawClaim) -> list[tuple[str, RawClaim]]:
    """The claim; or every step of a derivation as a claim of its own, with what it is called."""
    if raw.derivation is None:
        return [("", raw)]
    defined = with_lets_defined(raw)
    trees = statements(defined.body)
    links = elaborate(problem, raw).links
    found = []
    for number, (tree, link) in enumerate(zip(trees, links, strict=True), start=1):
        premises = tuple(_located(written(trees[p - 1])) for p in link.premises)
        own = replace(defined, derivation=None, statement=_located(written(tree)), given=(*defined.given, *premises))
        found.append((f"Step {number}", own))
    return found


def _located(text: str) -> Located:
    return Located.contiguous(text, 0)


def _corrected(raw: RawClaim, result: Result) -> RawClaim | None:
    """The claim as it would be right, by the first mistake that was found."""
    mistake: Mapping[str, str] = result.diagnosis[0] if result.diagnosis else {}
    if mistake.get("given"):
        return replace(raw, given=(*raw.given, _located(mistake["given"])))
    text = mistake.get("correct") or result.correct
    if not text:
        return None
    try:
        statement, right = parse_located(raw.body), parsed(text)
    except LanguageError:
        return None
    if isinstance(statement, Relation) and not isinstance(right, (Relation, Logic)):
        right = replace(statement, operands=(*statement.operands[:-1], right))
    return replace(raw, statement=_located(written(right)))


def _point(claim: Claim, result: Result) -> Instance | None:
    """The counterexample that the report shows."""
    witness = decide(claim, _SECONDS_OF_POINT).witness
    if witness is None or result.counterexample is None or witness.point != result.counterexample.point:
        return None
    return witness.instance


def _failing(statement: Tree) -> Relation | None:
    """The relation whose sides are worked out: of an implication, what should follow."""
    match statement:
        case Logic(op="implies", operands=(_, Relation() as follows)):
            return follows
        case Relation() if not is_growth(statement):
            return statement
    return None
