"""Writes docs/seeds.md: ``python docs/seeds.py``. What the source documents of the problems got right and wrong.

Everything comes from the problem files that name a source and from what `derivcheck verify` says of their claims.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from derivcheck.language.problem import ProblemFile, load
from derivcheck.language.source import Source

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "seeds.md"
_DOCUMENT = re.compile(r"\d{3}_[0-9a-f]+\.txt")
_CORRECTED = "-corrected"
_SECONDS = "60"  # for a claim: what is decided must not depend on how busy the machine is
_HEAD = """\
<!-- Written by docs/seeds.py from the problem files and their verdicts. -->

# What the source documents got right and wrong

Five worked homework solutions on neural networks are the source of the [problems](../problems). Every claim of theirs
is listed here with its verdict; for a wrong one the counterexample and what is right. A file that draws on several
documents stands under the first of them. Some claims beside them are variants, made to see that they are refuted.
"""

Report = dict[tuple[str, str], dict[str, Any]]


def page() -> str:
    """The whole page, as it should be. Verifies all problems that have a source."""
    problems = {path: load(Source(str(path), path.read_text("utf-8"))) for path in sorted(ROOT.glob("problems/*.yaml"))}
    sourced = {path: problem for path, problem in problems.items() if _DOCUMENT.search(problem.origin or "")}
    report = _verified(list(sourced))
    documents = sorted({_document(problem) for problem in sourced.values()})
    lines = [_HEAD]
    for document in documents:
        own = {path: problem for path, problem in sourced.items() if _document(problem) == document}
        lines += [f"## {document}", "", _counts(own, report), ""]
        for path, problem in own.items():
            lines += [f"### {problem.title}", "", f"[{path.name}](../problems/{path.name}) · {problem.origin}", ""]
            lines += [*_claims(path, problem, report), ""]
    return "\n".join(lines).rstrip() + "\n"


def _document(problem: ProblemFile) -> str:
    found = _DOCUMENT.search(problem.origin or "")
    assert found is not None, "only files with a source are listed"
    return found.group()


def _verified(paths: list[Path]) -> Report:
    command = [sys.executable, "-m", "derivcheck", "verify", *map(str, paths)]
    command += ["--no-cache", "--timeout", _SECONDS, "--output-format", "json"]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=False, cwd=ROOT).stdout
    return {(Path(r["file"]).name, r["id"]): r for r in json.loads(output)["results"]}


def _counts(files: dict[Path, ProblemFile], report: Report) -> str:
    verdicts = [report[path.name, c.id]["verdict"] for path, p in files.items() for c in p.claims if _is_listed(c.id)]
    count = {verdict: verdicts.count(verdict) for verdict in ("proved", "refuted", "unknown", "error")}
    parts = [f"{number} {verdict}" for verdict, number in count.items() if number]
    return f"{len(verdicts)} claims: {', '.join(parts)}."


def _is_listed(id_: str) -> bool:
    return not id_.endswith(_CORRECTED)


def _claims(path: Path, problem: ProblemFile, report: Report) -> Iterator[str]:
    for claim in problem.claims:
        if _is_listed(claim.id):
            result = report[path.name, claim.id]
            yield f"- **{claim.id}** {result['verdict']}: {_code(result['claim'])}"
            yield from (f"  - {line}" for line in _details(result))
            correction = report.get((path.name, claim.id + _CORRECTED))
            if correction is not None:
                yield f"  - right is ({correction['verdict']}): {_code(correction['claim'])}"


def _details(result: dict[str, Any]) -> Iterator[str]:
    if result["conditions"]:
        yield "where " + ", ".join(map(_code, result["conditions"]))
    found = result["counterexample"]
    if result["verdict"] == "refuted" and found is not None:
        point = ", ".join(f"{name} = {_shown(value)}" for name, value in found["point"].items())
        told = [f"at {_code(point)}"] if point else []
        if found.get("left") is not None:
            told.append(_code(f"left {_shown(found['left'])}, right {_shown(found['right'])}"))
        if found.get("reason"):
            told.append(found["reason"])
        yield "; ".join(told) or "false"
    if result["first_wrong_step"] is not None:
        yield f"step {result['first_wrong_step']} is the first wrong one"
    if result["verdict"] in ("unknown", "error") and result["reason"]:
        yield str(result["reason"])


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else f"[{', '.join(map(_shown, value))}]"


def _code(text: str) -> str:
    return f"`{' '.join(text.split())}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
