"""The settings of a claim: its statement, or the steps of its derivation, ready to be diagnosed."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.diagnosis.setting import Setting
from derivcheck.engine.chain import link_claims
from derivcheck.language.elaborate import elaborate
from derivcheck.language.elaboration.claim import with_lets_defined
from derivcheck.language.elaboration.derivation import statements
from derivcheck.language.elaboration.environment import local_environment
from derivcheck.language.parser import parse_located
from derivcheck.language.problem import ProblemFile, RawClaim


def setting_of(problem: ProblemFile, raw: RawClaim) -> Setting:
    """The setting of a claim that is one statement. Raises LanguageError."""
    claim = elaborate(problem, raw)
    return Setting(parse_located(raw.body), claim, local_environment(problem, raw))


def settings_of_links(problem: ProblemFile, raw: RawClaim, numbers: Sequence[int]) -> dict[int, Setting]:
    """The settings of the steps of a derivation that have these numbers. Raises LanguageError."""
    claim = elaborate(problem, raw)
    parts = link_claims(claim)
    defined = with_lets_defined(raw)
    environment = local_environment(problem, defined)
    trees = statements(defined.body)
    return {n: Setting(trees[n - 1], parts[n - 1], environment, is_link=True) for n in numbers}
