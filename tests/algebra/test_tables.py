"""Tables by polynomial are dictionaries by what polynomials are, whatever their coefficients share."""

from __future__ import annotations

import flint
from hypothesis import given
from hypothesis import strategies as st

from derivcheck.algebra.normal_form.table import Table

_RING = flint.fmpz_mpoly_ctx.get(["x", "y", "z"], "lex")
_POLYNOMIALS = st.dictionaries(st.tuples(*[st.integers(0, 2)] * 3), st.integers(-2, 2), max_size=4).map(_RING.from_dict)


@given(st.lists(st.tuples(_POLYNOMIALS, st.integers())), _POLYNOMIALS)
def test_a_table_is_a_dictionary(entries: list[tuple[flint.fmpz_mpoly, int]], wanted: flint.fmpz_mpoly) -> None:
    table: Table[int] = Table()
    by_text: dict[str, int] = {}
    for p, value in entries:
        table[p] = value
        by_text[str(p)] = value
    assert all(table.get(p) == by_text[str(p)] for p, _ in entries)
    assert table.get(wanted) == by_text.get(str(wanted))
    table.clear()
    assert table.get(wanted) is None
