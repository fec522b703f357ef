"""Constants: enclosures decide what is not zero, root separation what is."""

from __future__ import annotations

import pytest
from algebra_claims import always, equal

ZERO = [
    "sqrt(2)*sqrt(3) - sqrt(6)", "cos(pi/5) - cos(2*pi/5) - 1/2", "sin(pi/10) - (sqrt(5) - 1)/4",
    "sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3)",
    "sqrt(2 + sqrt(3)) - (sqrt(6) + sqrt(2))/2", "2**(1/3)*4**(1/3) - 2", "cos(pi/9)*cos(2*pi/9)*cos(4*pi/9) - 1/8",
    "sqrt(3 + 2*sqrt(2)) - 1 - sqrt(2)",
    "sin(pi/7)*sin(2*pi/7)*sin(3*pi/7) - sqrt(7)/8", "exp(log(2)/2) - sqrt(2)", "log(4) - 2*log(2)",
    "GoldenRatio**2 - GoldenRatio - 1",
]  # fmt: skip
#: Close to zero, and not zero.
NEARLY = [
    "sqrt(2) + sqrt(3) - 3.146264369941972342329135065715570445635", "exp(pi*sqrt(163)) - 262537412640768744",
    "sqrt(10**20 + 1) - 10**10",
    "cos(pi/5) - 0.80901699437494742410229341718281905886", "2**(1/3) - 5/4 - 1/100",
    "sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3) - 1/10**40",
    "exp(1) - 2.718281828459045235360287", "log(2) - 0.693147180559945309417232121458",
]  # fmt: skip


@pytest.mark.parametrize("written", ZERO)
def test_zero_is_seen(written: str) -> None:
    assert equal(written, "0")
    assert not always(f"{written} != 0")


@pytest.mark.parametrize("written", NEARLY)
def test_what_is_nearly_zero_is_not_zero(written: str) -> None:
    assert not equal(written, "0")
    assert always(f"{written} != 0")
