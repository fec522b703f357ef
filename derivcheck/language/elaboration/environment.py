"""What the names of a file, and of a claim within it, stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from derivcheck.language import syntax
from derivcheck.language.core import Expr, Symbol
from derivcheck.language.elaboration.context import Context, Instance, Mentions, Numbers, error, in_order
from derivcheck.language.elaboration.declarations import Key, declared, keys
from derivcheck.language.elaboration.definitions import Clause, Definition
from derivcheck.language.elaboration.expressions import RESERVED, elaborate_tree
from derivcheck.language.entries import Pair
from derivcheck.language.located import Located, quoted
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import Complaint, LanguageError, Source, Span
from derivcheck.language.tokens import Mark, tokens


@dataclass(slots=True)
class _Declaration:
    key: Key
    text: Located
    symbol: Symbol | LanguageError | None = None
    entered: bool = False


@dataclass(slots=True)
class Environment:
    """Names with what they stand for, each found out when it is first asked for; ``parent`` is the file's."""

    source: Source
    parent: Environment | None = None
    numbers: Numbers = field(default_factory=Numbers)
    instances: dict[object, Instance] = field(default_factory=dict)
    mentions: dict[int, Mentions] = field(default_factory=dict)
    declarations: dict[str, _Declaration] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)  # names that this environment's own entries use

    @property
    def context(self) -> Context:
        return Context(self, self.source, self.numbers, elaborate_tree, {}, self.instances, self.mentions)

    # --- setting up ---------------------------------------------------------------------------------------------

    def enter(self, declarations: Iterable[Pair], definitions: Iterable[Pair]) -> None:
        """Notes what each name is said to be, and complains about names that cannot have it said."""
        for key_text, text in declarations:
            for key in self.attempt(lambda k=key_text: keys(k, several=True), []):  # type: ignore[misc]
                if self.free(key, "declared"):
                    self.declarations[key.name] = _Declaration(key, text)
            self.note(key_text, text)
        for key_text, text in definitions:
            for key in self.attempt(lambda k=key_text: keys(k, several=False), []):  # type: ignore[misc]
                self.define(key, text)
            self.note(key_text, text)

    def attempt(self, step: Callable[[], list[Key]], otherwise: list[Key]) -> list[Key]:
        try:
            return step()
        except LanguageError as found:
            self.complaints.extend(found.complaints)
            return otherwise

    def note(self, key: Located, text: Located) -> None:
        own = {t.text for t in tokens(key.text) if t.mark is Mark.NAME}
        self.mentioned |= {t.text for t in tokens(text.text) if t.mark is Mark.NAME} - own

    def define(self, key: Key, text: Located) -> None:
        known = self.definitions.get(key.name)
        if known is not None and key.bracket == "[" and known.key.bracket == "[":
            known.clauses.append(Clause(key, text))
        elif self.free(key, "defined"):
            self.definitions[key.name] = Definition(key.name, [Clause(key, text)], self.context, self.stack)

    def free(self, key: Key, how: str) -> bool:
        """Whether the name can be given a meaning here; if not, a complaint says why."""
        name = quoted(key.name)
        message, hint = None, None
        if key.name in RESERVED:
            message, hint = f"{name} cannot be {how}: it has a fixed meaning", "choose another name"
        elif key.name in self.declarations:
            message = f"{name} is declared twice" if how == "declared" else f"{name} is both declared and defined"
            hint = f"see line {self.line(self.declarations[key.name].key)}"
        elif key.name in self.definitions:
            message, hint = f"{name} is defined twice", f"see line {self.line(self.definitions[key.name].key)}"
        elif self.parent is not None and self.parent.knows(key.name) and key.name in self.parent.mentioned:
            message = f"{name} has a meaning for the whole file, and other names depend on it"
            hint = "choose another name, or state what holds here under given"
        if message is not None:
            self.complaints.append(Complaint(message, key.span, hint))
        return message is None

    def line(self, key: Key) -> int:
        return self.source.position(key.span.start)[0]

    # --- names ----------------------------------------------------------------------------------------------------

    def knows(self, name: str) -> bool:
        return (
            name in self.declarations
            or name in self.definitions
            or (self.parent is not None and self.parent.knows(name))
        )

    def all(self) -> Iterator[str]:
        yield from self.declarations
        yield from self.definitions
        if self.parent is not None:
            yield from self.parent.all()

    def symbol(self, name: str) -> Symbol | None:
        declaration = self.declarations.get(name)
        if declaration is None:
            local = name in self.definitions or self.parent is None
            return None if local or self.parent is None else self.parent.symbol(name)
        if declaration.symbol is None:
            self.find(declaration)
        if isinstance(declaration.symbol, LanguageError):
            raise declaration.symbol
        return declaration.symbol

    def find(self, declaration: _Declaration) -> None:
        if declaration.entered:
            message = f"{quoted(declaration.key.name)} is declared in terms of itself"
            raise error(message, declaration.key.span)
        declaration.entered = True
        try:
            declaration.symbol = declared(declaration.key, declaration.text, self.context)
        except LanguageError as found:
            declaration.symbol = found
        except RecursionError:
            message = f"the declaration of {quoted(declaration.key.name)} goes too deep"
            declaration.symbol = error(message, declaration.key.span)

    def definition(self, name: str) -> Definition:
        if name in self.definitions:
            return self.definitions[name]
        assert self.parent is not None, "the name was known"
        return self.parent.definition(name)

    def whole(self, name: str, context: Context, span: Span) -> Expr:
        return self.definition(name).whole(context, span)

    def entry(self, name: str, node: syntax.Subscript, context: Context) -> Expr:
        return self.definition(name).entry(node, context)

    def applied(self, name: str, node: syntax.Call, context: Context) -> Expr:
        return self.definition(name).applied(node, context)

    def is_tensor_of_function(self, name: str) -> bool:
        definition = self.definition(name)
        if definition.is_function:
            return False
        tensor = definition.shared()
        return any(s is not None and s.of is tensor for s in map(self.symbol_or_none, self.all()))

    def symbol_or_none(self, name: str) -> Symbol | None:
        try:
            return self.symbol(name)
        except LanguageError:
            return None

    # --- checking ---------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Raises LanguageError with all that is wrong with this environment's own declarations and definitions."""
        complaints = list(self.complaints)
        for name in self.declarations:
            complaints += _complaints_of(lambda n=name: self.symbol(n))  # type: ignore[misc]
        for definition in self.definitions.values():
            complaints += _complaints_of(definition.check_function if definition.is_function else definition.shared)
        if complaints:
            raise LanguageError(*in_order(complaints))


def _complaints_of(step: Callable[[], object]) -> list[Complaint]:
    try:
        step()
    except LanguageError as found:
        return list(found.complaints)
    return []


_ENVIRONMENTS: WeakKeyDictionary[ProblemFile, Environment] = WeakKeyDictionary()


def environment(problem: ProblemFile) -> Environment:
    """The environment of a file, made once. What is wrong with it is kept in it, and raised where it matters."""
    found = _ENVIRONMENTS.get(problem)
    if found is None:
        found = Environment(problem.source)
        found.enter(problem.declarations, problem.definitions)
        _complaints_of(found.check)  # everything is elaborated now, so that claims do not depend on their order
        _ENVIRONMENTS[problem] = found
    return found


def local_environment(problem: ProblemFile, claim: RawClaim) -> Environment:
    """The environment of a claim: the file's, and its own declarations and definitions."""
    parent = environment(problem)
    numbers = Numbers(parent.numbers.last)
    local = Environment(problem.source, parent, numbers, dict(parent.instances), dict(parent.mentions))
    local.enter(claim.declarations, claim.definitions)
    return local
