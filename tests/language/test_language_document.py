"""Reading YAML: what is let in, what is refused and where, and the place of every character."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from derivcheck.language.document import decode, read, read_source
from derivcheck.language.nodes import Document, Item, Listing, Mapping, Scalar
from derivcheck.language.source import LanguageError, Source


def tree(text: str) -> Document:
    return read(Source("file.yaml", text))


def scalars(item: Item) -> list[Scalar]:
    match item:
        case Scalar():
            return [item]
        case Listing():
            return [s for i in item.items for s in scalars(i)]
        case Mapping():
            return [s for key, value in item.entries for s in (key, *scalars(value))]


def refused(text: str) -> list[tuple[str, tuple[int, int], str | None]]:
    source = Source("file.yaml", text)
    with pytest.raises(LanguageError) as caught:
        read(source)
    return [(c.message, source.position(c.span.start), c.hint) for c in caught.value.complaints]


def test_every_scalar_stays_text() -> None:
    texts = [s.text for s in scalars(tree("a: 1:30\nb: off\nc: 010\nd: 1e-3\ne: ~\nf:\ng: 0x1F\nh: 2024-01-01\n").root)]
    assert texts[1::2] == ["1:30", "off", "010", "1e-3", "~", "", "0x1F", "2024-01-01"]


STYLES = """\ufeffplain: a + b == c   # comment
folded plain: a +
    b == c

    + d
single: 'it''s [a, b] ~= [1, 2]'
double: "λ \\"quoted\\" \\u03bb \\x41 \\
   joined \\t tab"
literal: |
  D(f, x)
    == a   # reason

    == b
stripped: |-
    a
     + b
folded: >-
  a + b
  == c

  d
list: [x > 0, "y", 'z']
long:
  - a
  - |
      (a
        + b)
λ: é
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_character_knows_its_place(newline: str) -> None:
    text = STYLES.replace("\n", newline)
    found = {s.text.split(" ")[0]: s for s in scalars(tree(text).root)}
    for scalar in scalars(tree(text).root):
        for at, character in enumerate(scalar.value.text):
            there = text[scalar.value.offsets[at]]
            same = there == character or (character in " \n" and there in " \r\n") or there == "\\"
            assert same, (scalar.text, at, character, there)
    assert found["it's"].text == "it's [a, b] ~= [1, 2]"


def test_places_in_a_literal_block() -> None:
    text = "claims:\n  - derivation: |\n      f\n        == g  # why\n        == h\n"
    scalar = scalars(tree(text).root)[-1]
    source = Source("file.yaml", text)
    at = scalar.text.index("g")
    assert source.position(scalar.value.span(at, at + 1).start) == (4, 12)
    at = scalar.text.index("== h")
    span = scalar.value.span(at, at + 4)
    assert source.position(span.start) == (5, 9)
    assert text[span.start : span.end] == "== h"


def test_places_in_escaped_text() -> None:
    text = 'a: "\\u03bb + \\"x\\" \\\n   + y"'
    scalar = scalars(tree(text).root)[-1]
    assert scalar.text == 'λ + "x" + y'
    span = scalar.value.span(scalar.text.index("y"), len(scalar.text))
    assert text[span.start : span.end] == "y"


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("[" * 30_000, "nested more than 50 deep", (1, 51)),
        ("a: " + "{" * 30_000, "nested more than 50 deep", None),
        ("- " * 30_000, "nested more than 50 deep", (1, 101)),
        ("? " * 30_000, "nested more than 50 deep", None),
        ("a: b\n" * 2, "the key `a` stands here a second time", (2, 1)),
        ("a:\n\tb: c", "a tab cannot be used for indentation", (2, 1)),
        ("a: x\0y", "a NUL byte cannot stand in a problem file", (1, 5)),
        ("a: x\x07y", "the control character U+0007 cannot stand in a problem file", (1, 5)),
        ("a: \x1b[31mred", "the control character U+001B cannot stand in a problem file", (1, 4)),
        ("a: &x b", "anchors (`&name`) are not read", (1, 4)),
        ("a: *x", "aliases (`*name`) are not read", (1, 4)),
        ("<<: {a: b}", "merge keys (`<<`) are not read", (1, 1)),
        ("a: !!python/object/apply:os.system [x]", "tags (`!name`) are not read", (1, 4)),
        ("a: b\n---\nc: d", "a second document", (2, 1)),
        ("[a]: b", "a key must be text", (1, 1)),
        ("given: x > 0\n    claim: x", "this key is indented deeper than the text above it", (2, 5)),
        ("claim: a: b", "a colon followed by a space cannot stand in plain text", (1, 9)),
        ("claim: [a, b] ~= [1, 2]", "a list in brackets is not closed, or goes on after its end", (1, 15)),
        ("a: {x: real[n, m]}", "an entry in brackets is not read to its end", (1, 12)),
        ("a: {p[i]: x}", "an entry in brackets is not read to its end", (1, 6)),
        ("claim: |x| == 2", "text cannot follow `|` or `>` on the same line", (1, 9)),
        ("claim: 'abc", "a quote is never closed", None),
        ("claim: 'a' == b", "text goes on after its closing quote", (1, 12)),
        ("claim: @x", "a text cannot begin with this character", (1, 8)),
        ("a:\n  b: c\n d: e", "this line does not fit the lines above it", (3, 2)),
    ],
)
def test_what_is_refused(text: str, message: str, place: tuple[int, int] | None) -> None:
    started = time.monotonic()
    found = refused(text)
    assert found[0][0] == message
    assert place is None or found[0][1] == place
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff", "# only a comment\n", "---\n"])
def test_an_empty_file(text: str) -> None:
    if text == "---\n":
        assert scalars(tree(text).root)[0].text == ""
    else:
        assert refused(text)[0][0] == "the file is empty"


def test_several_faults_at_once() -> None:
    found = refused("a: &x [1]\nb: *x\na: 2\n<<: {c: 1}\n")
    assert [place[0] for _, place, _ in found] == [1, 2, 3, 4]


def test_alias_and_merge_bombs() -> None:
    levels = ["a0: &a0 [x, x]"] + [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 30)]
    started = time.monotonic()
    assert "anchors" in refused("\n".join(levels))[0][0]
    assert time.monotonic() - started < 60


def test_a_file_that_is_too_long() -> None:
    assert refused("a: " + "x" * 10_000_000)[0][0] == "the file has 10,000,003 characters; at most 1,048,576 are read"


def test_hints_for_lists_that_were_meant_as_text() -> None:
    assert "quotes" in (refused("claim: [a, b] ~= [1, 2]")[0][2] or "")
    assert "quotes" in (refused("given: [Sum(y[i], i) == 1]")[0][2] or "")


def test_bytes() -> None:
    assert decode("f", b"\xef\xbb\xbfa: b").text == "a: b"
    for data, message in ((b"a: b\nc: \xff", "byte 0xff is not UTF-8"), (b"\xff\xfea", "UTF-16")):
        with pytest.raises(LanguageError) as caught:
            decode("f", data)
        assert message in caught.value.complaints[0].message
    with pytest.raises(LanguageError) as caught:
        decode("f", "λ: ".encode() + b"\xff")
    span = caught.value.complaints[0].span
    assert ("λ: " + "\ufffd")[span.start : span.end] == "\ufffd"


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes("\ufeffa: λ\n".encode())
    assert read_source(path) == Source(str(path), "a: λ\n")
    with pytest.raises(OSError, match="No such file"):
        read_source(tmp_path / "nowhere.yaml")
