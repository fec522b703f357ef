"""``python -m tests.explanation``: explains every proved claim, and reads every line again.

Prints how many claims there are, how many explanations name more than algebra, how many lines were shown, and those
that are not proved when they are read again; then the claims without more than algebra, with ``-v``.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

from tests.explanation.claims import FILES, proved_claims, told, wrong_lines


def examined(path: Path) -> list[tuple[str, bool, int, list[str]]]:
    found = []
    for _, problem, claim in proved_claims([path]):
        explanation = told(problem, claim, 8.0)
        lines = sum(len(part.lines) - 1 for part in explanation.parts)
        wrong = [text for part in explanation.parts for text in wrong_lines(part)]
        found.append((f"{path}::{claim.id}", explanation.says_more_than_algebra, lines, wrong))
    return found


def main() -> None:
    with multiprocessing.Pool(1, maxtasksperchild=1) as pool:
        rows = [row for rows in pool.imap(examined, FILES) for row in rows]
    more = sum(row[1] for row in rows)
    print(f"{len(rows)} claims, {more} explained by more than algebra ({more / len(rows):.1%})")
    print(f"{sum(row[2] for row in rows)} lines, {sum(len(row[3]) for row in rows)} not proved when read again")
    for name, good, _, wrong in rows:
        for text in wrong:
            print(f"NOT PROVED {name}: {text}")
        if not good and "-v" in sys.argv:
            print(f"only algebra: {name}")


if __name__ == "__main__":
    main()
