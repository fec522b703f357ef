"""One answer judged, in a worker: is it what was asked, by which steps, and in which form?

What is decided is always the question itself, ``ask == answer``; the reference only helps where that stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.engine import kernel
from derivcheck.engine.check import check_claim
from derivcheck.engine.derivations.chain import restates
from derivcheck.engine.result import Counterexample, LinkResult, Result
from derivcheck.engine.running.jobs import located
from derivcheck.grading import form, progress
from derivcheck.grading.coverage import narrowing
from derivcheck.grading.derivations import Route, as_derivation, asked_sides, is_derivation, refuse_lets, route
from derivcheck.grading.judgement import Judgement, Step, step_of
from derivcheck.grading.lets import unfolded
from derivcheck.grading.sameness import contains, same
from derivcheck.grading.task import Task, within
from derivcheck.language import core
from derivcheck.language.elaborate import elaborate
from derivcheck.language.elaboration.environment import local_environment
from derivcheck.language.elaboration.outline import without_lets
from derivcheck.language.elaboration.symbols import free_symbols
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.problem import RawClaim
from derivcheck.language.reference import asks_for_value, equation
from derivcheck.language.source import Complaint, LanguageError

_MOST_STEPS = 100
_SHARE = 0.55  # of the time for the answer itself
_SHARE_OF_JOINT = 0.15


def judge(seconds: float, task: Task) -> Judgement:
    """The judgement on an answer; what is wrong with its text is part of it."""
    judging = _Judging(task, seconds)
    try:
        return judging.derivation() if is_derivation(task.text.text) else judging.answer()
    except LanguageError as error:
        return judging.unreadable(error)
    except RecursionError:
        return Judgement(unknown="it is nested too deeply")
    except kernel.Fault as fault:
        return Judgement(unknown="internal fault: please report it", fault=str(fault))


class _Judging:
    def __init__(self, task: Task, seconds: float) -> None:
        self.task = task
        self.question = task.question
        self.problem = task.problem
        self.seconds = seconds

    def check(self, raw: RawClaim, share: float) -> Result:
        """Raises LanguageError if it is the text that is wrong."""
        result = check_claim(self.problem, raw, self.problem.source, self.seconds * share)
        if result.errors:
            elaborate(self.problem, raw)
        if result.fault is not None:
            raise kernel.Fault(result.fault)
        return result

    def unreadable(self, error: LanguageError) -> Judgement:
        error = LanguageError(*map(_for_students, error.complaints))
        source = self.problem.source
        places = [within(located(c, source), self.task.text, source) for c in error.complaints]
        found = tuple(place for place in places if place is not None)
        if found:
            return Judgement(errors=found)
        complaint = Complaint(error.complaints[0].message, self.task.text.whole, error.complaints[0].hint)
        place = within(located(complaint, source), self.task.text, source)
        return Judgement(errors=() if place is None else (place,), unknown=None if place else complaint.message)

    # --- a bare answer ---------------------------------------------------------------------------------------------

    def answer(self) -> Judgement:
        text, question = self.task.text, self.question
        parse_located(text)  # it has to stand on its own: nothing in it may reach beyond it
        if not asks_for_value(question):
            hint = "begin with one side and write each further line as `== …`"
            raise LanguageError(Complaint("this is an expression; a derivation is due here", text.whole, hint))
        raw = self.task.claim(equation(question.ask, text))
        result = self.check(raw, _SHARE)
        claim = elaborate(self.problem, raw)
        if result.verdict == "unknown" and question.answer is not None and not self.task.own:
            by_reference = self.check(self.task.claim(equation(question.answer, text)), 0.3)
            result = by_reference if by_reference.verdict == "proved" else result
        narrow = narrowing(result.conditions, claim.symbols)
        step = replace(step_of(result, text.text, news=form.news(question.ask.text, text.text)), narrowing=narrow)
        found = Judgement((step,), repeats=self.repeats(claim))
        right = result.verdict == "proved"
        reached = tuple(right and self.is_reached(m, text.text, _side(claim.statement, 1)) for m in self.formal)
        found = replace(self.formed(found, text.text, _side(claim.statement, 1)), final=text.text)
        return self.discreet(replace(found, milestones=reached))

    def repeats(self, claim: core.Claim) -> bool:
        """Whether an answer is the question again, as written or with its definitions unfolded.

        The latter may be just what is asked for: where the reference does so, or an earlier answer is put in.
        """
        question = self.question
        if self.is_asked_again(self.task.text.text):
            return True
        if question.depends_on or question.answer is None or not restates(claim, functions=False):
            return False
        reference = elaborate(self.problem, self.task.claim(equation(question.ask, question.answer)))
        return not restates(reference, functions=False)

    def is_asked_again(self, text: str) -> bool:
        """Whether a text has the whole question in it, which the reference has not."""
        ask, answer = self.question.ask.text, self.question.answer
        return contains(text, ask) and (answer is None or not contains(answer.text, ask))

    def discreet(self, found: Judgement) -> Judgement:
        """Without values, if what is asked for is a number: they would give it away."""
        reference = self.reference() if asks_for_value(self.question) else None
        if reference is None or free_symbols((reference,), lambda name: None):
            return found
        return replace(found, steps=tuple(replace(s, counterexample=_hushed(s.counterexample)) for s in found.steps))

    # --- a derivation ----------------------------------------------------------------------------------------------

    def derivation(self) -> Judgement:
        raw = self.task.claim(None, as_derivation(self.task.text))
        lets, _ = without_lets(self.task.text)
        refuse_lets(lets, frozenset(local_environment(self.problem, self.task.claim(self.question.ask)).all()))
        claim = elaborate(self.problem, raw)
        if len(claim.links) > _MOST_STEPS:
            raise LanguageError(Complaint(f"there are more than {_MOST_STEPS} steps", self.task.text.whole))
        chain = self.check(raw, _SHARE)

        def joint(left: str, right: str, sign: str) -> Step | None:
            if sign and same(left, right):
                return None
            statement = f"({left}\n) {sign} ({right}\n)" if sign else left
            raw = self.task.claim(_text(statement, self.task.text), lets=lets)
            result = self.check(raw, _SHARE_OF_JOINT)
            said = f"{left} {sign} {right}".strip()
            step = step_of(result, said, joint=True, news=form.news(left, right) if sign else 0)
            idle = result.verdict == "proved" and restates(elaborate(self.problem, raw))
            return replace(step, narrowing=narrowing(result.conditions, claim.symbols), idle=idle)

        way = route(self.question, claim, joint)
        steps = self.steps(chain, claim, way)
        whole = chain.whole.verdict if chain.whole is not None else None
        found = Judgement(steps, gap=way.gap, whole=whole)
        if way.doubt is not None and all(step.verdict == "proved" for step in steps):
            found = replace(found, unknown=f"{way.doubt}, a person decides")
        if chain.verdict == "unknown" and all(step.verdict == "proved" for step in steps):
            found = replace(found, unknown=chain.reason)
        if way.final is not None:
            expr = claim.links[way.final_link].statement if claim.links else None
            final = unfolded(way.final, lets)
            found = replace(self.formed(found, final, _side(expr, way.final_side)), final=final)
            found = replace(found, repeats=self.is_asked_again(final))
        return self.discreet(replace(found, milestones=self.reached(steps, claim, way)))

    def steps(self, chain: Result, claim: core.Claim, way: Route) -> tuple[Step, ...]:
        first = self.problem.source.position(self.task.text.offsets[0])[0]
        forbidden = self.forbidden()
        lines = way.lines
        steps = [] if way.front is None else [way.front]
        idle = progress.returning(lines)
        stray = progress.unconnected(way.equations, self.question, forbidden)
        adrift = progress.adrift(way, forbidden)
        for number, written in enumerate(chain.links):
            link = self.with_earlier_lines(written, number, claim, lines)
            before, after = (lines[number], lines[number + 1]) if lines else ("", "")
            statement = claim.links[number].statement
            pads = isinstance(statement, core.Call) and statement.op == "eq" and contains(after, before)
            waits = number in idle or pads
            steps.append(
                Step(
                    link.text,
                    link.verdict,
                    link.line - first + 1,
                    link.reason,
                    link.counterexample,
                    narrowing(link.conditions, claim.symbols),
                    form.news(before, after) if lines else 0,
                    link.restates or waits or (bool(lines) and same(before, after)),
                    stray=adrift or number in stray,
                    diagnosis=link.diagnosis,
                )
            )
        return (*steps, *(() if way.back is None else (way.back,)))

    def with_earlier_lines(self, link: LinkResult, number: int, claim: core.Claim, lines: Sequence[str]) -> LinkResult:
        """A conclusion may use all that was concluded before it, though only the last line stands before its arrow."""
        statement = claim.links[number].statement
        implies = isinstance(statement, core.Call) and statement.op == "implies"
        if not (implies and number and lines and link.verdict == "refuted"):
            return link
        premises = " and ".join(f"({line}\n)" for line in lines[: number + 1])
        lets, _ = without_lets(self.task.text)
        raw = self.task.claim(_text(f"{premises} => ({lines[number + 1]}\n)", self.task.text), lets=lets)
        result = self.check(raw, _SHARE_OF_JOINT)
        if result.verdict != "proved":
            return link
        return replace(link, verdict="proved", reason=None, counterexample=None, conditions=result.conditions)

    # --- the form ----------------------------------------------------------------------------------------------------

    @property
    def formal(self) -> list[int]:
        return list(range(len(self.question.milestones)))

    def formed(self, found: Judgement, text: str, expr: core.Expr | None) -> Judgement:
        """With what is wrong with the form of the last line, where an expression was asked for."""
        if not asks_for_value(self.question):
            return found
        forbidden = (self.forbidden() or self.put_in()) | set(self.question.without)
        allowed = self.question.in_terms_of
        others = () if allowed is None else tuple(form.others(allowed, text, self.names()))
        return replace(found, remaining=tuple(form.remaining(frozenset(forbidden), text, expr)), others=others)

    def forbidden(self) -> frozenset[str]:
        """The operations that the reference carries out; none where there is nothing to be worked out."""
        ask = self.question.ask
        if not asks_for_value(self.question):
            statement = elaborate(self.problem, self.task.claim(ask)).statement
            return form.left_to_do(_side(statement, 0) or statement, _side(statement, 1))
        statement = elaborate(self.problem, self.task.claim(equation(ask, ask))).statement
        return form.left_to_do(_side(statement, 0) or statement, self.reference())

    def put_in(self) -> frozenset[str]:
        """The names of earlier answers that are asked about and that the reference has put in; and all operations."""
        question = self.question
        words = form.words("" if question.answer is None else question.answer.text)
        asked = form.words(question.ask.text)
        names = frozenset(name.text for name, _ in self.task.carried if name.text in asked and name.text not in words)
        reference = self.reference() if names else None
        return names if reference is None else names | (form.ALL - form.operations(reference))

    def reference(self) -> core.Expr | None:
        """What the reference ends with, where an expression is asked for."""
        question = self.question
        if question.answer is not None:
            return _side(elaborate(self.problem, self.task.claim(equation(question.ask, question.answer))).statement, 1)
        last = elaborate(self.problem, self.task.claim(None, question.derivation)).links[-1]
        return _side(last.statement, 1)

    def names(self) -> frozenset[str]:
        """The names of the assignment that are no indices."""
        environment = local_environment(self.problem, self.task.claim(self.question.ask))
        symbols = {name: environment.symbol_or_none(name) for name in environment.all()}
        return frozenset(name for name, symbol in symbols.items() if symbol is None or symbol.axis is None)

    # --- milestones --------------------------------------------------------------------------------------------------

    def is_reached(self, number: int, text: str, expr: core.Expr | None) -> bool:
        """Whether a right line has the form of a milestone."""
        milestone = self.question.milestones[number]
        if not milestone.without and milestone.in_terms_of is None:
            return False
        if form.remaining(frozenset(milestone.without), text, expr):
            return False
        return milestone.in_terms_of is None or not form.others(milestone.in_terms_of, text, self.names())

    def reached(self, steps: Sequence[Step], claim: core.Claim, way: Route) -> tuple[bool, ...]:
        """Which milestones a line that is right, or a step that is proved, has reached."""
        right = way.front is None or way.front.verdict == "proved"
        good = [right]
        for step in (s for s in steps if not s.joint):
            good.append(good[-1] and step.verdict == "proved" and not step.narrowing)
        found = []
        for number, milestone in enumerate(self.question.milestones):
            if milestone.show is not None:
                found.append(self.is_shown(milestone.show, steps, way))
                continue
            sides = [
                _side(link.statement, k) for k, link in ((0, claim.links[0]), *((1, link) for link in claim.links))
            ]
            there = [self.is_reached(number, *line) for line in zip(way.lines, sides, strict=False)]
            # Of a statement, both sides are given, so that the way from one form to the other has to be shown.
            before = [False] * len(there) if asks_for_value(self.question) else there
            found.append(any(good[k] and before[k - 1] != there[k] for k in range(1, len(there))))
        return tuple(found)

    def is_shown(self, show: Located, steps: Sequence[Step], way: Route) -> bool:
        """Whether proved steps lead from one side of an equation to something in the form of the other."""
        cut = asked_sides(show)
        if cut is None:
            return False
        left, right = cut[0].text, cut[1].text
        undone = frozenset(form.words(left)) & frozenset({"D", "grad", "jac", "hess", "Sum", "Product", "Integral"})
        undone -= frozenset(form.words(right))
        own = [s for s in steps if not s.joint]
        pairs = [
            (way.lines[i], way.lines[j])
            for i in range(len(way.lines))
            for j in range(i + 1, len(way.lines))
            if all(s.verdict == "proved" for s in own[i:j])
        ] or [sides for s, sides in zip(own, way.equations, strict=False) if s.verdict == "proved"]
        return any(
            same(first, left) and not form.remaining(undone, second, None) and not same(first, second)
            for a, b in pairs
            for first, second in ((a, b), (b, a))
        )


def _side(statement: core.Expr | None, number: int) -> core.Expr | None:
    """A side of a relation."""
    if isinstance(statement, core.Call) and len(statement.args) == 2:
        return statement.args[number]
    return None


def _for_students(complaint: Complaint) -> Complaint:
    """A complaint without advice to declare something, which is the assignment's business."""
    if complaint.hint is None or "declare" not in complaint.hint:
        return complaint
    return replace(complaint, hint="use the names of the assignment")


def _hushed(example: Counterexample | None) -> Counterexample | None:
    """A counterexample without the values at it."""
    return None if example is None else Counterexample(example.point, reason="both sides differ")


def _text(text: str, place: Located) -> Located:
    """A text that was put together, which stands for the whole of another."""
    return Located(text, [place.offsets[0]] * (len(text) + 1))
