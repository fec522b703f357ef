"""How large a text may be. Each bound lies far above honest use, and keeps hostile text from costing time or memory."""

from __future__ import annotations

#: Characters of a problem file.
FILE_CHARACTERS = 1 << 20
#: Nested lists and mappings of a problem file.
FILE_DEPTH = 50
#: Characters of one expression.
EXPRESSION_CHARACTERS = 400_000
#: Open brackets at any place of an expression, and signs in a row.
BRACKETS = 150
SIGNS = 150
#: Digits of a number, written or through its exponent (`1e300` has 301).
DIGITS = 1_000
#: Nodes of a syntax tree, and its height.
NODES = 200_000
HEIGHT = 200
#: Complaints about one expression: more would hardly be read.
COMPLAINTS = 20
