"""Derivations: a chain of steps, one a line, each with its relation and, after a `#`, its reason.

Or a list of equations, numbered (1), (2), (3), each a statement of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language import surface, syntax
from derivcheck.language.core import Expr, Link
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.outline import numbered, references, starts_line
from derivcheck.language.elaboration.relations import Pair, joined, relation
from derivcheck.language.located import Located
from derivcheck.language.parser import check_length, parse_located
from derivcheck.language.tokens import Mark, Token, tokens

_OPS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "~=": "approx"}
_CONSEQUENCES = {"=>": "implies", "<=>": "iff"}


@dataclass(frozen=True, slots=True)
class _Step:
    """``relation`` and what follows it, up to the next one; the first step has no relation."""

    relation: Token | None
    text: Located
    start: int  # where the step starts in the derivation's text
    end: int


def links(text: Located, context: Context) -> list[Link]:
    """The steps of a derivation. Raises LanguageError with what is wrong in any of them."""
    check_length(text.text, text.span)
    found = list(tokens(text.text))
    marks = numbered(text, found)
    if marks:
        parts = _equations(text, marks)
        statements = each(context.boolean, each(lambda s: parse_located(s.text), parts))
        return [_described(s, e, found, text, k) for k, (s, e) in enumerate(zip(parts, statements, strict=True), 1)]
    cuts = _cuts(text, found)
    if not cuts:
        hint = "begin each line after the first with its relation, as in `== 2*x`"
        hint = "write `==` for equality" if any(t.text == "=" for t in found) else hint
        raise error("a derivation has at least one step", text.whole, hint)
    steps = _steps(text, cuts)
    trees = each(lambda s: parse_located(s.text), steps)
    if cuts[0].text in _CONSEQUENCES:
        values = each(context.boolean, trees)
    else:
        values = each(context.value, trees)
    return each(
        lambda k: _link(steps[k], (values[k - 1], values[k]), trees[k - 1 : k + 1], found, text, context, k),
        range(1, len(steps)),
    )


def statements(text: Located) -> list[syntax.Tree]:
    """The syntax of every step: its relation between two neighbours. Raises LanguageError."""
    found = list(tokens(text.text))
    marks = numbered(text, found)
    if marks:
        return [parse_located(step.text) for step in _equations(text, marks)]
    steps = _steps(text, _cuts(text, found))
    trees = [parse_located(step.text) for step in steps]
    return [_syntax(step, (a, b)) for step, a, b in zip(steps[1:], trees, trees[1:], strict=False)]


def _syntax(step: _Step, sides: tuple[syntax.Tree, syntax.Tree]) -> syntax.Tree:
    assert step.relation is not None, "the first step is no link"
    span, sign = sides[0].span.to(sides[1].span), step.relation.text
    if sign in _CONSEQUENCES:
        return syntax.Logic(_CONSEQUENCES[sign], sides, span=span)
    return syntax.Relation((_OPS[sign],), sides, span=span)


def start(text: Located) -> str | None:
    """The expression that a chain starts from, on one line; None for a list of equations."""
    found = list(tokens(text.text))
    if numbered(text, found):
        return None
    return " ".join(_without_comments(text.text[: _cuts(text, found)[0].start]).split())


def _cuts(text: Located, found: list[Token]) -> list[Token]:
    """The relations that make the links: those in no brackets; of statements, only those that begin a line."""
    outside, depth, line_starts = [], 0, set()
    for token in found:
        if token.mark is not Mark.OPERATOR:
            continue
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and token.text in surface.RELATIONS | surface.CONSEQUENCES:
            outside.append(token)
            if token.start and starts_line(text, token):
                line_starts.add(token.start)
    starting = [t for t in outside if t.start in line_starts]
    consequences = [t for t in starting if t.text in _CONSEQUENCES]
    if not consequences:
        inner = next((t for t in outside if t.text in _CONSEQUENCES), None)
        if inner is not None:
            hint = "begin a line with it to chain statements, or put it in parentheses"
            raise error(f"`{inner.text}` stands within a step", text.span(inner.start, inner.end), hint)
        return outside
    mixed = next((t for t in starting if t.text not in _CONSEQUENCES), None)
    if mixed is not None:
        hint = "chain either values or statements; a statement may stand on one line: a == b == c"
        message = f"this line continues values, but others continue statements with `{consequences[0].text}`"
        raise error(message, text.span(mixed.start, mixed.end), hint)
    return consequences


def _steps(text: Located, cuts: list[Token]) -> list[_Step]:
    ends = [*[t.start for t in cuts], len(text.text)]
    steps = [_Step(None, text.part(0, ends[0]), 0, ends[0])]
    for token, end in zip(cuts, ends[1:], strict=True):
        steps.append(_Step(token, text.part(token.end, end), token.start, end))
    return steps


def _equations(text: Located, marks: list[Token]) -> list[_Step]:
    """The numbered statements, given the closing brackets of their numbers."""
    ends = [*(text.text.rfind("(", 0, mark.start) for mark in marks[1:]), len(text.text)]
    return [_Step(None, text.part(m.end, end), m.end, end) for m, end in zip(marks, ends, strict=True)]


def _link(
    step: _Step, sides: Pair, nodes: list[syntax.Tree], found: list[Token], text: Located, context: Context, number: int
) -> Link:
    assert step.relation is not None, "the first step is no link"
    sign = step.relation.text
    if sign in _CONSEQUENCES:
        statement = joined(_CONSEQUENCES[sign], sides, nodes[0].span.to(nodes[1].span))
    else:
        statement = relation(_OPS[sign], sides, nodes, context)
    return _described(step, statement, found, text, number)


def _described(step: _Step, statement: Expr, found: list[Token], text: Located, number: int) -> Link:
    """The link with its place, its reason, and the earlier steps that the reason names."""
    words = [t for t in found if step.start <= t.start < step.end]
    code = [t for t in words if t.mark is not Mark.COMMENT]
    reasons = [t.text.lstrip("#").strip() for t in words if t.mark is Mark.COMMENT]
    reason = " ".join(r for r in reasons if r) or None
    shown = " ".join(_without_comments(text.text[step.start : step.end]).split())
    premises = tuple(n for n in references(reason) if 0 < n < number)
    return Link(statement, text.span(step.start, code[-1].end), shown, reason, premises)


def _without_comments(text: str) -> str:
    return "\n".join(line.partition("#")[0] for line in text.split("\n"))
