"""The form of a problem file, as pydantic models: they check it, and from them the JSON schema is made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from derivcheck.language.assignment_model import FORM, Count, QuestionModel, Text, Texts


class ClaimModel(BaseModel):
    """One claim: a statement or a derivation, with its hypotheses and what is expected of it."""

    model_config = FORM

    id: Text = Field(description="A name for the claim, unique in the file.")
    title: Text | None = Field(None, description="A heading for readers.")
    note: Text | None = Field(None, description="Any remark for readers.")
    claim: Text | None = Field(None, description="The statement, for example `D(x**2, x) == 2*x`.")
    derivation: Text | None = Field(
        None, description="A chain of steps, one a line; each line after the first begins with its relation."
    )
    given: Texts | None = Field(None, description="A hypothesis, or a list of them.")
    expect: Literal["proved", "refuted", "unknown", "error"] = Field(
        "proved", description="The verdict that the writer expects."
    )
    first_wrong_step: Count | None = Field(
        None, description="Of a derivation that is expected to be refuted: the first step that is wrong, from 1."
    )
    declare: dict[str, Text] | None = Field(None, description="What further names are, for this claim only.")
    define: dict[str, Text] | None = Field(None, description="Further abbreviations, for this claim only.")


class ProblemModel(BaseModel):
    """A problem file: declarations, definitions and claims; an assignment has questions beside them or instead."""

    model_config = FORM

    title: Text | None = Field(None, description="A heading for readers.")
    source: Text | None = Field(None, description="Where the claims come from.")
    note: Text | None = Field(None, description="Any remark for readers.")
    declare: dict[str, Text] | None = Field(None, description="What every name is, for example `x, y: real`.")
    define: dict[str, Text] | None = Field(None, description="Abbreviations, for example `f(x): x**2`.")
    claims: Annotated[list[ClaimModel], Field(min_length=1)] | None = Field(None, description="What is to be decided.")
    questions: Annotated[list[QuestionModel], Field(min_length=1)] | None = Field(
        None, description="What students are asked; see `derivcheck grade`."
    )
