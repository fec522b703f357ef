"""The command line: names, options and help of the commands; the work is done in their own modules.

Everything that a command needs is imported when it runs, so that ``--help`` and a single ``check`` start quickly.
"""

from __future__ import annotations

from typing import Annotated

import typer

from derivcheck.cli.flags import CacheDir, Color, Jobs, Memory, NoCache, Output, OutputFormat, Timeout

_EXAMPLES = """
[bold]Examples[/bold]

[cyan]derivcheck check 'D(x**3, x) == 3*x**2' -d 'x: real'[/cyan]
  decide one statement

[cyan]derivcheck verify[/cyan]
  check every problem file in the directory [italic]problems[/italic]

[cyan]derivcheck verify notes.yaml -k 'softmax and not slip' --output-format concise[/cyan]
  check some claims of one file, one line each

[cyan]derivcheck explain notes.yaml::softmax-jacobian[/cyan]
  show a claim in two-dimensional mathematics and how it was decided

[cyan]derivcheck grade assignment.yaml submissions/[/cyan]
  grade what students handed in

[cyan]derivcheck schema > problem.schema.json[/cyan]
  let an editor complete problem files

Exit codes: 0 all as expected, 1 something is not, 2 wrong usage or an unreadable file, 3 a fault of derivcheck itself.
"""

app = typer.Typer(
    name="derivcheck",
    help="Check symbolic derivations: a claim is [green]proved[/green], [cyan]refuted[/cyan] with a counterexample, "
    "or honestly [yellow]unknown[/yellow].",
    epilog=_EXAMPLES,
    rich_markup_mode="rich",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"derivcheck {version('derivcheck')}")
        except PackageNotFoundError:
            typer.echo("derivcheck (not installed)")
        raise typer.Exit()


@app.callback()
def derivcheck(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    pass


@app.command(
    epilog="""
[bold]Examples[/bold]

[cyan]derivcheck verify problems/softmax.yaml homework/[/cyan]

[cyan]derivcheck verify -k 'gradient and not (slip or sign)' --jobs 2[/cyan]

[cyan]cat notes.yaml | derivcheck verify - --stdin-filename notes.yaml --output-format json[/cyan]

Defaults of the options can be set under [italic]\\[tool.derivcheck][/italic] in pyproject.toml, by the same names:
  timeout = 30
"""
)
def verify(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Problem files, directories to search for *.yaml and *.yml, or - for standard input. "
            "[dim]\\[default: problems][/dim]",
        ),
    ] = None,
    keyword: Annotated[
        str | None,
        typer.Option(
            "-k",
            "--keyword",
            metavar="EXPR",
            help="Only claims whose id or file contains these words, joined by and, or, not and parentheses.",
        ),
    ] = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    output_format: OutputFormat = None,
    output: Output = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="WHAT",
            help="unexpected: exit 1 when a verdict is not as expected. never: exit 0 then, for reports that only "
            "inform; errors of usage and faults still count. [dim]\\[default: unexpected][/dim]",
        ),
    ] = None,
    diagnose: Annotated[
        str | None,
        typer.Option(
            "--diagnose",
            metavar="WHEN",
            help="In which refuted claims to look for the mistake: unexpected (those that should hold), all, never. "
            "[dim]\\[default: unexpected][/dim]",
        ),
    ] = None,
    color: Color = None,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="What to call standard input in the report.")
    ] = None,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
) -> int:
    """Check the claims of problem files: each must come out as its writer expects."""
    from derivcheck.cli.verify import Request
    from derivcheck.cli.verify import verify as run

    return run(
        Request(
            paths=paths or (),
            keyword=keyword,
            jobs=jobs,
            timeout=timeout,
            memory=memory,
            output_format=output_format,
            output=output,
            fail_on=fail_on,
            color=color,
            stdin_filename=stdin_filename,
            diagnose=diagnose,
            no_cache=no_cache,
            cache_dir=cache_dir,
        )
    )


@app.command(
    epilog="""
[bold]Examples[/bold]

[cyan]derivcheck check '1 + 1 == 2'[/cyan]

[cyan]derivcheck check 'sqrt(x**2) == x' -d 'x: real'[/cyan]
  refuted at x = -1

[cyan]derivcheck check 'D(f(x), x) == 2*x*f(x)' -d 'x: real' --define 'f(x): exp(x**2)'[/cyan]

[cyan]derivcheck check 'log(x*y) == log(x) + log(y)' -d 'x, y: real' --given 'x > 0 and y > 0'[/cyan]

Exit code 0 if the statement is proved, 1 if not, 2 for wrong usage, 3 for a fault of derivcheck itself.
"""
)
def check(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A statement, such as 'x + x == 2*x'.")],
    declare: Annotated[
        list[str] | None,
        typer.Option("--declare", "-d", metavar="'NAMES: KIND'", help="What names are: 'x, y: real'. Repeatable."),
    ] = None,
    define: Annotated[
        list[str] | None,
        typer.Option("--define", metavar="'NAME: VALUE'", help="An abbreviation: 'f(x): x**2'. Repeatable."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--given", "-g", metavar="CONDITION", help="A hypothesis: 'x > 0'. Repeatable."),
    ] = None,
    timeout: Timeout = None,
    memory: Memory = None,
    output_format: OutputFormat = None,
    color: Color = None,
) -> int:
    """Decide one statement."""
    from derivcheck.cli.check import check as run
    from derivcheck.engine.running.statement import Statement

    statement = Statement(claim, tuple(declare or ()), tuple(define or ()), tuple(given or ()))
    return run(statement, timeout, memory, output_format, color)


@app.command(
    epilog="""
[bold]Examples[/bold]

[cyan]derivcheck explain softmax-jacobian[/cyan]
  a claim of some file in [italic]problems[/italic]

[cyan]derivcheck explain notes.yaml::sign-slip[/cyan]

[cyan]derivcheck explain softmax-jacobian --output-format markdown > jacobian.md[/cyan]
  with formulas in LaTeX

[cyan]derivcheck explain quotient-rule[/cyan]
  a rule that derivations use, or a kind of mistake
"""
)
def explain(
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A claim's id, FILE::ID, a rule, or a kind of mistake.")
    ],
    timeout: Timeout = None,
    memory: Memory = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--output-format", metavar="FORMAT", help="One of full, json, markdown. [dim]\\[default: full][/dim]"
        ),
    ] = None,
    color: Color = None,
) -> int:
    """Show a claim in two-dimensional mathematics, how it was decided, and its derivation step by step."""
    from derivcheck.cli.explain import explain as run

    return run(target, timeout, memory, output_format, color)


@app.command(
    epilog="""
[bold]Examples[/bold]

[cyan]derivcheck grade assignment.yaml submissions/[/cyan]
  every file in a folder, as a class with points and reasons

[cyan]derivcheck grade assignment.yaml submissions/ --output-format csv -o grades.csv[/cyan]

[cyan]derivcheck grade assignment.yaml answers.md --output-format gradescope -o results.json[/cyan]

Exit codes: 0 every grade is final, 1 a person has to look at something, 2 wrong usage or a wrong assignment, 3 a fault
of derivcheck itself.
"""
)
def grade(
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="A problem file with `questions`.")],
    submissions: Annotated[
        list[str],
        typer.Argument(metavar="SUBMISSION", help="Files (YAML or Markdown), folders, or patterns such as 'in/*.md'."),
    ],
    output_format: OutputFormat = None,
    output: Output = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience",
            metavar="WHO",
            help="teacher: everything. student: nothing of questions that are hidden. "
            "[dim]\\[default: by the format][/dim]",
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="WHAT",
            help="review: exit 1 when a person has to look at something. wrong: also when points are lost. never: 0. "
            "[dim]\\[default: review][/dim]",
        ),
    ] = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    submission_timeout: Annotated[
        float | None,
        typer.Option(
            "--submission-timeout",
            metavar="SECONDS",
            help="Time for a whole submission, of which each answer has an equal part. [dim]\\[default: 300][/dim]",
        ),
    ] = None,
    diagnosis_timeout: Annotated[
        float | None,
        typer.Option(
            "--diagnosis-timeout",
            metavar="SECONDS",
            help="Time to name the mistakes of the class, the most common first; 0: none are named. "
            "Points do not depend on it. [dim]\\[default: 20][/dim]",
        ),
    ] = None,
    memory: Memory = None,
    color: Color = None,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
) -> int:
    """Grade submissions: points, and a reason for every one that is lost."""
    from derivcheck.cli.grade import Request
    from derivcheck.cli.grade import grade as run

    return run(
        Request(
            assignment=assignment,
            submissions=submissions,
            output_format=output_format,
            output=output,
            audience=audience,
            fail_on=fail_on,
            jobs=jobs,
            timeout=timeout,
            submission_timeout=submission_timeout,
            diagnosis_timeout=diagnosis_timeout,
            memory=memory,
            color=color,
            no_cache=no_cache,
            cache_dir=cache_dir,
        )
    )


@app.command(
    epilog="""
[bold]Examples[/bold]

[cyan]derivcheck new assignment homework-1.yaml[/cyan]

[cyan]derivcheck new problem notes.yaml[/cyan]
"""
)
def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="assignment, problem or submission.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write; it must not exist yet.")],
) -> int:
    """Write a commented starting point for a file of your own."""
    from derivcheck.cli.new import new as run

    return run(kind, file)


@app.command(
    epilog="""
[bold]Example[/bold]

[cyan]derivcheck schema > problem.schema.json[/cyan]

Then begin a problem file with
  # yaml-language-server: $schema=problem.schema.json
"""
)
def schema() -> int:
    """Print the JSON schema of problem files, from which editors complete and check them."""
    from derivcheck.cli.schema import schema as run

    return run()
