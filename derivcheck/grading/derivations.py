"""Whether a derivation leads to what is asked: where it starts, where it ends, and what its relations add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from derivcheck.engine.derivations.chain import composed
from derivcheck.grading.judgement import Step
from derivcheck.grading.sameness import contains, same
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

#: The relation with its sides exchanged.
_MIRRORED = {"eq": "eq", "ne": "ne", "approx": "approx", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "iff": "iff"}
_ORDERS = frozenset({"lt", "le", "gt", "ge"})
#: What an inequality is multiplied by, as people do to be rid of fractions.
_FACTORS = ("1", "2", "1/2", "4", "1/4", "3", "1/3")

#: What is said of a derivation that is about something else.
ELSEWHERE = "the derivation does not show what is asked"

_DOUBT = "the derivation shows something else; whether what is asked follows"

#: Decides a statement that joins the student's lines to the question, which is read in two parts and a sign.
Joint = Callable[[str, str, str], Step | None]

#: Both sides of a statement, and its relation.
Sides = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """How a derivation joins what is asked: ``front`` and ``back`` are steps that the student left out.

    ``lines`` of a chain, or ``equations`` of a list, side by side. ``final`` is the line that is the answer, the side
    ``final_side`` of link ``final_link``. ``gap``: why it does not lead there; ``doubt``: why it cannot be seen
    whether it does. ``connected``: whether it has anything to do with the question.
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


def as_derivation(text: Located) -> Located:
    """A statement alone that is no single relation, such as ``x > 1 => x**2 > 1``, as a list of one; else the text."""
    bare = "".join(text.text[t.start : t.end] + " " for t in tokens(text.text) if t.mark is not Mark.COMMENT).strip()
    first = text.offsets[0]
    if "\n" in text.text.strip() or not _has_connective(bare) or bare.startswith("( 1 )"):
        return text
    return Located(f"(1) {text.text}", [*[first] * 4, *text.offsets])


def _has_connective(text: str) -> bool:
    depth = 0
    for token in tokens(text):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and (token.text in CONSEQUENCES or token.text in ("and", "or", "not")):
            return True
    return False


def refuse_lets(lets: Sequence[Pair], known: frozenset[str]) -> None:
    """Raises LanguageError where a `let` gives another meaning to what the assignment or the language means."""
    for key, _ in lets:
        name = next((t.text for t in tokens(key.text) if t.mark is Mark.NAME), "")
        if name in known or name in NAMES | CONSTANTS | RESERVED:
            message = f"{quoted(name)} has a meaning in this assignment; `let` cannot give it another"
            raise LanguageError(Complaint(message, key.whole, "choose another name"))


def asked_sides(ask: Located) -> tuple[Located, Located, str] | None:
    """Both sides of a statement and its relation; None if it is not one relation."""
    depth, cuts = 0, []
    for token in tokens(ask.text):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and token.text in RELATIONS | CONSEQUENCES:
            cuts.append(token)
    chosen = [t for t in cuts if t.text in CONSEQUENCES] or cuts
    if len(chosen) != 1:
        return None
    token = chosen[0]
    op = next(op for op, sign in _SIGNS.items() if sign == token.text)
    return ask.part(0, token.start), ask.part(token.end, len(ask.text)), op


def sides_of(text: str) -> Sides | None:
    """`asked_sides` of a text alone."""
    cut = asked_sides(Located.contiguous(text, 0))
    return None if cut is None else (cut[0].text, cut[1].text, cut[2])


def says(text: str, wanted: str) -> bool:
    """Whether a statement is another one, perhaps with its sides exchanged or with terms brought to another side."""
    if same(text, wanted):
        return True
    mine, other = sides_of(text), sides_of(wanted)
    if mine is None or other is None:
        return False
    return any(_is(way, other) for way in _ways(mine))


def _ways(sides: Sides) -> list[Sides]:
    """A relation as it stands, and with its sides exchanged."""
    left, right, op = sides
    return [sides, (right, left, _MIRRORED[op])] if op in _MIRRORED else [sides]


def _is(mine: Sides, other: Sides) -> bool:
    if mine[2] != other[2]:
        return False
    if same(mine[0], other[0]) and same(mine[1], other[1]):
        return True
    return mine[2] in _ORDERS | {"eq", "ne"} and same(_difference(*mine[:2]), _difference(*other[:2]))


def _difference(left: str, right: str) -> str:
    return f"{left} - ({right})"


def route(question: RawQuestion, claim: Claim, joint: Joint) -> Route:
    """How the derivation joins the question."""
    if claim.start is None:
        return _equations(question, claim)
    calls = [link.statement for link in claim.links if isinstance(link.statement, Call)]
    ops = [call.op for call in calls] if len(calls) == len(claim.links) else []
    lines = (claim.start, *(_right(link.text) for link in claim.links))
    if asks_for_value(question):
        gap = None if _adds_up(ops, "eq") else "the relations between the lines do not add up to `==`"
        if not same(lines[0], question.ask.text) and same(lines[-1], question.ask.text):
            return Route(lines=lines, final=lines[0], final_link=0, final_side=0, gap=gap)
        front = joint(question.ask.text, lines[0], "==")
        connected = _holds(front) or any(contains(line, question.ask.text) for line in lines)
        return Route(front, None, lines, final=lines[-1], gap=gap, connected=connected)
    sides = sides_of(question.ask.text)
    if ops and set(ops) <= {"implies", "iff"} and (sides is None or sides[2] not in ("implies", "iff")):
        return _concluded(question.ask.text, ops, lines, joint)
    if sides is None:
        shown = says(claim.text, question.ask.text)
        return Route(lines=lines, gap=None if shown else ELSEWHERE, connected=shown)
    return _shown(sides, ops, lines, joint)


def _shown(sides: Sides, ops: Sequence[str], lines: tuple[str, ...], joint: Joint) -> Route:
    """A chain from one side of what is asked to the other, or of their difference and zero."""
    wanted = sides[2]
    if bool({"implies", "iff"} & set(ops)) != (wanted in ("implies", "iff")):
        return Route(lines=lines, gap=ELSEWHERE, connected=False)
    ways = _ways(sides)
    if any(_passes(way, ops, lines) for way in ways):
        return Route(lines=lines)
    fitting = [way for way in ways if _adds_up(ops, way[2])]
    # A true statement is provable from either end, so it is the writing that says which way a derivation runs.
    left, right, _ = max(fitting or ways, key=lambda way: same(way[0], lines[0]) + same(lines[-1], way[1]))
    gap = None if fitting else f"the relations between the lines do not add up to `{_SIGNS[wanted]}`"
    sign = "<=>" if wanted in ("implies", "iff") else "=="
    front, back = joint(left, lines[0], sign), joint(lines[-1], right, sign)
    if fitting and not (_holds(front) and _holds(back)):
        if set(ops) & _ORDERS and any(_holds(joint(*pair, "==")) for pair in _multiples(left, right, lines)):
            return Route(lines=lines)
        if _may_show(left, right, ops, lines):
            return Route(lines=lines, doubt=_DOUBT)
    met = any(_holds(step) and _variables(side) for step, side in ((front, left), (back, right)))
    written = any(contains(line, side) for line in lines for side in (left, right))
    return Route(front, back, lines, gap=gap, connected=met or written)


def _holds(joint: Step | None) -> bool:
    return joint is None or joint.verdict == "proved"


def _multiples(left: str, right: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The difference of a chain's ends, and multiples of that of the two sides, which it might be."""
    for factor in _FACTORS:
        yield _difference(f"({lines[0]})", lines[-1]), f"{factor}*(({left}) - ({right}))"


def _may_show(left: str, right: str, ops: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether what is asked may follow from what is shown, such as an inequality from one between the squares."""
    if set(ops) & _ORDERS:
        return _variables(left, right) <= _variables(*lines)
    return _adds_up(ops, "eq") and any(contains(line, side) for line in lines for side in (left, right))


def _variables(*texts: str) -> set[str]:
    words = {token.text for text in texts for token in tokens(text) if token.mark is Mark.NAME}
    return words - NAMES - CONSTANTS - RESERVED


def _passes(way: Sides, ops: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a chain goes from one side to the other, or shows the same with terms brought to another side."""
    left, right, wanted = way
    starts = [k for k, line in enumerate(lines) if same(line, left)]
    ends = [k for k, line in enumerate(lines) if same(line, right)]
    if any(first < last and _adds_up(ops[first:last], wanted) for first in starts for last in ends):
        return True
    return _adds_up(ops, wanted) and _is((lines[0], lines[-1], wanted), way)


def _adds_up(ops: Sequence[str], wanted: str) -> bool:
    op = composed(ops) if ops else None
    return op is not None and wanted in _ENOUGH.get(op, {op})


def _concluded(ask: str, ops: Sequence[str], lines: tuple[str, ...], joint: Joint) -> Route:
    """Consequences that lead from a line that holds to what is asked."""
    if any(says(line, ask) for line in lines[1:]):
        fact = lines[0]
    elif says(lines[0], ask) and set(ops) == {"iff"}:
        fact = lines[-1]
    else:
        return Route(lines=lines, gap=ELSEWHERE, connected=says(lines[0], ask))
    stated = joint(fact, "", "")
    return Route(stated and replace(stated, stated=True), None, lines)


def _equations(question: RawQuestion, claim: Claim) -> Route:
    sides = tuple(_sides(link.text) for link in claim.links)
    equations = tuple(pair or ("", "") for pair in sides)
    if asks_for_value(question):
        for number, pair in reversed(list(enumerate(sides))):
            for mine, other in ((0, 1), (1, 0)):
                if pair is not None and same(pair[mine], question.ask.text):
                    return Route(equations=equations, final=pair[other], final_link=number, final_side=other)
        return Route(equations=equations, gap="none of the equations says what is asked for")
    if any(says(link.text, question.ask.text) for link in claim.links):
        return Route(equations=equations)
    gap = "none of the equations is what is to be shown"
    connected = any(_touches(link.text, question.ask.text) for link in claim.links)
    names = _variables(question.ask.text)
    others = [link.text for link, pair in zip(claim.links, sides, strict=True) if pair is None]
    doubt = _DOUBT if any(names <= _variables(text) for text in others) else None
    return Route(equations=equations, gap=gap, doubt=doubt, connected=connected or doubt is not None)


def _touches(text: str, ask: str) -> bool:
    """Whether a statement has a side of what is asked in it."""
    mine, wanted = sides_of(text), sides_of(ask)
    if mine is None or wanted is None:
        return contains(text, ask)
    return any(contains(side, part) for side in mine[:2] for part in wanted[:2])


def _sides(text: str) -> tuple[str, str] | None:
    """Both sides of an equation."""
    sides = sides_of(text)
    return None if sides is None or sides[2] != "eq" else sides[:2]


def _right(text: str) -> str:
    """What stands after the relation of a step."""
    first = next(tokens(text))
    return text[first.end :].strip()
