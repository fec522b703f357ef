"""Files that are no problem files, with what the report must say about each: (content, message, line, column)."""

from __future__ import annotations

from dataclasses import dataclass

_CLAIM = "claims:\n  - {id: a, claim: 1 == 1}\n"


@dataclass(frozen=True)
class BadFile:
    content: str | bytes
    message: str
    line: int
    column: int

    @property
    def bytes(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.encode()


def _bomb() -> str:
    """Each line names the one before nine times: nine to the power of nine items, if anybody counted."""
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join([*lines, "claims: *i", ""])


BAD_FILES = {
    "alias-bomb": BadFile(_bomb(), "anchors (`&name`) are not read", 1, 4),
    "alias": BadFile("claims:\n  - {id: a, claim: *b}\n", "aliases (`*name`) are not read", 2, 20),
    "merge-bomb": BadFile(
        "claims:\n  - &a {id: a, claim: 1 == 1}\n  - &b {<<: [*a, *a, *a]}\n  - {<<: [*b, *b, *b]}\n",
        "merge keys (`<<`) are not read",
        3,
        9,
    ),
    "merge-key": BadFile("claims:\n  - {<<: {id: a}, claim: 1 == 1}\n", "merge keys (`<<`) are not read", 2, 6),
    "brackets": BadFile("[" * 30_000 + "]" * 30_000, "nested more than 50 deep", 1, 51),
    "brackets-open": BadFile("claims: " + "[" * 30_000, "nested more than 50 deep", 1, 58),
    "braces": BadFile("{" * 30_000, "nested more than 50 deep", 1, 51),
    "dashes": BadFile("- " * 30_000 + "a", "nested more than 50 deep", 1, 101),
    "indents": BadFile(
        "".join(" " * depth + "a:\n" for depth in range(500)) + _CLAIM, "nested more than 50 deep", 50, 50
    ),
    "duplicate-key": BadFile(
        "claims:\n  - id: a\n    claim: 1 == 1\n    claim: 2 == 2\n", "the key `claim` stands here a second time", 4, 5
    ),
    "duplicate-title": BadFile(f"title: a\ntitle: b\n{_CLAIM}", "the key `title` stands here a second time", 2, 1),
    "duplicate-id": BadFile(f"{_CLAIM}  - {{id: a, claim: 2 == 2}}\n", "the id `a` stands here a second time", 3, 10),
    "tabs": BadFile("claims:\n\t- id: a\n\t  claim: 1 == 1\n", "a tab cannot be used for indentation", 2, 1),
    "tab-in-block": BadFile(
        "claims:\n  - id: a\n    derivation: |\n      1 + 1\n\t== 2\n", "a tab cannot be used for indentation", 5, 1
    ),
    "nul": BadFile(b"claims:\n  - {id: a, claim: 1 =\0= 1}\n", "a NUL byte cannot stand in a problem file", 2, 23),
    "nul-only": BadFile(b"\0" * 1000, "a NUL byte cannot stand in a problem file", 1, 1),
    "latin-1": BadFile(b"title: caf\xe9\n" + _CLAIM.encode(), "not UTF-8 text: byte 0xe9", 1, 11),
    "surrogate": BadFile(b"title: \xed\xa0\x80\n" + _CLAIM.encode(), "not UTF-8 text: byte 0xed", 1, 8),
    "overlong": BadFile(b"title: \xc0\xaf\n" + _CLAIM.encode(), "not UTF-8 text: byte 0xc0", 1, 8),
    "utf-16": BadFile(_CLAIM.encode("utf-16"), "not UTF-8 text but UTF-16", 1, 1),
    "empty": BadFile("", "the file is empty", 1, 1),
    "blank": BadFile("\n  \n", "the file is empty", 1, 1),
    "comment": BadFile("# later\n", "the file is empty", 1, 1),
    "bom-only": BadFile(b"\xef\xbb\xbf", "the file is empty", 1, 1),
    "a-list": BadFile("- 1\n- 2\n", "this is not a problem file", 1, 1),
    "a-word": BadFile("hello\n", "this is not a problem file", 1, 1),
    "no-claims": BadFile("title: a\n", "the file has no `claims:`", 1, 1),
    "null-claims": BadFile("claims:\n", "`claims` must be a list", 1, 1),
    "empty-claims": BadFile("claims: []\n", "`claims` is an empty list", 1, 1),
    "claims-by-name": BadFile("claims:\n  a: 1 == 1\n", "`claims` must be a list", 1, 1),
    "claim-as-text": BadFile("claims:\n  - 1 == 1\n", "each claim must be keys with values", 2, 5),
    "maybe": BadFile("claims:\n  - {id: a, claim: 1 == 1, expect: maybe}\n", "`maybe` is not a verdict", 2, 36),
    "unknown-key": BadFile("claims:\n  - {id: a, claims: 1 == 1}\n", "`claims` is not a key here", 2, 13),
    "tag": BadFile("claims: !!python/object/apply:os.system ['touch executed']\n", "tags (`!name`) are not read", 1, 9),
    "tag-inside": BadFile(
        "claims:\n  - {id: a, claim: !!python/object/apply:os.system ['touch executed']}\n",
        "tags (`!name`) are not read",
        2,
        20,
    ),
    "two-documents": BadFile(f"{_CLAIM}---\n{_CLAIM}", "a second document", 3, 1),
    "indentation": BadFile("claims:\n  - id: a\n   claim: 1 == 1\n", "a list item must begin with `- `", 3, 4),
    "open-quote": BadFile('claims:\n  - id: a\n    claim: "1 == 1\n', "a quote is never closed", 3, 19),
    "bad-escape": BadFile('claims:\n  - {id: a, claim: "\\ud800 == 1"}\n', "not YAML", 2, 23),
    "directive": BadFile("%YAML 9.9\n---\nclaims: []\n", "not YAML", 1, 1),
    "ten-megabytes": BadFile(
        "claims:\n  - {id: a, claim: 1" + " + 1" * 2_500_000 + " == 1}\n",
        "the file has 10,000,035 characters; at most 1,048,576 are read",
        1,
        1,
    ),
    "binary": BadFile(bytes(range(256)) * 64, "not UTF-8 text: byte 0x80", 2, 118),
}
