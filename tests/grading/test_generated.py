"""Generated answers: what is wrong never has the points of what is right, and what is right loses none."""

from __future__ import annotations

from generated import QUESTIONS, graded


def test_generated_submissions() -> None:
    answers, grades = graded(12, seed=3, jobs=1)
    seen = {"right": 0, "wrong": 0}
    for given, grade in zip(answers, grades, strict=True):
        for question in grade.questions:
            made = given[question.question.id]
            if made.right:
                assert question.status in ("right", "review"), made
                assert question.points + question.pending == 2
            else:
                assert question.status in ("wrong", "review"), made
                assert question.points == 0
            seen["right" if made.right else "wrong"] += 1
    assert min(seen.values()) > len(QUESTIONS)
