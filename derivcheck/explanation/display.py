"""What a line looks like: its meaning with defined names left as names, for those who draw it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derivcheck.diagnosis.trees import name
from derivcheck.explanation.scene import Scene
from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, FunctionType, Symbol
from derivcheck.language.elaboration.context import Context
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.expressions import elaborate_tree
from derivcheck.language.source import LanguageError, Span
from derivcheck.language.syntax import Tree


@dataclass(frozen=True, eq=False)
class _Opaque:
    """The names of a scene, defined ones as if they were declared."""

    scene: Scene

    @property
    def environment(self) -> Environment:
        return self.scene.setting.environment

    def knows(self, name: str) -> bool:
        return self.environment.knows(name)

    def all(self) -> Iterable[str]:
        return self.environment.all()

    def symbol(self, own: str) -> Symbol | None:
        found = self.scene.definition(own)
        if found is None:
            return self.environment.symbol(own)
        if found.is_function:
            return None  # see `applied`
        type = self.scene.type_of(name(own))
        return None if type is None else Symbol(own, type)

    def whole(self, name: str, context: Context, span: Span) -> Expr:
        return self.environment.whole(name, context, span)

    def entry(self, name: str, node: syntax.Subscript, context: Context) -> Expr:
        return self.environment.entry(name, node, context)

    def applied(self, own: str, node: syntax.Call, context: Context) -> Expr:
        """A defined function at its arguments, whatever they are, where it has a value there."""
        found = self.scene.definition(own)
        type = self.scene.type_of(node) if found is not None and found.is_function else None
        if type is None:
            return self.environment.applied(own, node, context)
        args = tuple(elaborate_tree(a, context) for a in node.args)
        function = Symbol(own, FunctionType(tuple(a.type for a in args), type))
        return core.Apply(function, args, type=type, span=node.span)

    def is_tensor_of_function(self, name: str) -> bool:
        return self.environment.is_tensor_of_function(name)


def meaning(tree: Tree, scene: Scene) -> Expr | None:
    """The tree in the core language, defined names as variables where that is possible; None if it has no meaning."""
    own = scene.setting.environment.context
    opaque = replace(own, names=_Opaque(scene), dispatch=elaborate_tree, instances={}, mentions={})
    for context in (opaque, own):
        try:
            return elaborate_tree(tree, context)
        except (LanguageError, RecursionError, AssertionError):
            continue
    return None
