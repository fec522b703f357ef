"""The normaliser: reads terms into a rational function over kernels, under facts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from derivcheck.algebra.arity import accepts
from derivcheck.algebra.matrices import kernels
from derivcheck.algebra.matrices.definite import signs_of_entry
from derivcheck.algebra.matrices.rules import equation
from derivcheck.algebra.normal_form import brackets, functions, idempotents
from derivcheck.algebra.normal_form.angles import Angles
from derivcheck.algebra.normal_form.field import Field, Incomplete, Kernel, Quotient, TooLarge, Vacuous
from derivcheck.algebra.normal_form.opaque import opaque
from derivcheck.algebra.normal_form.plan import Plan
from derivcheck.algebra.normal_form.powers import Powers
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.normal_form.universal import Universals, instances
from derivcheck.algebra.signs.signs import ANY, BY_RELATION, NONNEGATIVE, NONZERO, POSITIVE, Knowledge, Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.sums import Range, Sums, mentions_bound
from derivcheck.algebra.sums.products import absolute_product, log_of_product, product
from derivcheck.algebra.sums.sizes import is_nonnegative
from derivcheck.algebra.term import RELATIONS, Sort, Term, bound_index, make, rational, substitute, symbols

#: The indices of a function's argument have names that no sum uses.
_FIRST_OF_LAMBDA = 10_000

#: Boolean terms that hold wherever a question is asked.
Facts = tuple[Term, ...]

_SORT_SIGNS = {
    Sort.POSITIVE: POSITIVE, Sort.SIZE: POSITIVE, Sort.NONNEGATIVE: NONNEGATIVE,
    Sort.NATURAL: NONNEGATIVE, Sort.NONZERO: NONZERO,
}  # fmt: skip


class Normaliser(State):
    """Reads terms into one field, under facts. Made anew for every attempt (see `Restart`)."""

    def __init__(self, plan: Plan, oracle: Oracle) -> None:
        self.plan = plan
        self.field = Field(plan.capacity)
        self.knowledge = Knowledge(self.field, oracle)
        self.field.signs_of = self.knowledge.signs
        self.powers = Powers(self.field, self.knowledge, plan)
        self.knowledge.exponential = self.powers.exp
        self.angles = Angles(self.field, self.powers, plan)
        self.sums = Sums(self)
        self.universals = Universals(self)
        self.knowledge.of_indices = self.universals.signs
        self.marked: set[Term] = set()  # which tensors are diagonal, orthogonal or definite, as facts
        self.powers.is_nonnegative = partial(is_nonnegative, self.sums)
        self.powers.is_null = partial(brackets.null, self)
        self.powers.turn = self.angles.cosine_and_sine
        self.powers.log_of_product = partial(log_of_product, self)
        self.powers.absolute_product = partial(absolute_product, self)
        self._memo: dict[tuple[Term, tuple[Range, ...]], Quotient] = {}
        self.waiting: list[tuple[Term, Split]] = []
        self.has_waited = False  # whether a fact could not be used when its turn came

    def settle_denominators(self) -> None:
        """Normalise the common denominators that earlier attempts found to be needed."""
        for kind, term in list(self.plan.denominators.items()):
            self.powers.common[kind] = self.of(term).n

    def of(self, term: Term) -> Quotient:
        """The normal form of an expanded term."""
        key = (term, self.sums.key(term)) if self.sums.scope else (term, ())
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._read(term)
        return found

    def _read(self, term: Term) -> Quotient:
        f = self.field
        match term.op:
            case "number":
                return f.fraction(term.args[0])
            case "symbol":
                return self._symbol(term)
            case "constant":
                return self.constant(term)
            case "add":
                return f.total([self.of(a) for a in term.args])
            case "mul":
                result = f.one
                for factor in term.args:
                    result = f.times(result, self.of(factor))
                return result
            case "power":
                return self._power(*term.args)
            case "entry":
                return self._entry(term)
            case "sum":
                return self.sums.of(term)
            case "product":
                return product(self.sums, term)
            case "functional":
                return self._functional(term)
            case "inverse" | "det" | "matpow":
                return kernels.of(self, term)
            case "call":
                return self._call(term)
            case "apply":
                return opaque(self, term.args[0], *(self.of(a) for a in term.args[3:]), like=term)
            case "piecewise":
                return self._piecewise(term)
        raise Incomplete(f"no normal form for {term.op}")

    def _call(self, term: Term) -> Quotient:
        rule = functions.rule(term.args[0])
        args = [self.of(a) for a in term.args[1:]]
        if rule is None or not accepts(rule, len(args) + 1):
            return opaque(self, term.args[0], *args)
        if self.sums.scope and term.args[0] != "delta":
            return idempotents.function(self, term.args[0], tuple(args), partial(self._ruled, rule, term.args[0]))
        return self._ruled(rule, term.args[0], *args)

    def _ruled(self, rule: functions.Rule, name: str, *args: Quotient) -> Quotient:
        try:
            return rule(self, *args)
        except Split as split:
            # Of something that a sum runs over, no cases can be distinguished.
            if not mentions_bound(split.polynomial):
                raise
            return brackets.function(self, name, *args)

    def _piecewise(self, term: Term) -> Quotient:
        """The value whose condition holds in this case; where a sum runs over the condition, by brackets."""
        try:
            for value, condition in zip(term.args[::2], term.args[1::2], strict=True):
                if self.truth(condition):
                    return self.of(value)
        except Split as split:
            if not mentions_bound(split.polynomial):
                raise
            return brackets.choice(self, term)
        raise Vacuous("no case of a Piecewise applies")

    def _entry(self, term: Term) -> Quotient:
        """An entry of a tensor, by the normal forms of its indices; of a symmetric one, in order."""
        f = self.field
        name, sort, symmetric, bounds, *indices = term.args
        canonical = [f.readable_quotient(self.of(i)) for i in indices]
        if symmetric:
            canonical.sort(key=str)
        if self.marked and make("diagonal", make("tensor", name)) in self.marked and canonical[0] is not canonical[1]:
            here = make("entry", name, sort, symmetric, bounds, canonical[0], canonical[0])
            return f.times(self.of(make("call", "delta", *canonical)), self._entry(here))
        own = make("entry", name, sort, symmetric, bounds, *canonical)
        index = f.find("entry", own)
        if index is None:
            signs = signs_of_entry(self, own) if self.marked else ANY
            index = f.add_kernel(Kernel("entry", own, _SORT_SIGNS.get(sort, signs), False))
        return f.generator(index)

    def _functional(self, term: Term) -> Quotient:
        """An arbitrary function of a tensor, named by the normal form of the tensor's entries."""
        f = self.field
        name, symmetric, rank, tensor, *slots = term.args
        groups = [slots[k : k + rank] for k in range(0, len(slots), rank)]
        places = [tuple(f.readable_quotient(self.of(i)) for i in group) for group in groups]
        if symmetric:
            places.sort(key=str)
        flat = (i for group in places for i in group)
        component = make("component", name.args[0], *(self._canonical(i) for i in name.args[1:]))
        own = make("functional", component, symmetric, rank, self._canonical_lambda(tensor, rank), *flat)
        index = f.find("functional", own)
        if index is None:
            index = f.add_kernel(Kernel("functional", own, ANY, False))
        return f.generator(index)

    def _canonical_lambda(self, tensor: Term, rank: int) -> Term:
        """The same tensor with the normal form of its entries, its indices named by what stands within."""
        ranges, body = [], tensor
        for _ in range(rank):
            index, first, last, body = body.args
            number = _FIRST_OF_LAMBDA
            while bound_index(number) in symbols(body) - {index}:
                number += 1
            body = substitute(body, {index: bound_index(number)})
            ranges.append((bound_index(number), self._canonical(first), self._canonical(last)))
        body = self._canonical(body)
        for index, first, last in reversed(ranges):
            body = make("lambda", index, first, last, body)
        return body

    def _canonical(self, term: Term) -> Term:
        return self.field.readable_quotient(self.of(term))

    def proves(self, op: str, value: Quotient) -> bool:
        """Whether ``value op 0`` is known, with the solver's help."""
        wanted = BY_RELATION[op]
        if self.knowledge.quotient_signs(value) <= wanted:
            return True
        if not value.d.is_one():
            return False
        return self.knowledge.solve(value.n, (wanted,)) <= wanted

    def _symbol(self, term: Term) -> Quotient:
        f = self.field
        index = f.find("symbol", term)
        if index is None:
            sort = term.args[1]
            kind = "symbol" if sort is not Sort.COMPLEX else "imaginary"
            index = f.find(kind, term)
            if index is None:
                index = f.add_kernel(Kernel(kind, term, _SORT_SIGNS.get(sort, ANY), False))
        return f.generator(index)

    def constant(self, term: Term) -> Quotient:
        """A named constant; E is exp(1), I brings I**2 = -1."""
        f = self.field
        name = term.args[0]
        if name == "E":
            return self.powers.exp(f.one)
        if name == "GoldenRatio":
            root = self.powers.rational_power(f.integer(5), Fraction(1, 2))
            return f.scaled(f.plus(f.one, root), Fraction(1, 2))
        if name not in ("pi", "I", "EulerGamma", "Catalan"):
            raise Incomplete(f"the constant {name}")
        kind = "imaginary" if name == "I" else "constant"
        index = f.find(kind, term)
        if index is None:
            index = f.add_kernel(Kernel(kind, term, POSITIVE, name != "I"))
            if name == "I":
                f.relate(index, 2, f.generators[index] ** 2 + 1)
        return f.generator(index)

    def _power(self, base: Term, exponent: Term) -> Quotient:
        value = rational(exponent)
        if value is None:
            normal = self.of(exponent)
            value = self.field.rational_value(normal)
            if value is None or (value.denominator == 1 and value <= 0):
                return self._separated(self.of(base), normal, partial(self._symbolic_power, exponent))
        return self._separated(self.of(base), self.field.fraction(value), partial(self._rational_power, value))

    def _symbolic_power(self, written: Term, base: Quotient, exponent: Quotient) -> Quotient:
        value = self.field.rational_value(exponent)
        if value is not None and (value.denominator > 1 or value > 0):
            return self._rational_power(value, base, exponent)
        return self.powers.symbolic_power(base, exponent, written)

    def _rational_power(self, value: Fraction, base: Quotient, _: Quotient) -> Quotient:
        if value.denominator == 1:
            return self.field.integer_power(base, int(value))
        return self.powers.rational_power(base, value)

    def _separated(self, base: Quotient, exponent: Quotient, apply: Callable[..., Quotient]) -> Quotient:
        return idempotents.raised(self, base, exponent, apply) if self.sums.scope else apply(base, exponent)

    # --- boolean terms

    def truth(self, condition: Term) -> bool:
        """The truth of a condition in this case; else a split that will decide it."""
        match condition.op:
            case "true" | "false":
                return condition.op == "true"
            case "not":
                return not self.truth(condition.args[0])
            case "and":
                return all(self.truth(c) for c in condition.args)
            case "or":
                return any(self.truth(c) for c in condition.args)
            case op if op in RELATIONS:
                return self.knowledge.truth(op, self._difference(condition))
        raise Incomplete(f"a condition with {condition.op}")

    def _difference(self, comparison: Term) -> Quotient:
        left, right = comparison.args
        return self.field.minus(self.of(left), self.of(right))

    def learn(self, facts: Facts) -> None:
        """Learn facts, some of which may become usable only when others are known.

        A fact that cannot be used is left aside, which is always sound; if it waits for a case distinction,
        that is kept in ``waiting``.
        """
        left = [*facts, *instances(facts)]
        while True:
            self.waiting = []
            unused = [fact for fact in left if not self._used(fact)]
            self.has_waited = self.has_waited or bool(unused)
            if len(unused) == len(left) or not unused:
                return
            left = unused

    def _used(self, fact: Term) -> bool:
        try:
            self._assume(fact)
        except Split as split:
            self.waiting.append((fact, split.with_traceback(None)))  # it may be kept, and its frames should not be
            return False
        except (Incomplete, TooLarge):
            return True
        return True

    def _assume(self, fact: Term) -> None:
        match fact.op:
            case "false":
                raise Vacuous("a fact that is false")
            case "and":
                for part in fact.args:
                    self._assume(part)
            case "or":
                self._assume_alternatives(fact.args)
            case "every":
                self.universals.learn(fact)
                rule = equation(self.sums, fact)
                if rule is not None:
                    self.sums.rules.add(rule)
            case "diagonal" | "orthogonal" | "positive_definite" | "positive_semidefinite":
                self.marked.add(fact)
            case op if op in RELATIONS:
                difference = self._difference(fact)
                self.knowledge.assume(op, difference)
                if op == "eq":
                    self._rewrite_by(difference)

    def _rewrite_by(self, zero: Quotient) -> None:
        """An equation ``kernel == rest``, the kernel being the newest in it, replaces a sum or an entry from now on."""
        f = self.field
        p = f.reduce(zero.n)
        if p.is_zero():
            return
        leading, coefficient = p.monoms()[0], int(p.leading_coefficient())
        if sum(leading) != 1 or abs(coefficient) != 1:
            return
        index = next(i for i, e in enumerate(leading) if e)
        if f.kernels[index].kind in ("sum", "entry") and p.degrees()[index] == 1:
            f.relate(index, 1, p * coefficient)

    def _assume_alternatives(self, alternatives: tuple[Term, ...]) -> None:
        """Alternatives that are known to be false are dropped; a single one left is a fact."""
        left = [a for a in alternatives if not self._is_false(a)]
        if not left:
            raise Vacuous("no alternative holds")
        if len(left) == 1:
            self._assume(left[0])
        elif all(a.op in RELATIONS for a in left):
            choice = []
            for a in left:
                difference = self._difference(a)
                product = self.field.reduce(difference.n * difference.d)
                choice.append((self.field.readable(product), BY_RELATION[a.op]))
            self.knowledge.oracle.remember_alternatives(tuple(choice))

    def _is_false(self, condition: Term) -> bool:
        """Whether the condition cannot hold in this case, being false or undefined throughout it."""
        try:
            return self._is_never(condition)
        except Vacuous:
            return True

    def _is_never(self, condition: Term) -> bool:
        match condition.op:
            case "false":
                return True
            case "and":
                return any(self._is_false(c) for c in condition.args)
            case "or":
                return all(self._is_false(c) for c in condition.args)
            case op if op in RELATIONS:
                return not self.knowledge.quotient_signs(self._difference(condition)) & BY_RELATION[op]
        return False
