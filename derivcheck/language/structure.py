"""Whether a document has the form of a problem file: pydantic's findings, in our words and at their places."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from derivcheck.language.located import quoted
from derivcheck.language.model import ClaimModel, ProblemModel
from derivcheck.language.nodes import Document, Item, Listing, Mapping, Scalar
from derivcheck.language.source import Complaint, LanguageError, Span

_PROBLEM_KEYS = tuple(ProblemModel.model_fields)
_CLAIM_KEYS = tuple(ClaimModel.model_fields)
_VERDICTS = ("proved", "refuted", "unknown", "error")


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
    in_claim = len(path) > 1 and path[0] == "claims"
    match details["type"]:
        case "extra_forbidden":
            return Complaint(f"{quoted(name)} is not a key here", key, _key_hint(name, in_claim))
        case "missing":
            what = f"this claim has no `{name}:`" if in_claim else f"the file has no `{name}:`"
            return Complaint(what, _head(item.span, root, in_claim), _missing_hint(name))
        case "literal_error":
            hint = "expect one of " + ", ".join(_VERDICTS)
            text = item.text if isinstance(item, Scalar) else name
            return Complaint(f"{quoted(text)} is not a verdict", item.span, hint)
        case "string_too_short":
            return Complaint(f"the text of {quoted(name)} is missing", key)
        case "string_pattern_mismatch":
            return Complaint(f"{quoted(name)} is the number of a step", item.span, "steps are counted from 1")
        case "too_short":
            return Complaint(f"{quoted(name)} is an empty list", key)
        case "string_type" if name == "given" and path[-1] == "given" and isinstance(item, Listing):
            return None  # a list is fine here; what is wrong is within it
        case "string_type":
            hint = "a text that begins with `[` or `{` stands in quotes"
            return Complaint(f"{quoted(name)} must be text", item.span, hint)
        case "list_type":
            return Complaint(f"{quoted(name)} must be a list", key, "begin each item with `- `")
        case "dict_type" | "model_type":
            what = "each claim" if in_claim and len(path) == 2 else quoted(name)
            return Complaint(f"{what} must be keys with values", key, "write each as `key: text`")
        case _:
            return Complaint(f"{quoted(name)}: {details['msg']}", key)


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


def _head(span: Span, root: Mapping, in_claim: bool) -> Span:
    start = span.start if in_claim else root.span.start
    return Span(start, start + 1)


def _key_hint(name: str, in_claim: bool) -> str:
    keys = _CLAIM_KEYS if in_claim else _PROBLEM_KEYS
    near = get_close_matches(name.lower(), keys, 1, 0.5)
    return f"did you mean `{near[0]}`?" if near else "the keys are " + ", ".join(keys)


def _missing_hint(name: str) -> str | None:
    return {"id": "give it a name: `id: power-rule`", "claims": "write the claims as a list under `claims:`"}.get(name)


def _between_claims(document: Document) -> list[Complaint]:
    """Each claim has one statement, and an id of its own."""
    assert isinstance(document.root, Mapping)
    claims = {k.text: v for k, v in document.root.entries}.get("claims")
    complaints = []
    ids: dict[str, Scalar] = {}
    for item in claims.items if isinstance(claims, Listing) else ():
        if not isinstance(item, Mapping):
            continue
        entries = {k.text: (k, v) for k, v in item.entries}
        first = Span(item.span.start, item.span.start + 1)
        if "claim" in entries and "derivation" in entries:
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
