"""How often a planted mistake is named first: ``python -m tests.diagnosis.mutants FILE``.

Every claim of `problems` that is proved and has a right-hand side gets single mistakes there; those that make it false
count (see `is_named` for what is called named). Each is appended to the file when it was looked at, and claims that are
there already are left out: the run can be stopped, go on, and be shared by several processes (``--shard 0/2``). Times
are those of the processor, so that other programs do not count.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from derivcheck.diagnosis.diagnose import Finding, diagnose
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.settings import setting_of
from derivcheck.diagnosis.trees import (
    children,
    factors,
    is_one,
    is_product,
    is_sum,
    product,
    replaced,
    terms,
    total,
    with_children,
)
from derivcheck.evaluation.search.search import search
from derivcheck.language.parser import parse
from derivcheck.language.problem import RawClaim, load
from derivcheck.language.source import LanguageError, Source, Span
from derivcheck.language.syntax import Relation, Tree
from derivcheck.language.writing import written
from tests.diagnosis.mutations import chosen, mutants

_NOWHERE = Span(0, 0)
_LONG = 2.0  # seconds
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim with a mistake."""

    kind: str
    id: str
    original: str
    setting: Setting


def true_settings(random: Random) -> Iterator[tuple[str, Setting]]:
    """Claims of `problems` that are expected to be proved and are one relation with two sides, in random order."""
    found: list[tuple[Path, RawClaim]] = []
    problems = {}
    for path in sorted((ROOT / "problems").rglob("*.yaml")):
        problems[path] = load(Source(str(path), path.read_text(encoding="utf-8")))
        found += [(path, c) for c in problems[path].claims if c.expect == "proved" and c.statement is not None]
    random.shuffle(found)
    for path, claim in found:
        try:
            setting = setting_of(problems[path], claim)
        except LanguageError:
            continue
        if isinstance(setting.statement, Relation) and setting.statement.ops == ("eq",):
            yield claim.id, setting


def planted(id: str, setting: Setting, per_claim: int, seed: int) -> Iterator[Planted]:
    """So many single mistakes that make a claim false."""
    random = Random(f"{seed} {id}")
    assert isinstance(setting.statement, Relation)
    names = {n: len(t.shape) for n, t in setting.names.items()}
    found = list(mutants(setting.statement.operands[1], setting.indices, names))
    for kind, path, node in chosen(found, per_claim, random):
        tree = parse(written(replaced(setting.statement, (1, *path), node)), lambda start, end: _NOWHERE)
        meaning = setting.meaning(tree)
        if meaning is None or search(setting.claim_of(meaning), 6, seed=0).witness is None:
            continue
        wrong = Setting(tree, setting.claim_of(meaning), setting.environment)
        yield Planted(kind, id, written(setting.statement.operands[1]), wrong)


def is_named(case: Planted, found: tuple[Finding, ...]) -> bool:
    """Whether the first diagnosis says what was planted.

    It does by its kind, or by showing as correct what was there before, but for the order of terms and of factors: then
    its message says what stands in the place of what. A proved repair of the right-hand side always equals what was
    there, which is why equality does not count. A side that is transposed as a whole is in the other layout, and a
    missing delta is a missing factor: two words for one mistake.
    """
    if not found:
        return False
    kinds = {found[0].kind.kind, _ALSO.get(found[0].kind.kind)}
    return case.kind in kinds or _arranged(found[0].correct) == _arranged(case.original)


def _arranged(text: str) -> str:
    return written(_in_order(parse(text, lambda start, end: _NOWHERE)))


def _in_order(tree: Tree) -> Tree:
    """With the terms of sums and the factors of products by their texts."""
    tree = with_children(tree, tuple(map(_in_order, children(tree))))
    if is_sum(tree):
        return total(sorted(terms(tree), key=lambda t: (t[0], written(t[1]))))
    if is_product(tree):
        return product(sorted((f for f in factors(tree) if not is_one(f[1])), key=lambda f: (f[0], written(f[1]))))
    return tree


#: Kinds that say the same as others.
_ALSO = {"layout": "transpose", "delta": "missing-factor"}


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one planted mistake."""

    id: str
    kind: str
    statement: str
    original: str
    found: tuple[str, ...]
    named: bool
    seconds: float


def looked_at(case: Planted) -> Row:
    start = time.process_time()
    found = diagnose(case.setting)
    took = time.process_time() - start
    shown = tuple(f"{f.kind.kind}: {f.correct}" for f in found)
    return Row(case.id, case.kind, written(case.setting.statement), case.original, shown, is_named(case, found), took)


def rows(path: Path) -> list[Row]:
    return [Row(**json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []


def report(found: list[Row]) -> None:
    counts: Counter[str] = Counter()
    for row in found:
        counts["all"] += 1
        counts["named"] += row.named
        counts["with a repair"] += bool(row.found)
        counts[f"{row.kind}: {'named' if row.named else 'missed'}"] += 1
        if not row.named:
            got = "; ".join(row.found) or "nothing"
            print(
                f"{row.kind:15} {row.id}: {row.statement}\n    was {row.original}\n    got {got}  ({row.seconds:.2f} s)"
            )
    for key, count in sorted(counts.items()):
        print(f"{key:30} {count}")
    times = sorted(row.seconds for row in found)
    if times:
        slow = sum(t > _LONG for t in times)
        print(f"mean {sum(times) / len(times):.2f} s, slowest {times[-1]:.2f} s, {slow} took more than {_LONG:g} s")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.diagnosis.mutants")
    parser.add_argument("file", type=Path)
    parser.add_argument("--per-claim", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--shard", default="0/1")
    chosen = parser.parse_args()
    end = time.monotonic() + 60 * chosen.minutes
    number, shards = map(int, chosen.shard.split("/"))
    done = {row.id for row in rows(chosen.file)}
    with chosen.file.open("a", encoding="utf-8") as out:
        for k, (id, setting) in enumerate(true_settings(Random(chosen.seed))):
            if time.monotonic() > end:
                break
            if k % shards != number or id in done:
                continue
            found = [looked_at(case) for case in planted(id, setting, chosen.per_claim, chosen.seed)]
            out.writelines(json.dumps(asdict(row)) + "\n" for row in found)
            out.flush()
    report(rows(chosen.file))


if __name__ == "__main__":
    main()
