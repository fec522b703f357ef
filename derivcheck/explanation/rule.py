"""What a rule of calculation is. Adding one is adding a file with a ``RULE`` to `derivcheck/explanation/rules`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.engine.discovery import found_in
from derivcheck.language.syntax import Tree

if TYPE_CHECKING:
    from derivcheck.explanation.scene import Scene


class Rewritten(NamedTuple):
    """What a rule makes of an expression; ``said`` is what the line is to be called, if not by the rule's name.

    Nothing is said of what is too small to be worth it, in a line that another rule begins.
    """

    tree: Tree
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An expression that the rule applies to, and what it then is."""

    before: str
    after: str
    declare: tuple[str, ...] = ()
    define: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of calculation. The docstring of its module is its documentation.

    ``formula``: what it says, in the claim language. ``apply``: what it makes of one expression, None where it does not
    apply; it need not be careful, since the engine decides every line. ``cost``: cheaper rules come first. ``family``:
    rules of one family share a line. ``immediate``: it is also applied in the line of the rule before. ``also``: other
    names that lines give it, or the words with which they begin. ``backwards``: what it is called in a line in which it
    is read from right to left, where that is not the same.
    """

    name: str
    cost: int
    formula: str
    apply: Callable[[Tree, Scene], Rewritten | None]
    examples: tuple[Example, ...]
    family: str = ""
    immediate: bool = False
    also: tuple[str, ...] = ()
    backwards: str = ""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of the package, in the order in which they are tried."""
    return tuple(sorted(found_in("derivcheck.explanation.rules", "RULE"), key=lambda r: (r.cost, r.name)))
