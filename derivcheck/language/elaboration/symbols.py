"""The symbols of an expression: which occur free, and how one is replaced by another."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace

from derivcheck.language import core
from derivcheck.language.core import Axis, Expr, FunctionType, Symbol, Type
from derivcheck.language.elaboration import kinds

#: What tells symbols apart without comparing their types and laws.
Key = tuple[str, int]


def key(symbol: Symbol) -> Key:
    return (symbol.name, symbol.number)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly within another."""
    match expr:
        case core.Call() | core.Apply() | core.Predicate():
            return expr.args
        case core.Entry():
            return (expr.tensor, *expr.indices)
        case core.Array():
            return expr.items
        case core.Table() | core.Quantified():
            return (expr.body,)
        case core.Sigma() | core.Integral():
            return (expr.lower, expr.upper, expr.body)
        case core.Derivative():
            return (expr.body, *[t for t, _ in expr.targets])
        case core.Gradient():
            return (expr.body, expr.target)
        case core.Substitution():
            return (expr.body, expr.value)
        case core.Limit():
            return (expr.body, expr.point)
        case core.Recursion():
            return (*[b for _, b in expr.base], expr.step, expr.index)
        case core.Number() | core.Constant() | core.Variable():
            return ()


def binds(expr: Expr) -> tuple[Symbol, ...]:
    """The symbols that an expression itself binds within its parts."""
    match expr:
        case core.Table():
            return expr.indices
        case core.Sigma():
            return (expr.index,)
        case core.Substitution() | core.Limit() | core.Integral():
            return (expr.variable,)
        case core.Quantified() | core.Predicate():
            return expr.variables
        case core.Recursion():
            return (expr.name, expr.parameter)
        case _:
            return ()


def _mentions(expr: Expr) -> tuple[Symbol, ...]:
    match expr:
        case core.Variable():
            return (expr.symbol,)
        case core.Apply():
            return (expr.function,)
        case _:
            return ()


def walk(exprs: Iterable[Expr], stop: Container[int] = ()) -> Iterator[Expr]:
    """Every node of some expressions once, parents before their parts, left to right.

    The parts of nodes whose identity is in ``stop`` are left out.
    """
    stack = list(exprs)[::-1]
    seen: set[int] = set()
    while stack:
        expr = stack.pop()
        if id(expr) not in seen:
            seen.add(id(expr))
            yield expr
            if id(expr) not in stop:
                stack.extend(reversed(children(expr)))


def free_symbols(exprs: Iterable[Expr], size: Callable[[str], Symbol | None]) -> tuple[Symbol, ...]:
    """The symbols free in ``exprs``, and those that their types, ranges and laws mention, by first use.

    ``size`` finds the symbol of a size by its name. Bound symbols have numbers of their own, so a symbol that is
    bound anywhere is free nowhere.
    """
    exprs = tuple(exprs)
    bound: set[Key] = set()
    found: dict[Key, Symbol] = {}
    waiting: list[Expr] = list(exprs)

    def add(symbol: Symbol) -> None:
        for axes in _axes(symbol):
            for name in sorted(axes.first.names | (axes.last.names if axes.last else frozenset())):
                of_size = size(name)
                if of_size is not None:
                    found.setdefault(key(of_size), of_size)
        if key(symbol) not in found:
            found[key(symbol)] = symbol
            waiting.extend(symbol.law.parameters if symbol.law else ())
            bound.update(key(i) for i in (symbol.law.indices if symbol.law else ()))
            waiting.extend((symbol.of,) if symbol.of is not None else ())

    seen: set[int] = set()
    while waiting:
        for expr in walk([waiting.pop(0)]):
            if id(expr) in seen:
                continue
            seen.add(id(expr))
            for symbol in binds(expr):
                bound.add(key(symbol))
                for_sizes = replace(symbol, law=None, of=None)
                add(for_sizes)
            for symbol in _mentions(expr):
                add(symbol)
    return tuple(s for k, s in found.items() if k not in bound)


def _axes(symbol: Symbol) -> Iterator[Axis]:
    types: list[Type] = []
    if isinstance(symbol.type, FunctionType):
        types = [*symbol.type.arguments, symbol.type.result]
    else:
        types = [symbol.type]
    for type in types:
        yield from type.shape
    if symbol.axis is not None:
        yield symbol.axis


def depends_on_size(exprs: Iterable[Expr], name: str) -> bool:
    """Whether a type or range of some symbol in ``exprs`` mentions the size ``name``."""
    for expr in walk(exprs):
        for symbol in (*binds(expr), *_mentions(expr)):
            for axis in _axes(symbol):
                if name in axis.first.names or (axis.last is not None and name in axis.last.names):
                    return True
    return False


class Renaming:
    """Replaces the free symbol ``old`` by ``new`` in expressions, keeping what is shared shared.

    A random variable whose law mentions ``old`` becomes another random variable, with a number from ``number``.
    """

    def __init__(self, old: Symbol, new: Symbol, number: Callable[[], int]) -> None:
        self.old = key(old)
        self.new = new
        self.number = number
        self.done: dict[int, tuple[Expr, Expr]] = {}  # by id; the original is kept, so that its id stays its own
        self.random: dict[Key, Symbol] = {}

    def __call__(self, expr: Expr) -> Expr:
        found = self.done.get(id(expr))
        if found is None:
            found = self.done[id(expr)] = (expr, self.renamed(expr))
        return found[1]

    def all(self, exprs: tuple[Expr, ...]) -> tuple[Expr, ...]:
        renamed = tuple([self(e) for e in exprs])
        return exprs if all(a is b for a, b in zip(exprs, renamed, strict=True)) else renamed

    def symbol(self, symbol: Symbol) -> Symbol:
        if key(symbol) == self.old:
            return self.new
        if symbol.law is None and symbol.of is None:
            return symbol
        if key(symbol) not in self.random:
            self.random[key(symbol)] = symbol  # a law may not mention its own variable
            self.random[key(symbol)] = self.dependent(symbol)
        return self.random[key(symbol)]

    def dependent(self, symbol: Symbol) -> Symbol:
        law, of = symbol.law, symbol.of
        if law is not None:
            law = replace(law, parameters=self.all(law.parameters))
        if of is not None:
            of = self(of)
        if of is symbol.of and (law is symbol.law or law is None or law.parameters is symbol.law.parameters):  # type: ignore[union-attr]
            return symbol
        return replace(symbol, law=law, of=of, number=self.number())

    def renamed(self, expr: Expr) -> Expr:
        match expr:
            case core.Variable():
                symbol = self.symbol(expr.symbol)
                if symbol is expr.symbol or isinstance(symbol.type, FunctionType):
                    return expr
                return core.Variable(symbol, type=symbol.type, span=expr.span)
            case core.Number() | core.Constant():
                return expr
            case core.Apply():
                function, args = self.symbol(expr.function), self.all(expr.args)
                same = function is expr.function and args is expr.args
                return expr if same else replace(expr, function=function, args=args)
            case _:
                parts = children(expr)
                new = self.all(parts)
                return expr if new is parts else with_children(expr, new)


def _entry_type(type: Type, tensor: Expr) -> Type:
    """An entry of another tensor keeps no sign that the first one's entries had."""
    if isinstance(tensor, core.Variable) and type.kind is tensor.type.kind:
        return type
    return kinds.plain(type)


def with_children(expr: Expr, new: tuple[Expr, ...]) -> Expr:
    """The same expression with other parts, in the order of `children`."""
    match expr:
        case core.Call() | core.Apply() | core.Predicate():
            return replace(expr, args=new)
        case core.Entry():
            return replace(expr, tensor=new[0], indices=new[1:], type=_entry_type(expr.type, new[0]))
        case core.Array():
            return replace(expr, items=new)
        case core.Table() | core.Quantified():
            return replace(expr, body=new[0])
        case core.Sigma() | core.Integral():
            return replace(expr, lower=new[0], upper=new[1], body=new[2])
        case core.Derivative():
            targets = tuple((t, n) for t, (_, n) in zip(new[1:], expr.targets, strict=True))
            return replace(expr, body=new[0], targets=targets)
        case core.Gradient():
            return replace(expr, body=new[0], target=new[1])
        case core.Substitution():
            return replace(expr, body=new[0], value=new[1])
        case core.Limit():
            return replace(expr, body=new[0], point=new[1])
        case core.Recursion():
            base = tuple((at, b) for (at, _), b in zip(expr.base, new[:-2], strict=True))
            return replace(expr, base=base, step=new[-2], index=new[-1])
        case core.Number() | core.Constant() | core.Variable():
            return expr
