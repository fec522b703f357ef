"""How often a planted mistake is named first: ``python -m tests.diagnosis.mutants CLAIMS PER_CLAIM SEED MINUTES``.

Every claim of `problems` that is proved and has a right-hand side gets single mistakes there; those that make it false
count. ``named``: the first diagnosis has the planted kind, or restores the text that was there. Times are those of the
processor, so that other programs do not count.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from derivcheck.diagnosis.diagnose import Finding, diagnose
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.settings import setting_of
from derivcheck.diagnosis.trees import replaced
from derivcheck.evaluation.search.search import search
from derivcheck.language.parser import parse
from derivcheck.language.problem import RawClaim, load
from derivcheck.language.source import LanguageError, Source, Span
from derivcheck.language.syntax import Relation
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


def planted(claims: int, per_claim: int, seed: int) -> Iterator[Planted]:
    random = Random(seed)
    for number, (id, setting) in enumerate(true_settings(random)):
        if number == claims:
            return
        assert isinstance(setting.statement, Relation)
        names = {n: len(t.shape) for n, t in setting.names.items()}
        found = list(mutants(setting.statement.operands[1], setting.indices, names))
        for kind, path, node in chosen(found, per_claim, random):
            tree = parse(written(replaced(setting.statement, (1, *path), node)), lambda start, end: _NOWHERE)
            meaning = setting.meaning(tree)
            if meaning is None or search(setting.claim_of(meaning), 6, seed=0).witness is None:
                continue
            claim = setting.claim_of(meaning)
            wrong = Setting(tree, claim, setting.environment)
            yield Planted(kind, id, written(setting.statement.operands[1]), wrong)


def is_named(case: Planted, found: tuple[Finding, ...]) -> bool:
    """A side that is transposed as a whole is in the other layout: these are two words for one mistake."""
    if not found:
        return False
    kind = "transpose" if found[0].kind.kind == "layout" else found[0].kind.kind
    return kind == case.kind or found[0].correct == case.original


def main(claims: int = 100, per_claim: int = 2, seed: int = 1, minutes: int = 20) -> None:
    end = time.monotonic() + 60 * minutes
    counts: Counter[str] = Counter()
    slowest = total = 0.0
    slow = 0
    for case in planted(claims, per_claim, seed):
        start = time.process_time()
        found = diagnose(case.setting)
        took = time.process_time() - start
        slowest, total = max(slowest, took), total + took
        named = is_named(case, found)
        if time.monotonic() > end:
            break
        slow += took > _LONG
        counts["all"] += 1
        counts["named"] += named
        counts["found"] += bool(found)
        counts[f"{case.kind}: {'named' if named else 'missed'}"] += 1
        if not named:
            got = "; ".join(f"{f.kind.kind} {f.correct}" for f in found) or "nothing"
            claim = f"{case.kind:15} {case.id}: {written(case.setting.statement)}"
            print(f"{claim}\n    was {case.original}\n    got {got}  ({took:.2f} s)", flush=True)
    for key, count in sorted(counts.items()):
        print(f"{key:30} {count}")
    print(f"mean {total / max(1, counts['all']):.2f} s, slowest {slowest:.2f} s, {slow} took more than {_LONG:g} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
