"""Signs from an SMT solver: z3's nonlinear real arithmetic over kernels.

Kernels become real variables that keep what is known of them (an exponential is positive, a root's power is
its base, integers are relaxed to reals), so only *unsat* means anything. Limits count z3's own steps, not
seconds, so that the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from derivcheck.algebra.normal_form.field import Field, Polynomial, Quotient, Vacuous
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.signs.models import has_model
from derivcheck.algebra.term import IMAGINARY_UNIT, Sort, Term, rational, symbols

_STEPS = 600_000
_BITS = 32
_MOST_VARIABLES = 10
_MOST_DEGREE = 12
_MOST_TERMS = 120
_BY_SIGNS = {
    frozenset((1,)): "gt", frozenset((-1,)): "lt", frozenset((0,)): "eq",
    frozenset((0, 1)): "ge", frozenset((-1, 0)): "le", frozenset((-1, 1)): "ne",
}  # fmt: skip
_SIGNS = {op: signs for signs, op in _BY_SIGNS.items()}


class Oracle:
    """Asks the solver, remembers facts that only it can use, and whether it has been relied upon."""

    def __init__(self, allowed: bool = True) -> None:
        self.allowed = allowed
        self.asked = False  # whether it would make a difference if it were allowed, or were not
        self.used = False
        self.extra: dict[Term, frozenset[int]] = {}
        self.alternatives: dict[tuple[tuple[Term, frozenset[int]], ...], None] = {}
        self._answers: dict[Any, bool] = {}

    @contextmanager
    def apart(self) -> Iterator[None]:
        """While it is entered, `asked` and `used` speak of what happens meanwhile, and not of what was before."""
        before = self.asked, self.used
        self.asked = self.used = False
        try:
            yield
        finally:
            self.asked, self.used = self.asked or before[0], self.used or before[1]

    def take_over(self, other: Oracle) -> Oracle:
        """Know what another oracle knows."""
        self.asked, self.used = self.asked or other.asked, self.used or other.used
        self.extra, self.alternatives = dict(other.extra), dict(other.alternatives)
        self._answers.update(other._answers)
        return self

    def remember(self, term: Term, signs: frozenset[int]) -> None:
        """A fact about a polynomial (as a term) that is not a fact about a single factor."""
        known = self.extra.get(term, signs) & signs
        if not known:
            raise Vacuous("contradicting facts")
        self.extra[term] = known

    def remember_alternatives(self, alternatives: tuple[tuple[Term, frozenset[int]], ...]) -> None:
        """At least one of these sign facts holds."""
        if not any(_is_complex(term) for term, _ in alternatives):
            self.alternatives[alternatives] = None

    def proves(self, field: Field, facts: dict[Term, frozenset[int]], p: Polynomial, signs: frozenset[int]) -> bool:
        """Whether the facts imply that ``p`` has one of these signs."""
        occurring = field.occurring(p)
        self.asked = True
        if not self.allowed or not occurring or len(occurring) > _MOST_VARIABLES:
            return False
        if len(p) > _MOST_TERMS or int(p.total_degree()) > _MOST_DEGREE:
            return False
        term = field.readable(p)
        if _is_complex(term):
            return False
        known = self._known(facts)
        key = (term, signs, frozenset(known.items()), frozenset(self.alternatives))
        if key not in self._answers:
            query = _Query(field, known, list(self.alternatives))
            self._answers[key] = query.refutes(term, _BY_SIGNS[frozenset((-1, 0, 1)) - signs])
        self.used = self.used or self._answers[key]
        return self._answers[key]

    def _known(self, facts: dict[Term, frozenset[int]]) -> dict[Term, frozenset[int]]:
        """All facts; those that leave no sign are contradictions, which the caller has met already."""
        known = {term: signs for term, signs in self.extra.items() if not _is_complex(term)}
        for term, signs in facts.items():
            if _is_complex(term):
                continue
            known[term] = known.get(term, signs) & signs or signs
        return known

    def inconsistent(self, field: Field, facts: dict[Term, frozenset[int]]) -> bool:
        """Whether no point satisfies all facts."""
        known = self._known(facts)
        self.asked = True
        if not self.allowed or len(known) + len(self.alternatives) < 2:
            return False
        key = (None, frozenset(known.items()), frozenset(self.alternatives))
        if key not in self._answers:
            self._answers[key] = _Query(field, known, list(self.alternatives)).refutes(None, "")
        self.used = self.used or self._answers[key]
        return self._answers[key]


@cache
def _tactic() -> Any:
    """Made once: that takes longer than most questions."""
    import z3

    return z3.Tactic("qfnra-nlsat")


def _is_complex(term: Term) -> bool:
    """Whether the imaginary unit or a complex symbol occurs, of which real arithmetic knows nothing."""
    if term is IMAGINARY_UNIT or (term.op in ("symbol", "entry") and term.args[1] is Sort.COMPLEX):
        return True
    return any(_is_complex(part) for part in term.terms)


class _Query:
    """One question, in z3's terms. Facts that share no variable with the question are left out."""

    def __init__(
        self,
        field: Field,
        facts: dict[Term, frozenset[int]],
        alternatives: list[tuple[tuple[Term, frozenset[int]], ...]],
    ) -> None:
        import z3

        self.z3 = z3
        self.field = field
        self.facts = facts
        self.alternatives = alternatives
        self.by_term = {kernel.term: index for index, kernel in field.kernels.items()}
        self.variables: dict[Term, Any] = {}
        self.constraints: list[Any] = []

    def refutes(self, term: Term | None, op: str) -> bool:
        """Whether this cannot hold (without a term: the facts) together with the facts."""
        if self._is_met_somewhere(term, op):
            return False
        goal = [] if term is None else [self._compare(self._translate(term), op)]
        if term is None:
            for fact, signs in self.facts.items():
                self._add_fact(fact, signs)
        else:
            self._add_relevant_facts()
        for choice in self.alternatives:
            self.constraints.append(self.z3.Or(*(self._compare(self._translate(t), _BY_SIGNS[s]) for t, s in choice)))
        if len(self.variables) > 2 * _MOST_VARIABLES:
            return False
        solver = _tactic().solver()
        solver.set("rlimit", _STEPS)
        solver.add(*self.constraints, *goal)
        return bool(solver.check() == self.z3.unsat)

    def _is_met_somewhere(self, term: Term | None, op: str) -> bool:
        """Whether it is seen to hold at a point at which all facts hold that share a variable with it."""
        required = list(self.facts.items())
        if term is not None:
            required, waiting, names = [(term, _SIGNS[op])], self.facts, {*symbols(term), *self._kernels_in(term)}
            while near := {f: s for f, s in waiting.items() if names & {*symbols(f), *self._kernels_in(f)}}:
                required += near.items()
                waiting = {f: s for f, s in waiting.items() if f not in near}
                names = names.union(*((*symbols(f), *self._kernels_in(f)) for f in near))
        return has_model(self.field, required, self.alternatives, _RANGES)

    def _add_relevant_facts(self) -> None:
        waiting = dict(self.facts)
        while True:
            near = {
                fact: signs
                for fact, signs in waiting.items()
                if any(v in self.variables for v in (*symbols(fact), *self._kernels_in(fact)))
            }
            if not near:
                return
            for fact, signs in near.items():
                del waiting[fact]
                self._add_fact(fact, signs)

    def _kernels_in(self, term: Term) -> list[Term]:
        if term in self.by_term:
            return [term]
        return [k for part in term.terms for k in self._kernels_in(part)]

    def _add_fact(self, fact: Term, signs: frozenset[int]) -> None:
        if len(signs) < 3:
            self.constraints.append(self._compare(self._translate(fact), _BY_SIGNS[signs]))

    def _compare(self, value: Any, op: str) -> Any:
        match op:
            case "gt":
                return value > 0
            case "ge":
                return value >= 0
            case "lt":
                return value < 0
            case "le":
                return value <= 0
            case "eq":
                return value == 0
        return value != 0

    def _translate(self, term: Term) -> Any:
        """A readable polynomial: sums and products of kernels; a kernel is a variable."""
        if term in self.by_term:
            return self._variable(term)
        if term.op == "number":
            return self.z3.RealVal(str(term.args[0]))
        if term.op == "add":
            return self.z3.Sum([self._translate(a) for a in term.args])
        if term.op == "mul":
            return self.z3.Product([self._translate(a) for a in term.args])
        exponent = rational(term.args[1]) if term.op == "power" else None
        if exponent is not None and exponent.denominator == 1 and exponent > 0:
            return self.z3.Product([self._translate(term.args[0])] * int(exponent))
        return self._variable(term)

    def _variable(self, term: Term) -> Any:
        found = self.variables.get(term)
        if found is None:
            found = self.variables[term] = self.z3.Real(f"v{len(self.variables)}")
            self._constrain(term, found)
        return found

    def _constrain(self, term: Term, variable: Any) -> None:
        """What the kernel's nature says about its variable."""
        index = self.by_term.get(term)
        if index is None:
            return
        kernel = self.field.kernels[index]  # if more is asked of it than its sign, `models` has to know
        if len(kernel.signs) < 3:
            self.constraints.append(self._compare(variable, _BY_SIGNS[kernel.signs]))
        ends = _RANGES.get(kernel.term.args[0]) if kernel.term.op == "call" else None
        if index in self.field.constants:
            ends = _around(kernel.term)
        if ends is not None:
            self.constraints += [variable > self.z3.RealVal(ends[0]), variable < self.z3.RealVal(ends[1])]
        if kernel.kind in ("cosine", "sine"):  # of real angles, twice over
            self.constraints += [variable >= -2, variable <= 2]
        if kernel.kind == "floor":
            self._constrain_floor(kernel.arguments[0], variable)
        for owner, _, monic in self.field.relations:
            if owner == index:
                self.constraints.append(self._translate(self.field.readable(monic)) == 0)

    def _constrain_floor(self, argument: Quotient, variable: Any) -> None:
        """u - 1 < floor(u) <= u for u = n/d, multiplied by d**2."""
        n = self._translate(self.field.readable(argument.n))
        d = self._translate(self.field.readable(argument.d))
        self.constraints += [(variable * d - n) * d <= 0, (variable * d - n + d) * d > 0]


def _around(constant: Term) -> tuple[str, str] | None:
    """Two rational numbers between which a constant lies."""
    try:
        ball = enclose(constant, 2 * _BITS) * 2**_BITS
    except NoEnclosure:
        return None
    middle = int(ball.mid().floor().unique_fmpz())
    inside = ball > middle - 1 and ball < middle + 2
    return (f"{middle - 1}/{2**_BITS}", f"{middle + 2}/{2**_BITS}") if inside else None


#: Open rational intervals in which a kernel lies.
_RANGES: dict[Any, tuple[str, str]] = {
    "erf": ("-1", "1"),
    "atan": ("-1.5707964", "1.5707964"),
}
