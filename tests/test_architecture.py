"""The layers import only downwards, verdicts are made in one place, and nothing executes what a user typed.

Read off the source with `ast`, imports inside of functions too.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "derivcheck"
FILES = sorted(PACKAGE.rglob("*.py"))

#: What each part of the package may import from the others; what is not named here is the top level.
ALLOWED: dict[str, set[str]] = {
    "language": set(),
    "algebra": set(),
    "evaluation": {"language"},
    "engine": {"language", "algebra", "evaluation"},
    "provers": {"engine", "algebra"},
    "diagnosis": {"language", "evaluation", "engine"},
    "explanation": {"language", "algebra", "evaluation", "engine", "diagnosis"},
    "grading": {"language", "engine", "diagnosis"},
    "report": {"language", "engine.result", "grading.result"},
    "cli": {"language", "engine", "diagnosis", "explanation", "grading", "report"},
}
#: Inside of the engine: what its packages may import from one another; the files beside them are not restricted.
INSIDE: dict[str, set[str]] = {
    "tensors": set(),
    "declared": {"tensors"},
    "lowering": {"tensors", "declared"},
    "calculus": {"tensors"},
    "rules": {"tensors", "calculus"},
    "remarks": {"tensors"},
    "derivations": {"tensors"},
    "running": set(),
}
#: Names that run text as a program, or hand text to something that does.
FORBIDDEN_CALLS = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "S", "__import__"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "sympify", "parse_expr", "lambdify", "runpy"}
#: How the engine finds the provers, without knowing any of them.
EXCEPTIONS = {("engine.prover", "provers")}
#: To be split.
TOO_LONG: set[str] = set()
#: Worker processes end without tidying up what they inherited.
MAY_EXIT = {("engine.running.process", "_exit")}


def name(path: Path) -> str:
    """The file's module, inside the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def _marks(path: Path) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason="bug 21")] if name(path) in TOO_LONG else []


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path) -> Iterator[str]:
    """Modules of this package that a file imports, without the package's name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and _called(node) == "import_module":
            found = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        else:
            continue
        yield from (m.removeprefix("derivcheck.") for m in found if m.startswith("derivcheck."))


def _called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_layers_import_only_downwards(path: Path) -> None:
    layer = name(path).split(".")[0]
    if layer not in ALLOWED:
        return
    for module in imports(path):
        allowed = {layer, *ALLOWED[layer]}
        assert any(_within(module, part) for part in allowed) or (name(path), module) in EXCEPTIONS, (
            f"{name(path)} imports {module}"
        )


def test_provers_are_found_by_the_engine_only_and_do_not_know_each_other() -> None:
    for path in FILES:
        if not _within(name(path), "provers") and name(path) != "engine.prover":
            assert not [m for m in imports(path) if _within(m, "provers")], name(path)
    for path in PACKAGE.glob("provers/*.py"):
        assert not [m for m in imports(path) if _within(m, "provers") and m != name(path)], name(path)


@pytest.mark.parametrize("package", INSIDE)
def test_the_packages_of_the_engine_import_downwards(package: str) -> None:
    for path in PACKAGE.glob(f"engine/{package}/**/*.py"):
        seen = {m.split(".")[1] for m in imports(path) if _within(m, "engine") and "." in m} & INSIDE.keys()
        assert seen <= INSIDE[package] | {package}, name(path)


def test_every_package_of_the_engine_is_placed() -> None:
    assert INSIDE.keys() == {path.parent.name for path in PACKAGE.glob("engine/*/__init__.py")}


def test_evaluation_shares_no_code_with_the_provers() -> None:
    for path in PACKAGE.glob("evaluation/**/*.py"):
        assert not [m for m in imports(path) if not _within(m, "language") and not _within(m, "evaluation")], name(path)


def test_reports_see_results_and_the_language_only() -> None:
    for path in PACKAGE.glob("report/**/*.py"):
        seen = {m for m in imports(path) if not _within(m, "report")}
        allowed = ("language", "engine.result", "grading.result")
        assert all(any(_within(m, part) for part in allowed) for m in seen), (name(path), seen)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_kernel_makes_verdicts(path: Path) -> None:
    if name(path) == "engine.kernel":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            assert _called(node) not in ("Proved", "Refuted"), f"{name(path)}:{node.lineno}"
        if isinstance(node, (ast.Name, ast.Attribute)):
            written = node.id if isinstance(node, ast.Name) else node.attr
            assert written != "_SEAL", f"{name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_is_executed(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            assert _called(node) not in FORBIDDEN_CALLS or _is_harmless(node), f"{name(path)}:{node.lineno}"
        if isinstance(node, (ast.ImportFrom, ast.Import)):
            assert not {a.name for a in node.names} & FORBIDDEN_IMPORTS, f"{name(path)}:{node.lineno}"


def _is_harmless(node: ast.Call) -> bool:
    """`re.compile`, which compiles a pattern."""
    function = node.func
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if _within(name(path), "cli") or name(path) == "__main__":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            ends = _called(node) in ("print", "exit", "input", "_exit")
            assert not ends or (name(path), _called(node)) in MAY_EXIT, f"{name(path)}:{node.lineno}"
        if isinstance(node, ast.Name):
            assert node.id != "SystemExit", f"{name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", [pytest.param(p, marks=_marks(p), id=name(p)) for p in FILES])
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_libraries_that_are_slow_to_import_wait_until_they_are_used() -> None:
    decided = """
import sys
from derivcheck.engine.decide import decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
import derivcheck.cli
problem = single("x + y == y + x", declare=["x, y: real"])
assert decide(elaborate(problem, problem.claims[0]), 9).verdict == "proved"
assert not {"sympy", "z3"} & set(sys.modules), "imported too early"
"""
    subprocess.run([sys.executable, "-c", decided], check=True, cwd=PACKAGE.parent)
