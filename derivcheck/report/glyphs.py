"""How names and numbers look in two-dimensional mathematics."""

from __future__ import annotations

import re
from fractions import Fraction

from derivcheck.report.text import plain

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eps": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lam": "λ", "lamda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lam": "Λ", "Lamda": "Λ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SUBSCRIPTS = str.maketrans("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST_INTEGER = 40

#: Constants of the language, with and without Unicode.
CONSTANTS = {
    "pi": ("π", "pi"),
    "E": ("ℯ", "e"),
    "I": ("ⅈ", "i"),
    "oo": ("∞", "oo"),
    "EulerGamma": ("γ", "EulerGamma"),
    "GoldenRatio": ("φ", "GoldenRatio"),
}

#: Functions that have a letter or a usual spelling of their own.
FUNCTIONS = {
    "gamma": ("Γ", "gamma"),
    "zeta": ("ζ", "zeta"),
    "delta": ("δ", "delta"),
    "Max": ("max", "max"),
    "Min": ("min", "min"),
    "sigmoid": ("σ", "sigmoid"),
    "Expect": ("E", "E"),
}


def name(text: str, unicode: bool) -> str:
    """A name as it is written on paper: Greek letters, and digits at its end as a subscript."""
    text = plain(text)
    if not unicode:
        return text
    stem, digits = re.fullmatch(r"(.*?)_?(\d*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    if not stem:
        return text
    head, *parts = stem.split("_")
    letters = "_".join([_GREEK.get(head, head), *(_GREEK.get(part, part) for part in parts)])
    return letters + (subscript(digits) or "")


def subscript(text: str) -> str | None:
    """The text in small letters below the line, if Unicode has all of them."""
    small = text.translate(_SUBSCRIPTS)
    return None if any(a == b for a, b in zip(text, small, strict=True)) else small


def superscript(number: int, unicode: bool) -> str:
    """A natural number as an exponent on the same line."""
    return str(number).translate(_RAISED) if unicode else f"^{number}"


def integer(value: int) -> str:
    """All digits of a number, or the first ones and how many there are."""
    text = str(value)
    if len(text) <= _LONGEST_INTEGER:
        return text
    return f"{text[:20]}…({len(text.lstrip('-'))} digits)"


def decimal(value: Fraction, places: int) -> str:
    """A decimal with the digits with which it was written."""
    scaled = abs(value) * 10**places
    digits = integer(int(scaled)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places > 0 else sign + digits
