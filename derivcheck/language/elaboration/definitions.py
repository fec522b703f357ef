"""What stands under `define:`: abbreviations, tensors by their entries, functions and recursions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from derivcheck.language import core, syntax
from derivcheck.language.core import Axis, Expr, FunctionType, Kind, Size, Symbol, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.binding import names_in, stand_in
from derivcheck.language.elaboration.context import Context, Instance, Regardless, each, error
from derivcheck.language.elaboration.declarations import Key
from derivcheck.language.elaboration.operators import what_met
from derivcheck.language.elaboration.sizes import size_of
from derivcheck.language.elaboration.symbols import walk
from derivcheck.language.elaboration.tensors import check_count, entry_of
from derivcheck.language.located import Located, quoted
from derivcheck.language.parser import parse_located
from derivcheck.language.source import LanguageError, Span


@dataclass(frozen=True, slots=True)
class Clause:
    """One line under `define:`."""

    key: Key
    text: Located


@dataclass(slots=True)
class Unrolling:
    """A recursion whose step is being elaborated: what stands for the sequence, and how far back it may look."""

    symbol: Symbol
    parameter: Symbol
    reach: int


@dataclass(slots=True)
class Definition:
    """A defined name; elaborated once, where it stands, and then shared by all its uses."""

    name: str
    clauses: list[Clause]
    context: Context
    stack: list[str]  # the definitions being elaborated, to notice circles
    expr: Expr | LanguageError | None = None
    unrolling: Unrolling | None = None
    trees: dict[int, syntax.Tree] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.clauses[-1].key

    @property
    def is_function(self) -> bool:
        return self.key.bracket == "("

    def tree(self, clause: Clause) -> syntax.Tree:
        if id(clause) not in self.trees:
            self.trees[id(clause)] = parse_located(clause.text)
        return self.trees[id(clause)]

    # --- uses -----------------------------------------------------------------------------------------------------

    def whole(self, context: Context, span: Span) -> Expr:
        """The name alone."""
        if self.is_function:
            parameters = ", ".join(context.text(p.span)[1:-1] for p in self.key.parameters)
            raise error(f"{quoted(self.name)} is a function", span, f"write {self.name}({parameters})")
        if self.unrolling is not None and self.stack[-1:] == [self.name]:
            hint = f"write {self.name}[{self.unrolling.parameter.name} - 1]"
            raise error(f"{quoted(self.name)} is used in its own definition", span, hint)
        return self.shared()

    def entry(self, node: syntax.Subscript, context: Context) -> Expr:
        """The name with indices."""
        if self.is_function:
            raise error(f"{quoted(self.name)} is a function", node.span, f"write {self.name}(…)")
        if self.unrolling is not None and self.stack[-1:] == [self.name]:
            return self.earlier(node, self.unrolling, context)
        tensor = self.shared()
        if isinstance(tensor, core.Table) and isinstance(tensor.body, core.Recursion):
            return self.recursion_entry(tensor.body, tensor.type.shape[0], node, context)
        return entry_of(tensor, node, context)

    def recursion_entry(
        self, recursion: core.Recursion, axis: Axis, node: syntax.Subscript, context: Context
    ) -> Expr:
        index, *rest = each(lambda n: context.integral(n, "an index"), node.indices)
        if rest:
            raise error(f"{quoted(self.name)} is a sequence and has one index", node.span)
        size = size_of(index)
        before = None if size is None else (size - axis.first).constant
        if before is not None and before < 0:
            raise error(f"{quoted(self.name)} begins at {axis.first}", node.indices[0].span)
        return replace(recursion, index=index, span=node.span)

    def applied(self, node: syntax.Call, context: Context) -> Expr:
        """The name with arguments: its body for arguments of these types, with a substitution for each."""
        if not self.is_function:
            hint = f"for a product write {self.name}*(…)"
            if self.key.bracket == "[":
                hint = f"write {self.name}[…] for an entry"
            raise error(f"{quoted(self.name)} is defined, but not as a function", node.function.span, hint)
        count = len(self.key.parameters)
        check_count(node, count, count)
        args = context.values(node.args)
        parameters, body = self.instance(args, context)
        for parameter, value in zip(parameters, args, strict=True):
            body = core.Substitution(body, parameter, value, type=kinds.plain(body.type), span=node.span)
        return body

    # --- elaboration ------------------------------------------------------------------------------------------------

    @contextmanager
    def entered(self) -> Iterator[None]:
        if self.name in self.stack:
            circle = [*self.stack[self.stack.index(self.name) :], self.name]
            message = f"{quoted(self.name)} is defined in terms of itself"
            hint = "a recursion has a first value and a step: m[0]: … and m[t]: … m[t - 1] …"
            if len(circle) > 2:
                message += ": " + " → ".join(circle)
                hint = "definitions cannot go in a circle"
            raise LanguageError(Regardless(message, self.key.span, hint))
        self.stack.append(self.name)
        try:
            yield
        finally:
            self.stack.pop()

    def shared(self) -> Expr:
        if self.expr is None:
            with self.entered():
                try:
                    self.expr = self.elaborated()
                except LanguageError as found:
                    self.expr = found
                except RecursionError:
                    self.expr = self.too_deep()
        if isinstance(self.expr, LanguageError):
            raise self.expr
        return self.expr

    def too_deep(self) -> LanguageError:
        hint = "put the definitions in the order in which they build on each other"
        return error(f"the definition of {quoted(self.name)} goes too deep", self.key.span, hint)

    def elaborated(self) -> Expr:
        if self.key.bracket == "":
            return self.closed(self.context.dispatch(self.tree(self.clauses[0]), self.context), self.context)
        if self.is_recursion():
            return self.recursion()
        return self.table()

    def is_recursion(self) -> bool:
        if len(self.clauses) > 1 or any(isinstance(p, syntax.Number) for p in self.key.parameters):
            return True
        return any(n.name == self.name for n in names_in(self.tree(self.clauses[0])))

    def closed(self, expr: Expr, context: Context, parameters: tuple[Symbol, ...] = ()) -> Expr:
        """Refuses a free index, and a definition within that depends on a name which is a parameter here."""
        found: set[str] = set()
        for node in walk([expr], stop=context.mentions):
            if id(node) in context.mentions:
                found |= context.mentions[id(node)][1]
            elif isinstance(node, core.Variable) and not node.symbol.number:
                found.add(node.symbol.name)
                if node.symbol.axis is not None:
                    self.refuse_index(node.symbol.name, node.span)
        for parameter in parameters:
            if parameter.name in found:
                name = quoted(parameter.name)
                message = f"a definition within {quoted(self.name)} depends on the declared {name}, "
                message += f"which is not the parameter {name}"
                hint = "give the parameter another name, or that definition a parameter"
                raise LanguageError(Regardless(message, self.key.span, hint))
        context.mentions[id(expr)] = (expr, frozenset(found))
        return expr

    def refuse_index(self, name: str, span: Span) -> None:
        message = f"the index {quoted(name)} is free in the definition of {quoted(self.name)}"
        hint = f"sum over {name}, or make it a parameter"
        if self.key.bracket == "":
            hint = f"write `{self.name}[{name}]: …`, or sum over {name}"
        raise LanguageError(Regardless(message, span, hint))

    def indices(self, clause: Clause) -> tuple[Symbol, ...]:
        symbols = tuple(each(lambda p: self.index(p), clause.key.parameters))
        names = [s.name for s in symbols]
        if len(set(names)) < len(names):
            raise error(f"two parameters of {quoted(self.name)} have the same name", clause.key.span)
        return symbols

    def index(self, node: syntax.Tree) -> Symbol:
        symbol = self.context.names.symbol(node.name) if isinstance(node, syntax.Name) else None
        text = self.context.text(node.span)
        if symbol is None or not isinstance(symbol.type, Type):
            hint = f"declare it: `{text[1:-1]}: index(n)`" if isinstance(node, syntax.Name) else None
            raise error(f"the parameter {text} must be a declared index or natural number", node.span, hint)
        if symbol.axis is not None:
            return self.context.fresh(symbol.name, symbol.type, symbol)
        firsts = {Kind.NATURAL: 0, Kind.SIZE: 1}
        if symbol.type.kind not in firsts or symbol.type.shape:
            raise error(f"the parameter {text} must be a declared index or natural number", node.span)
        axis = Axis(Size.of(firsts[symbol.type.kind]), None)
        return replace(self.context.fresh(symbol.name, Type(Kind.NATURAL)), axis=axis)

    def table(self) -> Expr:
        """``a[i, j]: …``"""
        clause = self.clauses[0]
        indices = self.indices(clause)
        body = self.context.with_bound(*indices).value(self.tree(clause))
        if body.type.shape:
            met = what_met([body], [self.tree(clause)], self.context)
            raise error(f"the entries of {quoted(self.name)} must be numbers: {met}", clause.text.whole)
        self.closed(body, self.context, indices)
        axes = tuple(i.axis for i in indices if i.axis is not None)
        if len(axes) > 1 and any(a.last is None for a in axes):
            raise error("an infinite sequence has one index only", clause.key.span)
        return core.Table(indices, body, type=Type(kinds.joined([body.type.kind]), axes), span=clause.text.whole)

    # --- functions --------------------------------------------------------------------------------------------------

    def instance(self, args: list[Expr], context: Context) -> tuple[tuple[Symbol, ...], Expr]:
        """The function's parameters and body for arguments of these types."""
        clause = self.clauses[0]
        tree = self.tree(clause)
        names = self.parameter_names(clause)
        types = tuple(stand_in(a.type, name, tree) for a, name in zip(args, names, strict=True))
        signature = (id(self), types)
        found = context.instances.get(signature)
        if found is None:
            found = context.instances[signature] = self.new_instance(names, types, tree, context)
        if isinstance(found, LanguageError):
            raise found
        return found

    def new_instance(
        self, names: list[str], types: tuple[Type, ...], tree: syntax.Tree, context: Context
    ) -> Instance:
        with self.entered():
            parameters = tuple(context.fresh(n, t) for n, t in zip(names, types, strict=True))
            inner = replace(context, names=self.context.names, bound={})
            try:
                body = inner.with_bound(*parameters).dispatch(tree, inner.with_bound(*parameters))
                return parameters, self.closed(body, context, parameters)
            except LanguageError as found:
                return found
            except RecursionError:
                return self.too_deep()

    def parameter_names(self, clause: Clause) -> list[str]:
        names = []
        for parameter in clause.key.parameters:
            if not isinstance(parameter, syntax.Name):
                raise error("a parameter must be a name", parameter.span, "as in f(x): x**2")
            if parameter.name in names:
                raise error(f"two parameters of {quoted(self.name)} have the same name", parameter.span)
            names.append(parameter.name)
        return names

    def check_function(self) -> None:
        """Complains about what is wrong in a function whatever its arguments will be; for the rest see its uses."""
        tree = self.tree(self.clauses[0])
        names = self.parameter_names(self.clauses[0])
        found = self.new_instance(names, tuple(Type(Kind.REAL) for _ in names), tree, self.context)
        if isinstance(found, LanguageError):
            certain = [c for c in found.complaints if isinstance(c, Regardless)]
            if certain:
                raise LanguageError(*certain)

    # --- recursions ---------------------------------------------------------------------------------------------------

    def recursion(self) -> Expr:
        """``m[0]: …`` and ``m[t]: … m[t - 1] …``"""
        bases, step = self.cases()
        base = tuple((at, self.context.value(self.tree(c))) for at, c in bases)
        for (_, value), (_, clause) in zip(base, bases, strict=True):
            self.closed(value, self.context)
            if not shapes.same(base[0][1].type, value.type):
                met = what_met([base[0][1], value], [self.tree(bases[0][1]), self.tree(clause)], self.context)
                raise error(f"the first values differ: {met}", clause.text.whole)
        parameter = self.index(step.key.parameters[0])
        parameter = replace(parameter, axis=None)
        kind = kinds.joined(kinds.kinds_of([v for _, v in base]))
        wider = [k for k in (Kind.INTEGER, Kind.REAL, Kind.COMPLEX) if kinds.joined([k, kind]) is k]
        for assumed in [kind, *wider]:
            type = replace(base[0][1].type, kind=assumed)
            name = self.context.fresh(self.name, FunctionType((Type(Kind.NATURAL),), type))
            body = self.step(step, Unrolling(name, parameter, len(base)))
            if kinds.joined([body.type.kind, assumed]) is assumed:
                break
        self.check_step(body, type, step, parameter)
        return self.sequence(name, parameter, base, body)

    def step(self, clause: Clause, unrolling: Unrolling) -> Expr:
        self.unrolling = unrolling
        try:
            return self.context.with_bound(unrolling.parameter).value(self.tree(clause))
        finally:
            self.unrolling = None

    def check_step(self, body: Expr, type: Type, clause: Clause, parameter: Symbol) -> None:
        if not shapes.same(body.type, type):
            message = f"a step {shapes.describe(body.type)}, the first value {shapes.describe(type)}"
            raise error(message, clause.text.whole)
        self.closed(body, self.context, (parameter,))

    def sequence(
        self, name: Symbol, parameter: Symbol, base: tuple[tuple[int, Expr], ...], step: Expr
    ) -> Expr:
        """The whole sequence as a table; its entries share everything but their index."""
        assert isinstance(name.type, FunctionType), "a sequence is a function of its index"
        span = self.clauses[0].text.whole
        axis = Axis(Size.of(base[0][0]), None)
        index = replace(self.context.fresh(parameter.name, Type(Kind.NATURAL)), axis=axis)
        place = core.Variable(index, type=Type(Kind.NATURAL), span=span)
        type = name.type.result
        body = core.Recursion(name, parameter, base, step, place, type=type, span=span)
        return core.Table((index,), body, type=Type(type.kind, (axis, *type.shape)), span=span)

    def cases(self) -> tuple[list[tuple[int, Clause]], Clause]:
        """The first values by their places, and the step."""
        bases: list[tuple[int, Clause]] = []
        steps: list[Clause] = []
        for clause in self.clauses:
            if len(clause.key.parameters) != 1:
                hint = "m[0]: … and m[t]: … m[t - 1] …"
                raise error("a recursion has one index", clause.key.span, hint)
            (parameter,) = clause.key.parameters
            if isinstance(parameter, syntax.Number) and parameter.value.denominator == 1:
                bases.append((int(parameter.value), clause))
            else:
                steps.append(clause)
        self.check_cases(bases, steps)
        return sorted(bases, key=lambda b: b[0]), steps[0]

    def check_cases(self, bases: list[tuple[int, Clause]], steps: list[Clause]) -> None:
        places = sorted(at for at, _ in bases)
        if len(steps) != 1:
            message = f"{quoted(self.name)} has {'no' if not steps else 'more than one'} step"
            raise error(message, self.clauses[-1].key.span, f"write `{self.name}[t]: …` once, with `t: natural`")
        if not bases:
            hint = f"add `{self.name}[0]: …`"
            raise error(f"the recursion {quoted(self.name)} has no first value", steps[0].key.span, hint)
        if places != list(range(places[0], places[0] + len(places))):
            raise error(f"the first values of {quoted(self.name)} do not follow each other", bases[0][1].key.span)

    def earlier(self, node: syntax.Subscript, unrolling: Unrolling, context: Context) -> Expr:
        """``m[t - 1]`` within the step of m."""
        back = _steps_back(node.indices, unrolling.parameter.name)
        if back is None or not 1 <= back <= unrolling.reach:
            parameter = unrolling.parameter.name
            reach = f"{parameter} - 1" + (f" to {parameter} - {unrolling.reach}" if unrolling.reach > 1 else "")
            hint = f"write the step for {self.name}[{parameter}]"
            if back is not None and back > unrolling.reach:
                hint = "give more first values to look back further"
            message = f"the step of {quoted(self.name)} may use its value at {reach}, not {context.text(node.span)}"
            raise error(message, node.span, hint)
        index = context.value(node.indices[0])
        assert isinstance(unrolling.symbol.type, FunctionType), "a sequence is a function of its index"
        return core.Apply(unrolling.symbol, (index,), type=unrolling.symbol.type.result, span=node.span)


def _steps_back(indices: tuple[syntax.Tree, ...], parameter: str) -> int | None:
    """k for ``t - k``."""
    match indices:
        case (
            syntax.Operation(op="sub", operands=(syntax.Name(name=name), syntax.Number(value=value))),
        ) if name == parameter and value.denominator == 1:
            return int(value)
        case _:
            return None
