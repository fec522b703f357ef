"""Claims that a careless program would execute, compute for ever, or print as commands to the terminal."""

from __future__ import annotations

from dataclasses import dataclass

DECLARE = ("x, a, b: real", "n: natural", "A: real[2, 2]")


@dataclass(frozen=True)
class BadText:
    """A claim whose text is refused, with one of the messages and, if it matters, its hint."""

    text: str
    message: str
    hint: str | None = None


#: Refused before anything is computed. Whoever executed one of the first would leave the file `executed` behind.
REFUSED = {
    "import": BadText("__import__('os').system('touch executed') == 0", "`.system` is not allowed"),
    "import-plain": BadText("__import__(os) == 0", "there is no function `__import__`"),
    "exec": BadText('exec(\'open("executed", "w")\') == 0', "quoted text has no meaning here"),
    "eval": BadText("eval(x) == 0", "there is no function `eval`"),
    "open": BadText("open('executed', 'w') == 0", "quoted text has no meaning here"),
    "f-string": BadText("f\"{open('executed', 'w')}\" == 0", "quoted text has no meaning here"),
    "f-string-triple": BadText("f'''{open(1)}''' == 0", "quoted text has no meaning here"),
    "bytes": BadText("b'x' == 0", "quoted text has no meaning here"),
    "string": BadText("'a' == 'a'", "quoted text has no meaning here"),
    "attribute": BadText(
        "x.__class__ == 0", "`.__class__` is not allowed", "only the transpose A.T is written with a dot"
    ),
    "attributes": BadText("(1).__class__.__bases__[0].__subclasses__() == 0", "`.__subclasses__` is not allowed"),
    "attribute-of-transpose": BadText("A.T.__class__ == 0", "`.__class__` is not allowed"),
    "attribute-of-function": BadText("exp.__globals__ == 0", "`.__globals__` is not allowed"),
    "method": BadText("x.sum() == 0", "`.sum` is not allowed"),
    "lambda": BadText("(lambda: 1)() == 0", "`lambda` is a reserved word and cannot be a name", "write lam or λ"),
    "lambda-name": BadText("lambda*x == 0", "`lambda` is a reserved word and cannot be a name", "write lam or λ"),
    "comprehension": BadText("[x for x in (1, 2)] == 0", "`for` is a reserved word and cannot be a name"),
    "walrus": BadText("(x := 3) == 3", "`:=` is not an operator here"),
    "conditional": BadText("(1 if x else 2) == 0", "`if` is a reserved word and cannot be a name"),
    "await": BadText("await x == 0", "`await` is a reserved word and cannot be a name"),
    "star": BadText("Max(*x) == 0", "an expression is missing before `*`"),
    "keyword": BadText("Max(x, y=1) == 0", "`=` is not an operator here"),
    "slice": BadText("A[1:2] == 0", "`:` is not an operator here"),
    "two-statements": BadText("1 == 1; import os", "`;` is not an operator here"),
    "new-line": BadText("1 == 1\nimport os", "`import` is a reserved word and cannot be a name"),
    "comment": BadText("1 == # 1", "an expression is missing after `==`"),
    "backslash": BadText("1 == \\\n 1 \\x", "`\\` is not an operator here"),
    "ellipsis": BadText("... == 1", "`..` is not an operator here"),
    "underscores": BadText("1_000 == 1000", "digits are written without underscores"),
    "hexadecimal": BadText("0x10 == 16", "only decimal numbers are read"),
    "imaginary": BadText("2j == 2*I", "`2j` is not a number"),
    "markup": BadText("[red] == 0", "`red` is not declared"),
    "markup-close": BadText("[/] == 0", "an expression is missing before `/`"),
    "markup-link": BadText("[link=http://example.org]x[/link] == 0", "`=` is not an operator here"),
    "escape": BadText("\x1b[31mx == 0", "`\x1b` has no meaning here"),
    "title-escape": BadText("\x1b]0;owned\x07 x == 0", "`\x07` has no meaning here"),
    "parentheses": BadText("(" * 100_000 + "1" + ")" * 100_000 + " == 1", "brackets are nested more than 150 deep"),
    "subscripts": BadText("A" + "[1" * 100_000 + "]" * 100_000 + " == 1", "brackets are nested more than 150 deep"),
    "calls": BadText("exp(" * 60_000 + "1" + ")" * 60_000 + " == 1", "brackets are nested more than 150 deep"),
    "minus-signs": BadText("-" * 200_000 + "1 == 1", "more than 150 `-` in a row"),
    "nots": BadText("not " * 50_000 + "1 == 1", "more than 150 `not` in a row"),
    "powers": BadText("2**" * 10_000 + "1 == 1", "nested"),
    "terms": BadText("x + " * 40_000 + "1 == 1", "too many terms"),
    "transposes": BadText("A" + ".T" * 50_000 + " == A", "nested"),
    "implications": BadText("x == 1 => " * 5_000 + "x == 1", "too many implications in a row"),
    "digits": BadText("7" * 5_000 + " == 1", "a number of more than 1000 digits"),
    "exponent": BadText("1e999999999 == 1", "a number of more than 1000 digits"),
    "negative-exponent": BadText("1e-999999999 == 0", "a number of more than 1000 digits"),
}

#: Understood, but not to be computed by writing it out. None of them is true.
ENORMOUS_AND_FALSE = {
    "tower": "9**9**9**9 == 1",
    "tower-of-differences": "9**9**9**9 - 9**9**9**9 == 1",
    "power": "2**(10**9) == 1",
    "factorial": "factorial(10**9) == 1",
    "factorials": "factorial(factorial(factorial(9))) == 1",
    "binomial": "binomial(10**9, 5*10**8) == 1",
    "expansion": "(a+b)**10**6 == a**10**6 + b**10**6",
    "expansion-of-many": "(a + b + x + n)**10**4 == a",
    "remainder": "Mod(7**10**8, 13) == 20",
    "exponentials": "exp(exp(exp(exp(10)))) == 1",
    "negative-exponentials": "exp(-exp(exp(exp(10)))) == 1",
    "fibonacci": "fibonacci(10**9) == 1",
    "bernoulli": "bernoulli(10**9) == 1",
    "zeta": "zeta(-10**9) == 1",
    "legendre": "legendre(10**9, 1/3) == 2",
    "sum": "Sum(k**2, (k, 1, 10**12)) == 0",
    "product": "Product(k, (k, 1, 10**9)) == 0",
    "nested-sums": "Sum(Sum(Sum(j*k*m, (j, 1, 10**4)), (k, 1, 10**4)), (m, 1, 10**4)) == 0",
    "matrix-power": "A**(10**9) == A",
    "derivative": "D(exp(x**2)*sin(x), (x, 100)) == 1",
    "derivatives": "D(1/(1 + x**2)/(1 + exp(x)), (x, 60)) == 1",
    "sine": "sin(10**1000) == 2",
    "floor": "floor(10**900*pi) == 3",
    "pieces": " + ".join(f"Abs(x - {k})" for k in range(60)) + " == 1",
    "maxima": "Max(" + ", ".join(f"x**{k}" for k in range(1, 60)) + ") == 1",
    "product-of-sums": "*".join(f"(x + a**{k} + b**{k})" for k in range(1, 40)) + " == 1",
}
