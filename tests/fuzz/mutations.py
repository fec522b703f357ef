"""Small slips in a term, of the kind that people make: most make a true equation false."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from derivcheck.algebra.term import ONE, Term, add, call, make, mul, neg, number, power

_SWAPS = {
    "sin": "cos", "cos": "sin", "tan": "cot", "cot": "tan", "exp": "sinh", "sinh": "cosh", "cosh": "sinh",
    "asin": "acos", "acos": "asin", "atan": "acot", "acot": "atan", "Max": "Min", "Min": "Max", "floor": "ceiling",
    "ceiling": "floor", "Abs": "relu", "relu": "Abs", "sign": "Heaviside", "Heaviside": "sign", "tanh": "sigmoid",
    "sigmoid": "tanh", "sqrt": "cbrt", "cbrt": "sqrt", "gamma": "factorial", "atanh": "atan", "asinh": "asin",
}  # fmt: skip
_RELATIONS = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt", "eq": "ne", "ne": "eq"}


def mutated(term: Term, random: Random) -> Term:
    """The term with one slip somewhere."""
    places = [p for p in _places(term, ()) if p]
    return _changed(term, random.choice(places), random) if places else _slip(term, random)


def _places(term: Term, at: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    yield at
    for k, part in enumerate(term.args):
        if isinstance(part, Term) and not (term.op in ("derivative", "subs") and k == 1):
            yield from _places(part, (*at, k))


def _changed(term: Term, place: tuple[int, ...], random: Random) -> Term:
    if not place:
        return _slip(term, random)
    k, *rest = place
    args = list(term.args)
    args[k] = _changed(args[k], tuple(rest), random)
    return make(term.op, *args)


def _slip(term: Term, random: Random) -> Term:
    if term.op in _RELATIONS:
        return make(_RELATIONS[term.op], *term.args)
    if term.op in ("and", "or", "true", "false", "not"):
        return term
    if term.op == "number":
        return random.choice((number(term.args[0] + 1), number(-term.args[0]), number(2 * term.args[0])))
    if term.op == "call" and term.args[0] in _SWAPS and random.random() < 0.6:
        return call(_SWAPS[term.args[0]], *term.args[1:])
    if term.op in ("add", "mul") and random.random() < 0.4:
        kept = list(term.args)
        kept.pop(random.randrange(len(kept)))
        return make(term.op, *kept) if len(kept) > 1 else kept[0]
    return random.choice((neg(term), add(term, ONE), mul(number(2), term), call("Abs", term), power(term, number(2))))
