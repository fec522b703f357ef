"""How a new file becomes a part of the program: packages are walked, and each module gives a value under one name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any


def found_in(package: str, name: str) -> list[Any]:
    """The values of that name in the modules directly within the package, in the order of the modules' names."""
    path = importlib.import_module(package).__path__
    modules = [importlib.import_module(f"{package}.{info.name}") for info in pkgutil.iter_modules(path)]
    return [getattr(module, name) for module in modules]
