"""The JSON schema of problem files, from which editors complete and check them."""

from __future__ import annotations

from typing import Any


def json_schema() -> dict[str, Any]:
    """A schema in the features of draft 07."""
    from derivcheck.language.model import ProblemModel

    schema = _draft7(ProblemModel.model_json_schema())
    claim = schema["definitions"]["ClaimModel"]
    claim["oneOf"] = [{"required": ["claim"]}, {"required": ["derivation"]}]
    _number(claim["properties"]["first_wrong_step"], "integer", 1)
    for name in ("QuestionModel", "MilestoneModel"):
        for key, form in schema["definitions"][name]["properties"].items():
            if key in ("required_steps", "max_step"):
                _number(form, "integer", 1)
            elif key == "points":
                _number(form, "number", 0)
    schema["anyOf"] = [{"required": ["claims"]}, {"required": ["questions"]}]
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema, "title": "derivcheck problem file"}


def _number(form: dict[str, Any], kind: str, least: int) -> None:
    """A text of digits to us, but a number to an editor."""
    form |= {"type": kind, "minimum": least}
    form.pop("pattern", None)
    if "default" in form:
        form["default"] = int(form["default"])


def _draft7(part: Any) -> Any:
    """pydantic writes the 2020 draft: `$defs` is draft 07's `definitions`; and null is no value of a YAML text."""
    if isinstance(part, list):
        return [_draft7(p) for p in part]
    if not isinstance(part, dict):
        return part
    out: dict[str, Any] = {}
    for key, value in part.items():
        if key == "anyOf":
            branches = [_draft7(b) for b in value if b != {"type": "null"}]
            out.update(branches[0] if len(branches) == 1 else {"anyOf": branches})
        elif key == "$ref":
            out["$ref"] = value.replace("#/$defs/", "#/definitions/")
        elif not (key == "default" and value is None):
            out["definitions" if key == "$defs" else key] = _draft7(value)
    if out.get("type") == "string" and "minLength" in out:
        out["type"] = ["string", "number", "boolean"]  # `x: 1` is text to us, but not to an editor
    return out
