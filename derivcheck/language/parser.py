"""From text to a syntax tree, by a whitelist over Python's own parser; nothing is ever evaluated.

The relations that Python lacks are dealt with first: `~=` is read as the comparison `!=` and remembered, and wherever
brackets (or the whole text) hold `=>` or `<=>`, the operands are parsed one by one, innermost brackets first, and
the place of the finished part is taken by a blank name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction

from derivcheck.language import limits, surface, syntax
from derivcheck.language.located import Located
from derivcheck.language.source import Complaint, LanguageError, Span
from derivcheck.language.tokens import Mark, Token, normal, tokens

_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "div",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}
_PLACEHOLDER = "_"


def parse(text: str, locate: Callable[[int, int], Span]) -> syntax.Tree:
    """The syntax tree of ``text``; ``locate(start, end)`` says where a piece of it stands in the file.

    Raises LanguageError, and nothing else, with every complaint about the text's form.
    """
    check_length(text, locate)
    found = list(tokens(text))
    words = [t for t in found if t.mark is not Mark.COMMENT]
    surface.check(words, len(text), locate)
    return _Parser(text, found, locate).tree(words)


def parse_located(text: Located) -> syntax.Tree:
    """`parse` of a text that knows its own place."""
    return parse(text.text, text.span)


def check_length(text: str, locate: Callable[[int, int], Span]) -> None:
    """Refuses what is too long or too deeply nested, before anything else looks at it."""
    if len(text) > limits.EXPRESSION_CHARACTERS:
        message = f"the expression has {len(text):,} characters; at most {limits.EXPRESSION_CHARACTERS:,} are read"
        raise LanguageError(Complaint(message, locate(0, 1), "use definitions for the parts"))
    depth = 0
    for at, character in enumerate(text):
        if character in "([{":
            depth += 1
            if depth > limits.BRACKETS:
                message = f"brackets are nested more than {limits.BRACKETS} deep"
                raise LanguageError(Complaint(message, locate(at, at + 1), "use definitions for the parts"))
        elif character in ")]}":
            depth -= 1


class _Parser:
    def __init__(self, text: str, found: list[Token], locate: Callable[[int, int], Span]) -> None:
        self.locate = locate
        self.text = self.plain(text, found)
        self.approximate = {t.start for t in found if t.text == "~="}
        self.finished: dict[int, syntax.Tree] = {}  # parts with `=>` or `<=>`, by the place of their blank name
        self.nodes = 0

    @staticmethod
    def plain(text: str, found: list[Token]) -> list[str]:
        """The characters as Python's parser gets them: on one line, without comments, `!=` for `~=`."""
        characters = [" " if c.isspace() else c for c in text]
        for token in found:
            if token.mark is Mark.COMMENT:
                characters[token.start : token.end] = " " * (token.end - token.start)
            elif token.text == "~=":
                characters[token.start] = "!"
        return characters

    def tree(self, words: list[Token]) -> syntax.Tree:
        """Parses the parts in brackets that hold consequences, and then the whole."""
        opened: list[list[Token]] = [[]]  # per open bracket: where its current item starts, and its consequences
        starts = [0]
        for token in words:
            if token.mark is not Mark.OPERATOR:
                continue
            if token.text in ("(", "["):
                opened.append([])
                starts.append(token.end)
            elif token.text in (")", "]", ","):
                if opened[-1]:
                    self.finish(starts[-1], token.start, opened[-1])
                opened[-1], starts[-1] = [], token.end
                if token.text != ",":
                    opened.pop()
                    starts.pop()
            elif token.text in surface.CONSEQUENCES:
                opened[-1].append(token)
        return self.consequence(0, len(self.text), opened[0])

    def finish(self, start: int, end: int, arrows: list[Token]) -> None:
        part = self.consequence(start, end, arrows)
        while self.text[start] == " ":
            start += 1
        self.text[start:end] = _PLACEHOLDER + " " * (end - start - 1)
        self.finished[start] = part

    def consequence(self, start: int, end: int, arrows: list[Token]) -> syntax.Tree:
        """``a => b => c`` is ``a => (b => c)``; `<=>` binds least and makes a chain."""
        sides: list[list[syntax.Tree]] = [[]]
        for arrow in [*arrows, None]:
            sides[-1].append(self.operand(start, arrow.start if arrow else end))
            if arrow:
                start = arrow.end
                if arrow.text == "<=>":
                    sides.append([])
        statements = [self.implications(side) for side in sides]
        if len(statements) == 1:
            return statements[0]
        return syntax.Logic("iff", tuple(statements), span=statements[0].span.to(statements[-1].span))

    @staticmethod
    def implications(side: list[syntax.Tree]) -> syntax.Tree:
        if len(side) > limits.HEIGHT:
            raise LanguageError(Complaint("too many implications in a row", side[0].span.to(side[-1].span)))
        result = side[-1]
        for premise in reversed(side[:-1]):
            result = syntax.Logic("implies", (premise, result), span=premise.span.to(result.span))
        return result

    def operand(self, start: int, end: int) -> syntax.Tree:
        text = "".join(self.text[start:end])
        return _Conversion(self, text, start).tree()

    def count(self, span: Span) -> None:
        self.nodes += 1
        if self.nodes > limits.NODES:
            message = f"the expression has more than {limits.NODES:,} parts"
            raise LanguageError(Complaint(message, span, "use definitions for the parts"))


class _Conversion:
    """One piece of text without arrows, through Python's parser into our own nodes."""

    def __init__(self, parser: _Parser, text: str, start: int) -> None:
        self.parser = parser
        self.text = text
        self.start = start
        self.offsets = None if text.isascii() else self.byte_offsets(text)

    @staticmethod
    def byte_offsets(text: str) -> list[int]:
        """Python counts columns in bytes of UTF-8: the character at each of them."""
        return [at for at, c in enumerate(text) for _ in range(len(c.encode("utf-8", "surrogatepass")))] + [len(text)]

    def character(self, byte: int) -> int:
        """The place in the whole text; the text was parsed in parentheses, hence one byte less."""
        byte -= 1
        return self.start + (byte if self.offsets is None else self.offsets[byte])

    def span(self, node: ast.expr) -> Span:
        return self.parser.locate(self.character(node.col_offset), self.character(node.end_col_offset or 0))

    def tree(self) -> syntax.Tree:
        whole = self.parser.locate(self.start, self.start + len(self.text))
        try:
            parsed = ast.parse(f"({self.text})", mode="eval").body
        except SyntaxError as error:
            raise self.unreadable(error) from None
        except (MemoryError, RecursionError, ValueError):
            hint = "use definitions for the parts"
            message = "the expression is too deeply nested, or has too many terms in a row"
            raise LanguageError(Complaint(message, whole, hint)) from None
        return self.convert(parsed, 0)

    def unreadable(self, error: SyntaxError) -> LanguageError:
        at = min(max((error.offset or 1) - 2, 0), max(len(self.text) - 1, 0))
        span = self.parser.locate(self.start + at, self.start + at + 1)
        return LanguageError(Complaint("this cannot be read as an expression", span))

    def convert(self, node: ast.expr, height: int) -> syntax.Tree:
        span = self.span(node)
        self.parser.count(span)
        if height > limits.HEIGHT:
            hint = "use definitions for the parts"
            raise LanguageError(Complaint(f"nested more than {limits.HEIGHT} levels deep", span, hint))
        match node:
            case ast.Constant():
                return self.constant(node, span)
            case ast.Name():
                return self.name(node, span)
            case ast.BinOp():
                return self.operation(node, span, height)
            case ast.UnaryOp(op=ast.USub()):
                return syntax.Operation("neg", (self.convert(node.operand, height + 1),), span=span)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.convert(node.operand, height + 1)
            case ast.UnaryOp(op=ast.Not()):
                return syntax.Logic("not", (self.convert(node.operand, height + 1),), span=span)
            case ast.BoolOp():
                op = "and" if isinstance(node.op, ast.And) else "or"
                return syntax.Logic(op, self.all(node.values, height), span=span)
            case ast.Compare():
                return self.comparison(node, span, height)
            case ast.Call(func=ast.Name(), keywords=[]):
                function = self.name(node.func, self.span(node.func))  # type: ignore[arg-type]
                if isinstance(function, syntax.Name):
                    return syntax.Call(function, self.all(node.args, height), span=span)
            case ast.Subscript():
                items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                return syntax.Subscript(self.convert(node.value, height + 1), self.all(items, height), span=span)
            case ast.Attribute(attr="T"):
                return syntax.Transpose(self.convert(node.value, height + 1), span=span)
            case ast.List(elts=[_, *_]):
                return syntax.Listed(self.all(node.elts, height), span=span)
            case ast.Tuple():
                return syntax.Tupled(self.all(node.elts, height), span=span)
            case _:
                pass
        return self.refuse(node, span)

    @staticmethod
    def refuse(node: ast.expr, span: Span) -> syntax.Tree:
        if isinstance(node, ast.Call):
            hint = "write `*` for a product"
            raise LanguageError(Complaint("only a function that has a name can be called", span, hint))
        if isinstance(node, ast.List):
            raise LanguageError(Complaint("an empty list has no meaning", span))
        raise LanguageError(Complaint("this cannot be read as an expression", span))

    def all(self, nodes: list[ast.expr], height: int) -> tuple[syntax.Tree, ...]:
        return tuple([self.convert(n, height + 1) for n in nodes])

    def constant(self, node: ast.Constant, span: Span) -> syntax.Tree:
        start, end = self.character(node.col_offset), self.character(node.end_col_offset or 0)
        text = self.text[start - self.start : end - self.start]
        if isinstance(node.value, bool):
            return syntax.Name(text, span=span)
        if isinstance(node.value, str):
            return syntax.Direction(node.value, span=span)
        mantissa, _, exponent = text.lower().partition("e")
        whole, point, decimals = mantissa.partition(".")
        value = Fraction(int((whole + decimals) or "0")) * Fraction(10) ** (int(exponent or 0) - len(decimals))
        places = len(decimals) - int(exponent or 0) if point or exponent else None
        return syntax.Number(value, places, span=span)

    def name(self, node: ast.Name, span: Span) -> syntax.Tree:
        part = self.parser.finished.get(self.character(node.col_offset))
        return part if part is not None else syntax.Name(normal(node.id), span=span)

    def operation(self, node: ast.BinOp, span: Span, height: int) -> syntax.Tree:
        """Python nests chains to the left; they are unrolled, so that a sum of many terms is no deep tree."""
        op = _BINARY.get(type(node.op))
        if op is None:
            return self.refuse(node, span)
        chain: list[tuple[str, ast.expr]] = []
        level = {"add": ("add", "sub"), "sub": ("add", "sub"), "mul": ("mul",)}.get(op, (op,))
        left: ast.expr = node
        while isinstance(left, ast.BinOp) and _BINARY.get(type(left.op)) in level and self.continues(left, node, op):
            chain.append((_BINARY[type(left.op)], left.right))
            left = left.left
        first = self.convert(left, height + 1)
        rest = [(name, self.convert(right, height + 1)) for name, right in reversed(chain)]
        if len(rest) == 1:
            return syntax.Operation(op, (first, rest[0][1]), span=span)
        signed = [syntax.Operation("neg", (t,), span=t.span) if name == "sub" else t for name, t in rest]
        return syntax.Operation("add" if op == "sub" else op, (first, *signed), span=span)

    def continues(self, left: ast.BinOp, node: ast.BinOp, op: str) -> bool:
        """Whether ``left`` belongs to the chain that ends in ``node``: same level, and not in parentheses."""
        if left is node:
            return True
        return op in ("add", "sub", "mul") and left.col_offset == node.col_offset

    def comparison(self, node: ast.Compare, span: Span, height: int) -> syntax.Tree:
        operands = [node.left, *node.comparators]
        ops = []
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            name = _COMPARISONS.get(type(op))
            if name is None:
                return self.refuse(node, span)
            between = range(self.character(left.end_col_offset or 0), self.character(right.col_offset))
            approx = name == "ne" and any(at in self.parser.approximate for at in between)
            ops.append("approx" if approx else name)
        return syntax.Relation(tuple(ops), self.all(operands, height), span=span)
