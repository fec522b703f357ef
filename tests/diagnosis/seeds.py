"""The mistakes of the source documents, by the name that a reader gave them: ``python -m tests.diagnosis.seeds``.

Each claim of `problems` that states a mistake of a source document, with the kinds that say what its reader wrote down
as the mistake. Statements without a meaning are among them, such as those whose shapes do not fit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from derivcheck.diagnosis.diagnose import Finding, diagnose
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.settings import setting_of
from derivcheck.language.problem import load
from derivcheck.language.source import LanguageError, Source

ROOT = Path(__file__).parents[2]
_NUMBERS = ("rounding", "number")

#: Claims and what a reader called their mistakes, in the catalogue's words; the empty ones need another statement.
MISTAKES: dict[str, tuple[str, ...]] = {
    "adam-expected-moment-bias": ("parentheses", "exponent"),
    "adam-mt-expansion-index-shift": ("index",),
    "adam-mt-m0-coefficient": ("extra-factor",),
    "adam-vt-missing-square": ("exponent",),
    "adamax-m-update-garbled": ("dropped-term",),
    "adamax-parameter-update": ("missing-factor", "parentheses", "exponent"),
    "adamax-u-missing-abs": ("function",),
    "backprop-chain-order": ("sum", "transpose"),
    "backprop-dz1-dW1": ("delta",),
    "backprop-final-formula-missing-transpose": ("transpose", "sum", "name"),
    "bce-gradient-hats": ("name",),
    "beale-function-lost-exponents": ("exponent",),
    "beale-gradient-y-lost-squares": ("exponent", "missing-factor"),
    "bilinear-dropped-inner-sum": ("sum",),
    "bn-scale-shift-missing-hat": ("name", "function", "dropped-term"),
    "ce-gradient-equals-scalar": ("function",),
    "ce-gradient-target-one-plus-to-final": ("sign",),
    "ce-gradient-target-sign-slip": ("sign",),
    "ce-gradient-vector-last-entry": ("dropped-term", "hypothesis"),
    "committee-ensemble-index-shadowed": ("index", "name"),
    "conv-chain-missing-sum": ("sum",),
    "conv-input-channel": ("number",),
    "conv-input-gradient-final": ("hypothesis",),
    "conv-input-gradient-free-index": ("index",),
    "conv-output-input-derivative": ("hypothesis", "delta"),
    "conv-output-size-formula": ("hypothesis", "function"),
    "conv-output-weight-derivative-arity": ("index",),
    "dot-product-chain-final": ("name", "function"),
    "dropout-subnetwork-count": ("exponent",),
    "dropout-test-is-subnetwork-average": ("hypothesis", "function"),
    "gd-quadratic-convergence-nonstrict": ("boundary",),
    "gd-quadratic-implies-lambda-positive": ("boundary", "hypothesis"),
    "gd-update-b-missing-rate": ("missing-factor",),
    "gd-update-w-missing-rate": ("missing-factor",),
    "hessian-printed-2x3": ("index", "entry"),
    "input-noise-loss-index": ("index",),
    "input-noise-terms-dropped": ("missing-factor", "exponent", "dropped-term"),
    "jacobian-of-gradient-list-garbled": ("index", "entry"),
    "l1-derivative-sign": ("boundary", "hypothesis"),
    "l1-step-moves-toward-zero-by-eta": ("hypothesis", "boundary"),
    "l1-subgradient-reaches-exact-zero": ("hypothesis",),
    "l1-update-missing-rate": ("missing-factor",),
    "l2reg-neuron-grad-target": ("name", "sign"),
    "l2reg-neuron-grad-w": ("name",),
    "l2reg-self-derivative": ("number",),
    "linear-map-chain-missing-x": ("missing-factor",),
    "linear-map-derivative-wrt-entry": ("name",),
    "lsq-closed-form-cost": ("name",),
    "lsq-design-matrix-shape": ("extra-term", "entry"),
    "memory-comparison-model-one-smaller": ("hypothesis", "boundary"),
    "mlp-parameter-count-661": ("number", "hypothesis", "name"),
    "mlp-shape-z1-garbled": ("missing-factor", "number", "extra-term"),
    "mse-gradient-bias-missing-factor-two": ("missing-factor", "extra-factor"),
    "mse-gradient-missing-factor-two": ("missing-factor", "extra-factor"),
    "mse-gradient-square-kept": ("name", "operator"),
    "mse-softmax-gradient-final": ("missing-factor", "chain-rule"),
    "mse-softmax-gradient-first-step": ("missing-factor", "chain-rule"),
    "net1-activation-memory-root": ("function",),
    "net1-fc1-params": ("number",),
    "net1-l3-pool-literal": _NUMBERS,
    "net2-activation-memory-root": ("function",),
    "net2-fc2-params-missing-parens": ("parentheses",),
    "net2-l6-pool-literal": ("dropped-term", "extra-term", "number"),
    "newton-cost-order-n2": ("exponent",),
    "noise-expected-gradient-sign": ("sign",),
    "noise-expected-loss-expansion": ("sign", "name"),
    "noise-interchange-gradient-expectation": ("hypothesis", "name"),
    "noise-loss-double-tilde": ("extra-term", "name"),
    "noise-outer-product-entry": ("transpose", "order", "name"),
    "noise-second-moment-matrix": ("name", "sign"),
    "normal-equation-solution": ("transpose", "exponent", "function"),
    "piecewise-linear-well-defined": ("hypothesis",),
    "relu-cases-duplicated": ("boundary", "extra-term"),
    "relu-derivative-boundary": ("boundary",),
    "relu-derivative-contradictory-cases": ("boundary",),
    "relu-single-active-per-interval": ("hypothesis",),
    "relu-three-neurons-five-pieces": ("number",),
    "sigmoid-below-half": ("hypothesis",),
    "sigmoid-derivative-missing-prime": ("function",),
    "sigmoid-tanh-derivative-less-than-one": ("boundary",),
    "softmax-ce-logit-gradient-zero": ("hypothesis",),
    "softmax-gradient-column-label": ("index",),
    "softmax-negative-implies-much-less-one": ("number", "boundary"),
    "softmax-shift-by-max-sign": ("sign",),
    "softmax-split-other-term": ("index",),
    "softmax-split-own-term": ("name",),
    "tanh-derivative-vanishes-later": ("hypothesis",),
    "tanh-one-minus-two-exp": ("function",),
    "two-class-softmax-y1-printed-exponent": ("sign", "parentheses"),
    "two-class-softmax-y1-printed-to-sigma": ("sign",),
    "two-class-softmax-y2-printed-exponent": ("sign",),
    "two-class-softmax-y2-printed-to-sigma": ("sign",),
    "vanishing-product-equals-zero": _NUMBERS,
    "worked-a2-argument": _NUMBERS,
    "worked-b1-update-values": _NUMBERS,
    "worked-b2-update-values": _NUMBERS,
    "worked-dE-do-dot-for-minus": ("operator",),
    "worked-dW2-values": _NUMBERS,
    "worked-da1-values": _NUMBERS,
    "worked-db1-values": _NUMBERS,
    "worked-db2-values": _NUMBERS,
    "worked-dz1-first-printing": _NUMBERS,
    "worked-dz1-printed-product": ("parentheses",),
    "worked-dz2-first-value": _NUMBERS,
    "worked-dz2-printed-product": ("parentheses",),
    "worked-error-target-signs": ("sign",),
    "worked-sigmoid-spurious-prime": ("function", "name"),
    "worked-w1-update-values": _NUMBERS,
    "worked-w2-update-values": _NUMBERS,
    "worked-z2-plus-instead-of-times": ("operator",),
    "worked-z2-second-value": _NUMBERS,
    "xavier-gaussian-0-1": ("missing-factor",),
    "zero-bias-two-layer-output-near-zero": ("hypothesis", "function"),
    "zero-init-du-dw": ("index", "dropped-term"),
}


def settings() -> Iterator[tuple[str, Setting | None]]:
    """The claims of `problems` with a mistake of a source document; None for what cannot even be declared."""
    for path in sorted((ROOT / "problems").rglob("*.yaml")):
        problem = load(Source(str(path), path.read_text(encoding="utf-8")))
        for claim in problem.claims:
            if claim.id in MISTAKES and claim.expect in ("refuted", "error") and claim.statement is not None:
                try:
                    yield claim.id, setting_of(problem, claim)
                except LanguageError:
                    yield claim.id, None


def is_named(id: str, found: tuple[Finding, ...]) -> bool:
    return any(kind.kind in MISTAKES[id] for f in found for kind in f.kinds)


def main() -> None:
    named = proved = count = 0
    slowest = 0.0
    for id, setting in settings():
        start = time.process_time()
        found = diagnose(setting) if setting is not None else ()
        slowest = max(slowest, time.process_time() - start)
        count, named, proved = count + 1, named + is_named(id, found), proved + bool(found)
        if not is_named(id, found):
            got = "; ".join(f"{f.kind.kind}: {f.correct}" for f in found) or "nothing"
            print(f"{id}: {' or '.join(MISTAKES[id]) or 'several edits'}, got {got[:150]}", flush=True)
    print(f"{count} wrong claims, {named} named as their readers did, {proved} with a proved repair")
    print(f"slowest {slowest:.2f} s")


if __name__ == "__main__":
    main()
