"""What stands under `declare:`: reading ``real[m, n], symmetric`` and its like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

from derivcheck.language import core, syntax
from derivcheck.language.core import Axis, Expr, FunctionType, Kind, Size, Symbol, Type
from derivcheck.language.elaboration import shapes
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.laws import law_of
from derivcheck.language.elaboration.sizes import size_of
from derivcheck.language.located import Located, quoted
from derivcheck.language.mistakes import is_keyword, keyword_hint
from derivcheck.language.parser import check_length, parse_located
from derivcheck.language.source import LanguageError, Span
from derivcheck.language.tokens import Mark, Token, tokens

_KINDS = {k.value: k for k in Kind if k is not Kind.BOOLEAN}
_TENSOR_KINDS = frozenset(_KINDS) - {"size"}
_WORDS = (*_KINDS, "index", "function")
_MATRIX = frozenset({"symmetric", "diagonal", "positive_definite", "positive_semidefinite", "orthogonal", "invertible"})
PROPERTIES = _MATRIX | {"one_hot", "zero_outside"}
_WORD_HINTS = {
    "int": "integer",
    "float": "real",
    "double": "real",
    "scalar": "real",
    "vector": "real[n]",
    "matrix": "real[m, n]",
    "tensor": "real[l, m, n]",
    "nat": "natural",
    "number": "real",
    "probability": "real(0, 1)",
    "bool": "natural",
    "dimension": "size",
    "random": "~Normal(mean, variance)",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One name on the left of a colon, with its parameters in brackets: ``x``, ``d[i]``, ``f(x)``."""

    name: str
    span: Span
    bracket: str = ""  # "[", "(" or nothing
    parameters: tuple[syntax.Tree, ...] = ()


def keys(text: Located, several: bool) -> list[Key]:
    """The names on the left of a colon. Raises LanguageError where they cannot be names."""
    check_length(text.text, text.span)
    return each(lambda part: _key(part), _split(text, list(tokens(text.text)))) if several else [_key(text)]


def _key(text: Located) -> Key:
    found = list(tokens(text.text))
    if not found or found[0].mark is not Mark.NAME:
        hint = "names have letters, digits and _, no digit first"
        raise error(f"{quoted(text.text)} is not a name", text.whole, hint)
    name, span = found[0].text, text.span(found[0].start, found[0].end)
    if is_keyword(name) or name in ("and", "or", "not", "True", "False"):
        raise error(f"{quoted(name)} is a reserved word and cannot be a name", span, keyword_hint(name))
    if len(found) == 1:
        return Key(name, span)
    if found[1].text not in ("[", "("):
        hint = "separate names by commas: x, y" if found[1].mark is Mark.NAME else "write `x`, `x[i]` or `f(x)`"
        raise error(f"{quoted(text.text)} is not a name", text.whole, hint)
    tree = parse_located(text)
    match tree:
        case syntax.Subscript(value=syntax.Name(), indices=parameters):
            return Key(name, span, "[", parameters)
        case syntax.Call(args=parameters):
            return Key(name, span, "(", parameters)
        case _:
            raise error(f"{quoted(text.text)} is not a name", text.whole, "write `x`, `x[i]` or `f(x)`")


def _split(text: Located, found: Sequence[Token]) -> list[Located]:
    """The parts between commas that stand in no brackets."""
    parts, start, depth = [], 0, 0
    for token in found:
        if token.mark is Mark.OPERATOR:
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            if token.text == "," and depth == 0:
                parts.append(text.part(start, token.start))
                start = token.end
    return [*parts, text.part(start, len(text.text))]


# --- the right of the colon -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """A declaration's text, read token by token; expressions within are parsed where they stand."""

    text: Located
    context: Context
    found: list[Token] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        check_length(self.text.text, self.text.span)
        self.found = [t for t in tokens(self.text.text) if t.mark is not Mark.COMMENT]

    def peek(self) -> str:
        return self.found[self.at].text if self.at < len(self.found) else ""

    def span(self) -> Span:
        """The place of the next token, or of the last one at the end."""
        token = self.found[min(self.at, len(self.found) - 1)]
        return self.text.span(token.start, token.end)

    def take(self, text: str) -> bool:
        found = self.peek() == text
        self.at += found
        return found

    def due(self, text: str, after: str) -> None:
        if not self.take(text):
            message = f"`{text}` is missing after {quoted(after)}"
            if self.peek():
                message += f", before {quoted(self.peek())}"
            raise error(message, self.span())

    def items(self, opening: str, closing: str) -> list[Located]:
        """The parts of a bracket that was just opened, between commas; ``..`` stays within its part."""
        parts, depth, start = [], 0, self.found[self.at - 1].end
        opener = self.found[self.at - 1]
        while self.at < len(self.found):
            token = self.found[self.at]
            if token.mark is Mark.OPERATOR:
                if depth == 0 and token.text in (",", closing):
                    parts.append(self.text.part(start, token.start))
                    start = token.end
                    if token.text == closing:
                        self.at += 1
                        return parts
                depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            self.at += 1
        raise error(f"this `{opening}` is never closed", self.text.span(opener.start, opener.end))


def size(text: Located, context: Context) -> Size:
    """An axis length or bound. Raises LanguageError where it is no polynomial in sizes."""
    expr = context.scalar(parse_located(text))
    found = size_of(expr)
    if found is None:
        hint = "sizes are whole numbers, declared sizes, and their sums and products, as in 2*n + 1"
        raise error(f"{quoted(text.text)} is not a size", text.whole, hint)
    return found


def _axis(text: Located, context: Context) -> Axis:
    dots = text.text.find("..")
    if dots >= 0:
        first, last = each(lambda t: size(t, context), [text.part(0, dots), text.part(dots + 2, len(text.text))])
        return _range(first, last, text.whole)
    if text.text in ("natural", "infinity", "oo"):
        return Axis(Size.of(0), None)
    length = size(text, context)
    if length.constant is not None and length.constant < 1:
        raise error(f"an axis has at least 1 entry, not {length}", text.whole)
    return shapes.span_of(length)


def _range(first: Size, last: Size, span: Span) -> Axis:
    length = (last - first + Size.of(1)).constant
    if length is not None and length < 1:
        raise error(f"the range {first}..{last} is empty", span)
    return Axis(first, last)


def type_of(reader: _Reader) -> tuple[Type, tuple[Fraction | None, Fraction | None] | None]:
    """``real(0, 1)[m, n]``: a type, and the open interval if one is given."""
    word, span = reader.peek(), reader.span()
    if word not in _KINDS:
        raise _unknown_word(word, span)
    reader.at += 1
    within = None
    if reader.take("("):
        if word != "real":
            raise error(f"only `real` takes an interval, not `{word}`", span, "use a hypothesis under given")
        within = _interval(reader.items("(", ")"), span, reader.context)
    axes: list[Axis] = []
    if reader.take("["):
        parts = reader.items("[", "]")
        if word == "size":
            raise error("a size is a single number", span)
        axes = each(lambda t: _axis(t, reader.context), parts)
    if len(axes) > 1 and any(a.last is None for a in axes):
        raise error("an infinite sequence has one axis only", span)
    return Type(_KINDS[word], tuple(axes)), within


def _unknown_word(word: str, span: Span) -> LanguageError:
    if not word:
        return error("a type is missing here", span, "for example real, positive, real[n]")
    if word in _WORD_HINTS:
        return error(f"{quoted(word)} is not a type", span, f"write `{_WORD_HINTS[word]}`")
    near = get_close_matches(word, _WORDS, 1, 0.6)
    hint = f"did you mean `{near[0]}`?" if near else "the types are " + ", ".join(_WORDS)
    return error(f"{quoted(word)} is not a type", span, hint)


def _interval(parts: list[Located], span: Span, context: Context) -> tuple[Fraction | None, Fraction | None]:
    if len(parts) != 2:
        raise error("an interval has two ends, as in real(0, 1)", span)
    low, high = each(_rational, [(p, context) for p in parts])
    if low is not None and high is not None and low >= high:
        raise error(f"the interval ({parts[0].text}, {parts[1].text}) is empty", parts[0].whole.to(parts[1].whole))
    return low, high


def _rational(part: tuple[Located, Context]) -> Fraction | None:
    """An end of an interval: a rational number, None for an infinite one."""
    text, context = part
    expr = context.scalar(parse_located(text))
    value = _closed(expr)
    if value is not None:
        return value
    inner = expr.args[0] if isinstance(expr, core.Call) and expr.op == "neg" else expr
    if isinstance(inner, core.Constant) and inner.name == "oo":
        return None
    hint = "use a hypothesis: given: 0 < x and x < pi"
    raise error(f"an end of an interval must be a rational number, not {quoted(text.text)}", text.whole, hint)


def _closed(expr: Expr) -> Fraction | None:
    match expr:
        case core.Number():
            return expr.value
        case core.Call(op="neg", args=(part,)):
            value = _closed(part)
            return None if value is None else -value
        case core.Call(op="div", args=(above, below)):
            top, bottom = _closed(above), _closed(below)
            return None if top is None or not bottom else top / bottom
        case _:
            return None


# --- whole declarations ---------------------------------------------------------------------------------------------


def declared(key: Key, text: Located, context: Context) -> Symbol:
    """The symbol that ``key: text`` declares. Raises LanguageError."""
    reader = _Reader(text, context)
    if not reader.found:
        raise error(f"it is not said what {quoted(key.name)} is", key.span, "for example real, positive, real[n]")
    if reader.peek() == "~":
        return law_of(key, text.part(reader.found[0].end, len(text.text)), context)
    if key.bracket:
        hint = f"write `{key.name}: real[n]` for a vector, `{key.name}: function(real)` for a function"
        raise error(f"{quoted(key.name)} is declared without brackets", key.span, hint)
    symbol = _HEADS.get(reader.peek(), _variable)(key, reader)
    if reader.at < len(reader.found):
        raise error(f"{quoted(reader.peek())} is not expected here", reader.span(), _rest_hint(reader.peek()))
    return symbol


def _rest_hint(text: str) -> str | None:
    near = get_close_matches(text, [*PROPERTIES, "C2"], 1, 0.6)
    return f"properties stand after a comma: `, {near[0]}`" if near else None


def _variable(key: Key, reader: _Reader) -> Symbol:
    type, within = type_of(reader)
    properties = _properties(reader, type)
    return Symbol(key.name, type, properties=properties, within=within)


def _index(key: Key, reader: _Reader) -> Symbol:
    span = reader.span()
    reader.at += 1
    if not reader.take("("):
        raise error("an index has a range", span, "write index(n), or index(0, n - 1)")
    parts = reader.items("(", ")")
    if len(parts) == 1:
        axis = _axis(parts[0], reader.context)
    elif len(parts) == 2:
        first, last = each(lambda t: size(t, reader.context), parts)
        axis = _range(first, last, span)
    else:
        raise error("an index has one or two bounds", span, "write index(n), or index(0, n - 1)")
    low = axis.first.constant
    kind = Kind.NATURAL if low is not None and low >= 0 else Kind.INTEGER
    return Symbol(key.name, Type(kind), axis=axis)


def _function(key: Key, reader: _Reader) -> Symbol:
    span = reader.span()
    reader.at += 1
    if not reader.take("("):
        raise error("a function has arguments", span, "write function(real), or function(real[n])")
    parts = reader.items("(", ")")
    if parts == [Located("", parts[0].offsets)]:
        raise error("a function has arguments", span, "write function(real), or function(real[n])")
    result = Type(Kind.REAL)
    if reader.take("->"):
        result, _ = type_of(reader)
    of = _dependence(parts, reader.context)
    arguments = (of.type,) if of is not None else tuple(each(lambda t: _argument(t, reader.context), parts))
    properties = set(_properties(reader, result, function=True))
    twice = "C2" in properties
    properties.discard("C2")
    type = FunctionType(arguments, result, twice)
    return Symbol(key.name, type, properties=frozenset(properties), of=of)


def _dependence(parts: list[Located], context: Context) -> Expr | None:
    """For ``function(O)`` the tensor O, for ``function(real)`` None."""
    first = next((t for t in tokens(parts[0].text) if t.mark is Mark.NAME), None)
    if first is None or first.text in _KINDS or not context.known(first.text):
        return None
    expr = context.value(parse_located(parts[0]))
    if len(parts) > 1:
        hint = "declare a function of one tensor, or of numbers: function(real[n], real)"
        raise error("a function of defined tensors depends on one of them", parts[1].whole, hint)
    if expr.type.kind.integral:
        message = f"{quoted(parts[0].text)} is an integer, on which nothing depends differentiably"
        raise error(message, parts[0].whole, "write function(integer) for a function of integers")
    return expr


def _argument(text: Located, context: Context) -> Type:
    reader = _Reader(text, context)
    if not reader.found:
        raise error("the type of an argument is missing", text.whole)
    type, _ = type_of(reader)
    if reader.at < len(reader.found):
        raise error(f"{quoted(reader.peek())} is not expected here", reader.span())
    return type


def _properties(reader: _Reader, type: Type, function: bool = False) -> frozenset[str]:
    names: set[str] = set()
    while reader.take(","):
        word, span = reader.peek(), reader.span()
        if not word:
            raise error("a property is missing after the comma", span)
        reader.at += 1
        if word != "C2" or not function:
            _check_property(word, span, type)
        names.add(word)
    if names & {"positive_definite", "positive_semidefinite"}:
        names.add("symmetric")
    return frozenset(names)


def _check_property(word: str, span: Span, type: Type) -> None:
    if word not in PROPERTIES:
        near = get_close_matches(word, [*PROPERTIES, "C2"], 1, 0.6)
        hint = f"did you mean `{near[0]}`?" if near else "the properties are " + ", ".join(sorted(PROPERTIES))
        if word in _KINDS:
            hint = f"the kind comes first: `{word}[n]`"
        if word == "C2":
            hint = "only functions are declared C2"
        raise error(f"{quoted(word)} is not a property", span, hint)
    if word in _MATRIX and not shapes.is_square(type):
        raise error(f"only a square matrix can be {word}", span)
    if word == "one_hot" and not shapes.is_vector(type):
        raise error("only a vector can be one_hot", span)
    if word == "zero_outside" and not type.shape:
        raise error("only a tensor can be zero_outside", span)


_HEADS: dict[str, Callable[[Key, _Reader], Symbol]] = {"index": _index, "function": _function}
