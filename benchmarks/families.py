"""Claims that exist for every number of classes, of logits or of samples: written for one size at a time.

Two spellings: with vectors, as people would type it, and written out, with every entry a scalar of its own, which is
how the same claim looks to a system without vectors. Every family has a wrong variant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of one size: its declarations and definitions by name, its equation, and a false one like it."""

    id: str
    declare: dict[str, str]
    define: dict[str, str]
    left: str
    right: str
    wrong: str


#: A family: the statement at a size.
Family = Callable[[int], Statement]

_SOFTMAX = {"p[i]": "exp(z[i])/Sum(exp(z[j]), j)"}


def _logits(size: int, labels: bool = False) -> dict[str, str]:
    return {"i, j": f"index({size})", "z, y" if labels else "z": f"real[{size}]"}


def softmax_diagonal(size: int) -> Statement:
    return Statement(
        f"softmax-diagonal-{size}", _logits(size), _SOFTMAX, "D(p[1], z[1])", "p[1]*(1 - p[1])", "p[1]*(1 + p[1])"
    )


def softmax_off_diagonal(size: int) -> Statement:
    return Statement(
        f"softmax-off-diagonal-{size}", _logits(size), _SOFTMAX, "D(p[1], z[2])", "-p[1]*p[2]", "p[1]*p[2]"
    )


def log_sum_exp(size: int) -> Statement:
    return Statement(
        f"log-sum-exp-{size}", _logits(size), _SOFTMAX, "D(log(Sum(exp(z[j]), j)), z[2])", "p[2]", "p[1]"
    )


def cross_entropy(size: int) -> Statement:
    """With labels that need not sum to one."""
    return Statement(
        f"cross-entropy-{size}",
        _logits(size, labels=True),
        {**_SOFTMAX, "L": "-Sum(y[i]*log(p[i]), i)"},
        "D(L, z[1])",
        "p[1]*Sum(y[i], i) - y[1]",
        "y[1] - p[1]*Sum(y[i], i)",
    )


def cross_entropy_one_hot(size: int) -> Statement:
    return Statement(
        f"cross-entropy-one-hot-{size}", _logits(size), _SOFTMAX, "D(-log(p[3]), z[3])", "p[3] - 1", "p[3] + 1"
    )


def squared_error(size: int) -> Statement:
    """Mean squared error on a softmax."""
    return Statement(
        f"squared-error-{size}",
        _logits(size, labels=True),
        {**_SOFTMAX, "L": "Sum((p[i] - y[i])**2, i)/2"},
        "D(L, z[1])",
        "p[1]*((p[1] - y[1]) - Sum((p[i] - y[i])*p[i], i))",
        "p[1]*((p[1] - y[1]) + Sum((p[i] - y[i])*p[i], i))",
    )


def batch_norm(size: int) -> Statement:
    """The backward pass of batch normalisation: ``g`` is the gradient that arrives from above."""
    sums = "g[1] - Sum(g[i], i)"
    return Statement(
        f"batch-norm-{size}",
        {"i, j": f"index({size})", "x, g": f"real[{size}]", "e": "positive"},
        {
            "mean": f"Sum(x[j], j)/{size}",
            "deviation": f"sqrt(Sum((x[j] - mean)**2, j)/{size} + e)",
            "xhat[i]": "(x[i] - mean)/deviation",
        },
        "D(Sum(g[i]*xhat[i], i), x[1])",
        f"({size}*{sums} - xhat[1]*Sum(g[i]*xhat[i], i))/({size}*deviation)",
        f"({size}*{sums} + xhat[1]*Sum(g[i]*xhat[i], i))/({size}*deviation)",
    )


#: Those that grow with the number of logits.
LOGITS: tuple[Family, ...] = (
    softmax_diagonal, softmax_off_diagonal, log_sum_exp, cross_entropy, cross_entropy_one_hot, squared_error,
)  # fmt: skip


def statements(logits: Sequence[int] = (3, 5, 10, 30), samples: Sequence[int] = (3, 4)) -> list[Statement]:
    """Every family at every size."""
    return [family(size) for size in logits for family in LOGITS] + [batch_norm(size) for size in samples]


def problem(chosen: Sequence[Statement]) -> str:
    """A problem file of these statements, each followed by its wrong variant."""
    lines = ["title: Claims that exist for every size", "claims:"]
    for statement in chosen:
        lines += _claim(statement, statement.id, statement.right, "proved")
        lines += _claim(statement, f"{statement.id}-wrong", statement.wrong, "refuted")
    return "\n".join(lines) + "\n"


def _claim(statement: Statement, id_: str, right: str, expect: str) -> list[str]:
    lines = [f"  - id: {id_}"]
    for key, entries in (("declare", statement.declare), ("define", statement.define)):
        if entries:
            lines += [f"    {key}:", *(f"      {name}: {text}" for name, text in entries.items())]
    return [*lines, f"    claim: {statement.left} == {right}", f"    expect: {expect}"]


def written_out(statement: Statement) -> Statement:
    """The same with a scalar for every entry, definitions unfolded and sums spelled out, as text."""
    size = int(statement.id.rsplit("-", 1)[1])
    unfold = _Unfolding(statement.define, size)
    tensors = {n for names, kind in statement.declare.items() if "[" in kind for n in names.split(", ")}
    declare = {", ".join(f"{name}{k}" for k in range(1, size + 1)): "real" for name in sorted(tensors)}
    declare |= {names: kind for names, kind in statement.declare.items() if "[" not in kind and "(" not in kind}
    sides = [unfold(side) for side in (statement.left, statement.right, statement.wrong)]
    return Statement(statement.id, declare, {}, *sides)


class _Unfolding:
    """Rewriting by text, for the few forms that the families above use."""

    def __init__(self, define: dict[str, str], size: int) -> None:
        self.define = {name.split("[")[0]: text for name, text in define.items()}
        self.size = size

    def __call__(self, text: str) -> str:
        while (unfolded := self._once(text)) != text:
            text = unfolded
        return re.sub(r"\b([a-z])\[(\d+)\]", r"\1\2", text)

    def _once(self, text: str) -> str:
        if (start := text.find("Sum(")) >= 0:
            body, end = _bracket(text, start + 3)
            body, index = body.rsplit(", ", 1)
            terms = (self(re.sub(rf"\b{index}\b", str(k), body)) for k in range(1, self.size + 1))
            return f"{text[:start]}({' + '.join(terms)}){text[end:]}"
        for name, definition in self.define.items():
            if found := re.search(rf"\b{name}\b(?:\[(\d+)\])?", text):
                value = re.sub(r"\bi\b", found[1], definition) if found[1] else definition
                return f"{text[:found.start()]}({value}){text[found.end():]}"
        return text


def _bracket(text: str, at: int) -> tuple[str, int]:
    """What stands in the bracket that opens at a place, and where the text goes on."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[at + 1 : place], place + 1
    raise ValueError("a bracket is not closed")
