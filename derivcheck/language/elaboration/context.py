"""Where an expression stands while it is elaborated: the names it sees, and how to go on into its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from derivcheck.language import syntax
from derivcheck.language.core import Expr, FunctionType, Kind, Symbol, Type
from derivcheck.language.elaboration import shapes
from derivcheck.language.located import quoted
from derivcheck.language.source import Complaint, LanguageError, Source, Span

Item = TypeVar("Item")
Result = TypeVar("Result")


class Names(Protocol):
    """What is declared and defined in a file and a claim."""

    def knows(self, name: str) -> bool:
        """Whether the name is declared or defined."""

    def all(self) -> Iterable[str]:
        """Every declared or defined name."""

    def symbol(self, name: str) -> Symbol | None:
        """What the name is declared to be, None if it is defined or unknown. Raises LanguageError."""

    def whole(self, name: str, context: Context, span: Span) -> Expr:
        """A defined name as it stands alone. Raises LanguageError."""

    def entry(self, name: str, node: syntax.Subscript, context: Context) -> Expr:
        """A defined name with indices. Raises LanguageError."""

    def applied(self, name: str, node: syntax.Call, context: Context) -> Expr:
        """A defined name with arguments. Raises LanguageError."""

    def is_tensor_of_function(self, name: str) -> bool:
        """Whether some arbitrary function is declared to depend on this defined tensor."""


@dataclass(slots=True)
class Numbers:
    """Numbers for bound symbols, each given once."""

    last: int = 0

    def __call__(self) -> int:
        self.last += 1
        return self.last


@dataclass(frozen=True, slots=True)
class Regardless(Complaint):
    """A complaint that holds whatever the types of a function's arguments will be, such as an unknown name."""


#: The body of a defined function for certain types of arguments, or what is wrong with it.
Instance = tuple[tuple[Symbol, ...], Expr] | LanguageError

#: A finished definition's expression (kept, so that its identity stays its own) and the declared names within it.
Mentions = tuple[Expr, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Context:
    """``bound`` maps names to the symbols that binders around this place have given them.

    ``instances`` are the bodies of defined functions that were elaborated so far; ``mentions`` the declared names
    in each finished definition, by the identity of its expression.
    """

    names: Names
    source: Source
    numbers: Numbers
    dispatch: Callable[[syntax.Tree, Context], Expr]
    bound: dict[str, Symbol]
    instances: dict[object, Instance]
    mentions: dict[int, Mentions]

    # --- into the parts -------------------------------------------------------------------------------------------

    def value(self, node: syntax.Tree) -> Expr:
        """Any number or tensor. Raises LanguageError for a statement."""
        expr = self.dispatch(node, self)
        if expr.type.kind is Kind.BOOLEAN:
            hint = "write indicator(…) for 1 or 0"
            raise error(f"{self.text(node.span)} is a statement, where a value is needed", node.span, hint)
        return expr

    def scalar(self, node: syntax.Tree) -> Expr:
        expr = self.value(node)
        if expr.type.shape:
            raise error(f"{self.text(node.span)} {shapes.describe(expr.type)}, where a scalar is needed", node.span)
        return expr

    def integral(self, node: syntax.Tree, what: str) -> Expr:
        expr = self.scalar(node)
        if not expr.type.kind.integral:
            hint = "declare it as integer, natural, size or index, or use floor(…)"
            raise error(f"{what} must be an integer, and {self.text(node.span)} need not be one", node.span, hint)
        return expr

    def boolean(self, node: syntax.Tree) -> Expr:
        expr = self.dispatch(node, self)
        if expr.type.kind is not Kind.BOOLEAN:
            hint = "a statement has a relation, such as `==` or `<=`"
            raise error(f"{self.text(node.span)} is a value, where a statement is needed", node.span, hint)
        return expr

    def values(self, nodes: Sequence[syntax.Tree]) -> list[Expr]:
        return each(self.value, nodes)

    # --- scopes ---------------------------------------------------------------------------------------------------

    def fresh(self, name: str, type: Type | FunctionType, like: Symbol | None = None) -> Symbol:
        """A symbol that no other expression knows; with the properties of ``like``."""
        number = self.numbers()
        if like is not None:
            return replace(like, number=number)
        return Symbol(name, type, number)

    def with_bound(self, *symbols: Symbol) -> Context:
        return replace(self, bound={**self.bound, **{s.name: s for s in symbols}})

    def symbol(self, name: str) -> Symbol | None:
        """What a name is bound or declared to be; None if it is defined or unknown."""
        return self.bound.get(name) or self.names.symbol(name)

    def known(self, name: str) -> bool:
        return name in self.bound or self.names.knows(name)

    def text(self, span: Span) -> str:
        """What stands at ``span``, quoted for a message."""
        return quoted(self.source.text[span.start : span.end])


def error(message: str, span: Span, hint: str | None = None) -> LanguageError:
    return LanguageError(Complaint(message, span, hint))


def each(elaborate: Callable[[Item], Result], nodes: Iterable[Item]) -> list[Result]:
    """``elaborate`` of every node; raises LanguageError with the complaints about all of them."""
    results: list[Result] = []
    complaints: list[Complaint] = []
    for node in nodes:
        try:
            results.append(elaborate(node))
        except LanguageError as found:
            complaints.extend(found.complaints)
    if complaints:
        raise LanguageError(*in_order(complaints))
    return results


def in_order(complaints: Iterable[Complaint]) -> list[Complaint]:
    """Each complaint once, by their places."""
    unique = {(c.span.start, c.span.end, c.message): c for c in complaints}
    return [unique[k] for k in sorted(unique)]
