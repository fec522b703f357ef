"""What is to be said about a rule of calculation: its docstring, its formula, and its examples."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass

from derivcheck.explanation.rule import Rule, all_rules


@dataclass(frozen=True, slots=True)
class Documented:
    """A rule for readers: examples are pairs of an expression and what the rule makes of it."""

    name: str
    about: str
    formula: str
    examples: tuple[tuple[str, str], ...]


#: What lines say that no rule gives.
_WORDS = {
    "algebra": "Both lines are the same by the rules of the four operations, roots, exponentials, logarithms and sums. "
    "The engine has proved it.",
    "multiplied out and collected": "Products are multiplied out, and what is alike is collected.",
    "factored": "The other way round: what stood there, multiplied out, is the line before.",
    "order of summation": "The same terms are added in another order.",
    "calculated with error bounds": "Numbers are calculated in intervals that certainly contain them; no rounding "
    "can make this wrong.",
    "a sum that is zero": "The engine has proved that its terms add up to 0, as deviations from a mean do.",
    "term by term": "Each term above the fraction line is divided by what stands below it.",
    "signs of the parts": "The difference of both sides is made of parts whose signs are known.",
}


#: The same, for what begins or ends so.
_PARTS = {
    "from above": "What was worked out beforehand, beside the calculation, is put in.",
    "claim": "The file has claimed it before. That the line follows has been proved once more.",
}


def documented(name: str) -> Documented | None:
    """What a line calls its reason, or the rule of this name; hyphens may stand for spaces.

    Reasons that name something are known by how they begin or end; a single word may be the id of a claim.
    """
    wanted, about_something = _simple(name), " " in name
    words = next((about for word, about in _WORDS.items() if _simple(word) == wanted), None)
    if words is None and about_something:
        words = next((about for word, about in _PARTS.items() if _simple(word) in _ends(wanted)), None)
    if words is not None:
        return Documented(name.replace("-", " "), words, "", ())
    exact = [r for r in all_rules() if wanted and wanted in map(_simple, (r.name, *r.also, r.backwards))]
    begun = [r for r in all_rules() if about_something and any(wanted.startswith(f"{_simple(w)}-") for w in r.also)]
    return next((_of(rule) for rule in (*exact, *begun)), None)


def _ends(wanted: str) -> tuple[str, str]:
    """The first word, and the last two."""
    words = wanted.split("-")
    return words[0], "-".join(words[-2:])


def _simple(name: str) -> str:
    """A name without accents, capitals and quotes, its words joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain.replace("'", "").lower()).strip("-")


def all_documented() -> list[Documented]:
    """Every rule, in the order in which they are tried."""
    return [_of(rule) for rule in all_rules()]


def slug(name: str) -> str:
    """The name as it is typed on a command line."""
    return name.replace(" ", "-")


def _of(rule: Rule) -> Documented:
    about = (sys.modules[rule.apply.__module__].__doc__ or "").strip()
    return Documented(rule.name, about, rule.formula, tuple((e.before, e.after) for e in rule.examples))
