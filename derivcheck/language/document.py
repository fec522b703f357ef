"""Reading YAML into a small tree that knows where everything stands.

Only what a problem file needs is let in: mappings, lists and text. Every scalar stays the text that was typed. The
parser is PyYAML's, used event by event, so that nesting is counted before anything recurses, and anchors, aliases
and tags are refused where they stand.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from derivcheck.language import limits
from derivcheck.language.located import Located, quoted
from derivcheck.language.nodes import Document, Item, Listing, Mapping, Scalar
from derivcheck.language.scalar import locate_scalar
from derivcheck.language.source import Complaint, LanguageError, Source, Span

try:
    _Loader: type = yaml.CSafeLoader
except AttributeError:  # PyYAML was built without libyaml
    _Loader = yaml.SafeLoader


def decode(name: str, data: bytes) -> Source:
    """A file's text from its bytes, which must be UTF-8; a byte order mark is dropped.

    Raises LanguageError, with a place in the text in which each byte that is not UTF-8 counts as one character.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LanguageError(Complaint("the file is not in UTF-8, but in UTF-16", Span(0, 0), "save it as UTF-8"))
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise LanguageError(Complaint(message, Span(at, at + 1), "save the file as UTF-8")) from None


def read_source(path: Path | str) -> Source:
    """The text of a file. Raises OSError where it cannot be opened, LanguageError where it is not UTF-8."""
    return decode(str(path), Path(path).read_bytes())


def read(source: Source) -> Document:
    """The tree of a YAML text. Raises LanguageError with every complaint that could be found."""
    _check_characters(source.text)
    builder = _Builder(source)
    try:
        root = builder.document()
    except yaml.YAMLError as error:
        if _NESTING in str(error):
            _complain_of_depth(source, error)
        raise LanguageError(_translated(source, error)) from None
    if builder.complaints:
        raise LanguageError(*builder.complaints)
    return Document(source, root)


def _complain_of_depth(source: Source, error: yaml.YAMLError) -> None:
    """Newer versions of libyaml stop at a depth of their own, far below ours: say where ours was passed."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        with contextlib.suppress(yaml.YAMLError):
            _Builder(Source(source.name, source.text[: mark.index])).document()


def _check_characters(text: str) -> None:
    if len(text) > limits.FILE_CHARACTERS:
        message = f"the file has {len(text):,} characters; at most {limits.FILE_CHARACTERS:,} are read"
        raise LanguageError(Complaint(message, Span(0, 1)))
    complaints = []
    for at, character in enumerate(text):
        if not (character.isprintable() or character in "\n\r\t \x85\xa0\u2028\u2029" or _harmless(character)):
            if at == 0 and character == "\ufeff":
                continue
            what = "a NUL byte" if character == "\0" else f"the control character U+{ord(character):04X}"
            complaints.append(Complaint(f"{what} cannot stand in a problem file", Span(at, at + 1)))
            if len(complaints) >= limits.COMPLAINTS:
                break
    if not text.strip("\ufeff \t\r\n"):
        complaints.append(Complaint("the file is empty", Span(0, 0), "a problem file has `claims:`"))
    if complaints:
        raise LanguageError(*complaints)


def _harmless(character: str) -> bool:
    """White space and format characters (such as joiners inside words) that YAML lets through."""
    return ord(character) > 0xA0 and not 0xD800 <= ord(character) <= 0xDFFF and ord(character) not in (0xFFFE, 0xFFFF)


class _Builder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.complaints: list[Complaint] = []
        self.shift = 1 if source.text.startswith("\ufeff") else 0
        self.events: Iterator[yaml.Event] = yaml.parse(source.text[self.shift :], Loader=_Loader)

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        assert start is not None, "PyYAML places every event"
        assert end is not None, "PyYAML places every event"
        return Span(start.index + self.shift, end.index + self.shift)

    def complain(self, message: str, span: Span, hint: str | None = None) -> None:
        if len(self.complaints) < limits.COMPLAINTS:
            self.complaints.append(Complaint(message, span, hint))

    def document(self) -> Item:
        root: Item | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    hint = "write one problem file for each"
                    raise LanguageError(*self.complaints, Complaint("a second document", self.span(event), hint))
            elif isinstance(event, yaml.NodeEvent):
                root = self.item(event, 1)
        if root is None:
            raise LanguageError(Complaint("the file is empty", Span(0, 0), "a problem file has `claims:`"))
        return root

    def item(self, event: yaml.Event, depth: int) -> Item:
        span = self.span(event)
        if depth > limits.FILE_DEPTH:
            raise LanguageError(*self.complaints, Complaint(f"nested more than {limits.FILE_DEPTH} deep", span))
        self.refuse_sharing(event, span)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(locate_scalar(self.source.text, event.value, event.style, span), span)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.listing(span, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(span, depth)
        return Scalar(Located.contiguous("", span.start), span)  # an alias, which was complained about

    def refuse_sharing(self, event: yaml.Event, span: Span) -> None:
        if isinstance(event, yaml.AliasEvent):
            hint = "write the text out; a text that begins with `*` stands in quotes"
            self.complain("aliases (`*name`) are not read", span, hint)
        elif getattr(event, "anchor", None):
            hint = "a text that begins with `&` stands in quotes"
            self.complain("anchors (`&name`) are not read", span, hint)
        elif getattr(event, "tag", None):
            hint = "a text that begins with `!` stands in quotes"
            self.complain("tags (`!name`) are not read", span, hint)

    def listing(self, span: Span, depth: int) -> Listing:
        items: list[Item] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Listing(tuple(items), span.to(self.span(event)))
            items.append(self.item(event, depth + 1))
        raise AssertionError("the parser closes every list")

    def mapping(self, span: Span, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Item]] = []
        seen: dict[str, Scalar] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(entries), span.to(self.span(event)))
            key = self.item(event, depth + 1)
            value = self.item(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                hint = "a text that begins with `[` or `{` stands in quotes"
                self.complain("a key must be text", key.span, hint)
            elif key.text == "<<":
                self.complain("merge keys (`<<`) are not read", key.span, "write the entries out")
            elif key.text in seen:
                line = self.source.position(seen[key.text].span.start)[0]
                self.complain(f"the key {quoted(key.text)} stands here a second time", key.span, f"see line {line}")
            else:
                seen[key.text] = key
                entries.append((key, value))
        raise AssertionError("the parser closes every mapping")


#: A key and its text, if there were a space between them.
_NO_SPACE = re.compile(r"([^\W\d][\w, ]*):(?=\S)")


def joined_key(text: str, start: int) -> Complaint | None:
    """The complaint about ``x:real``, which YAML takes for one word."""
    found = _NO_SPACE.match(text)
    if found is None:
        return None
    place = Span(start, start + found.end())
    return Complaint("a space is missing after the colon", place, f"write `{found.group(1)}: …`")


def _joined(source: Source, number: int) -> Complaint | None:
    """The same in a line, or else in the one above."""
    lines = source.text.split("\n")
    for k in (number - 1, number - 2):
        key = lines[k].lstrip(" -") if k >= 0 else ""
        found = joined_key(key, sum(len(above) + 1 for above in lines[: k + 1]) - 1 - len(key))
        if found is not None:
            return found
    return None


_EXPLAINED = (
    ("mapping values are not", "a colon followed by a space cannot stand in plain text", "put the text in quotes"),
    ("could not find expected ':'", "a key without `:`", "does a line lack its indentation or its colon?"),
    ("\\t", "a tab cannot be used for indentation", "indent with spaces"),
    ("cannot start any token", "a text cannot begin with this character", "put the text in quotes"),
    ("did not find expected ',' or", "a list in brackets is not closed, or goes on after its end", None),
    ("did not find expected key", "this line does not fit the lines above it", "check the indentation"),
    ("did not find expected <document start>", "text goes on where the file should end", None),
    ("did not find expected '-'", "a list item must begin with `- `", "check the indentation"),
    ("unexpected end of stream", "a quote is never closed", None),
    ("did not find expected whitespace or line break", "a space or a line break is missing", None),
    ("unknown escape character", "this escape is unknown", "in double quotes write `\\\\` for a backslash"),
    ("did not find expected alphabetic", "a text cannot begin with `*`, `&` or `!`", "put the text in quotes"),
    ("expected comment or line break", "text cannot follow `|` or `>` on the same line", "put it in quotes"),
    ("found undefined tag handle", "a text cannot begin with `!`", "put the text in quotes"),
    ("control characters are not allowed", "a control character cannot stand in a problem file", None),
)
_NESTING = "nesting depth"
_WITHIN_HINT = "within `{…}` and `[…]`, a text with a bracket or a comma must itself stand in quotes"
_QUOTE_HINT = "a text that begins with `[`, `{`, `|`, `>`, `!`, `&`, `*` or a quote must itself stand in quotes"
_COLUMN_HINT = "keys that belong together begin in one column: is the line above in the right place?"


def _translated(source: Source, error: yaml.YAMLError) -> Complaint:
    """PyYAML's complaint in our words, at its place."""
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    at = min(mark.index if mark else 0, len(source.text)) + (1 if source.text.startswith("\ufeff") else 0)
    while at >= len(source.text) and at > 0:
        at -= 1
    if "could not find expected ':'" in problem and getattr(error, "context_mark", None):
        at = error.context_mark.index  # type: ignore[attr-defined]  # the key; the problem is seen one line later
    if source.text[at : at + 1] == "\t":
        problem = "\\t"
    line = source.line(source.position(at)[0])
    joined = _joined(source, source.position(at)[0])
    if joined is not None and ("could not find expected ':'" in problem or "mapping values are not" in problem):
        return joined
    value = line.partition(": ")[2].lstrip()
    if "mapping values are not" in problem and line[: source.position(at)[1] - 1].strip().isidentifier():
        start = at - len(line[: source.position(at)[1] - 1].lstrip())
        return Complaint("this key is indented deeper than the text above it", Span(start, at), _COLUMN_HINT)
    if "did not find expected" in problem and value[:1] in ("[", "{"):
        problem = "did not find expected ',' or"
    if "did not find expected" in problem and value[:1] in ("'", '"'):
        return Complaint("text goes on after its closing quote", Span(at, at + 1), "put the whole text in quotes")
    if "did not find expected ',' or" in problem and source.text[at : at + 1] in ("[", "{", ":"):
        return Complaint("an entry in brackets is not read to its end", Span(at, at + 1), _WITHIN_HINT)
    for part, message, hint in _EXPLAINED:
        if part in problem:
            return Complaint(message, Span(at, at + 1), hint or _QUOTE_HINT)
    return Complaint(f"not YAML: {problem}", Span(at, at + 1), _QUOTE_HINT)
