"""Lines of a calculation: one rule after the other, from an expression on, until none applies.

What is known by then is put in: derivatives of defined names, which are worked out once beside the lines, what the file
has claimed before, and defined names for what they stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from derivcheck.diagnosis.trees import factors, gathered, is_worked_out, number, product, same, terms, total, walk
from derivcheck.explanation.binders import bound, free_names
from derivcheck.explanation.lines import Line, following, names_within, settled
from derivcheck.explanation.matching import Equation, definitions, earlier, in_product, instance
from derivcheck.explanation.patterns import OPERATORS, differentiated, summed
from derivcheck.explanation.rule import Rule, all_rules
from derivcheck.explanation.rules.definition import head
from derivcheck.explanation.scene import Scene, everywhere
from derivcheck.language.syntax import Call, Name, Number, Tree
from derivcheck.language.writing import written

_MOST_LINES = 24
_LONGEST = 600  # characters of a line
_LONGEST_RESULT = 120  # of what is worked out beside the lines
_LONG = 60  # of a line in which nothing is worked out any more
ABOVE = "from above"
CLAIMED = "claim"
_LINEAR = 22  # the greatest cost of the rules by which derivatives are taken apart into simpler ones, or are plain

#: Whether the engine proves that two expressions stand in a relation.
Holds = Callable[[str, Tree, Tree], bool]


def _effort(tree: Tree) -> tuple[int, int, int]:
    """How much is left to do in an expression: sums over an index of a delta, sums, and its length."""
    sums = [sum_ for s in walk(tree) if (sum_ := summed(s.node)) is not None]
    deltas = [(sum_, s.node) for sum_ in sums for s in walk(sum_) if isinstance(s.node, Call)]
    contracted = [1 for sum_, d in deltas if d.function.name == "delta" and free_names(d) & frozenset(bound(sum_))]
    return len(contracted), len(sums), len(written(tree))


def _above(text: str) -> str:
    return f"`{text}` {ABOVE}"


@dataclass(eq=False)
class Development:
    """``visible``: defined names that stand in the lines. ``asides``: what was worked out beside them, by its text.

    ``fixed``: derivatives and the like that stay, because they stand on both sides.
    """

    scene: Scene
    holds: Holds
    visible: set[str] = field(default_factory=set)
    fixed: frozenset[str] = frozenset()
    asides: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    _rejected: set[str] = field(default_factory=set)

    def lines(self, line: Line, arrived: Callable[[Tree], bool] | None = None, named: bool = True) -> list[Line]:
        """The line and those that follow from it, until one has ``arrived``; ``named``: with names put back.

        A rule that gives something unproved is not used again.
        """
        lines, rules, seen = [line], all_rules(), {written(line.tree)}
        while len(lines) < _MOST_LINES:
            tree = lines[-1].tree
            new, leading = self._next(tree, rules, len(lines) == 1)
            if new is None:
                break
            self.visible |= names_within(new.tree, self.scene)
            new = self._with_names(new) if named else new
            text = written(new.tree)
            if text in seen or len(text) > _LONGEST or not self.holds("eq", tree, new.tree):
                self._rejected |= set(new.said) if leading is None else set()
                rules = tuple(r for r in rules if r is not leading)
                continue
            seen.add(text)
            lines.append(new)
            if arrived is not None and arrived(new.tree):
                break
        return lines

    def _next(self, tree: Tree, rules: Sequence[Rule], first: bool) -> tuple[Line | None, Rule | None]:
        """The next line, and its first rule; what is known is put in when all derivatives are as simple as can be.

        ``first``: the tree is what is to be shown, and not known.
        """
        known = self._put_in(tree, first)
        linear = [r for r in rules if r.family == "linearity" and r.cost <= _LINEAR]
        found = following(tree, rules if known is None else linear, self.scene, self.fixed)
        if found is not None or known is None:
            return found or (None, None)
        after = following(known.tree, [r for r in rules if r.immediate], self.scene)
        return (known if after is None else Line(after[0].tree, (*known.said, *after[0].said))), None

    def used(self, lines: Iterable[Line]) -> list[tuple[Line, ...]]:
        """What was worked out beside some lines and stands in them, in the order in which it was needed."""
        found = {text for line in lines for text in self.asides if _above(text) in line.said}
        for text in reversed(self.asides):
            if text in found:
                found |= {t for line in self.asides[text] for t in self.asides if _above(t) in line.said}
        return [self.asides[text] for text in self.asides if text in found]

    # --- what is known --------------------------------------------------------------------------------------------

    @cached_property
    def _definitions(self) -> tuple[Equation, ...]:
        return definitions(self.scene)

    @cached_property
    def _earlier(self) -> tuple[Equation, ...]:
        return earlier(self.scene)

    def _put_in(self, tree: Tree, first: bool) -> Line | None:
        """The line with what has been claimed before, or is worked out beside it, for derivatives of defined names."""
        said: dict[str, None] = {}

        def change(node: Tree) -> Tree | None:
            if not isinstance(node, Call) or (first and node is tree):
                return None
            if node.function.name in OPERATORS and written(node) in self.fixed:
                return node
            for equation in self._earlier:
                words = f"{CLAIMED} `{equation.id}`"
                found = instance(equation, node, self.scene) if words not in self._rejected else None
                if found is not None and (isinstance(found, Number) or self._is_of_a_name(node)):
                    said[words] = None
                    return found
            words = _above(written(node))
            if node is tree or words in self._rejected or not self._is_of_a_name(node):
                return None
            if not self._is_worth_it(node, tree):
                return None
            result = self._worked_out(node)
            if result is None:
                self._rejected.add(words)
                return None
            said[words] = None
            return result

        new, changed = everywhere(tree, change)
        return Line(settled(new, self.scene), tuple(said)) if changed else None

    def _is_of_a_name(self, node: Tree) -> bool:
        """Whether it is the derivative of a defined name, under names that mean something by themselves."""
        found = differentiated(node)
        own = head(found[0]) if found is not None else None
        return (
            found is not None
            and isinstance(own, Name)
            and own.name in self.scene.defined
            and self.scene.varies(*found)
            and self.scene.is_scalar(found[0])
            and all(self.scene.is_known(n) for n in free_names(node))
        )

    def _is_worth_it(self, node: Tree, tree: Tree) -> bool:
        """Whether the line has more than this, or the definition more than one name."""
        calls = [s.node for s in walk(tree) if isinstance(s.node, Call) and s.node.function.name in OPERATORS]
        found = differentiated(node)
        body = self.scene.unfolded(found[0]) if found is not None else None
        if found is None or body is None:
            return False
        names = names_within(body, self.scene) & self.scene.defined
        inner = any(self.scene.varies(Name(n, span=node.span), found[1]) for n in names)
        return len(calls) > 1 or len(written(tree)) > _LONG or inner

    def _worked_out(self, node: Tree) -> Tree | None:
        """The derivative by rules, in its shortest form; None if something is left to be worked out, or it is long."""
        text = written(node)
        if text in self.asides:
            return self.asides[text][-1].tree
        self._rejected.add(_above(text))
        fixed, self.fixed = self.fixed, frozenset()
        lines = self.lines(Line(node))
        self.fixed = fixed
        done = [k for k, line in enumerate(lines) if k and not is_worked_out(line.tree, OPERATORS)]
        if not done:
            return None
        lines = lines[: min(done, key=lambda k: _effort(lines[k].tree)) + 1]
        lines += self._without_zeros(lines[-1])
        lines += self._term_by_term(lines[-1])
        if len(written(lines[-1].tree)) > _LONGEST_RESULT:
            return None
        self._rejected.discard(_above(text))
        self.asides[text] = tuple(lines)
        return lines[-1].tree

    def _without_zeros(self, line: Line) -> list[Line]:
        """The line without sums of several terms that are zero."""

        def change(node: Tree) -> Tree | None:
            sum_ = summed(node)
            if sum_ is None or len(terms(sum_.args[0])) < 2 or not all(map(self.scene.is_known, free_names(node))):
                return None
            return number(0) if self.holds("eq", node, number(0)) else None

        new, changed = everywhere(line.tree, change)
        if not changed:
            return []
        found = self._with_names(Line(settled(new, self.scene), ("a sum that is zero",)))
        return [found] if self.holds("eq", line.tree, found.tree) else []

    def _term_by_term(self, line: Line) -> list[Line]:
        """A quotient with a sum above, divided term by term and written with names, if that is shorter."""
        own = factors(line.tree)
        sums = [f for s, f in own if s > 0 and len(terms(f)) > 1]
        if len(sums) != 1 or all(s > 0 for s, _ in own):
            return []
        rest = [f for f in own if f[1] is not sums[0]]
        parts = [(s, product(gathered([*factors(t), *rest]))) for s, t in terms(sums[0])]
        found = self._with_names(Line(total([(s, self._names_among(t)) for s, t in parts]), ("term by term",)))
        shorter = len(written(found.tree)) < len(written(line.tree))
        return [found] if shorter and self.holds("eq", line.tree, found.tree) else []

    def _names_among(self, tree: Tree) -> Tree:
        """A product with names for some of its factors, as often as they stand there."""
        for equation in self._definitions:
            own = head(equation.right)
            while isinstance(own, Name) and own.name in self.visible:
                found = in_product(equation, tree, self.scene)
                if found is None:
                    break
                tree = found
        return tree

    # --- names put back -------------------------------------------------------------------------------------------

    def _with_names(self, line: Line) -> Line:
        """The line with defined names that stand in the lines for what they stand for."""
        said: dict[str, None] = dict.fromkeys(line.said)

        def change(node: Tree) -> Tree | None:
            if isinstance(node, Call) and node.function.name in OPERATORS:
                return node
            for equation in self._definitions:
                own = head(equation.right)
                assert isinstance(own, Name)
                found = instance(equation, node, self.scene) if own.name in self.visible else None
                if found is not None:
                    said[f"definition of `{own.name}`"] = None
                    return found
            return None

        tree = line.tree
        for _ in self._definitions:
            new, _ = everywhere(tree, change)
            if same(new, tree):
                break
            tree = new
        return Line(tree, tuple(said), line.relation)
