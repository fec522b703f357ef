"""The form of the questions of an assignment, as pydantic models; what all models of a problem file share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Text | Annotated[list[Text], Field(min_length=1)]
Count = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}$")]
Points = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,3})?$")]

FORM = ConfigDict(extra="forbid", strict=True)


class MilestoneModel(BaseModel):
    """A part of the way for which there are points of its own."""

    model_config = FORM

    title: Text = Field(description="What is reached, in words that students may read.")
    points: Points = Field(description="Points for reaching it.")
    without: Texts | None = Field(
        None, description="Reached by a line equal to what is asked in which these are not written: `D`, `Sum`, `exp`."
    )
    in_terms_of: Texts | None = Field(
        None, description="Reached by a line equal to what is asked that is written in these names."
    )
    show: Text | None = Field(None, description="Reached by a step that shows this equation: `D(L, p) == -1/p`.")


class QuestionModel(BaseModel):
    """One question: what is asked, the reference, and how it is graded."""

    model_config = FORM

    id: Text = Field(description="A name for the question, unique in the file.")
    title: Text | None = Field(None, description="A heading for readers.")
    note: Text | None = Field(None, description="Any remark for readers.")
    ask: Text = Field(description="An expression to be worked out, or a statement to be shown.")
    answer: Text | None = Field(None, description="The reference answer to an expression; never shown to students.")
    derivation: Text | None = Field(None, description="The reference derivation; never shown to students.")
    given: Texts | None = Field(None, description="A hypothesis, or a list of them; students may use them.")
    may_assume: Texts | None = Field(None, description="Hypotheses that a student may state as `given`.")
    declare: dict[str, Text] | None = Field(None, description="What further names are, for this question only.")
    define: dict[str, Text] | None = Field(None, description="Further abbreviations, for this question only.")
    points: Points = Field("1", description="Points for the whole question.")
    partial: Literal["steps", "none"] | None = Field(
        None, description="Whether right steps of a wrong derivation have points; `none` if there is an `answer`."
    )
    milestones: Annotated[list[MilestoneModel], Field(min_length=1)] | None = Field(
        None, description="Parts of the way with points of their own, instead of points by steps."
    )
    in_terms_of: Texts | None = Field(None, description="The only names that the answer may be written in.")
    without: Texts | None = Field(None, description="What may not be written in the answer: `D`, `Sum`, `exp`, a name.")
    required_steps: Count | None = Field(None, description="How many steps a derivation must have at least.")
    max_step: Count | None = Field(None, description="How many symbols may be new in one step of a derivation.")
    depends_on: Texts | None = Field(
        None, description="Questions whose answers are used here by their names (`as`); mistakes there are carried on."
    )
    as_: Text | None = Field(None, alias="as", description="What the answer is called in later questions: `g[k]`.")
    visibility: Literal["visible", "hidden", "after_due_date", "after_published"] = Field(
        "visible", description="When students see that this question is graded."
    )
    feedback: dict[str, Text] | None = Field(
        None, description="Words for a kind of mistake, or for `wrong`, `form`, `missing`, `unreadable` and `review`."
    )
