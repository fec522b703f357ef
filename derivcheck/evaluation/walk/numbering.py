"""What is known of expressions themselves: which of their nodes say the same, and their free names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from derivcheck.evaluation.instance import Key, key
from derivcheck.language.core import (
    Apply,
    Array,
    Call,
    Constant,
    Derivative,
    Entry,
    Expr,
    Gradient,
    Integral,
    Limit,
    Number,
    Predicate,
    Quantified,
    Recursion,
    Sigma,
    Substitution,
    Symbol,
    Table,
    Variable,
)

T = TypeVar("T")

_NONE: frozenset[Key] = frozenset()


class Numbering:
    """Gives every node a number, worked out once per node, from the numbers of the nodes inside.

    Nodes with one number differ at most in where they are written, so they have the same free names,
    and in one scope the same value. A number says nothing outside of its numbering.
    """

    def __init__(self) -> None:
        #: By the identity of a node its number and its free names, as far as they were asked for.
        self.known: dict[int, tuple[int, frozenset[Key]]] = {}
        #: The same with the rule by which the node is evaluated, as far as evaluators of this numbering met it.
        self.readings: dict[int, tuple[int, frozenset[Key], Callable[..., Any]]] = {}
        self._by_form: dict[Any, tuple[int, frozenset[Key]]] = {}
        self._kept: list[Expr] = []  # identities stay valid only while the nodes live
        self._found: dict[tuple[Callable[[Any], Any], int], Any] = {}

    def __call__(self, node: Expr) -> int:
        """The node's number."""
        return self.of(node)[0]

    def of(self, node: Expr) -> tuple[int, frozenset[Key]]:
        """The node's number, and the names that occur free in it, sizes apart."""
        found = self.known.get(id(node))
        if found is not None:
            return found
        form = self._form(node)
        number = self._by_form.get(form)
        if number is None:
            free = self._free_names(node)  # may number nodes inside, so it comes first
            number = self._by_form[form] = (len(self._by_form), free)
        self.known[id(node)] = number
        self._kept.append(node)
        return number

    def free(self, node: Expr) -> frozenset[Key]:
        """The names that occur free in a node, sizes apart."""
        return self.of(node)[1]

    def known_of(self, node: Expr, find: Callable[[Any], T]) -> T:
        """What a function says of a node, asked once; it must say the same of nodes with one number."""
        key = (find, self(node))
        if key not in self._found:
            self._found[key] = find(node)
        return self._found[key]  # type: ignore[no-any-return]

    def _all(self, nodes: Sequence[Expr]) -> tuple[int, ...]:
        return tuple([self(node) for node in nodes])

    def _form(self, node: Expr) -> Any:
        """All that evaluation may see of a node, with numbers for the nodes inside."""
        match node:
            case Call(op=op, args=args):
                return (Call, op, self._all(args), node.type)
            case Variable(symbol=symbol):
                return (Variable, key(symbol), symbol.type, symbol.properties, node.type)
            case Number(value=value, places=places):
                return (Number, value.numerator, value.denominator, places, node.type)
            case Entry(tensor=tensor, indices=indices):
                return (Entry, self(tensor), self._all(indices), node.type)
            case Constant(name=name):
                return (Constant, name, node.type)
            case Apply(function=function, args=args):
                return (Apply, key(function), self._all(args), node.type)
            case Array(items=items):
                return (Array, self._all(items), node.type)
            case Table(indices=indices, body=body):
                return (Table, _keys(indices), self(body), node.type)
            case Sigma(op=op, index=index, lower=lower, upper=upper, body=body):
                return (Sigma, op, key(index), self._all((lower, upper, body)), node.type)
            case Derivative(body=body, targets=targets):
                return (Derivative, self(body), tuple([(self(t), order) for t, order in targets]), node.type)
            case Gradient(op=op, body=body, target=target):
                return (Gradient, op, self(body), self(target), node.type)
            case Substitution(body=body, variable=variable, value=value):
                return (Substitution, self(body), key(variable), self(value), node.type)
            case Limit() | Integral() | Quantified() | Predicate() | Recursion():
                return id(node)  # rarely written twice

    def _union(self, nodes: Iterable[Expr]) -> frozenset[Key]:
        return _NONE.union(*[self.free(n) for n in nodes])

    def _free_names(self, node: Expr) -> frozenset[Key]:
        match node:
            case Number() | Constant():
                return _NONE
            case Variable(symbol=symbol):
                law = symbol.law
                # What a law depends on moves the expectations over it.
                moving = _NONE if law is None else self._union(law.parameters) - set(_keys(law.indices))
                return moving | {key(symbol)}
            case Call(args=args):
                return self._union(args)
            case Apply(function=function, args=args):
                return self._union(args) | {key(function)}
            case Entry(tensor=tensor, indices=indices):
                return self.free(tensor) | self._union(indices)
            case Array(items=items):
                return self._union(items)
            case Table(indices=indices, body=body):
                return self.free(body) - set(_keys(indices))
            case Sigma(index=index, lower=lower, upper=upper, body=body):
                return (self.free(body) - {key(index)}) | self.free(lower) | self.free(upper)
            case Derivative(body=body, targets=targets):
                return self.free(body) | self._union(target for target, _ in targets)
            case Gradient(body=body, target=target):
                return self.free(body) | self.free(target)
            case Substitution(body=body, variable=variable, value=value):
                return (self.free(body) - {key(variable)}) | self.free(value)
            case Limit(body=body, variable=variable, point=point):
                return (self.free(body) - {key(variable)}) | self.free(point)
            case Integral(body=body, variable=variable, lower=lower, upper=upper):
                return (self.free(body) - {key(variable)}) | self.free(lower) | self.free(upper)
            case Quantified(variables=variables, body=body):
                return self.free(body) - set(_keys(variables))
            case Predicate(args=args, variables=variables):
                return self._union(args) | set(_keys(variables))
            case Recursion(name=name, parameter=parameter, base=base, step=step, index=index):
                parts = self._union(e for _, e in base) | (self.free(step) - {key(parameter)})
                return (parts - {key(name)}) | self.free(index)


def _keys(symbols: Iterable[Symbol]) -> tuple[Key, ...]:
    return tuple([key(s) for s in symbols])
