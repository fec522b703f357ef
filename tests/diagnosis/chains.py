"""Whether the first wrong step is found: ``python -m tests.diagnosis.chains CHAINS PER_CHAIN SEED MINUTES``.

Right derivations of `problems` get a mistake in one step. As a slip, it stands in one line only, so that the next step
undoes it; carried on, it stands in all lines from there on, so that the result is wrong though all later steps hold.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random

from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.settings import settings_of_links
from derivcheck.diagnosis.trees import number, operation, replaced
from derivcheck.engine.check import check_claim
from derivcheck.engine.result import Result
from derivcheck.evaluation.search.search import search
from derivcheck.language.elaboration.claim import with_lets_defined
from derivcheck.language.elaboration.derivation import statements
from derivcheck.language.located import Located
from derivcheck.language.problem import ProblemFile, RawClaim, load
from derivcheck.language.source import Source
from derivcheck.language.syntax import Relation, Tree
from derivcheck.language.writing import written
from tests.diagnosis.mutations import chosen, mutants

ROOT = Path(__file__).parents[2]
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Planted:
    """A derivation with a mistake in step ``wrong`` of ``steps``; ``undone``: the next step is without it again."""

    problem: ProblemFile
    source: Source
    claim: RawClaim
    wrong: int
    steps: int
    undone: bool
    kind: str

    @property
    def is_lost(self) -> bool:
        """Whether the result is wrong, too."""
        return not self.undone

    def result(self) -> Result:
        return check_claim(self.problem, self.claim, self.source, _SECONDS)


def right_chains(random: Random) -> Iterator[tuple[ProblemFile, Source, RawClaim, list[Tree]]]:
    """Derivations of `problems` that are proved and consist of equations in a row, with what stands in their lines."""
    found = []
    for path in sorted((ROOT / "problems").rglob("*.yaml")):
        source = Source(str(path), path.read_text(encoding="utf-8"))
        problem = load(source)
        for claim in problem.claims:
            if claim.derivation is not None and claim.expect == "proved":
                links = statements(with_lets_defined(claim).body)
                if all(isinstance(link, Relation) and link.ops == ("eq",) for link in links) and _is_chain(links):
                    lines = [link.operands[0] for link in links if isinstance(link, Relation)]
                    lines.append(links[-1].operands[1])  # type: ignore[union-attr]
                    found.append((problem, source, claim, lines))
    random.shuffle(found)
    yield from found


def _is_chain(links: Sequence[Tree]) -> bool:
    return all(written(a.operands[1]) == written(b.operands[0]) for a, b in pairwise(links))  # type: ignore[union-attr]


def planted(chains: int, per_chain: int, seed: int) -> Iterator[Planted]:
    random = Random(seed)
    for number_, (problem, source, claim, lines) in enumerate(right_chains(random)):
        if number_ == chains:
            return
        settings = settings_of_links(problem, claim, range(1, len(lines)))
        for _ in range(per_chain):
            step = random.randrange(1, len(lines))
            slip = random.random() < 0.6
            for kind, new in _changed(lines, step, settings[step], random, slip):
                if _is_false(settings[step], lines[step - 1], new[step]):
                    undone = slip and step < len(lines) - 1
                    again = _with_lines(claim, new)
                    yield Planted(problem, source, again, step, len(lines) - 1, undone, kind)
                    break


def _changed(
    lines: list[Tree], step: int, setting: Setting, random: Random, slip: bool
) -> Iterator[tuple[str, list[Tree]]]:
    if not slip:
        for kind, change in (("sign", _negative), ("extra-factor", _doubled)):
            yield kind, [line if k < step else change(line) for k, line in enumerate(lines)]
        return
    names = {n: len(t.shape) for n, t in setting.names.items()}
    found = list(mutants(lines[step], setting.indices, names))
    for kind, path, node in chosen(found, 6, random):
        yield kind, [*lines[:step], replaced(lines[step], path, node), *lines[step + 1 :]]


def _negative(tree: Tree) -> Tree:
    return operation("neg", tree)


def _doubled(tree: Tree) -> Tree:
    return operation("mul", number(2), tree)


def _is_false(setting: Setting, left: Tree, right: Tree) -> bool:
    meaning = setting.meaning(Relation(("eq",), (left, right), span=setting.claim.span))
    return meaning is not None and search(setting.claim_of(meaning), 6, seed=0).witness is not None


def _with_lines(claim: RawClaim, lines: list[Tree]) -> RawClaim:
    first, *others = map(written, lines)
    text = "\n".join([first, *(f"  == {other}" for other in others)])
    return replace(with_lets_defined(claim), derivation=Located.contiguous(text, 0))


def faults(case: Planted, result: Result) -> list[str]:
    """What is not as it should be; a step that is not decided is no fault."""
    verdicts = [link.verdict for link in result.links]
    if result.verdict == "error" or len(verdicts) != case.steps:
        return [f"error {result.reason}"]
    found = []
    if result.first_wrong_step != case.wrong:
        found.append(f"first wrong step {result.first_wrong_step}, not {case.wrong}")
    whole = result.whole.verdict if result.whole is not None else None
    if whole == ("proved" if case.is_lost else "refuted"):
        found.append(f"the chain as a whole is {whole}")
    due = case.wrong + 1 if case.undone else None
    if whole is not None and whole != "unknown" and result.undone_by != due:
        found.append(f"undone by {result.undone_by}, not {due}")
    return found


def main(chains: int = 100, per_chain: int = 3, seed: int = 1, minutes: int = 10) -> None:
    end = time.monotonic() + 60 * minutes
    counts: Counter[str] = Counter()
    for case in planted(chains, per_chain, seed):
        if time.monotonic() > end:
            break
        result = case.result()
        wrong = faults(case, result)
        counts["all"] += 1
        counts["undone" if case.undone else "lost"] += 1
        counts["faulty"] += bool(wrong)
        counts["an unknown step"] += any(link.verdict == "unknown" for link in result.links)
        if wrong:
            print(f"{case.claim.id}: {'; '.join(wrong)}\n{case.claim.text}", flush=True)
    print(", ".join(f"{key} {count}" for key, count in counts.items()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
