"""Whether a term is an integer, as far as its form shows."""

from __future__ import annotations

from derivcheck.algebra.term import Sort, Term, rational


def is_integral(term: Term) -> bool:
    """Whether the term is an integer wherever it is defined, as far as its form shows."""
    match term.op:
        case "number":
            return bool(term.args[0].denominator == 1)
        case "symbol":
            return bool(term.args[1].integral)
        case "add" | "mul":
            value = rational(term)
            return value.denominator == 1 if value is not None else all(is_integral(a) for a in term.args)
        case "power":
            exponent = rational(term.args[1])
            natural = exponent is not None and exponent.denominator == 1 and exponent >= 0
            return is_integral(term.args[0]) and (natural or _natural(term.args[1]))
        case "call":
            if term.args[0] in ("floor", "ceiling", "factorial", "sign", "delta"):
                return True
            closed = term.args[0] in ("Abs", "Max", "Min", "relu", "Mod", "binomial")
            return closed and all(is_integral(a) for a in term.terms)
        case "piecewise" | "sum" | "product":
            return all(is_integral(a) for a in (term.args[::2] if term.op == "piecewise" else term.args[3:]))
    return False


def _natural(term: Term) -> bool:
    if term.op == "symbol":
        return term.args[1] in (Sort.NATURAL, Sort.SIZE)
    if term.op in ("add", "mul"):
        return all(_natural(a) for a in term.args)
    value = rational(term)
    return value is not None and value.denominator == 1 and value >= 0
