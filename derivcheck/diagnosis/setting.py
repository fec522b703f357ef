"""A statement that is wrong, as the kinds of mistakes see it: where it may be edited, and with which words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, permutations, product

from derivcheck.diagnosis import trees
from derivcheck.diagnosis.reckoning import Reckoning
from derivcheck.diagnosis.trees import OPERATORS, Spot, is_worked_out, replaced, walk
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.points import points
from derivcheck.evaluation.search.search import search
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language import core, syntax
from derivcheck.language.core import Axis, Claim, Expr, Symbol, Type
from derivcheck.language.elaboration.context import Context
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.symbols import free_symbols
from derivcheck.language.parser import parse_located
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Call, Name, Relation, Subscript, Tree
from derivcheck.language.writing import written

_SERIES = frozenset({"Sum", "Product"})
_OTHER_SIDE = 0.8
_IN_WORKED_OUT = 0.4
_IN_RESULT = 0.1
_OF_SERIES = 0.4
_OF_INEQUALITY = 0.8
_MOST_ATOMS = 64
_LARGEST_ATOM = 12  # nodes
_MOST_NAMES = 40
_MOST_ANALOGUES = 12
_MOST_ENTRIES = 8  # of one tensor
_POINTS = 9
_LEAST_FALSE = 4
_FURTHER_POINTS = 30
_MOST_POINTS = 300
_SECONDS_FOR_POINTS = 12.0  # far beyond what they take


@dataclass(frozen=True, eq=False)
class Setting:
    """``claim`` is the elaborated claim; ``statement`` its syntax, to be edited; ``given`` that of its hypotheses."""

    statement: Tree
    claim: Claim
    environment: Environment
    is_link: bool = False
    given: tuple[Tree, ...] = ()
    _counted: list[int] = field(default_factory=lambda: [0])
    _meanings: dict[object, tuple[Tree, Expr]] = field(default_factory=dict)
    _ranks: dict[int, tuple[Tree, int | None]] = field(default_factory=dict)

    # --- where it may be edited -----------------------------------------------------------------------------------

    @cached_property
    def spots(self) -> list[Spot]:
        """Every node that may be edited, those first where a mistake is likely."""
        places = ((self.penalty(s), s) for s in walk(self.statement, "statement"))
        return [s for _, s in sorted(((p, s) for p, s in places if p is not None), key=lambda found: found[0])]

    @cached_property
    def values(self) -> list[Spot]:
        """Numbers and tensors that are no part of a longer sum: what is a sum of terms, if only of one.

        Of an entry, the tensor is no such place: `2*x[k]`, not `(2*x)[k]`.
        """
        return [s for s in self.spots if s.role == "value" and _is_whole_sum(s) and not isinstance(s.parent, Subscript)]

    @cached_property
    def sums(self) -> list[Spot]:
        """The values but for single factors, which are part of a term."""
        return [s for s in self.values if not trees.is_product(s.parent) or len(trees.terms(s.node)) > 1]

    def penalty(self, spot: Spot) -> float | None:
        """How unlikely a mistake is at a place; None for where none is looked for.

        It is rather in the result than in what is worked out, and rather there than on the other side. Of an
        inequality too many edits make a true one.
        """
        if not isinstance(self.statement, Relation):
            return 0.5
        if not spot.path:
            return 0.0
        side = self._side_penalties[spot.path[0]]
        if side is None:
            return None
        inside = any(_called(p) in OPERATORS for p in spot.parents)
        return side + inside * self._inside_penalty + (_OF_INEQUALITY if is_inequality(self.statement) else 0.0)

    @cached_property
    def _inside_penalty(self) -> float:
        assert isinstance(self.statement, Relation)
        return _IN_RESULT if is_worked_out(self.statement.operands[-1]) else _IN_WORKED_OUT

    @cached_property
    def _side_penalties(self) -> list[float | None]:
        assert isinstance(self.statement, Relation)
        operands = self.statement.operands
        return [self._side_penalty(place, operands) for place in range(len(operands))]

    def _side_penalty(self, place: int, operands: tuple[Tree, ...]) -> float | None:
        if len(operands) > 2:
            return 0.0
        here, there = operands[place], operands[1 - place]
        if is_worked_out(here) and (place == 0 or (_called(here) in OPERATORS and not is_worked_out(there))):
            return None if self.meaning(self.statement) is not None else _OTHER_SIDE
        if isinstance(there, syntax.Number):
            return 0.1 if place == 0 else 0.0
        if place == 1 or is_worked_out(there):
            return 0.0
        return _OTHER_SIDE + self.is_link + _OF_SERIES * (is_worked_out(here, _SERIES) > is_worked_out(there, _SERIES))

    def put(self, spot: Spot, node: Tree) -> Tree:
        """The statement with another node at a place."""
        return replaced(self.statement, spot.path, node)

    # --- with which words -----------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> dict[str, Type]:
        """Declared and defined numbers and tensors, and their types."""
        found: dict[str, Type] = {}
        for name in list(dict.fromkeys(self.environment.all()))[:_MOST_NAMES]:
            expr = self.value(trees.name(name))
            if expr is not None:
                found[name] = expr.type
        return found

    @cached_property
    def indices(self) -> list[str]:
        """Declared names of indices, those that the statement uses first."""
        used = {s.node.name for s in walk(self.statement) if isinstance(s.node, Name)}
        symbols = [self.environment.symbol_or_none(n) for n in self.environment.all()]
        names = [s.name for s in symbols if s is not None and s.axis is not None]
        return sorted(names, key=lambda n: n not in used)

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two indices have the same range."""
        first, second = self.environment.symbol_or_none(one), self.environment.symbol_or_none(other)
        return first is not None and second is not None and first.axis == second.axis

    def indices_of(self, axis: Axis) -> list[str]:
        """Names of indices that have this range."""
        symbols = ((n, self.environment.symbol_or_none(n)) for n in self.indices)
        return [n for n, symbol in symbols if symbol is not None and symbol.axis == axis]

    @cached_property
    def functions(self) -> list[str]:
        """Names of declared and defined functions."""
        found = []
        for name in list(dict.fromkeys(self.environment.all()))[:_MOST_NAMES]:
            symbol = self.environment.symbol_or_none(name)
            is_declared = symbol is not None and isinstance(symbol.type, core.FunctionType) and symbol.of is None
            if is_declared or (symbol is None and self.environment.definition(name).is_function):
                found.append(name)
        return found

    @cached_property
    def definitions(self) -> dict[str, Tree]:
        """The texts of the definitions that the statement uses, directly or through others; of its arguments."""
        found: dict[str, Tree] = {}
        waiting = [self.statement]
        while waiting:
            for spot in walk(waiting.pop()):
                name = spot.node.name if isinstance(spot.node, Name) else _called(spot.node)
                if name and name not in found and self.is_defined(name):
                    try:
                        found[name] = self._body(name, spot.node)
                    except LanguageError:
                        continue
                    waiting.append(found[name])
        return found

    def _body(self, name: str, used: Tree) -> Tree:
        """The text of a definition, as it is used at one place."""
        clause = self.environment.definition(name).clauses[-1]
        body, arguments = parse_located(clause.text), used.args if isinstance(used, Call) else ()
        own = [p.name for p in clause.key.parameters if isinstance(p, Name)]
        return trees.substituted(body, dict(zip(own, arguments, strict=False)))

    @cached_property
    def atoms(self) -> list[Tree]:
        """Small expressions at hand: those of the statement, of the definitions used, and declared numbers."""
        found: dict[str, Tree] = {}
        sides = self.statement.operands if isinstance(self.statement, Relation) else ()
        for tree in (self.statement, *self.definitions.values()):
            for spot in walk(tree):
                if any(trees.same(spot.node, side) for side in sides):
                    continue  # one side by the other says nothing
                if spot.role == "value" and _is_atom(spot.node) and not is_worked_out(spot.node):
                    found.setdefault(written(spot.node), spot.node)
        for name, type in self.names.items():
            if not type.shape and not self.is_defined(name):
                found.setdefault(name, trees.name(name))
        found.setdefault("pi", trees.name("pi"))
        for entry in self._entries():
            found.setdefault(written(entry), entry)
        return list(found.values())[:_MOST_ATOMS]

    @cached_property
    def used(self) -> dict[str, Type]:
        """Of the declared and defined numbers and tensors, those in the statement and the definitions it uses."""
        return {name: type for name, type in self.names.items() if name in self._used}

    def analogues(self, tree: Tree) -> list[Tree]:
        """The tree with one name replaced by another of the same shape that the statement uses: `f(y)` for `f(x)`."""
        used = [n for n in self.names if n in self._used]
        own = {s.node.name for s in walk(tree) if isinstance(s.node, Name)} & set(used)
        found = []
        for name in sorted(own):
            shape = self.names[name].shape
            others = (n for n in used if n not in own and len(self.names[n].shape) == len(shape))
            found += [trees.renamed(tree, {name: other}) for other in others]
        return [*self._renumbered(tree, own), *found[:_MOST_ANALOGUES]]

    def _renumbered(self, tree: Tree, own: set[str]) -> Iterator[Tree]:
        """With another number in all names that have one: `w2*x2` for `w1*x1`."""
        numbered = [n for n in own if n[-1].isdigit() and not n[-2:].isdigit()]
        for old, new in permutations("0123456789", 2) if len(numbered) > 1 else ():
            names = {n: n[:-1] + new for n in numbered if n[-1] == old}
            if len(names) > 1 and self._used.issuperset(names.values()):
                yield trees.renamed(tree, names)

    @cached_property
    def _used(self) -> set[str]:
        """Names in the statement, in the definitions and in the laws that it uses."""
        everywhere = (s.node for t in (self.statement, *self.definitions.values()) for s in walk(t))
        named = (node.name if isinstance(node, Name) else _called(node) for node in everywhere)
        return {name for name in named if name is not None} | {s.name for s in self.claim.symbols}

    def _entries(self) -> Iterator[Tree]:
        """Entries, by indices of the right ranges, of the tensors in the statement and the definitions used."""
        free = {s.name for s in self.claim.symbols}
        names = sorted(self.indices, key=lambda n: n not in free)
        axes = {n: s.axis for n in names if (s := self.environment.symbol_or_none(n)) is not None}
        for tensor in (n for n in self.names if n in self._used and self.names[n].shape):
            fitting = [[i for i, axis in axes.items() if axis == due] for due in self.names[tensor].shape]
            for indices in islice(product(*fitting), _MOST_ENTRIES):
                yield Subscript(trees.name(tensor), tuple(map(trees.name, indices)), span=self.statement.span)

    # --- what it is worth -----------------------------------------------------------------------------------------

    @cached_property
    def sieve(self) -> Sieve:
        """Points at which candidates are evaluated, those first at which the statement is false."""
        deadline = time.process_time() + _SECONDS_FOR_POINTS
        found = points(self.everything, _POINTS, seed=3, deadline=deadline)
        sieve, wrong = Sieve(found), self.meaning(self.statement)
        if wrong is not None and sieve.sort(wrong) < _LEAST_FALSE and not sieve.is_empty:
            found = [*found, *points(self.everything, _FURTHER_POINTS, seed=4, deadline=deadline)]
            sieve = Sieve(found)
            if not sieve.sort(wrong, _POINTS):
                sieve = Sieve([*self._counterexample(deadline), *found])
                sieve.sort(wrong, _POINTS)
        return sieve

    def _counterexample(self, deadline: float) -> list[Instance]:
        """Looked for as for a verdict, where no other point is one: a root that had to be found."""
        witness = search(self.everything, _MOST_POINTS, seed=0, deadline=deadline).witness
        return [] if witness is None else [witness.instance]

    @cached_property
    def reckoning(self) -> Reckoning:
        """What is needed at its places, in numbers."""
        return Reckoning(self, self.sieve)

    def edited(self, statement: Tree) -> Setting:
        """The setting of an edited statement, with the same points and the same expressions at hand."""
        after = replace(self, statement=statement)
        shared = ("sieve", "names", "indices", "definitions", "atoms", "used", "_used")
        after.__dict__.update({name: getattr(self, name) for name in shared}, reckoning=self.reckoning.about(after))
        return after

    def is_defined(self, name: str) -> bool:
        """Whether a name is one of the definitions."""
        return self.environment.knows(name) and self.environment.symbol_or_none(name) is None

    # --- what it means --------------------------------------------------------------------------------------------

    @cached_property
    def context(self) -> Context:
        """The claim's names. What the statement and the definitions consist of is elaborated once, and then shared."""
        return replace(self.environment.context, dispatch=self._elaborated)

    @cached_property
    def _known(self) -> set[int]:
        """The identities of nodes that stay while edits come and go."""
        return {id(s.node) for tree in (self.statement, *self.definitions.values()) for s in walk(tree)}

    def _elaborated(self, node: Tree, context: Context) -> Expr:
        elaborate = self.environment.context.dispatch
        self._counted[0] += 1
        if id(node) not in self._known:
            return elaborate(node, context)
        key = (id(node), *((name, s.number) for name, s in context.bound.items()))
        if key not in self._meanings:
            self._meanings[key] = (node, elaborate(node, context))
        return self._meanings[key][1]

    @property
    def elaborated(self) -> int:
        """How many nodes have been elaborated for all edits so far."""
        return self._counted[0]

    def value(self, tree: Tree) -> Expr | None:
        """The meaning of a tree as a value; None if it has none."""
        try:
            return self.context.value(tree)
        except (LanguageError, RecursionError):
            return None

    def rank(self, tree: Tree) -> int | None:
        """How many axes a value has that stands in no sum; None if it has no meaning there, or cannot be told."""
        key = id(tree)
        if key not in self._ranks:
            expr = self.value(tree)
            self._ranks[key] = (tree, None if expr is None else len(expr.type.shape))
        return self._ranks[key][1]

    def meaning(self, tree: Tree) -> Expr | None:
        """The meaning of a tree as a statement; None if it has none."""
        try:
            return self.context.boolean(tree)
        except (LanguageError, RecursionError):
            return None

    def claim_of(self, statement: Expr, *given: Expr) -> Claim:
        """The claim with another statement, and further hypotheses."""
        hypotheses = (*self.claim.hypotheses, *given)
        symbols = free_symbols([*hypotheses, statement], self.environment.symbol)
        return replace(self.claim, statement=statement, hypotheses=hypotheses, symbols=symbols, links=())

    @cached_property
    def everything(self) -> Claim:
        """The claim with all the names that an edit might bring in, to draw points for them."""
        own = {s.name for s in self.claim.symbols}
        found = (self.environment.symbol_or_none(n) for n in self.environment.all())
        more = [s for s in found if s is not None and s.name not in own and (_is_plain(s) or s.name in self._used)]
        functions = tuple(s for s in more if isinstance(s.type, core.FunctionType))
        variables = [core.Variable(s, type=s.type, span=self.claim.span) for s in more if isinstance(s.type, Type)]
        symbols = (*functions, *free_symbols(variables, self.environment.symbol))
        extra = tuple(s for s in symbols if s.name not in own)
        return replace(self.claim, symbols=(*self.claim.symbols, *extra), links=())

    def bound_at(self, spot: Spot) -> list[str]:
        """Names that sums and the like around a place bind."""
        return [n for parent in spot.parents for n in _binds(parent)]


def _binds(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Call) and tree.function.name in ("Sum", "Product", "Integral"):
        for arg in tree.args[1:]:
            first = arg.items[0] if isinstance(arg, syntax.Tupled) else arg
            if isinstance(first, Name):
                yield first.name


def _is_whole_sum(spot: Spot) -> bool:
    return not trees.is_sum(spot.parent) and not isinstance(spot.node, (syntax.Direction, syntax.Tupled, syntax.Logic))


def is_inequality(tree: Tree) -> bool:
    return isinstance(tree, Relation) and all(op in ("lt", "le", "gt", "ge", "ne") for op in tree.ops)


def _called(tree: Tree) -> str | None:
    return tree.function.name if isinstance(tree, Call) else None


def _is_atom(tree: Tree) -> bool:
    if isinstance(tree, (Name, Subscript)):
        return True
    if not isinstance(tree, (Call, syntax.Operation, syntax.Transpose)) or trees.terms(tree)[0][0] < 0:
        return False
    nodes = [s.node for s in walk(tree)]
    return len(nodes) <= _LARGEST_ATOM and any(isinstance(n, Name) for n in nodes)


def _is_plain(symbol: Symbol) -> bool:
    return isinstance(symbol.type, Type) and symbol.law is None and symbol.of is None
