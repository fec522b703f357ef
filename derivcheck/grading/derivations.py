"""Whether a derivation leads to what is asked: where it starts, where it ends, and what its relations add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derivcheck.engine.chain import composed
from derivcheck.grading import form
from derivcheck.grading.judgement import Step
from derivcheck.language.core import Call, Claim
from derivcheck.language.elaboration.expressions import RESERVED
from derivcheck.language.elaboration.functions import CONSTANTS, NAMES
from derivcheck.language.entries import Pair
from derivcheck.language.located import Located, quoted
from derivcheck.language.question import RawQuestion
from derivcheck.language.reference import asks_for_value, is_statement
from derivcheck.language.source import Complaint, LanguageError
from derivcheck.language.surface import CONSEQUENCES, RELATIONS
from derivcheck.language.tokens import Mark, tokens

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~="}
_SIGNS |= {"implies": "=>", "iff": "<=>"}
#: What a relation is enough to show.
_ENOUGH = {"eq": {"eq", "le", "ge"}, "lt": {"lt", "le", "ne"}, "gt": {"gt", "ge", "ne"}, "iff": {"iff", "implies"}}

#: The same relations read from the right.
_FLIPPED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_LESS = frozenset(("lt", "le"))
#: What an inequality is multiplied by, as people do to be rid of fractions.
_FACTORS = ("1", "2", "1/2", "4", "1/4", "3", "1/3")

#: Decides whether two lines are the same; None if they are so at first sight.
Joint = Callable[[str, str, str], Step | None]


@dataclass(frozen=True, slots=True)
class Route:
    """How a derivation joins what is asked: ``front`` and ``back`` are steps that the student left out.

    ``lines`` of a chain, or ``equations`` of a list, side by side. ``final`` is the line that is the answer, the side
    ``final_side`` of link ``final_link``. ``gap``: why it does not lead there;
    ``doubt``: why only a person can say whether it does. ``connected``: it has to do with the question, as far as can
    be seen.
    """

    front: Step | None = None
    back: Step | None = None
    lines: tuple[str, ...] = ()
    equations: tuple[tuple[str, str], ...] = ()
    final: str | None = None
    final_link: int = -1
    final_side: int = 1
    gap: str | None = None
    doubt: str | None = None
    connected: bool = True


def is_derivation(text: str) -> bool:
    """Whether a text has steps: relations outside of brackets, or names given with `let`."""
    return is_statement(text) or text.lstrip().startswith(("let ", "(1)"))


def refuse_lets(lets: Sequence[Pair], known: frozenset[str]) -> None:
    """Raises LanguageError where a `let` gives another meaning to what the assignment or the language means."""
    for key, _ in lets:
        name = next((t.text for t in tokens(key.text) if t.mark is Mark.NAME), "")
        if name in known or name in NAMES | CONSTANTS | RESERVED:
            message = f"{quoted(name)} has a meaning in this assignment; `let` cannot give it another"
            raise LanguageError(Complaint(message, key.whole, "choose another name"))


def asked_sides(question: RawQuestion) -> tuple[Located, Located, str] | None:
    """Both sides of the statement that is to be shown and its relation; None if it is not one relation."""
    ask, depth, cuts = question.ask, 0, []
    for token in tokens(ask.text):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and token.text in RELATIONS | CONSEQUENCES:
            cuts.append(token)
    arrows = [t for t in cuts if t.text in CONSEQUENCES]
    chosen = arrows or cuts
    if len(chosen) != 1:
        return None
    token = chosen[0]
    op = next(op for op, sign in _SIGNS.items() if sign == token.text)
    return ask.part(0, token.start), ask.part(token.end, len(ask.text)), op


def route(question: RawQuestion, claim: Claim, joint: Joint) -> Route:
    """How the derivation joins the question."""
    if claim.start is None:
        return _equations(question, claim)
    ops = [link.statement.op for link in claim.links if isinstance(link.statement, Call)]
    op = composed(ops) if len(ops) == len(claim.links) else None
    lines = (claim.start, *(_right(link.text) for link in claim.links))
    if asks_for_value(question):
        gap = None if op == "eq" else "the relations between the lines do not add up to `==`"
        if not form.same(lines[0], question.ask.text) and form.same(lines[-1], question.ask.text):
            return Route(lines=lines, final=lines[0], final_link=0, final_side=0, gap=gap)
        front = joint(question.ask.text, lines[0], "==")
        connected = _holds(front) or any(form.contains(line, question.ask.text) for line in lines)
        return Route(front, None, lines, final=lines[-1], gap=gap, connected=connected)
    sides = asked_sides(question)
    if sides is None:
        return _elsewhere(question, claim, lines)
    return _shown(sides, op, lines, joint)


def _shown(sides: tuple[Located, Located, str], op: str | None, lines: tuple[str, ...], joint: Joint) -> Route:
    left, right, wanted = sides[0].text, sides[1].text, sides[2]
    sign = "<=>" if wanted in ("implies", "iff") else "=="
    if (op in ("implies", "iff")) != (sign == "<=>"):
        return Route(lines=lines, gap="the derivation does not show what is asked")
    if op in _FLIPPED and wanted in _FLIPPED and (op in _LESS) != (wanted in _LESS):
        left, right, wanted = right, left, _FLIPPED[wanted]
    gap = None
    if op is None or wanted not in _ENOUGH.get(op, {op}):
        gap = f"the relations between the lines do not add up to `{_SIGNS[wanted]}`"
    # A true statement is provable from either end, so it is the writing that says which way a derivation runs.
    forward = form.same(left, lines[0]) + form.same(lines[-1], right)
    backward = form.same(right, lines[0]) + form.same(lines[-1], left)
    if op in ("eq", "iff") and backward > forward:
        left, right = right, left
    front, back = joint(left, lines[0], sign), joint(lines[-1], right, sign)
    if gap is None and not (_holds(front) and _holds(back)):
        if op is not None and _is_rearranged(left, right, op, lines, joint):
            return Route(lines=lines)
        if _may_show(left, right, op, lines):
            return Route(lines=lines, doubt="the derivation shows something else; whether what is asked follows")
    written = any(form.contains(line, side) for line in lines for side in (left, right))
    met = any(_holds(j) and _has_names(side) for j, side in ((front, left), (back, right)))
    return Route(front, back, lines, gap=gap, connected=written or met)


def _holds(joint: Step | None) -> bool:
    return joint is None or joint.verdict == "proved"


def _has_names(text: str) -> bool:
    return any(token.mark is Mark.NAME for token in tokens(text))


def _is_rearranged(left: str, right: str, op: str, lines: Sequence[str], joint: Joint) -> bool:
    """Whether the derivation compares the difference of the sides with zero, or something as good as that."""
    first, last = lines[0], lines[-1]
    if op == "eq":  # an equation's difference is zero whatever it says, so that it has to be written
        zero = {form.same(first, "0"): last, form.same(last, "0"): first}.get(True)
        ways = (f"({left}) - ({right})", f"({right}) - ({left})")
        return zero is not None and any(form.same(zero, way) for way in ways)
    if op not in _FLIPPED:
        return False
    return any(_holds(joint(f"({first}) - ({last})", f"{k}*(({left}) - ({right}))", "==")) for k in _FACTORS)


def _may_show(left: str, right: str, op: str | None, lines: Sequence[str]) -> bool:
    """Whether what is asked may follow from what is shown, such as an inequality from one between the squares."""
    if op in _FLIPPED:
        return _variables(left, right) <= _variables(*lines)
    return op == "eq" and any(form.contains(line, side) for line in lines for side in (left, right))


def _variables(*texts: str) -> set[str]:
    words = {token.text for text in texts for token in tokens(text) if token.mark is Mark.NAME}
    return words - NAMES - CONSTANTS - RESERVED


def _elsewhere(question: RawQuestion, claim: Claim, lines: tuple[str, ...]) -> Route:
    """A statement that is no relation has to be a line, or the derivation as a whole."""
    shown = any(form.same(line, question.ask.text) for line in (*lines, claim.text))
    return Route(lines=lines, gap=None if shown else "the derivation does not show what is asked")


def _equations(question: RawQuestion, claim: Claim) -> Route:
    sides = tuple(_sides(link.text) for link in claim.links)
    equations = tuple(pair or ("", "") for pair in sides)
    if asks_for_value(question):
        for number, pair in reversed(list(enumerate(sides))):
            for mine, other in ((0, 1), (1, 0)):
                if pair is not None and form.same(pair[mine], question.ask.text):
                    return Route(equations=equations, final=pair[other], final_link=number, final_side=other)
        return Route(equations=equations, gap="none of the equations says what is asked for")
    wanted = asked_sides(question)
    for link, pair in zip(claim.links, sides, strict=True):
        if form.same(link.text, question.ask.text):
            return Route(equations=equations)
        if wanted is None or wanted[2] != "eq" or pair is None:
            continue
        if form.same(pair[0], wanted[1].text) and form.same(pair[1], wanted[0].text):
            return Route(equations=equations)
    return Route(equations=equations, gap="none of the equations is what is to be shown")


def _sides(text: str) -> tuple[str, str] | None:
    """Both sides of an equation."""
    depth, cuts = 0, []
    for token in tokens(text):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and token.text in RELATIONS | CONSEQUENCES:
            cuts.append(token)
    if len(cuts) != 1 or cuts[0].text != "==":
        return None
    return text[: cuts[0].start].strip(), text[cuts[0].end :].strip()


def _right(text: str) -> str:
    """What stands after the relation of a step."""
    first = next(tokens(text))
    return text[first.end :].strip()
