"""Results of every kind, as the engine would hand them over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derivcheck.engine.result import Counterexample, LinkResult, Located, Result
from derivcheck.report.model import FileReport, Report

FILE = "problems/softmax.yaml"
POINT = {"C": "2", "k": "1", "z": ["0", "0"], "y": ["1", "0"]}


def result(id: str, claim: str, verdict: Any, expected: Any = "proved", **more: Any) -> Result:
    return Result(FILE, 12, 5, id, claim, verdict, expected, **more)


PROVED = result("softmax-jacobian", "D(yhat[i], z[k]) == yhat[i]*(delta(i, k) - yhat[k])", "proved", trust="exact")
CONDITIONAL = result("quotient", "x**2/x == x", "proved", conditions=("x != 0", "y > 0"), trust="exact")
REFUTED_AS_EXPECTED = result(
    "ce-gradient-sign-slip",
    "D(L, z[k]) == yhat[k] + y[k]",
    "refuted",
    "refuted",
    counterexample=Counterexample(POINT, "-0.5", "1.5", "2"),
)
UNKNOWN_AS_EXPECTED = result("open-problem", "zeta(3) == 1", "unknown", "unknown", reason="no prover applies")
ERROR_AS_EXPECTED = result(
    "undeclared", "q == q", "error", "error", errors=(Located("`q` is not declared", 20, 12, 13, "    claim: q == q"),)
)
REFUTED = result(
    "gradient",
    "D(L, z[k])\n  == yhat[k] + y[k]",
    "refuted",
    counterexample=Counterexample(POINT, "-0.5", "1.5", "2"),
    conditions=("y[1] + y[2] != 0",),
    remarks=("left is defined at x = -1, right is not",),
    diagnosis=({"kind": "sign", "message": "the term y[k] has the wrong sign", "correct": "yhat[k] - y[k]"},),
    method="counterexample search",
    trust="exact",
)
REFUTED_BY_REASON = result(
    "convexity",
    "convex(x**3, x)",
    "refuted",
    counterexample=Counterexample({"x": "-1"}, reason="the second derivative is -6 < 0"),
    correct="convex(x**3, x) for x >= 0",
)
UNKNOWN = result(
    "hard",
    "Sum(1/n**3, (n, 1, oo)) == zeta(3)",
    "unknown",
    reason="claims with infinite sums are not decided yet; tried: normal form, counterexample search, induction",
)
PROVED_UNEXPECTEDLY = result("slip", "x == x", "proved", "refuted", method="normal form", trust="exact")
ERROR = result(
    "typo",
    "D(yhta[i], z[k]) == 1",
    "error",
    errors=(Located("`yhta` is not declared", 29, 14, 18, "    claim: D(yhta[i], z[k]) == 1", "did you mean `yhat`?"),),
)
DERIVATION = result(
    "steps",
    "a\n  == b\n  == c",
    "refuted",
    counterexample=Counterexample({"x": "1"}, "2", "3", "-1"),
    links=(
        LinkResult(1, "a == b", "proved", 32, conditions=("b > 0",)),
        LinkResult(2, "b == c", "refuted", 33, counterexample=Counterexample({"x": "1"}, "2", "3", "-1")),
        LinkResult(3, "c == d", "unknown", 34, reason="no prover applies"),
    ),
    first_wrong_step=2,
)
FAULT = result(
    "crash",
    "a == b",
    "unknown",
    reason="the worker process died (signal 11)",
    fault="the worker process died (signal 11)",
)
LONG_NAME = replace(PROVED, id="an-identifier-that-is-longer-than-any-column-would-be-for-it")

EVERYTHING = Report(
    (
        FileReport(
            FILE,
            "Softmax and cross-entropy",
            (
                PROVED,
                CONDITIONAL,
                REFUTED_AS_EXPECTED,
                UNKNOWN_AS_EXPECTED,
                ERROR_AS_EXPECTED,
                REFUTED,
                REFUTED_BY_REASON,
                UNKNOWN,
                PROVED_UNEXPECTEDLY,
                ERROR,
                DERIVATION,
                FAULT,
                LONG_NAME,
            ),
        ),
        FileReport("problems/empty.yaml", None, (), (Located("the key `claims` is missing", 1, 1, 2, "title: x"),)),
    ),
    0.34,
)
GOOD = Report((FileReport(FILE, "Softmax and cross-entropy", (PROVED, CONDITIONAL, REFUTED_AS_EXPECTED)),), 0.02)
