"""Evaluation cross-examines the prover, so it must not share code with it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import derivcheck.evaluation

ALLOWED = ("derivcheck.evaluation", "derivcheck.language", "flint")


def test_only_the_language_flint_and_the_standard_library_are_imported() -> None:
    folder = Path(next(iter(derivcheck.evaluation.__path__)))
    for path in sorted(folder.rglob("*.py")):
        for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            allowed = name.startswith(ALLOWED) or name.split(".")[0] in sys.stdlib_module_names
            assert allowed, f"{path.name} imports {name}"


def _imported(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide what is imported"
            names.append(node.module or "")
    return names
