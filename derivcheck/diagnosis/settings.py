"""The settings of a claim: its statement, or the steps of its derivation, ready to be diagnosed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.diagnosis.setting import Setting
from derivcheck.engine.derivations.chain import link_claims, whole
from derivcheck.language.elaborate import elaborate
from derivcheck.language.elaboration.claim import with_lets_defined
from derivcheck.language.elaboration.derivation import statements
from derivcheck.language.elaboration.environment import local_environment
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Relation, Tree

_EMPTY = "0 == 0"


def setting_of(problem: ProblemFile, raw: RawClaim) -> Setting:
    """The setting of a claim that is one statement, be it one without a meaning, such as one whose shapes do not fit.

    Raises LanguageError if it cannot be read, or what it stands on has no meaning.
    """
    statement = parse_located(raw.body)
    try:
        claim = elaborate(problem, raw)
    except LanguageError:
        claim = elaborate(problem, replace(raw, statement=Located.contiguous(_EMPTY, raw.span.start)))
    given = tuple(map(parse_located, raw.given))
    return Setting(statement, claim, local_environment(problem, raw), given=given)


def settings_of_links(problem: ProblemFile, raw: RawClaim, numbers: Sequence[int]) -> dict[int, Setting]:
    """The settings of the steps of a derivation that have these numbers; 0 is the chain as a whole, first against last.

    Raises LanguageError.
    """
    claim = elaborate(problem, raw)
    parts = link_claims(claim)
    defined = with_lets_defined(raw)
    environment = local_environment(problem, defined)
    trees = statements(defined.body)
    given = tuple(map(parse_located, raw.given))
    found = {n: Setting(trees[n - 1], parts[n - 1], environment, is_link=True, given=given) for n in numbers if n}
    entire, tree = whole(claim), _whole(trees)
    if 0 in numbers and entire is not None and tree is not None:
        found[0] = Setting(tree, entire, environment, given=given)
    return found


def _whole(links: Sequence[Tree]) -> Tree | None:
    """The first expression equal to the last one; None unless all steps are equations."""
    if not all(isinstance(link, Relation) and link.ops == ("eq",) for link in links):
        return None
    first, last = links[0], links[-1]
    assert isinstance(first, Relation)
    assert isinstance(last, Relation)
    return Relation(("eq",), (first.operands[0], last.operands[1]), span=first.span.to(last.span))
