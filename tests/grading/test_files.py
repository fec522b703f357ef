"""Files of strangers: whatever is in a folder, there is a report, and nothing outside of it is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from derivcheck.grading.submission import submission
from derivcheck.language.source import Source

ASSIGNMENT = """
declare: {x: real}
questions:
  - {id: a, ask: "D(x**2, x)", answer: 2*x, points: 2}
  - {id: b, ask: "D(x**3, x)", answer: 3*x**2, points: 2, visibility: hidden}
"""
RIGHT = "answers: {a: x + x, b: 3*x*x}\n"


def grade(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "derivcheck", "grade", *arguments],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "NO_COLOR": "1"},
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "assignment.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.yaml").write_text(RIGHT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.yaml", b""),
        ("binary.yaml", bytes(range(256))),
        ("utf16.yaml", "answers: {a: x}".encode("utf-16")),
        ("deep.yaml", b"[" * 20_000),
        ("list.yaml", b"- a\n- b\n"),
        ("alias.yaml", b"answers: &a {a: *a}\n"),
        ("tag.yaml", b"answers: !!python/object/apply:os.system ['touch hacked']\n"),
        ("twice.yaml", b"answers: {a: x, a: 2*x}\n"),
        ("none.md", b"# Nothing here\n"),
        ("picture.png", b"\x89PNG"),
    ],
)
def test_one_bad_file_stops_no_other(place: Path, name: str, content: bytes) -> None:
    (place / "in" / name).write_bytes(content)
    done = grade(place, "assignment.yaml", "in", "--output-format", "json")
    found = {Path(s["file"]).name: s for s in json.loads(done.stdout)["submissions"]}
    assert done.returncode == 1, done.stderr
    assert found["good.yaml"]["points"] == "4"
    assert found[name]["errors"], found[name]
    assert found[name]["needs_person"]
    assert not list(place.rglob("hacked"))


@pytest.mark.parametrize("answers", ["answers: [a, b]\n", "answers: {c: x}\n", "answers: {a: [x]}\n", "other: 1\n"])
def test_what_is_not_heeded_is_told(place: Path, answers: str) -> None:
    (place / "in" / "odd.yaml").write_text(answers, encoding="utf-8")
    done = grade(place, "assignment.yaml", "in/odd.yaml", "--output-format", "json")
    (found,) = json.loads(done.stdout)["submissions"]
    assert found["notices"]
    assert found["points"] == "0"


def test_a_misspelt_question_is_told_with_the_one_that_is_like_it() -> None:
    source = Source("ada.yaml", "answers:\n  slop: s(x)\n")
    (notice,) = submission(source, False, frozenset(("slope", "step"))).notices
    assert notice.message == "there is no question `slop`; did you mean `slope`?"


@pytest.mark.parametrize(
    "name", ["with space.yaml", "new\nline.yaml", "::error::x.yaml", "-o.yaml", "ünï.md", "a'b$(x).yaml"]
)
def test_names_of_files(place: Path, name: str) -> None:
    text = RIGHT if name.endswith(".yaml") else "```derivcheck a\n2*x\n```\n```derivcheck b\n3*x**2\n```\n"
    (place / "in" / name).write_text(text, encoding="utf-8")
    for form in ("full", "github", "junit", "markdown"):
        done = grade(place, "assignment.yaml", "in", "--output-format", form)
        assert done.returncode == 0, done.stderr
        assert not any(line.startswith("::") for line in done.stdout.split("\n") if form != "github")


def test_links_and_devices_are_not_followed(place: Path) -> None:
    (place / "in" / "link.yaml").symlink_to(place / "assignment.yaml")
    (place / "in" / "folder").symlink_to("/etc")
    os.mkfifo(place / "in" / "pipe.yaml")
    done = grade(place, "assignment.yaml", "in", "--output-format", "json")
    found = {Path(s["file"]).name: s for s in json.loads(done.stdout)["submissions"]}
    assert "link" in found["link.yaml"]["errors"][0]["message"]
    assert "no ordinary file" in found["pipe.yaml"]["errors"][0]["message"]
    assert "passwd" not in done.stdout
    assert found["good.yaml"]["points"] == "4"


@pytest.mark.parametrize("pattern", ["in/*/*.yaml", "in/**/*.yaml", "in/folder/", "in/folder/secret.yaml"])
def test_folders_that_are_links_are_not_followed(place: Path, pattern: str) -> None:
    outside = place / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("answers: {a: 77777*x}\n", encoding="utf-8")
    (place / "in" / "folder").symlink_to(outside)
    done = grade(place, "assignment.yaml", pattern, "--output-format", "json")
    found = {s["file"]: s for s in json.loads(done.stdout)["submissions"]}
    assert "link" in found["in/folder/secret.yaml"]["errors"][0]["message"]
    assert "77777" not in done.stdout


def test_the_folder_that_the_teacher_names_may_be_a_link(place: Path) -> None:
    (place / "linked").symlink_to("in")
    done = grade(place, "assignment.yaml", "linked/good.yaml", "--output-format", "json")
    assert json.loads(done.stdout)["submissions"][0]["points"] == "4"


def test_an_answer_that_hangs_costs_no_other(place: Path) -> None:
    (place / "in" / "slow.yaml").write_text("answers: {a: 'x**(9**9**9**9) + 2*x', b: 3*x**2}\n", encoding="utf-8")
    done = grade(place, "assignment.yaml", "in", "--output-format", "json", "--timeout", "2", "--memory", "512")
    found = {Path(s["file"]).name: s for s in json.loads(done.stdout)["submissions"]}
    assert found["good.yaml"]["points"] == "4"
    assert found["slow.yaml"]["questions"][0]["status"] in ("review", "wrong", "unreadable")
    assert found["slow.yaml"]["questions"][1]["points"] == "2"


def test_students_do_not_see_hidden_questions(place: Path) -> None:
    done = grade(place, "assignment.yaml", "in", "--audience", "student")
    assert "all visible checks passed" in done.stdout
    assert "2/2" in done.stdout
    assert " b" not in done.stdout.replace("\n", " ").split("seconds")[0].replace(" by", "")


def test_no_format_gives_hidden_questions_or_answers_away(place: Path) -> None:
    text = ASSIGNMENT.replace("{id: b,", "{id: veiled, title: Veiled, feedback: {wrong: Veiled too},")
    (place / "assignment.yaml").write_text(text.replace("3*x**2", "3*x**2 + 0"), encoding="utf-8")
    (place / "in" / "good.yaml").write_text("answers: {a: x + x, veiled: 5}\n", encoding="utf-8")
    (place / "in" / "wrong.yaml").write_text("answers: {a: x, veiled: 5}\n", encoding="utf-8")
    for form in ("full", "concise", "json", "junit", "github", "markdown", "gradescope", "classroom50", "csv", "sarif"):
        done = grade(place, "assignment.yaml", "in", "--output-format", form, "--audience", "student")
        assert done.stdout, form
        assert "veiled" not in done.stdout.lower(), form
        assert "3*x**2" not in done.stdout, form
        if form in ("full", "concise", "github", "markdown"):
            assert done.stdout.count("all visible checks passed") == 1, form
        teacher = grade(place, "assignment.yaml", "in", "--output-format", form, "--audience", "teacher")
        assert "3*x**2" not in teacher.stdout, form


def test_an_unreadable_file_says_why_in_classroom50(place: Path) -> None:
    (place / "in" / "good.yaml").write_text("answers: [\n", encoding="utf-8")
    found = json.loads(grade(place, "assignment.yaml", "in", "--output-format", "classroom50").stdout)
    assert [t["output"].split(":")[:2] for t in found["tests"]] == [["unreadable", " cannot be graded"]]
    assert found["score"] == 0


def test_a_flood_of_what_is_not_heeded_is_cut_short(place: Path) -> None:
    (place / "in" / "flood.md").write_text("```derivcheck a\n2*x\n```\n" * 3000, encoding="utf-8")
    (found,) = json.loads(grade(place, "assignment.yaml", "in/flood.md", "--output-format", "json").stdout)[
        "submissions"
    ]
    assert len(found["notices"]) == 21
    assert found["questions"][0]["points"] == "2"


def test_what_yaml_leaves_empty_is_missing_and_nobody_is_told_to_declare(place: Path) -> None:
    (place / "in" / "good.yaml").write_text("answers: {a: null, b: y}\n", encoding="utf-8")
    (found,) = json.loads(grade(place, "assignment.yaml", "in", "--output-format", "json").stdout)["submissions"]
    assert [q["status"] for q in found["questions"]] == ["missing", "unreadable"]
    assert found["questions"][1]["remarks"][0]["hint"] == "use the names of the assignment"


def test_a_wrong_assignment_grades_nobody(place: Path) -> None:
    (place / "assignment.yaml").write_text(ASSIGNMENT.replace("2*x,", "3*x,"), encoding="utf-8")
    done = grade(place, "assignment.yaml", "in")
    assert done.returncode == 2
    assert "the reference of `a` is" in done.stderr


def test_the_report_is_the_same_with_and_without_a_cache(place: Path) -> None:
    wrong = "answers: {a: 3*x, b: x^2}\n"
    (place / "in" / "wrong.yaml").write_text(wrong, encoding="utf-8")
    arguments = ("assignment.yaml", "in", "--output-format", "json")
    reports = []
    for options in (("--no-cache",), ("--cache-dir", "kept"), ("--cache-dir", "kept")):
        found = json.loads(grade(place, *arguments, *options).stdout)
        found.pop("seconds")
        reports.append(found)
    assert reports[0] == reports[1] == reports[2]
    assert (place / "kept" / "decisions.sqlite3").exists()


def test_a_submission_without_time_is_left_to_a_person(place: Path) -> None:
    done = grade(
        place, "assignment.yaml", "in", "--output-format", "json", "--submission-timeout", "0.000001", "--no-cache"
    )
    (found,) = json.loads(done.stdout)["submissions"]
    assert [q["status"] for q in found["questions"]] == ["review", "review"]
    assert (found["points"], found["pending"]) == ("0", "4")
    assert done.returncode == 1


def test_a_submission_has_to_have_some_time(place: Path) -> None:
    done = grade(place, "assignment.yaml", "in", "--submission-timeout", "0")
    assert done.returncode == 2
    assert "more than 0 seconds" in done.stderr


@pytest.mark.parametrize(
    ("seconds", "warned", "named"), [("0", False, False), ("0.000001", True, False), ("60", False, True)]
)
def test_time_for_the_names_of_mistakes(place: Path, seconds: str, warned: bool, named: bool) -> None:
    (place / "in" / "wrong.yaml").write_text("answers: {a: 3*x, b: -3*x**2}\n", encoding="utf-8")
    arguments = ("assignment.yaml", "in", "--no-cache", "--diagnosis-timeout", seconds)
    done = grade(place, *arguments)
    assert ("2 different wrong answers were not looked into" in " ".join(done.stdout.split())) == warned
    assert ("mistake (" in done.stdout) == named
    points = [
        s["points"] for s in json.loads(grade(place, *arguments, "--output-format", "json").stdout)["submissions"]
    ]
    assert points == ["4", "0"]
    assert "not looked into" not in grade(place, *arguments, "--audience", "student").stdout
