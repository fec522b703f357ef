"""How likely a repair is to be meant: those that say nothing are not shown, and others come later."""

from __future__ import annotations

from derivcheck.diagnosis.forms import Forms
from derivcheck.diagnosis.kind import Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import children, is_zero, names, same, sequence
from derivcheck.diagnosis.triviality import are_apart, cancellations, inequalities
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.core import Call, Expr
from derivcheck.language.syntax import Logic, Name, Relation, Subscript, Tree

#: That both sides are the same text is rarely meant.
_OF_SAYING_NOTHING = 0.3
#: That what a statement is about has nothing to do with it is said by a mistake of the other side, if at all.
_OF_VANISHING = 0.6


class Plausibility:
    """Repairs of one statement, held against it."""

    def __init__(self, setting: Setting, sieve: Sieve, forms: Forms) -> None:
        self.statement = setting.statement
        self.sieve = sieve
        self.forms = forms
        self.cancellations = cancellations(setting.statement)

    def unlikely(self, repair: Repair) -> float:
        """What a repair costs beside its kind."""
        return _OF_SAYING_NOTHING * self._repeats_a_side(repair) + _OF_VANISHING * self._loses_a_name(repair)

    def is_trivial(self, repair: Repair, meaning: Expr) -> bool:
        """Whether the repair cancels something, or is an inequality between numbers of different signs."""
        if cancellations(repair.statement) > self.cancellations or _is_tautology(repair.statement):
            return True
        if isinstance(meaning, Call) and meaning.op == "implies" and not self.sieve.is_met(*meaning.args):
            return True  # nothing is said
        if names(self.statement) and not names(repair.statement):
            return True  # what it spoke about is gone
        if _says_nothing(repair) and not names(self.statement) <= names(repair.statement):
            return True  # one side was only copied
        return repair.given is None and any(self._is_apart(r) for r in inequalities(repair.statement, meaning))

    def _is_apart(self, inequality: tuple[Tree, Expr]) -> bool:
        """Whether an inequality compares numbers of different signs, none of which is a written 0."""
        tree, meaning = inequality
        if not isinstance(meaning, Call) or any(is_zero(s) for s in children(tree)):
            return False
        sides = [self.sieve.entries(side) for side in meaning.args if isinstance(side, Expr)]
        return len(sides) == 2 and are_apart(*sides)

    def _repeats_a_side(self, repair: Repair) -> bool:
        """Whether one side has become the other one, or a multiple of it, which it was not before."""
        old, new = self.statement, repair.statement
        if not _is_equation(new):
            return False
        return (self._is_multiple(new) and not self._is_multiple(old)) or (_is_circular(new) and not _is_circular(old))

    def _loses_a_name(self, repair: Repair) -> bool:
        """Whether a name vanishes with an edit of what is worked out."""
        old, new = self.statement, repair.statement
        if not isinstance(old, Relation) or not isinstance(new, Relation) or same(old.operands[0], new.operands[0]):
            return False
        return not names(old.operands[0]) <= names(new)

    def _is_multiple(self, equation: Tree) -> bool:
        """Whether the factors of one side are among those of the other, in a row."""
        one, other = ([*map(self.forms, sequence(side))] for side in children(equation))
        whole, part = (one, other) if len(one) > len(other) else (other, one)
        return any(whole[k : k + len(part)] == part for k in range(len(whole)))


def _is_tautology(tree: Tree) -> bool:
    """Whether a statement follows from itself."""
    return isinstance(tree, Logic) and tree.op in ("implies", "iff") and same(*tree.operands)


def _is_equation(tree: Tree) -> bool:
    return isinstance(tree, Relation) and tree.ops == ("eq",)


def _is_circular(equation: Tree) -> bool:
    """Whether one side is a name or an entry, of which the other one is made."""
    one, other = children(equation)
    return _is_made_of(one, other) or _is_made_of(other, one)


def _is_made_of(side: Tree, other: Tree) -> bool:
    tensor = other.value if isinstance(other, Subscript) else other
    return isinstance(tensor, Name) and tensor.name in names(side)


def _says_nothing(repair: Repair) -> bool:
    """Whether both sides are the same text."""
    tree = repair.statement
    return isinstance(tree, Relation) and len(tree.operands) == 2 and same(*tree.operands)
