"""Terms: immutable scalar expressions that keep the form in which they were written.

Nothing is folded on construction: ``x/x`` is a product with a reciprocal, ``0*log(x)`` keeps its
logarithm, because the conditions of a claim are read off this form (see `domain`). Terms are
hash-consed: equal terms are the same object, so they compare and hash by identity, and shared parts
are stored, differentiated and normalised once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from derivcheck.algebra.node import Sort as Sort
from derivcheck.algebra.node import Term as Term
from derivcheck.algebra.node import make as make


def number(value: Fraction | int) -> Term:
    found = _SMALL.get(value) if type(value) is int else None
    return make("number", Fraction(value)) if found is None else found


#: Whole numbers that occur everywhere: to look one up is quicker than to make a fraction of it and to hash that.
_SMALL = {value: make("number", Fraction(value)) for value in range(-16, 65)}


def symbol(name: str, sort: Sort = Sort.REAL) -> Term:
    return make("symbol", name, sort)


def constant(name: str) -> Term:
    return make("constant", name)


def call(name: str, *args: Term) -> Term:
    return make("call", name, *args)


ZERO, ONE, TWO, MINUS_ONE = number(0), number(1), number(2), number(-1)
HALF = number(Fraction(1, 2))
TRUE, FALSE = make("true"), make("false")
PI, IMAGINARY_UNIT, INFINITY = constant("pi"), constant("I"), constant("oo")


def add(*parts: Term) -> Term:
    """A sum as it stands; of nothing it is 0."""
    return ZERO if not parts else parts[0] if len(parts) == 1 else make("add", *parts)


def mul(*factors: Term) -> Term:
    """A product as it stands; of nothing it is 1."""
    return ONE if not factors else factors[0] if len(factors) == 1 else make("mul", *factors)


def power(base: Term, exponent: Term) -> Term:
    return make("power", base, exponent)


def neg(a: Term) -> Term:
    return mul(MINUS_ONE, a)


def sub(a: Term, b: Term) -> Term:
    return add(a, neg(b))


def div(a: Term, b: Term) -> Term:
    return mul(a, power(b, MINUS_ONE))


def relation(op: str, left: Term, right: Term) -> Term:
    """``op``: eq, ne, lt, le, gt, ge."""
    return make(op, left, right)


def conjunction(*parts: Term) -> Term:
    kept = tuple(dict.fromkeys(p for p in parts if p is not TRUE))
    return FALSE if FALSE in kept else TRUE if not kept else kept[0] if len(kept) == 1 else make("and", *kept)


def disjunction(*parts: Term) -> Term:
    """Alternatives, without repetition; true if a comparison and its opposite are among them."""
    flat = (q for p in parts for q in (p.args if p.op == "or" else (p,)))
    kept = tuple(dict.fromkeys(p for p in flat if p is not FALSE))
    if TRUE in kept or any(p.op in _OPPOSITE and make(_OPPOSITE[p.op], *p.args) in kept for p in kept):
        return TRUE
    return FALSE if not kept else kept[0] if len(kept) == 1 else make("or", *kept)


_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}
RELATIONS = frozenset(_OPPOSITE)
INEQUALITIES = frozenset(("lt", "le", "gt", "ge"))


def negation(a: Term) -> Term:
    """The opposite of a boolean term, pushed down to its relations (both sides being defined)."""
    match a.op:
        case "true":
            return FALSE
        case "false":
            return TRUE
        case "not":
            return a.args[0]  # type: ignore[no-any-return]
        case "and":
            return disjunction(*(negation(p) for p in a.args))
        case "or":
            return conjunction(*(negation(p) for p in a.args))
        case op if op in _OPPOSITE:
            return make(_OPPOSITE[op], *a.args)
    return make("not", a)


#: Operators that bind their first argument in their last.
BINDERS = frozenset(("sum", "product", "every", "lambda", "maximum", "minimum"))
#: Operators that bind their second argument, a real or integer symbol, in their first.
ABSTRACTIONS = frozenset(("limit", "tends", "near", "integral", "series"))
#: Statements about all values of the symbols or tensors that they name last, or in a tuple.
QUANTIFIED = frozenset(("forall", "predicate"))


def entry(
    name: str | Term, sort: Sort, bounds: tuple[tuple[Term, Term], ...], *indices: Term, symmetric: bool = False
) -> Term:
    """An entry of a tensor; ``bounds``: first and last index of every axis."""
    return make("entry", name, sort, symmetric, bounds, *indices)


def tensor_of(term: Term) -> Term:
    """What stands for the whole tensor of an entry among `symbols`."""
    return make("tensor", term.args[0])


def _bounds(term: Term) -> Iterator[Term]:
    return (b for pair in term.args[3] for b in pair)


def depends(term: Term, variable: Term) -> bool:
    """Whether a symbol, or any entry of an entry's tensor, occurs."""
    return (tensor_of(variable) if variable.op == "entry" else variable) in symbols(term)


def is_bound(variable: Term) -> bool:
    """Whether this symbol was made by a binder (such names cannot be typed)."""
    return variable.op == "symbol" and str(variable.args[0]).startswith(_BOUND)


_BOUND = "·"


def bound_index(number: int) -> Term:
    return symbol(f"{_BOUND}{number}", Sort.INTEGER)


def fresh_index(*terms: Term) -> Term:
    """A bound index that occurs in none of the terms."""
    taken = {s for t in terms for s in symbols(t)}
    k = 1
    while bound_index(k) in taken:
        k += 1
    return bound_index(k)


def applied(tensor: Term, *indices: Term) -> Term:
    """The entry of a lambda at indices."""
    for index in indices:
        own, _, _, body = tensor.args
        tensor = substitute(body, {own: index})
    return tensor


def with_tensor(term: Term, old: Term, new: Term, memo: dict[Term, Term] | None = None) -> Term:
    """The term with entries of the tensor ``old`` replaced by those of the lambda ``new`` (closed but for symbols)."""
    memo = {} if memo is None else memo
    if old not in symbols(term):
        return term
    found = memo.get(term)
    if found is None:
        if term.op in QUANTIFIED:
            found = memo[term] = _within_quantified(term, symbols(new) | {old}, lambda t: with_tensor(t, old, new))
            return found
        if term.op in BINDERS and term.args[0] in symbols(new):
            index, first, last, body = term.args
            fresh = fresh_index(body, new)
            return with_tensor(make(term.op, fresh, first, last, substitute(body, {index: fresh})), old, new)
        args = tuple(with_tensor(a, old, new, memo) if isinstance(a, Term) else a for a in term.args)
        is_entry = term.op == "entry" and tensor_of(term) is old
        found = memo[term] = applied(new, *args[4:]) if is_entry else make(term.op, *args)
    return found


def bind(op: str, index: Term, first: Term, last: Term, body: Term) -> Term:
    """A binder (see `BINDERS`) with a canonical name for its index, so that what is the same reads the same."""
    own = fresh_index(body)
    return make(op, own, first, last, substitute(body, {index: own}))


def summation(index: Term, first: Term, last: Term, body: Term) -> Term:
    """The sum of body for index from first to last; empty ranges give 0."""
    return bind("sum", index, first, last, body)


def free_symbols(term: Term) -> frozenset[Term]:
    """The symbols (not the tensors) that are not bound within the term itself."""
    found = term._free
    if found is None:
        if term.op in BINDERS:
            index, first, last, body = term.args
            found = (free_symbols(body) - {index}) | free_symbols(first) | free_symbols(last)
        elif term.op == "symbol":
            found = frozenset((term,))
        elif not any(is_bound(s) for s in symbols(term)):
            found = frozenset(s for s in symbols(term) if s.op == "symbol")
        else:
            found = frozenset().union(*(free_symbols(t) for t in term.terms))
        term._free = found
    return found


def symbols(term: Term) -> frozenset[Term]:
    """Every symbol and tensor that occurs, free or bound."""
    if term._symbols is None:
        if term.op == "symbol":
            term._symbols = frozenset((term,))
        elif term.op == "entry":
            tensor = frozenset((tensor_of(term),))
            term._symbols = tensor.union(*(symbols(t) for t in (*term.terms, *_bounds(term))))
        else:
            term._symbols = frozenset().union(*(symbols(t) for t in term.terms))
    return term._symbols


def substitute(term: Term, values: dict[Term, Term], memo: dict[Term, Term] | None = None) -> Term:
    """``term`` with symbols replaced; it must be free of derivatives and substitutions in those symbols."""
    if not values or (term._symbols or symbols(term)).isdisjoint(values):
        return term
    memo = {} if memo is None else memo
    found = values.get(term) or memo.get(term)
    if found is None:
        found = memo[term] = _substituted(term, values, memo)
    return found


def _substituted(term: Term, values: dict[Term, Term], memo: dict[Term, Term]) -> Term:
    op, old = term.op, term.args
    if op in BINDERS:
        return _substitute_bound(term, values)
    if op in ABSTRACTIONS:
        return _substitute_abstraction(term, values)
    if op in QUANTIFIED:
        taken = frozenset(values).union(*(symbols(v) for v in values.values()))
        return _within_quantified(term, taken, lambda t: substitute(t, values))
    if op == "entry":
        bounds = tuple([(substitute(a, values, memo), substitute(b, values, memo)) for a, b in old[3]])
        indices = [substitute(i, values, memo) for i in old[4:]]
        name = old[0]  # of a recursion its definition, see `sequences`
        name = substitute(name, values, memo) if isinstance(name, Term) else name
        return make("entry", name, *old[1:3], bounds, *indices)
    args = tuple([substitute(a, values, memo) if isinstance(a, Term) else a for a in old])
    return term if args == old else make(op, *args)


def _substitute_bound(term: Term, values: dict[Term, Term]) -> Term:
    """Under a binder: its own index is not replaced, and no value is captured."""
    index, first, last, body = term.args
    inner = {k: v for k, v in values.items() if k is not index}
    if any(index in symbols(v) for k, v in inner.items() if k in symbols(body)):
        fresh = fresh_index(body, *inner.values())
        body, index = substitute(body, {index: fresh}), fresh
    return make(term.op, index, substitute(first, values), substitute(last, values), substitute(body, inner))


def _within_quantified(term: Term, taken: frozenset[Term], inside: Callable[[Term], Term]) -> Term:
    """A replacement inside a statement about all values; its own names must not be among those concerned."""
    if term.op == "predicate":
        if not taken.isdisjoint(term.args[2].args):
            return inside(term.args[-1])  # the statement that it stands for
        return make("predicate", term.args[0], *(inside(t) for t in term.args[1:]))
    body, variable = term.args
    if variable in taken:
        body, variable = _under_another_name(body, variable, taken)
    return make("forall", inside(body), variable)


def _under_another_name(body: Term, variable: Term, taken: frozenset[Term]) -> tuple[Term, Term]:
    """The body with a bound symbol or tensor named as nothing else is, and that."""
    names = {str(s.args[0]) for s in taken | symbols(body)}
    name = str(variable.args[0])
    while name in names:
        name += "~"
    own = make(variable.op, name, *variable.args[1:])

    def renamed(term: Term) -> Term:
        if variable not in symbols(term) or (term.op == "forall" and term.args[1] is variable):
            return term
        args = [renamed(a) if isinstance(a, Term) else a for a in term.args]
        if term.op == "entry" and tensor_of(term) is variable:
            args[0] = name
        return own if term is variable else make(term.op, *args)

    return renamed(body), own


def _substitute_abstraction(term: Term, values: dict[Term, Term]) -> Term:
    """Under a limit or an integral, as `_substitute_bound`."""
    body, own, *rest = term.args
    inner = {k: v for k, v in values.items() if k is not own}
    while any(own in symbols(v) for v in inner.values()):
        fresh = symbol(f"{own.args[0]}~", own.args[1])
        body, own = substitute(body, {own: fresh}), fresh
    replaced = (substitute(r, inner) if isinstance(r, Term) else r for r in rest)
    return make(term.op, substitute(body, inner), own, *replaced)


def rational(term: Term) -> Fraction | None:
    """The value of a closed arithmetic term over the rationals, if that is what it is (and it is small)."""
    match term.op:
        case "number":
            return term.args[0]  # type: ignore[no-any-return]
        case "add" | "mul":
            total = Fraction(0 if term.op == "add" else 1)
            for part in term.args:
                value = rational(part)
                if value is None:
                    return None
                total = total + value if term.op == "add" else total * value
            return total
        case "power":
            base, exponent = rational(term.args[0]), rational(term.args[1])
            if base is None or exponent is None or exponent.denominator != 1 or abs(exponent) > 64:
                return None
            if max(abs(base.numerator), base.denominator).bit_length() > 256 or (base == 0 and exponent < 0):
                return None
            return Fraction(base**exponent)
    return None
