"""What is wrong with a text before it is a tree: misspelt operators, missing products, brackets that do not close.

Python's own parser would only say "invalid syntax". This walk over the tokens keeps one bit of state (is an operand
due, or an operator?) and so can name each mistake, point at it, and go on to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derivcheck.language import limits
from derivcheck.language.located import quoted
from derivcheck.language.mistakes import (
    ATTRIBUTE_HINTS,
    OPERATOR_WORDS,
    REFUSED_OPERATORS,
    is_keyword,
    keyword_hint,
)
from derivcheck.language.source import Complaint, LanguageError, Span
from derivcheck.language.tokens import Mark, Token

Locate = Callable[[int, int], Span]

RELATIONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "~="})
CONSEQUENCES = frozenset({"=>", "<=>"})
_BINARY = frozenset({"+", "-", "*", "/", "**", "@", "and", "or"}) | RELATIONS | CONSEQUENCES
_BEFORE_NOT = frozenset({"(", "[", ",", "and", "or", "not"}) | CONSEQUENCES
_DIRECTIONS = frozenset({"+", "-", "+-"})
_CLOSING = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class _Open:
    token: Token
    role: str  # group, list, call, subscript


class _TooMany(Exception):
    """There are complaints enough."""


class _Walk:
    def __init__(self, tokens: Sequence[Token], locate: Locate) -> None:
        self.tokens = tokens
        self.locate = locate
        self.open: list[_Open] = []
        self.complaints: list[Complaint] = []
        self.operand_due = True
        self.sure = True  # False right after a mistake: the next token is accepted either way
        self.signs = 0

    def complain(self, message: str, start: int, end: int, hint: str | None = None) -> None:
        if self.sure:
            self.complaints.append(Complaint(message, self.locate(start, end), hint))
        self.sure = False
        if len(self.complaints) >= limits.COMPLAINTS:
            raise _TooMany

    def run(self, length: int) -> None:
        at = 0
        while at < len(self.tokens):
            at += self.step(at)
        for bracket in self.open:
            self.sure = True
            self.complain(f"this `{bracket.token.text}` is never closed", bracket.token.start, bracket.token.end)
        if self.operand_due and self.sure:
            last = self.tokens[-1] if self.tokens else None
            if last is None:
                self.complain("there is no expression here", 0, length)
            else:
                self.complain(f"an expression is missing after {quoted(last.text)}", last.start, last.end)

    def step(self, at: int) -> int:
        """Reads the token number ``at`` (and for ``.T`` the next one, too); returns how many tokens were read."""
        token = self.tokens[at]
        if self.refused(token, at):
            return 1
        if token.text == "." and token.mark is Mark.OPERATOR:
            return self.attribute(at)
        if token.mark is Mark.OPERATOR or token.text in OPERATOR_WORDS:
            self.operator(token, at)
        else:
            self.value(token, at)
        return 1

    def refused(self, token: Token, at: int) -> bool:
        """Whether the token has no place in any expression; then it is complained about."""
        text = token.text
        if token.mark is Mark.OPERATOR and text in REFUSED_OPERATORS:
            self.sure = True
            hint = REFUSED_OPERATORS[text]
            if text == "!":
                hint = "write `not`" if self.operand_due else "write factorial(n)"
            self.complain(f"`{text}` is not an operator here", token.start, token.end, hint)
            self.operand_due = text not in ("!", "²", "³", "'", "′", "’", "}", "°") or self.operand_due
            return True
        if token.mark is Mark.QUOTED and text[1:-1] not in _DIRECTIONS:
            self.sure = True
            self.complain("quoted text has no meaning here", token.start, token.end, self.quote_hint(at))
            self.operand_due = False
            return True
        if token.mark is Mark.NAME and is_keyword(text):
            self.sure = True
            hint = keyword_hint(text)
            self.complain(f"`{text}` is a reserved word and cannot be a name", token.start, token.end, hint)
            self.operand_due = text in ("if", "else", "for", "in", "is")
            return True
        return False

    def quote_hint(self, at: int) -> str:
        before = self.tokens[at - 1] if at else None
        if before is not None and before.mark is Mark.NAME and before.end == self.tokens[at].start:
            return "write D(f(x), x) for a derivative f′"
        return "write names without quotes"

    def attribute(self, at: int) -> int:
        dot = self.tokens[at]
        name = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if name is None or name.mark is not Mark.NAME:
            self.complain("`.` must be followed by T, the transpose", dot.start, dot.end)
            return 1
        if self.operand_due:
            self.complain("an expression is missing before `.`", dot.start, dot.end)
        elif name.text != "T":
            hint = ATTRIBUTE_HINTS.get(name.text, "only the transpose A.T is written with a dot")
            self.complain(f"`.{name.text}` is not allowed", dot.start, name.end, hint)
        self.operand_due = False
        self.sure = self.sure or name.text != "T"
        return 2

    def operator(self, token: Token, at: int) -> None:
        text = token.text
        before = self.tokens[at - 1] if at else None
        if token.mark is Mark.NAME and before and before.mark is Mark.NUMBER and before.end == token.start:
            self.complain(f"a space is missing before `{text}`", before.start, token.end)
        if text in "([" and token.mark is Mark.OPERATOR:
            self.opening(token, at)
        elif text in _CLOSING:
            self.closing(token, at)
        elif text == ",":
            self.comma(token)
        elif self.operand_due and text in ("+", "-"):
            self.sign(token)
        elif text == "not":
            self.negation(token, at)
        elif text in _BINARY:
            if self.operand_due:
                self.complain(f"an expression is missing before `{text}`", token.start, token.end)
            self.after_operator()
        else:
            self.sure = True
            self.complain(f"{quoted(text)} has no meaning here", token.start, token.end)

    def after_operator(self) -> None:
        self.operand_due, self.sure, self.signs = True, True, 0

    def sign(self, token: Token) -> None:
        self.signs += 1
        if self.signs > limits.SIGNS:
            self.complain(f"more than {limits.SIGNS} `{token.text}` in a row", token.start, token.end)
            raise _TooMany

    def negation(self, token: Token, at: int) -> None:
        before = self.tokens[at - 1].text if at else "("
        if before not in _BEFORE_NOT:
            hint = "put `not …` in parentheses"
            self.complain(f"`not` cannot stand after {quoted(before)}", token.start, token.end, hint)
        self.operand_due = True
        self.sign(token)

    def opening(self, token: Token, at: int) -> None:
        role = "group" if token.text == "(" else "list"
        if not self.operand_due:
            before = self.tokens[at - 1]
            if before.mark is Mark.NAME or (token.text == "[" and before.mark is not Mark.NUMBER):
                role = "call" if token.text == "(" else "subscript"
            else:
                self.product_missing(at)
        self.open.append(_Open(token, role))
        self.after_operator()

    def closing(self, token: Token, at: int) -> None:
        if not self.open:
            self.complain(f"this `{token.text}` closes nothing", token.start, token.end)
            self.operand_due = False
            return
        bracket = self.open.pop()
        if bracket.token.text != _CLOSING[token.text]:
            self.sure = True
            self.complain(
                f"`{token.text}` stands where `{bracket.token.text}` should be closed", token.start, token.end
            )
        elif self.operand_due:
            self.empty(token, bracket, at)
        self.operand_due, self.sure = False, True

    def empty(self, token: Token, bracket: _Open, at: int) -> None:
        """An operand is due where a bracket closes: fine in ``f()``, in ``()`` and after a last comma."""
        before = self.tokens[at - 1]
        if before.text == "," and bracket.role != "subscript":
            return
        if before is bracket.token and bracket.role in ("call", "group"):
            return
        message = f"an expression is missing before `{token.text}`"
        self.complain(message, bracket.token.start if before is bracket.token else before.start, token.end)

    def comma(self, token: Token) -> None:
        if self.operand_due:
            self.complain("an expression is missing before `,`", token.start, token.end)
        elif not self.open:
            hint = "put a tuple in parentheses, and join statements with `and`"
            self.complain("a comma can only stand in brackets", token.start, token.end, hint)
        self.after_operator()

    def value(self, token: Token, at: int) -> None:
        if not self.operand_due:
            self.product_missing(at)
        if token.mark is Mark.NUMBER:
            self.number(token)
        self.operand_due, self.sure, self.signs = False, True, 0

    def number(self, token: Token) -> None:
        digits = token.text.split(".")[0]
        if len(digits) > 1 and digits[0] == "0" and digits.isdigit():
            self.complain(f"{quoted(token.text)} has a leading zero", token.start, token.end, "write it without")
        self.sure = True
        mantissa, _, exponent = token.text.lower().partition("e")
        if len(mantissa) + abs(int((exponent or "0")[:9])) > limits.DIGITS:
            self.complain(f"a number of more than {limits.DIGITS} digits", token.start, token.end)

    def is_quotient_of_differentials(self, at: int) -> bool:
        """Whether the token is the denominator of ``d/dx`` or ``df/dx``."""
        if at < 2 or self.tokens[at - 1].text != "/" or len(self.tokens[at].text) < 2:
            return False
        return all(self.tokens[k].text[:1] == "d" and self.tokens[k].mark is Mark.NAME for k in (at - 2, at))

    def product_missing(self, at: int) -> None:
        """Two values side by side: ``2x``, ``2(x + 1)``, ``x y``; also numbers in a notation that is not read."""
        before, token = self.tokens[at - 1], self.tokens[at]
        touching = before.end == token.start
        start, end = before.start, token.end
        if before.mark is Mark.NUMBER and touching and token.mark is Mark.NAME:
            if before.text == "0" and token.text[0] in "xXbBoO":
                self.complain("only decimal numbers are read", start, end)
                return
            if token.text[0] == "_":
                self.complain("digits are written without underscores", start, end)
                return
            if token.text in ("j", "J"):
                hint = f"write {before.text}*I for an imaginary number, {before.text}*{token.text} for a product"
                self.complain(f"{quoted(before.text + token.text)} is not a number", start, end, hint)
                return
        if token.mark is Mark.QUOTED:
            self.complain("quoted text has no meaning here", token.start, token.end, self.quote_hint(at))
            return
        if self.is_quotient_of_differentials(at - 1):
            self.complain("an operator is missing", start, end, f"for a derivative write D(f, {before.text[1:]})")
            return
        shown = token.text + "…" if token.text in ("(", "[") else token.text
        left = before.text if before.text not in (")", "]") else "…" + before.text
        hint = f"for a product write {left}*{shown}"
        if before.mark is Mark.NAME and len(left) > 1 and not touching and token.text not in ("(", "["):
            hint = f"write {left}({shown}) for a function, {left}*{shown} for a product"
        self.complain("an operator is missing", start, end, hint)


def check(tokens: Sequence[Token], length: int, locate: Locate) -> None:
    """Raises LanguageError with all that is wrong with the ``tokens`` of a text of ``length`` characters."""
    walk = _Walk(tokens, locate)
    try:
        walk.run(length)
    except _TooMany:
        walk.complaints = walk.complaints[: limits.COMPLAINTS]
    if walk.complaints:
        raise LanguageError(*walk.complaints)
