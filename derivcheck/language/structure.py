"""Whether a document has the form of a problem file: pydantic's findings, in our words and at their places."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from derivcheck.language.assignment_model import MilestoneModel, QuestionModel
from derivcheck.language.document import joined_key
from derivcheck.language.located import quoted
from derivcheck.language.model import ClaimModel, ProblemModel
from derivcheck.language.nodes import Document, Item, Listing, Mapping, Scalar
from derivcheck.language.source import Complaint, LanguageError, Span

_PROBLEM_KEYS = tuple(ProblemModel.model_fields)
_CLAIM_KEYS = tuple(ClaimModel.model_fields)
_QUESTION_KEYS = tuple(field.alias or name for name, field in QuestionModel.model_fields.items())
_MILESTONE_KEYS = tuple(MilestoneModel.model_fields)
#: Keys under which a text or a list of texts may stand.
_TEXT_LISTS = ("given", "may_assume", "in_terms_of", "without", "depends_on")
#: What the items of a list are called, and their keys.
_ITEMS = {
    "claims": ("claim", _CLAIM_KEYS),
    "questions": ("question", _QUESTION_KEYS),
    "milestones": ("milestone", _MILESTONE_KEYS),
}
#: Where a key stands that is known, but not everywhere. The last one wins: what a claim has, belongs to it first.
_ELSEWHERE = {
    **dict.fromkeys(_PROBLEM_KEYS, "to the file as a whole: write it at the left margin"),
    **dict.fromkeys(_MILESTONE_KEYS, "to a milestone"),
    **dict.fromkeys(_QUESTION_KEYS, "to a question: write it below its `- ask: …`"),
    **dict.fromkeys(_CLAIM_KEYS, "to a claim: write it below its `- id: …`, once for each that needs it"),
}


def check(document: Document) -> None:
    """Raises LanguageError with everything by which the document differs from a problem file."""
    if not isinstance(document.root, Mapping):
        hint = "a problem file has the keys " + ", ".join(_PROBLEM_KEYS)
        raise LanguageError(Complaint("this is not a problem file", document.root.span, hint))
    complaints = _form(document.root) + _between_claims(document)
    if complaints:
        raise LanguageError(*sorted(complaints, key=lambda c: c.span.start))


def _plain(item: Item) -> Any:
    match item:
        case Scalar():
            return item.text
        case Listing():
            return [_plain(i) for i in item.items]
        case Mapping():
            return {k.text: _plain(v) for k, v in item.entries}


def _form(root: Mapping) -> list[Complaint]:
    try:
        ProblemModel.model_validate(_plain(root))
    except ValidationError as error:
        found: dict[tuple[int, str], Complaint] = {}
        for details in error.errors(include_url=False, include_input=False, include_context=True):
            complaint = _complaint(root, details)
            if complaint:
                found.setdefault((complaint.span.start, complaint.message), complaint)
        return list(found.values())
    return []


def _complaint(root: Mapping, details: ErrorDetails) -> Complaint | None:
    path = tuple(part for part in details["loc"] if not _is_branch(part))
    key, item = _find(root, path)
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    kind = next((str(part) for part in reversed(path[:-1]) if part in _ITEMS), "")
    noun, keys = _ITEMS.get(kind, ("file", _PROBLEM_KEYS))
    in_item = bool(kind)
    match details["type"]:
        case "extra_forbidden":
            return Complaint(f"{quoted(name)} is not a key here", key, _key_hint(name, keys))
        case "missing":
            what = f"this {noun} has no `{name}:`" if in_item else f"the file has no `{name}:`"
            return Complaint(what, _head(item.span, root, in_item), _missing_hint(name))
        case "literal_error":
            text = item.text if isinstance(item, Scalar) else name
            what = "is not a verdict" if name == "expect" else f"is no value of `{name}`"
            hint = "expect one of " if name == "expect" else "choose from "
            words = details["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            return Complaint(f"{quoted(text)} {what}", item.span, hint + words)
        case "string_too_short":
            return Complaint(f"the text of {quoted(name)} is missing", key, _cut_hint(name))
        case "string_pattern_mismatch":
            if name == "points":
                return Complaint("`points` is a number", item.span, "write for example 4 or 2.5")
            return Complaint(f"{quoted(name)} is the number of a step", item.span, "steps are counted from 1")
        case "too_short":
            return Complaint(f"{quoted(name)} is an empty list", key)
        case "string_type" if path[-1] in _TEXT_LISTS and isinstance(item, Listing):
            return None  # a list is fine here; what is wrong is within it
        case "string_type":
            hint = "a text that begins with `[` or `{` stands in quotes"
            return Complaint(f"{quoted(name)} must be text", item.span, hint)
        case "list_type":
            return Complaint(f"{quoted(name)} must be a list", key, "begin each item with `- `")
        case "dict_type" | "model_type":
            joined = joined_key(item.text, item.span.start) if isinstance(item, Scalar) else None
            if joined is not None:
                return joined
            what = f"each {noun}" if in_item and isinstance(path[-1], int) else quoted(name)
            return Complaint(f"{what} must be keys with values", key, "write each as `key: text`")
        case _:
            return Complaint(f"{quoted(name)}: {details['msg']}", key)


def _cut_hint(name: str) -> str | None:
    """A key that is the end of a text: within braces a comma ended it."""
    cut = any(name.count(right) > name.count(left) for left, right in ("()", "[]"))
    return "within `{…}` a comma ends an entry: put a text with a comma in quotes" if cut else None


def _is_branch(part: str | int) -> bool:
    """pydantic names the branch of a union within the path of an error."""
    return isinstance(part, str) and (part.startswith(("constrained-str", "list[", "function-")) or part == "str")


def _find(root: Mapping, path: tuple[str | int, ...]) -> tuple[Span, Item]:
    """The place of the last key of ``path`` that is there, and what stands under it."""
    key: Span = Span(root.span.start, root.span.start + 1)
    item: Item = root
    for part in path:
        if isinstance(item, Mapping):
            pair = next(((k, v) for k, v in item.entries if k.text == part), None)
            if pair is None:
                return key, item
            key, item = pair[0].span, pair[1]
        elif isinstance(item, Listing) and isinstance(part, int):
            item = item.items[part]
            key = item.span
    return key, item


def _head(span: Span, root: Mapping, in_item: bool) -> Span:
    start = span.start if in_item else root.span.start
    return Span(start, start + 1)


def _key_hint(name: str, keys: tuple[str, ...]) -> str:
    if name not in keys and name in _ELSEWHERE:
        return f"`{name}:` belongs {_ELSEWHERE[name]}"
    near = get_close_matches(name.lower(), keys, 1, 0.5)
    return f"did you mean `{near[0]}`?" if near else "the keys are " + ", ".join(keys)


def _missing_hint(name: str) -> str | None:
    return {"id": "give it a name: `id: power-rule`", "claims": "write the claims as a list under `claims:`"}.get(name)


def _between_claims(document: Document) -> list[Complaint]:
    """Each claim has one statement, and an id of its own."""
    assert isinstance(document.root, Mapping)
    keys = {k.text: v for k, v in document.root.entries}
    complaints = []
    if "claims" not in keys and "questions" not in keys:
        head = Span(document.root.span.start, document.root.span.start + 1)
        complaints.append(Complaint("the file has no `claims:`", head, _missing_hint("claims")))
    ids: dict[str, Scalar] = {}
    for item in (*_list(keys, "claims"), *_list(keys, "questions")):
        if not isinstance(item, Mapping):
            continue
        entries = {k.text: (k, v) for k, v in item.entries}
        first = Span(item.span.start, item.span.start + 1)
        if "ask" in entries or item in _list(keys, "questions"):
            pass  # a question may have both, or neither where a statement is to be shown
        elif "claim" in entries and "derivation" in entries:
            key = entries["derivation"][0].span
            complaints.append(Complaint("a claim has either `claim:` or `derivation:`, not both", key))
        elif "claim" not in entries and "derivation" not in entries:
            complaints.append(Complaint("this claim has neither `claim:` nor `derivation:`", first))
        complaints += _about_steps(entries)
        name = entries["id"][1] if "id" in entries else None
        if isinstance(name, Scalar) and name.text.strip():
            earlier = ids.setdefault(name.text.strip(), name)
            if earlier is not name:
                line = document.source.position(earlier.span.start)[0]
                message = f"the id {quoted(name.text)} stands here a second time"
                complaints.append(Complaint(message, name.span, f"see line {line}"))
    return complaints


def _list(keys: dict[str, Item], key: str) -> tuple[Item, ...]:
    found = keys.get(key)
    return found.items if isinstance(found, Listing) else ()


def _about_steps(entries: dict[str, tuple[Scalar, Item]]) -> list[Complaint]:
    """A first wrong step is one of a derivation that is expected to be refuted."""
    if "first_wrong_step" not in entries:
        return []
    key = entries["first_wrong_step"][0].span
    if "derivation" not in entries:
        return [Complaint("only a `derivation:` has steps", key)]
    expect = entries["expect"][1] if "expect" in entries else None
    if not isinstance(expect, Scalar) or expect.text.strip() != "refuted":
        return [Complaint("a derivation with a wrong step is refuted", key, "write `expect: refuted`, too")]
    return []
