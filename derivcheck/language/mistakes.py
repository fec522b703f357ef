"""What people type out of habit from paper, LaTeX or other languages, and what to write instead."""

from __future__ import annotations

import keyword

#: Operators that are refused: what to do instead.
REFUSED_OPERATORS = {
    "^": "write `**` for a power",
    "!": "write factorial(n), `not`, or `!=`",
    "|": "write Abs(x) for |x|, or `or` between statements",
    "||": "write norm(x), or `or` between statements",
    "&": "write `and`",
    "&&": "write `and`",
    "~": "write `not`, or `~=` for a rounded value",
    "%": "write Mod(a, b)",
    "//": "write floor(a/b)",
    "=": "write `==` for equality",
    ":=": "write `==`; abbreviations stand under define",
    ":": "write a range as a tuple: Sum(f, (i, 1, n))",
    "->": "write `=>` for an implication",
    "<<": "write a*2**n",
    ">>": "write floor(a/2**n)",
    "..": "write a range as a tuple: Sum(f, (i, 1, n))",
    "{": "write parentheses ( )",
    "}": "write parentheses ( )",
    ";": "write one statement only, or join statements with `and`",
    "\\": "write plain text, not LaTeX",
    "$": "write plain text, not LaTeX",
    "'": "write D(f(x), x) for a derivative, A.T for a transpose",
    '"': "write names without quotes",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "≈": "write `~=`",
    "×": "write `*`",
    "·": "write `*`",
    "⋅": "write `*`",
    "∗": "write `*`",
    "∘": "write `*` for an entrywise product",
    "⊙": "write `*` for an entrywise product",
    "⊗": "write kron(A, B) or outer(x, y)",
    "÷": "write `/`",
    "−": "write `-`",
    "–": "write `-`",
    "—": "write `-`",
    "⇒": "write `=>`",
    "→": "write `=>`",
    "⇔": "write `<=>`",
    "↔": "write `<=>`",
    "∧": "write `and`",
    "∨": "write `or`",
    "¬": "write `not`",
    "∞": "write oo",
    "√": "write sqrt(x)",
    "∑": "write Sum(f, i)",
    "∏": "write Product(f, i)",
    "∂": "write D(f, x)",
    "∇": "write grad(f, x)",
    "∫": "write Integral(f, (x, a, b))",
    "∈": "declare what the name is",
    "‖": "write norm(x)",
    "′": "write D(f(x), x) for a derivative",
    "’": "write D(f(x), x) for a derivative, A.T for a transpose",
    "²": "write `**2`",
    "³": "write `**3`",
    "½": "write 1/2",
    "°": "write x*pi/180",
    "…": "write a Sum or a Product",
}

_KEYWORD_HINTS = {
    "lambda": "write lam or λ",
    "if": "write Piecewise((a, condition), (b, True))",
    "else": "write Piecewise((a, condition), (b, True))",
    "for": "write Sum(f, i), or a definition such as a[i]",
    "in": "declare what the name is, or write the bounds: 0 < x and x < 1",
    "is": "write `==`",
    "None": "there is no such value",
}

#: Words of Python that are read as operators and values here.
OPERATOR_WORDS = frozenset({"and", "or", "not"})
VALUE_WORDS = frozenset({"True", "False"})


def is_keyword(name: str) -> bool:
    """Whether Python keeps the word to itself, so that nothing can have this name."""
    return keyword.iskeyword(name) and name not in OPERATOR_WORDS | VALUE_WORDS


def keyword_hint(name: str) -> str:
    return _KEYWORD_HINTS.get(name, f"choose another name, for example {name}_")


#: Attributes people know from NumPy and SymPy.
ATTRIBUTE_HINTS = {
    "shape": "write shape(A)",
    "inv": "write inv(A) or A**-1",
    "I": "write inv(A) or A**-1",
    "det": "write det(A)",
    "trace": "write tr(A)",
    "transpose": "write A.T",
    "t": "write A.T",
    "H": "write conjugate(A).T",
    "sum": "write Sum(x[i], i)",
    "dot": "write inner(x, y) or x.T @ y",
    "diff": "write D(f, x)",
    "subs": "write Subs(f, x, a)",
    "norm": "write norm(x)",
    "exp": "write exp(x)",
    "log": "write log(x)",
}
