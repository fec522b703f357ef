"""Pieces of two-dimensional mathematics and how they are put together; nothing is ever folded or reordered.

The geometry is that of SymPy's `stringPict`; when parentheses are needed is decided here, by levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from sympy.printing.pretty.pretty_symbology import pretty_use_unicode, xobj
from sympy.printing.pretty.stringpict import stringPict


class Level(IntEnum):
    """How tightly a piece holds together; a looser piece inside a tighter one gets parentheses."""

    OPEN = 0
    IFF = 1
    IMPLIES = 2
    OR = 3
    AND = 4
    NOT = 5
    RELATION = 6
    BIG = 7  # reaches to the right as far as it can: a sum sign, a limit, an integral
    SUM = 8
    NEGATIVE = 9
    PRODUCT = 10
    FRACTION = 11
    POWER = 12
    ATOM = 13


#: A name as it is shown and the symbol it stands for, by name and number.
Shown = tuple[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn expression: rows of equal width, a base line, its level, and the names that occur free in it."""

    form: stringPict
    level: Level = Level.ATOM
    free: frozenset[Shown] = frozenset()

    @property
    def width(self) -> int:
        return int(self.form.width())

    @property
    def height(self) -> int:
        return int(self.form.height())

    @property
    def rows(self) -> list[str]:
        return [str(row).rstrip() for row in self.form.picture]

    def at_least(self, level: Level) -> Picture:
        """This, in parentheses if it holds together less tightly than ``level``."""
        return self if self.level >= level else self.within("(", ")")

    def within(self, left: str, right: str) -> Picture:
        """This between brackets of its own height, an atom."""
        return Picture(stringPict(*self.form.parens(left, right)), Level.ATOM, self.free)

    def with_level(self, level: Level) -> Picture:
        return Picture(self.form, level, self.free)


Part = Picture | str


def use_unicode(wanted: bool) -> bool:
    """Choose the characters for brackets and lines; gives the earlier choice."""
    return bool(pretty_use_unicode(wanted))


def atom(text: str, free: frozenset[Shown] = frozenset()) -> Picture:
    return Picture(stringPict(text or " "), Level.ATOM, free)


def free_names(parts: Sequence[Part]) -> frozenset[Shown]:
    return frozenset().union(*(part.free for part in parts if isinstance(part, Picture)))


def row(*parts: Part, level: Level = Level.ATOM) -> Picture:
    """Pieces next to each other on one base line."""
    forms = [part if isinstance(part, str) else part.form for part in parts]
    return Picture(stringPict(*stringPict.next(*forms)), level, free_names(parts))


def joined(parts: Sequence[Part], separator: str, level: Level = Level.ATOM) -> Picture:
    """Pieces in a row with a separator between them."""
    pieces: list[Part] = []
    for part in parts:
        pieces += [separator, part] if pieces else [part]
    return row(*pieces, level=level) if pieces else atom("")


def fraction(top: Picture, bottom: Picture) -> Picture:
    """One over the other; the line reaches a little further than a fraction inside it."""
    form = stringPict(*stringPict.stack(_padded(top), stringPict.LINE, _padded(bottom)))
    return Picture(form, Level.FRACTION, free_names((top, bottom)))


def _padded(part: Picture) -> stringPict:
    if part.level is not Level.FRACTION:
        return part.form
    return stringPict(*stringPict.next(" ", part.form, " "))


def power(base: Picture, exponent: Picture) -> Picture:
    """The exponent at the upper right."""
    top = stringPict(*exponent.form.left(" " * base.width))
    bottom = stringPict(*base.form.right(" " * exponent.width))
    return Picture(stringPict(*bottom.above(top)), Level.POWER, free_names((base, exponent)))


def lowered(base: Picture, index: Picture) -> Picture:
    """The index at the lower right."""
    bottom = stringPict(*index.form.left(" " * base.width))
    top = stringPict(*base.form.right(" " * index.width))
    return Picture(stringPict(*top.below(bottom)), Level.ATOM, free_names((base, index)))


def root(radicand: Picture, degree: str = "") -> Picture:
    """The radicand under a root sign that grows with it."""
    height = radicand.height
    falling, rising = xobj("\\", 1), xobj("/", 1)
    margin = " " * (height + 1)
    rows = [margin + "_" * radicand.width]
    for number, text in enumerate(radicand.form.picture):
        stroke = " " * (height - number) + rising + " " * number
        rows.append((falling + stroke[1:] if number == height - 1 else stroke) + text)
    if degree:
        rows = [(degree if number == height - 1 else " " * len(degree)) + text for number, text in enumerate(rows)]
    form = stringPict("\n".join(rows), radicand.form.baseline + 1)
    return Picture(form, Level.ATOM, radicand.free)


def stacked(sign: str, above: Picture | None, below: Picture | None) -> Picture:
    """A sign with limits above and below it."""
    form = stringPict(sign)
    if above is not None:
        form = stringPict(*form.above(above.form))
    if below is not None:
        form = stringPict(*form.below(below.form))
    return Picture(form, Level.ATOM, free_names([part for part in (above, below) if part is not None]))


def broken(parts: Sequence[Picture], level: Level) -> Picture:
    """Lines of one piece that is broken, a blank row between them; its base line is that of the first."""
    width = max(part.width for part in parts)
    forms = [stringPict(*stringPict.next(part.form, " " * (width - part.width))) for part in parts]
    form = stringPict("\n\n".join("\n".join(form.picture) for form in forms), parts[0].form.baseline)
    return Picture(form, level, free_names(parts))


def column(parts: Sequence[Picture], gap: int = 0) -> Picture:
    """Pieces on top of each other, the base line in the middle."""
    return grid([[part] for part in parts], gap)


def grid(rows: Sequence[Sequence[Picture]], gap: int = 0, left: bool = False) -> Picture:
    """Pieces in rows and columns, as in a matrix."""
    widths = [max(cells[k].width for cells in rows) for k in range(len(rows[0]))]
    lines: list[stringPict] = []
    for cells in rows:
        parts: list[stringPict | str] = []
        for cell, width in zip(cells, widths, strict=True):
            spare = width - cell.width
            before = 0 if left else spare // 2
            parts += ["  " if parts else "", " " * before, cell.form, " " * (spare - before)]
        lines.append(stringPict(*stringPict.next(*(part for part in parts if part != ""))))
    text = ("\n" * (gap + 1)).join("\n".join(line.picture) for line in lines)
    form = stringPict(text)
    form.baseline = form.height() // 2
    return Picture(form, Level.ATOM, free_names([cell for cells in rows for cell in cells]))
