"""The claims that the references of an assignment make, so that ``derivcheck verify`` checks the assignment itself."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.entries import Pair
from derivcheck.language.located import Located
from derivcheck.language.problem import RawClaim
from derivcheck.language.question import RawQuestion
from derivcheck.language.source import Complaint, LanguageError, Source
from derivcheck.language.surface import CONSEQUENCES, RELATIONS
from derivcheck.language.tokens import Mark, tokens


def references(questions: Sequence[RawQuestion], source: Source) -> tuple[RawClaim, ...]:
    """The claims of all references. Raises LanguageError where questions depend on what is not there."""
    complaints = [c for k, q in enumerate(questions) for c in _complaints(q, questions[:k])]
    if complaints:
        raise LanguageError(*complaints)
    return tuple(claim for question in questions for claim in _claims(question, questions))


def asks_for_value(question: RawQuestion) -> bool:
    """Whether an expression is to be worked out; else a statement is to be shown."""
    return question.answer is not None or (question.derivation is not None and not is_statement(question.ask.text))


def is_statement(text: str) -> bool:
    """Whether a text has a relation or a connective outside of all brackets."""
    depth = 0
    for token in tokens(text):
        if token.mark is Mark.OPERATOR:
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and token.text in RELATIONS | CONSEQUENCES | {"and", "or", "not"}:
            return True
    return False


def equation(left: Located, right: Located) -> Located:
    """``left == right``, each character at its place; both sides have to be whole expressions of their own."""
    first, second = _closed(left), _closed(right)
    between = [first.offsets[-1]] * 4
    return Located(f"{first.text} == {second.text}", [*first.offsets[:-1], *between, *second.offsets])


def _closed(text: Located) -> Located:
    """In parentheses, on a line of its own, if it might otherwise run into what stands beside it."""
    if "#" not in text.text and not is_statement(text.text):
        return text
    start, end = text.offsets[0], text.offsets[len(text.text)]
    return Located(f"({text.text}\n)", [start, *text.offsets[:-1], end, end, end])


def carried(question: RawQuestion, questions: Sequence[RawQuestion]) -> tuple[Pair, ...]:
    """The answers of earlier questions, directly or through others, as definitions of their names."""
    known = {q.id: q for q in questions}
    needed: dict[str, RawQuestion] = {}
    waiting = list(question.depends_on)
    while waiting:
        other = known[waiting.pop(0)]
        if other.id not in needed:
            needed[other.id] = other
            waiting += other.depends_on
    return tuple((q.name, q.answer) for q in needed.values() if q.name is not None and q.answer is not None)


def _claims(question: RawQuestion, questions: Sequence[RawQuestion]) -> list[RawClaim]:
    def claim(name: str, statement: Located | None, derivation: Located | None = None) -> RawClaim:
        return RawClaim(
            id=name,
            span=question.span,
            statement=statement,
            derivation=derivation,
            given=question.given,
            declarations=question.declarations,
            definitions=(*question.definitions, *carried(question, questions)),
            title=question.title,
            note=question.note,
        )

    claims = []
    if question.answer is not None:
        claims.append(claim(question.id, equation(question.ask, question.answer)))
    elif not asks_for_value(question):
        claims.append(claim(question.id, question.ask))
    if question.derivation is not None:
        name = f"{question.id}/derivation" if claims else question.id
        claims.append(claim(name, None, _from_the_question(question, question.derivation)))
    for number, milestone in enumerate(question.milestones, start=1):
        if milestone.show is not None:
            claims.append(claim(f"{question.id}/milestone-{number}", milestone.show))
    return claims


def _from_the_question(question: RawQuestion, derivation: Located) -> Located:
    """The derivation, with the question as its first line where it begins with something else."""
    first = " ".join(derivation.text.split())
    if not asks_for_value(question) or first.startswith((" ".join(question.ask.text.split()), "let ", "(1)")):
        return derivation
    ask, at = question.ask, derivation.offsets[0]
    return Located(f"{ask.text}\n== {derivation.text}", [*ask.offsets[:-1], *[at] * 4, *derivation.offsets])


def _complaints(question: RawQuestion, earlier: Sequence[RawQuestion]) -> list[Complaint]:
    span = question.ask.whole
    found = []
    if question.answer is not None and is_statement(question.ask.text):
        hint = "write a `derivation:`, or nothing, as a reference"
        found.append(Complaint("a statement is shown; it has no answer", span, hint))
    if question.name is not None and question.answer is None:
        found.append(Complaint("only an `answer:` can be given a name with `as:`", question.name.whole))
    if sum(m.points for m in question.milestones) > question.points:
        found.append(Complaint("the milestones have more points than the question", span))
    named = {q.id for q in earlier if q.name is not None}
    for other in question.depends_on:
        if other not in {q.id for q in earlier}:
            found.append(Complaint(f"it depends on `{other}`, which is no earlier question", span))
        elif other not in named:
            hint = f"write in `{other}`, for example, `as: g`"
            found.append(Complaint(f"it depends on `{other}`, whose answer has no name", span, hint))
    return found
