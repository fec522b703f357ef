"""What ``derivcheck explain`` shows of a rule of calculation or a kind of mistake, in every format that explains."""

from __future__ import annotations

import json
from dataclasses import dataclass

from derivcheck.report.layout import hanging, labelled
from derivcheck.report.markup import escaped, sentence
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint


@dataclass(frozen=True, slots=True)
class Article:
    """``sort``: rule or mistake. ``point``: its formula, or why it happens, with a label.

    ``examples``: pairs of texts, which ``labels`` name.
    """

    sort: str
    name: str
    about: str
    point: tuple[str, str]
    labels: tuple[str, str]
    examples: tuple[tuple[str, str], ...]

    @property
    def paragraphs(self) -> list[str]:
        return [" ".join(paragraph.split()) for paragraph in self.about.split("\n\n")]


def rendered(articles: list[Article], form: str, canvas: Canvas) -> str:
    """The articles in a format: full, markdown or json."""
    if form == "json":
        return json.dumps({"version": 1, "articles": [_data(a) for a in articles]}, indent=1) + "\n"
    return "\n".join(_markdown(a) if form == "markdown" else _full(a, canvas) for a in articles)


def _full(article: Article, canvas: Canvas) -> str:
    lines = [paint(article.name, "title", canvas.color)]
    for paragraph in article.paragraphs:
        lines += ["", *hanging("", 0, paragraph, canvas)]
    label, text = article.point
    lines += ["", *labelled(label, text, 0, canvas)] if text else []
    for pair in article.examples:
        lines.append("")
        for label, text, style in zip(article.labels, pair, (None, "good"), strict=True):
            lines += labelled(label, text, 0, canvas, style)
    return "\n".join(lines) + "\n"


def _markdown(article: Article) -> str:
    lines = [f"## {escaped(article.name)}"]
    for paragraph in article.paragraphs:
        lines += ["", sentence(paragraph)]
    label, text = article.point
    lines += ["", f"- {label}: {f'`{text}`' if article.sort == 'rule' else sentence(text)}"] if text else []
    for pair in article.examples:
        shown = (f"{label} `{text}`" for label, text in zip(article.labels, pair, strict=True))
        lines += (
            ["", f"- {', '.join(shown)}"] if pair is article.examples[0] and not text else [f"- {', '.join(shown)}"]
        )
    return "\n".join(lines) + "\n"


def _data(article: Article) -> dict[str, object]:
    label, text = article.point
    examples = [dict(zip(article.labels, pair, strict=True)) for pair in article.examples]
    return {
        "sort": article.sort,
        "name": article.name,
        "about": "\n\n".join(article.paragraphs),
        label: text,
        "examples": examples,
    }
