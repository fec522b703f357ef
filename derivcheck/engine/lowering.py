"""From elaborated claims to terms: explicit tensors by their entries, sums written out.

Whatever has a symbolic size, or is not an equation of scalars at heart, is `Unsupported` here, with the
reason that the reader will see; never an error.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from derivcheck.algebra.term import (
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Sort,
    Term,
    add,
    call,
    conjunction,
    constant,
    disjunction,
    entry,
    make,
    mul,
    number,
    rational,
    relation,
    sub,
    summation,
    symbol,
)
from derivcheck.engine import families, tensors
from derivcheck.engine.families import Family, differentiated
from derivcheck.engine.operators import ARITHMETIC, LOGIC, RELATIONS, TENSOR_RULES
from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import (
    MOST_ENTRIES,
    SIZES,
    SORTS,
    Bindings,
    Key,
    Unsupported,
    bounds,
    entry_symbol,
    key,
    spread,
    variable_tensor,
)
from derivcheck.language import core
from derivcheck.language.core import Expr, FunctionType, Kind, Symbol, Type

_MOST_STEPS = 200


class Lowering:
    """Turns expressions into terms; ``bindings`` give values to bound and enumerated symbols."""

    def __init__(self, bindings: Bindings | None = None, tensors_of: dict[Key, Tensor] | None = None) -> None:
        self.bindings = bindings or {}
        self.tensors_of = {} if tensors_of is None else tensors_of  # of declared variables, shared with inner scopes
        self._memo: dict[int, Tensor] = {}
        self._kept: list[Expr] = []  # keeps ids in the memo alive

    def bound(self, extra: Bindings) -> Lowering:
        """The same with more symbols bound."""
        return Lowering({**self.bindings, **extra}, self.tensors_of)

    def scalar(self, expr: Expr) -> Term:
        found = self.of(expr)
        if not isinstance(found, Term):
            raise Unsupported("a tensor where a number is needed")
        return found

    def _combined(self, rule: Callable[..., Term], values: list[Tensor]) -> Tensor:
        """A scalar operation on terms, explicit tensors or families, entry by entry."""
        if any(isinstance(v, Family) for v in values):
            if any(isinstance(v, tuple) for v in values):
                raise Unsupported(SIZES)
            return families.entrywise(rule, *values)
        return tensors.entrywise(rule, *values)

    def integer(self, expr: Expr) -> int:
        """The value of an index or bound that must be an explicit integer."""
        value = rational(self.scalar(expr))
        if value is None or value.denominator != 1:
            raise Unsupported(SIZES)
        return int(value)

    def of(self, expr: Expr) -> Tensor:
        found = self._memo.get(id(expr))
        if found is None:
            found = self._lower(expr)
            self._memo[id(expr)] = found
            self._kept.append(expr)
        return found

    def _lower(self, expr: Expr) -> Tensor:
        match expr:
            case core.Number(value=value):
                return number(value)
            case core.Constant(name=name):
                return TRUE if name == "true" else FALSE if name == "false" else _constant(name)
            case core.Variable(symbol=variable):
                return self._variable(variable)
            case core.Call(op=op, args=args):
                return self._call(expr, op, args)
            case core.Apply(function=function, args=args):
                return self._apply(function, args)
            case core.Entry():
                return self._entry(expr)
            case core.Array(items=items):
                return tuple(self.of(i) for i in items)
            case core.Table():
                return self._table(expr)
            case core.Sigma():
                return self._sigma(expr)
            case core.Derivative(body=body, targets=targets):
                return self._derivative(body, targets)
            case core.Gradient():
                return self._gradient(expr)
            case core.Substitution(body=body, variable=variable, value=value):
                return self._substitution(body, variable, self.of(value))
            case core.Recursion():
                return self._recursion(expr)
            case core.Limit():
                raise Unsupported("limits are not decided yet")
            case core.Integral():
                raise Unsupported("integrals are not decided yet")
            case core.Quantified():
                raise Unsupported(f"{expr.op} is not decided yet")
            case core.Predicate():
                raise Unsupported(f"`{expr.op}` is not decided yet")

    def _variable(self, variable: Symbol) -> Tensor:
        if key(variable) in self.bindings:
            return self.bindings[key(variable)]
        found = self.tensors_of.get(key(variable))
        if found is None:
            found = self.tensors_of[key(variable)] = variable_tensor(variable)
        return found

    # --- calls

    def _call(self, expr: core.Call, op: str, args: tuple[Expr, ...]) -> Tensor:
        if op in LOGIC:
            return LOGIC[op](*(self.scalar(a) for a in args))
        if op in RELATIONS:
            return self._relation(op, self.of(args[0]), self.of(args[1]))
        if op == "approx":
            return self._approx(self.of(args[0]), args[1])
        if op in ("Expect", "Var", "Cov"):
            raise Unsupported("expectations are not decided yet")
        if op in ("eye", "zeros", "ones"):
            lengths = tuple(self.scalar(a) for a in args)
            if any(rational(n) is None for n in lengths):
                return families.identity(lengths[0]) if op == "eye" else families.filled(lengths, int(op == "ones"))
            sizes = tuple(self.integer(a) for a in args)
            return tensors.identity(sizes[0]) if op == "eye" else tensors.filled(sizes, int(op == "ones"))
        if op == "matpow":
            return tensors.matrix_power(self.of(args[0]), self.integer(args[1]))
        if op in TENSOR_RULES:
            return self._tensor_call(expr, op, args)
        values = [self.of(a) for a in args]
        rule = ARITHMETIC.get(op)
        return self._combined(rule or (lambda *parts: call(op, *parts)), values)

    def _tensor_call(self, expr: core.Call, op: str, args: tuple[Expr, ...]) -> Tensor:
        values = [self.of(a) for a in args]
        if any(isinstance(v, Family) for v in values):
            return self._family_call(expr, op, values)
        try:
            found = TENSOR_RULES[op](*values)
        except ValueError as reason:
            raise Unsupported(str(reason)) from None
        while not expr.type.shape and not isinstance(found, Term) and len(found) == 1:
            found = found[0]
        return found

    def _family_call(self, expr: core.Call, op: str, values: list[Tensor]) -> Tensor:
        rule = families.RULES.get(op)
        if rule is None or not all(isinstance(v, Family) for v in values):
            raise Unsupported(SIZES)
        found = rule(*values)
        if not expr.type.shape and isinstance(found, Family):
            return found.rule(*(first for first, _ in found.axes))
        return found

    def _relation(self, op: str, left: Tensor, right: Tensor) -> Term:
        """Of tensors: of all entries together; != says that some entry differs."""
        if isinstance(left, Family) or isinstance(right, Family):
            if op == "ne":
                raise Unsupported(SIZES)
            whole = self._combined(lambda a, b: relation(op, a, b), [left, right])
            return families.every(whole)
        if len(tensors.entries(left)) == 1 and len(tensors.entries(right)) == 1:
            return relation(op, tensors.entries(left)[0], tensors.entries(right)[0])
        pairs = tensors.entries(tensors.entrywise(lambda a, b: relation(op, a, b), left, right))
        return disjunction(*pairs) if op == "ne" else conjunction(*pairs)

    def _approx(self, left: Tensor, right: Expr) -> Term:
        """|left - right| is at most half a unit in the last digit shown of the right side, entry by entry."""
        if isinstance(right, core.Array):
            parts = [self._approx(part, item) for part, item in zip(left, right.items, strict=True)]
            return conjunction(*parts)
        half_unit = Fraction(1, 2) / Fraction(10) ** places(right)
        distance = call("Abs", sub(tensors.entries(left)[0], self.scalar(right)))
        return relation("le", distance, number(half_unit))

    def _apply(self, function: Symbol, args: tuple[Expr, ...]) -> Tensor:
        assert isinstance(function.type, FunctionType)
        values = [self.of(a) for a in args]
        symbolic_values = families.is_symbolic(function.type.result)
        if symbolic_values or any(isinstance(v, Family) for v in values):
            return self._symbolic_apply(function, function.type, values)
        flat = [e for a in args for e in tensors.entries(self.of(a))]
        if key(function) in self.bindings:
            raise Unsupported("recursions are decided by induction, which is not built yet")

        def entry(position: tuple[int, ...]) -> Term:
            name = f"{function.name}[{', '.join(map(str, position))}]" if position else function.name
            return make("apply", name, function.type.twice, (), *flat)  # type: ignore[union-attr]

        return spread(entry, bounds(function.type.result), ())

    def _symbolic_apply(self, function: Symbol, type_: FunctionType, values: list[Tensor]) -> Tensor:
        """An arbitrary function with arguments or values of symbolic size."""
        ranges = families.axes(type_.result)
        if ranges is None or any(isinstance(v, tuple) for v in values) or (
            len(values) > 1 and any(isinstance(v, Family) for v in values)
        ):
            raise Unsupported("arbitrary functions of several arrays are not decided yet")

        def value(*indices: Term) -> Term:
            if isinstance(values[0], Family):
                return families.functional(function.name, type_.twice, values[0], indices)
            # The value's indices are integers that the function depends on besides.
            return make("apply", function.name, type_.twice, (), *values, *indices)

        return Family(ranges, value) if ranges else value()

    # --- tensors by entries

    def _entry(self, expr: core.Entry) -> Tensor:
        if isinstance(expr.tensor, core.Table):
            values = [self.scalar(i) for i in expr.indices]
            return self.bound(dict(zip(map(key, expr.tensor.indices), values, strict=True))).of(expr.tensor.body)
        tensor = self.of(expr.tensor)
        if isinstance(tensor, Family):
            return tensor.at(*(self.scalar(i) for i in expr.indices))
        positions = [self.integer(i) for i in expr.indices]
        ranges = bounds(expr.tensor.type)
        outside = isinstance(expr.tensor, core.Variable) and "zero_outside" in expr.tensor.symbol.properties
        for position, (first, last) in zip(positions, ranges, strict=False):
            if not first <= position <= last:
                if outside:
                    return ZERO
                raise Unsupported(f"the index {position} is outside its axis")
            tensor = tensor[position - first]
        return tensor

    def _table(self, expr: core.Table) -> Tensor:
        def value(*indices: Term) -> Tensor:
            return self.bound(dict(zip(map(key, expr.indices), indices, strict=True))).of(expr.body)

        if families.is_symbolic(expr.type):
            ranges = families.axes(expr.type)
            if ranges is None or len(ranges) != len(expr.indices):
                raise Unsupported(SIZES)
            return Family(ranges, value)
        positions = bounds(expr.type)[: len(expr.indices)]
        return spread(lambda position: value(*map(number, position)), positions, ())

    def _sigma(self, expr: core.Sigma) -> Tensor:
        first, last = self.scalar(expr.lower), self.scalar(expr.upper)
        if rational(first) is None or rational(last) is None:
            return self._symbolic_sum(expr, first, last)
        lower, upper = self.integer(expr.lower), self.integer(expr.upper)
        if upper - lower >= MOST_ENTRIES:
            raise Unsupported("a sum of this many terms is not written out")
        parts = [self.bound({key(expr.index): number(k)}).of(expr.body) for k in range(lower, upper + 1)]
        combine = add if expr.op == "Sum" else mul
        if not parts:
            return ZERO if expr.op == "Sum" else ONE
        return tensors.entrywise(lambda *terms: combine(*terms), *parts)

    def _symbolic_sum(self, expr: core.Sigma, first: Term, last: Term) -> Tensor:
        if expr.op != "Sum":
            raise Unsupported("products of symbolic length are not decided yet")
        index = families.fresh()
        body = self.bound({key(expr.index): index}).of(expr.body)
        return self._combined(lambda term: summation(index, first, last, term), [body])

    # --- calculus

    def _target(self, target: Expr) -> Term:
        """The symbol with respect to which to differentiate."""
        if isinstance(target, core.Variable):
            found = self.bindings.get(key(target.symbol))
            if isinstance(found, Term) and found.op == "symbol":
                return found
            if found is None and isinstance(target.symbol.type, Type) and not target.symbol.type.shape:
                return entry_symbol(target.symbol)
        if isinstance(target, core.Entry) and isinstance(target.tensor, core.Variable):
            found = self.of(target)
            if isinstance(found, Term) and found.op == "piecewise":
                found = found.args[0]  # of an array that is zero outside, the entry itself
            if isinstance(found, Term) and found.op in ("symbol", "entry"):
                return found
        raise Unsupported("a derivative with respect to this is not decided yet")

    def _derivative(self, body: Expr, targets: tuple[tuple[Expr, int], ...]) -> Tensor:
        found = self.of(body)
        if isinstance(body, core.Apply) and body.function.of is not None:
            own = [(t, k) for t, k in targets if isinstance(t, core.Entry) and t.tensor is body.function.of]
            if own and (len(own) < len(targets) or not isinstance(found, Term) or found.op != "functional"):
                raise Unsupported("derivatives by entries of a defined tensor and by others are not decided yet")
            if own:
                slots = [self.scalar(i) for t, order in own for _ in range(order) for i in t.indices]
                return make(found.op, *found.args, *slots)
        for target, order in targets:
            variable = self._target(target)
            found = self._combined(partial(differentiated, variable, order), [found])
        return found

    def _gradient(self, expr: core.Gradient) -> Tensor:
        if not isinstance(expr.target, core.Variable):
            raise Unsupported("a gradient with respect to this is not decided yet")
        body, variable = self.of(expr.body), self.of(expr.target)
        if isinstance(variable, Family):
            if isinstance(body, tuple):
                raise Unsupported(SIZES)
            return families.gradient(expr.op, body, variable)

        def partials(of: Term) -> Tensor:
            return tensors.entrywise(lambda v: make("derivative", of, v, 1), variable)

        if any(v.op != "symbol" for v in tensors.entries(variable)):
            raise Unsupported("a gradient at a point is not decided yet; write Subs(grad(f, x), x, point)")
        if expr.op == "grad":
            return partials(body)
        if expr.op == "hess":
            return tuple(partials(first) for first in partials(body))
        return (partials(body),) if isinstance(body, Term) else tuple(partials(row) for row in body)

    def _substitution(self, body: Expr, variable: Symbol, value: Tensor) -> Tensor:
        """The body with a place holder, and the value put there after the derivatives in the body."""
        if isinstance(value, Family):
            if not _differentiates(body, key(variable)):
                return self.bound({key(variable): value}).of(body)
            return self._at_family(body, variable, value)
        holder = _placeholders(variable, value)
        inner = self.bound({key(variable): holder}).of(body)
        for place, part in zip(tensors.entries(holder), tensors.entries(value), strict=True):
            inner = self._combined(lambda t, p=place, v=part: make("subs", t, p, v), [inner])
        return inner

    def _at_family(self, body: Expr, variable: Symbol, value: Family) -> Tensor:
        """The body with a tensor that cannot be typed, and the value's entries in its place after the derivatives."""
        name = f"{variable.name}#{variable.number}"
        holder = Family(value.axes, lambda *i: entry(name, Sort.REAL, value.axes, *i))
        inner = self.bound({key(variable): holder}).of(body)
        place, tensor = make("tensor", name), families.as_lambda(value)
        return self._combined(lambda term: make("at", term, place, tensor), [inner])

    def _recursion(self, expr: core.Recursion) -> Tensor:
        """A recursion at an explicit index, unrolled."""
        value = rational(self.scalar(expr.index))
        if value is None or value.denominator != 1:
            raise Unsupported("recursions are decided by induction, which is not built yet")
        if value > _MOST_STEPS:
            raise Unsupported("a recursion of this many steps is not unrolled")
        from derivcheck.engine.recursion import Unrolling

        return Unrolling(self, expr).at(int(value))


def _placeholders(variable: Symbol, value: Tensor) -> Tensor:
    """Symbols for a bound variable, in the shape of its value; their names cannot be typed."""
    kind = variable.type.kind if isinstance(variable.type, Type) else Kind.REAL
    count = iter(range(1, len(tensors.entries(value)) + 1))
    base = f"{variable.name}#{variable.number}"
    scalar = isinstance(value, Term)
    return tensors.entrywise(lambda _: symbol(base if scalar else f"{base}[{next(count)}]", SORTS[kind]), value)


def _differentiates(body: Expr, variable: Key) -> bool:
    """Whether something in the body is differentiated with respect to the variable."""
    seen: set[int] = set()
    waiting: list[Any] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        elif isinstance(node, core.Node) and id(node) not in seen:
            seen.add(id(node))
            targets = [t for t, _ in node.targets] if isinstance(node, core.Derivative) else []
            targets += [node.target] if isinstance(node, core.Gradient) else []
            bases = [t.tensor if isinstance(t, core.Entry) else t for t in targets]
            if any(isinstance(t, core.Variable) and key(t.symbol) == variable for t in bases):
                return True
            waiting += [getattr(node, name) for name in node.__dataclass_fields__ if name not in ("type", "span")]
    return False


def places(literal: Expr) -> int:
    """Digits after the point of a decimal, possibly negated."""
    if isinstance(literal, core.Number):
        return literal.places or 0
    assert isinstance(literal, core.Call)
    return places(literal.args[0])


def _constant(name: str) -> Term:
    if name == "oo":
        raise Unsupported("infinity is only decided in limits, which are not built yet")
    return constant(name)
