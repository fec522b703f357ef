"""Signs that can be seen from a term's form, without expanding anything.

A sum of squares and a positive number is positive, whatever its normal form looks like. All that is said holds
wherever the term is defined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.algebra.signs.signs import (
    ANY,
    BY_RELATION,
    NONNEGATIVE,
    NONZERO,
    NULL,
    POSITIVE,
    Signs,
    opposite,
    power_signs,
    product,
    sum_signs,
)
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    IMAGINARY_UNIT,
    RELATIONS,
    TRUE,
    ZERO,
    Sort,
    Term,
    add,
    mul,
    number,
    rational,
)

_SORTS = {
    Sort.POSITIVE: POSITIVE, Sort.SIZE: POSITIVE, Sort.NONNEGATIVE: NONNEGATIVE, Sort.NATURAL: NONNEGATIVE,
    Sort.NONZERO: NONZERO,
}  # fmt: skip
_POSITIVE_FUNCTIONS = frozenset(("exp", "cosh", "sech", "sigmoid", "softplus", "factorial"))
_NONNEGATIVE_FUNCTIONS = frozenset(("relu", "acos", "acosh", "asech", "Heaviside", "delta"))
_TOTAL_FUNCTIONS = frozenset({
    "exp", "sin", "cos", "sinh", "cosh", "tanh", "sech", "asinh", "atan", "sigmoid", "softplus", "relu", "Abs",
    "sign", "Max", "Min", "floor", "ceiling", "Heaviside", "erf", "erfc", "erfi", "delta",
})  # fmt: skip
_SAME_SIGN = frozenset(("sinh", "tanh", "asinh", "atan", "asin", "erf", "erfi", "sign", "cbrt", "atanh"))


def follows(condition: Term, facts: tuple[Term, ...]) -> bool:
    """Whether a comparison can be seen to hold, from the signs of symbols that facts give."""
    if condition.op not in RELATIONS or is_complex(condition):
        return False
    left, right = condition.args
    known = _known(facts)
    if right is ZERO:
        return _signs(left, known, {}) <= BY_RELATION[condition.op]
    if left is ZERO:
        return opposite(_signs(right, known, {})) <= BY_RELATION[condition.op]
    return _signs(add(left, mul(number(-1), right)), known, {}) <= BY_RELATION[condition.op]


def visible_signs(term: Term) -> Signs:
    """The signs that a term can have, as far as its form shows."""
    return ANY if is_complex(term) else _signs(term, {}, {})


def is_total(term: Term) -> bool:
    """Whether the term has a value whatever its symbols and entries are (entries outside of an axis taken as 0)."""
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        if not _is_safe(part):
            return False
        waiting += part.terms
    return True


def _is_safe(part: Term) -> bool:
    match part.op:
        case "power":
            value = rational(part.args[1])
            natural = value is not None and value.denominator == 1 and value >= 0
            return natural or visible_signs(part.args[0]) == POSITIVE
        case "call":
            if part.args[0] in ("log", "sqrt", "gamma", "digamma", "loggamma"):
                return visible_signs(part.args[1]) == POSITIVE
            return part.args[0] in _TOTAL_FUNCTIONS
        case "piecewise":
            return part.args[-1] is TRUE
        case "inverse" | "matpow" | "derivative" | "subs" | "at" | "expect" | "covariance" | "defined" | "not":
            return False
        case op if op in ABSTRACTIONS:
            return False
    return True


def is_complex(term: Term) -> bool:
    """Whether the imaginary unit or a complex symbol occurs; signs mean nothing then."""
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        if part is IMAGINARY_UNIT or (part.op in ("symbol", "entry") and part.args[1] is Sort.COMPLEX):
            return True
        waiting += part.terms
    return False


def _known(facts: tuple[Term, ...]) -> dict[Term, Signs]:
    """What facts say of single terms compared with 0."""
    found: dict[Term, Signs] = {}
    for fact in facts:
        if fact.op in RELATIONS and ZERO in fact.args:
            left, right = fact.args
            term, signs = (left, BY_RELATION[fact.op]) if right is ZERO else (right, opposite(BY_RELATION[fact.op]))
            found[term] = found.get(term, ANY) & signs
    return found


def _signs(term: Term, known: Mapping[Term, Signs], memo: dict[Term, Signs]) -> Signs:
    found = memo.get(term)
    if found is None:
        found = memo[term] = _read(term, known, memo) & known.get(term, ANY)
    return found


def _read(term: Term, known: Mapping[Term, Signs], memo: dict[Term, Signs]) -> Signs:
    match term.op:
        case "number":
            value = term.args[0]
            return frozenset(((value > 0) - (value < 0),))
        case "constant":
            return ANY if term.args[0] == "I" else POSITIVE
        case "symbol" | "entry":
            return _SORTS.get(term.args[1], ANY)
        case "add":
            return _folded(sum_signs, NULL, term, known, memo)
        case "mul":
            return _folded(product, POSITIVE, term, known, memo)
        case "power":
            return _power(term.args[0], term.args[1], known, memo)
        case "sum":
            inner = _signs(term.args[3], known, memo)
            return NONNEGATIVE if inner <= NONNEGATIVE else ANY
        case "product":
            inner = _signs(term.args[3], known, memo)
            return next((s for s in (POSITIVE, NONNEGATIVE, NONZERO) if inner <= s), ANY)
        case "piecewise":
            return frozenset().union(*(_signs(v, known, memo) for v in term.args[::2]))
        case "call":
            return _call(term.args[0], [_signs(a, known, memo) for a in term.args[1:]])
    return ANY


def _folded(
    combine: Callable[[Signs, Signs], Signs],
    start: Signs,
    term: Term,
    known: Mapping[Term, Signs],
    memo: dict[Term, Signs],
) -> Signs:
    total = start
    for part in term.args:
        total = combine(total, _signs(part, known, memo))
    return total


def _power(base: Term, exponent: Term, known: Mapping[Term, Signs], memo: dict[Term, Signs]) -> Signs:
    signs, value = _signs(base, known, memo), rational(exponent)
    if signs == POSITIVE:
        return POSITIVE
    if value is None:
        return ANY
    if value.denominator != 1:
        return NONNEGATIVE if value > 0 else POSITIVE
    if value == 0:
        return POSITIVE
    raised = power_signs(signs, 2 if value % 2 == 0 else 1)
    return raised if value > 0 else raised & NONZERO


def _call(name: str, args: list[Signs]) -> Signs:
    if name in _POSITIVE_FUNCTIONS:
        return POSITIVE
    if name in _NONNEGATIVE_FUNCTIONS:
        return NONNEGATIVE
    if not args:
        return ANY
    if name in _SAME_SIGN:
        return args[0]
    match name:
        case "Abs":
            return frozenset(abs(s) for s in args[0])
        case "sqrt":
            return args[0] & NONNEGATIVE
        case "gamma" if args[0] == POSITIVE:
            return POSITIVE
        case "Max":
            return frozenset(max(a, b) for a in args[0] for b in args[1]) if len(args) == 2 else ANY
        case "Min":
            return frozenset(min(a, b) for a in args[0] for b in args[1]) if len(args) == 2 else ANY
    return ANY
