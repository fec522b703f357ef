"""Where a derivation is written: what its names stand for, and what depends on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.settings import setting_of
from derivcheck.diagnosis.trees import children, name, number, renamed, same, with_children
from derivcheck.explanation.binders import bound, free_names, fresh, substituted, with_name
from derivcheck.language import syntax
from derivcheck.language.core import Axis, Symbol, Type
from derivcheck.language.elaboration.definitions import Definition
from derivcheck.language.elaboration.functions import CONSTANTS
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Call, Name, Number, Subscript, Tree
from derivcheck.language.writing import written


def parsed(text: str) -> Tree:
    """The tree of a text. Raises LanguageError."""
    return parse_located(Located.contiguous(text, 0))


@dataclass(frozen=True, eq=False)
class Scene:
    """``setting`` has the claim's names; ``hypotheses`` are what is given, as it was typed.

    What is found out about trees is remembered by their texts.
    """

    problem: ProblemFile
    raw: RawClaim
    setting: Setting
    hypotheses: tuple[Tree, ...] = ()
    _types: dict[str, Type | None] = field(default_factory=dict)
    _mentions: dict[str, frozenset[str]] = field(default_factory=dict)

    # --- definitions ----------------------------------------------------------------------------------------------

    def definition(self, of: str) -> Definition | None:
        names = self.setting.environment
        try:
            return names.definition(of) if names.knows(of) and names.symbol(of) is None else None
        except LanguageError:
            return None

    def unfolded(self, tree: Tree) -> Tree | None:
        """What stands for a defined name, entry or application; None for anything else."""
        match tree:
            case Name(name=own):
                return self._clause(own, "", ())
            case Subscript(value=Name(name=own), indices=indices):
                return self._clause(own, "[", indices)
            case Call(function=Name(name=own), args=args):
                return self._clause(own, "(", args)
        return None

    def _clause(self, own: str, bracket: str, values: tuple[Tree, ...]) -> Tree | None:
        found = self.definition(own)
        if found is None:
            return None
        for clause in found.clauses:
            parameters = clause.key.parameters
            if clause.key.bracket != bracket or len(parameters) != len(values):
                continue
            if all(isinstance(p, Name) or same(p, v) for p, v in zip(parameters, values, strict=True)):
                body = found.tree(clause)
                if self._is_endless(found, values):
                    return None
                pairs = zip(parameters, values, strict=True)
                return substituted(body, {p.name: v for p, v in pairs if isinstance(p, Name)}, self.rebound)
        return None

    def _is_endless(self, found: Definition, values: tuple[Tree, ...]) -> bool:
        """Whether a recursion is unfolded at a place that is no number: there is no end to that."""
        is_recursive = len(found.clauses) > 1 and any(found.name in free_names(found.tree(c)) for c in found.clauses)
        return is_recursive and not all(isinstance(v, Number) for v in values)

    def random_names(self, tree: Tree) -> frozenset[str]:
        """The random variables in a tree, and in the definitions that it uses."""
        names = self.setting.environment
        found = ((n, names.symbol_or_none(n)) for n in self.mentions(tree))
        return frozenset(n for n, symbol in found if symbol is not None and symbol.law is not None)

    def put(self, tree: Tree, values: Mapping[str, Tree]) -> Tree:
        """The tree with values for names, none of them captured."""
        return substituted(tree, values, self.rebound)

    def mentions(self, tree: Tree) -> frozenset[str]:
        """The names in a tree, and in the definitions that it uses."""
        text = written(tree)
        if text not in self._mentions:
            waiting, found = list(free_names(tree) | _called(tree)), set[str]()
            while waiting:
                own = waiting.pop()
                if own in found:
                    continue
                found.add(own)
                definition = self.definition(own)
                for clause in definition.clauses if definition is not None else ():
                    body = definition.tree(clause) if definition is not None else name(own)
                    parameters = {p.name for p in clause.key.parameters if isinstance(p, Name)}
                    waiting += [*(free_names(body) - parameters), *_called(body)]
            self._mentions[text] = frozenset(found)
        return self._mentions[text]

    def varies(self, tree: Tree, target: Tree) -> bool:
        """Whether a value may depend on what is differentiated by."""
        own = target.value if isinstance(target, Subscript) else target
        if not isinstance(own, Name):
            return True
        mentioned = self.mentions(tree)
        return own.name in mentioned or any(self._depends(symbol, own.name) for symbol in self._symbols(mentioned))

    def _symbols(self, names: Iterable[str]) -> list[Symbol]:
        found = (self.setting.environment.symbol_or_none(n) for n in names)
        return [s for s in found if s is not None and s.of is not None]

    def _depends(self, function: Symbol, own: str) -> bool:
        """An arbitrary function of a tensor depends on all that the tensor depends on; which is not looked up here."""
        return True

    # --- types ----------------------------------------------------------------------------------------------------

    def type_of(self, tree: Tree) -> Type | None:
        """The type of a value; bound names without a declaration stand for integers."""
        text = written(tree)
        if text not in self._types:
            unknown = {n: number(1) for n in free_names(tree) if not self.is_known(n)}
            value = self.setting.value(substituted(tree, unknown, self.rebound) if unknown else tree)
            self._types[text] = None if value is None else value.type
        return self._types[text]

    def is_known(self, own: str) -> bool:
        """Whether a name means something by itself, without a sum or the like around it."""
        return self.setting.environment.knows(own) or own in CONSTANTS

    def is_scalar(self, tree: Tree) -> bool:
        found = self.type_of(tree)
        return found is not None and not found.shape

    def shape(self, tree: Tree) -> tuple[Axis, ...] | None:
        found = self.type_of(tree)
        return None if found is None else found.shape

    # --- indices --------------------------------------------------------------------------------------------------

    def range_over(self, index: str, axis: Axis) -> Tree | None:
        """What a sum over an axis is told: a declared index by its name, any other with its bounds."""
        symbol = self.setting.environment.symbol_or_none(index)
        if symbol is not None:
            return name(index) if symbol.axis == axis else None
        return None if axis.last is None else self._with_bounds(index, axis)

    def bounded(self, index: Name) -> Tree:
        """A declared index with the bounds of its range; any other as it is."""
        symbol = self.setting.environment.symbol_or_none(index.name)
        axis = symbol.axis if symbol is not None else None
        return index if axis is None or axis.last is None else self._with_bounds(index.name, axis)

    def _with_bounds(self, index: str, axis: Axis) -> Tree:
        bounds = (parsed(str(axis.first)), parsed(str(axis.last)))
        return syntax.Tupled((name(index), *bounds), span=self.setting.statement.span)

    def index_for(self, axis: Axis, taken: Iterable[str]) -> tuple[Name, Tree] | None:
        """An index for an axis that is not taken, and what a sum over it is told."""
        used = set(taken)
        for own in self.setting.indices:
            symbol = self.setting.environment.symbol_or_none(own)
            if own not in used and symbol is not None and symbol.axis == axis:
                return name(own), name(own)
        new = fresh("k", [*used, *self.setting.environment.all()])
        ranged = self.range_over(new.name, axis)
        return None if ranged is None else (new, ranged)

    def rebound(self, node: Call, old: str, taken: Iterable[str]) -> Call:
        """The same sum under another index."""
        for arg in node.args[1:]:
            if isinstance(arg, Name) and arg.name == old:
                symbol = self.setting.environment.symbol_or_none(old)
                if symbol is None or symbol.axis is None:
                    return node
                found = self.index_for(symbol.axis, [*taken, old])
                return node if found is None else with_name(node, old, *found)
            if isinstance(arg, syntax.Tupled) and isinstance(arg.items[0], Name) and arg.items[0].name == old:
                new = fresh(old, [*taken, old, *self.setting.environment.all()])
                return with_name(node, old, new, replace(arg, items=(new, *arg.items[1:])))
        return node

    def away_from(self, node: Call, names: Iterable[str]) -> Call:
        """A sum none of whose indices is one of the names."""
        taken = frozenset(names)
        for clash in [n for n in bound(node) if n in taken]:
            own = free_names(node) | frozenset(bound(node)) | self.mentions(node.args[0])
            node = self.rebound(node, clash, taken | own)
        return node

    @cached_property
    def defined(self) -> frozenset[str]:
        return frozenset(n for n in self.setting.environment.all() if self.definition(n) is not None)


def _called(tree: Tree) -> frozenset[str]:
    own = frozenset((tree.function.name,)) if isinstance(tree, Call) else frozenset[str]()
    return own.union(*map(_called, children(tree)))


def scene_of(problem: ProblemFile, raw: RawClaim) -> Scene:
    """The scene of a claim that is one statement. Raises LanguageError."""
    given = [parse_located(text.stripped()) for text in raw.given]
    return Scene(problem, raw, setting_of(problem, raw), tuple(part for tree in given for part in _conjuncts(tree)))


def with_indices(scene: Scene, axes: Iterable[Axis]) -> tuple[Scene, tuple[Name, ...]] | None:
    """The scene, and an index for each axis, declared if there is none yet; None for an axis without an end."""
    taken, found, new = set(free_names(scene.setting.statement)), [], []
    for axis in axes:
        index = scene.index_for(axis, taken)
        if index is None or axis.last is None:
            return None
        found.append(index[0])
        taken.add(index[0].name)
        if not isinstance(index[1], Name):
            texts = (index[0].name, f"index({axis.first}, {axis.last})")
            new.append(tuple(Located.contiguous(text, 0) for text in texts))
    if new:
        pairs = tuple((key, value) for key, value in new)
        scene = scene_of(scene.problem, replace(scene.raw, declarations=(*scene.raw.declarations, *pairs)))
    return scene, tuple(found)


def _conjuncts(tree: Tree) -> Iterable[Tree]:
    if isinstance(tree, syntax.Logic) and tree.op == "and":
        return [part for operand in tree.operands for part in _conjuncts(operand)]
    return [tree]


def at(tree: Tree, indices: tuple[Tree, ...], scene: Scene) -> Tree:
    """The entry of a tensor at some indices; a number as it is."""
    return tree if scene.shape(tree) == () else Subscript(tree, indices, span=scene.setting.statement.span)


def alike(one: Tree, other: Tree) -> bool:
    """Whether two trees are the same but for the names that they bind."""
    return same(anonymous(one), anonymous(other))


def anonymous(tree: Tree, depth: int = 0) -> Tree:
    """The tree with numbers for the names that it binds."""
    own = bound(tree)
    tree = with_children(tree, tuple(anonymous(c, depth + len(own)) for c in children(tree)))
    return renamed(tree, {n: f"#{depth + k}" for k, n in enumerate(own)}) if own else tree


def unshadowed(tree: Tree, scene: Scene, taken: frozenset[str] = frozenset()) -> Tree:
    """The tree with no name bound that stands for something else around it."""
    own = bound(tree)
    if isinstance(tree, Call) and any(n in taken for n in own):
        tree = scene.away_from(tree, taken)
        own = bound(tree)
    inner = taken | frozenset(own)
    return with_children(tree, tuple(unshadowed(c, scene, inner) for c in children(tree)))


def everywhere(tree: Tree, change: Callable[[Tree], Tree | None]) -> tuple[Tree, bool]:
    """The tree with a change made at all outermost places where it applies, and whether there were any.

    What the change gives back as it is stays, and all that is in it.
    """
    new = change(tree)
    if new is not None:
        return new, new is not tree
    parts = [everywhere(c, change) for c in children(tree)]
    if not any(changed for _, changed in parts):
        return tree, False
    return with_children(tree, tuple(t for t, _ in parts)), True
