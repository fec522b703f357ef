"""Values of functions of which nothing is used but that equal arguments give equal values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Incomplete, Kernel, Quotient
from derivcheck.algebra.signs.signs import ANY
from derivcheck.algebra.term import Term, call, make

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser


def opaque(
    n: Normaliser, name: str, *args: Quotient, parity: int = 0, signs: frozenset[int] = ANY, like: Term | None = None
) -> Quotient:
    """The value of a function of which only equality of arguments (and parity) is used, as a kernel."""
    f = n.field
    if parity and not args[0].n.is_zero() and args[0].n.leading_coefficient() < 0:
        return f.negative(opaque(n, name, f.negative(args[0]), parity=parity, signs=signs))
    if parity and f.is_zero(args[0]):
        return f.zero
    kind = name if like is None else f"apply {like.args[:3]}"
    for index, kernel in f.kernels.items():
        if kernel.kind == kind and len(kernel.arguments) == len(args):
            pairs = zip(kernel.arguments, args, strict=True)
            if all(f.is_zero(f.minus(a, b)) for a, b in pairs):
                return f.generator(index)
    occurring = [i for a in args for p in a for i in f.occurring(p)]
    if any(f.kernels[i].kind == "imaginary" for i in occurring):
        raise Incomplete(f"{name} of a complex number")
    shown = [f.readable_quotient(a) for a in args]
    term = call(name, *shown) if like is None else make("apply", *like.args[:3], *shown)
    fixed = like is None and all(i in f.constants for i in occurring)
    return f.generator(f.add_kernel(Kernel(kind, term, signs, fixed, arguments=args)))
