"""The short form of the fuzzing: a few hundred rounds of every kind, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from derivcheck.algebra.normal_form import answers as normal
from derivcheck.algebra.normal_form import functions
from derivcheck.algebra.signs import signs

from .rounds import ROUNDS, Conflict, play

#: How many rounds of each kind; together some seconds.
COUNTS = {
    "term": 220, "planted": 260, "claim": 120, "relation": 60, "simpler": 60, "sums": 60, "logic": 60, "rounding": 60,
    "tensor": 30, "forgery": 60, "definition": 60, "tensor value": 60, "constant": 50, "complex": 40, "decide": 15,
}  # fmt: skip


@pytest.mark.parametrize("kind", ROUNDS)
def test_no_round_ends_in_a_conflict(kind: str) -> None:
    agreed = 0
    for number in range(COUNTS[kind]):
        seed = f"short:{number}"
        try:
            agreed += play(seed, kind)[1].agreed
        except Conflict as conflict:
            pytest.fail(f"{seed} ({kind}): {conflict}")
    assert agreed >= COUNTS[kind] // 20, "hardly anything was compared"


def test_a_round_is_reproduced_by_its_seed() -> None:
    assert [play(f"again:{k}") for k in range(20)] == [play(f"again:{k}") for k in range(20)]


@pytest.fixture
def unremembered() -> Iterator[None]:
    """Answers of a broken algebra must not be remembered, nor may those of the sound one."""
    caches = (normal.vanishes, normal.holds)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def conflicts(kind: str) -> int:
    found = 0
    for number in range(600):
        try:
            play(f"broken:{number}", kind)
        except Conflict:
            found += 1
            if found == 3:
                break
    return found


@pytest.mark.usefixtures("unremembered")
def test_a_broken_rule_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fuzzing is worth something: with one rule broken, conflicts turn up soon."""
    monkeypatch.setitem(functions._RULES, "Abs", lambda n, u: u)
    assert conflicts("term") == 3


@pytest.mark.usefixtures("unremembered")
def test_broken_signs_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "sum_signs", lambda a, b: signs.NONNEGATIVE)
    assert conflicts("planted") == 3
