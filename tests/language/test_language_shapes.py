"""The shape rule of every operator, and what a mismatch says."""

from __future__ import annotations

import pytest
from language_tools import COMMON, claim, complaint, complaints, meaning, value

from derivcheck.language import core
from derivcheck.language.elaboration import shapes

DECLARE = (
    *COMMON,
    "V: real[n, m]",
    "T: real[n, m, 2]",
    "u3: real[3]",
    "U: real[2, 3]",
    "X: real[n, m], zero_outside",
    "o: real[0..n-1]",
    "k: index(0, n - 1)",
    "i3: index(3)",
    "i4: index(4)",
    "im: index(m)",
    "E: function(O)",
    "F: function(real) -> real[n, n]",
)
DEFINE = ("O[i]: z[i]**2", "s: z.T @ z")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("z + v", "(n,)"),
        ("z - 2*v", "(n,)"),
        ("z*v", "(n,)"),
        ("z/v", "(n,)"),
        ("x*z*v", "(n,)"),
        ("z/x", "(n,)"),
        ("1/z", "(n,)"),
        ("z**2", "(n,)"),
        ("2**z", "(n,)"),
        ("-z", "(n,)"),
        ("A + B", "(n, n)"),
        ("A*B", "(n, n)"),
        ("x*W", "(m, n)"),
        ("T + T", "(n, m, 2)"),
        ("A**2", "(n, n)"),
        ("A**t", "(n, n)"),
        ("A**-1", "(n, n)"),
        ("W @ z", "(m,)"),
        ("W @ A", "(m, n)"),
        ("A @ A.T", "(n, n)"),
        ("z @ v.T", "(n, n)"),
        ("z @ (W @ z).T", "(n, m)"),
        ("W.T", "(n, m)"),
        ("W.T.T", "(m, n)"),
        ("z.T.T", "(n,)"),
        ("inv(A)", "(n, n)"),
        ("eye(n)", "(n, n)"),
        ("zeros(n)", "(n,)"),
        ("ones(2, 3)", "(2, 3)"),
        ("diag(z)", "(n, n)"),
        ("diag(x, y)", "(2, 2)"),
        ("outer(z, W @ z)", "(n, m)"),
        ("kron(W, U)", "(2*m, 3*n)"),
        ("vec(W)", "(m*n,)"),
        ("[x, y]", "(2,)"),
        ("[[x, 1, 2], [y, 3, 4]]", "(2, 3)"),
        ("Matrix([[x, 1], [y, 3]])", "(2, 2)"),
        ("exp(A)", "(n, n)"),
        ("Max(z, v)", "(n,)"),
        ("Max(z, 0)", "(n,)"),
        ("sigmoid(W @ z)", "(m,)"),
        ("softmax(z)", "(n,)"),
        ("Piecewise((z, x > 0), (v, True))", "(n,)"),
        ("grad(s, z)", "(n,)"),
        ("grad(psi(z), z)", "(n,)"),
        ("grad(E, W)", "(m, n)"),
        ("jac(W @ z, z)", "(m, n)"),
        ("hess(s, z)", "(n, n)"),
        ("D(W @ z, x)", "(m,)"),
        ("Subs(grad(psi(u), u), u, A @ z)", "(n,)"),
        ("Sum(z*v[i], i)", "(n,)"),
        ("Expect(z)", "(n,)"),
        ("Cov(z, v)", "(n,)"),
        ("F(x) @ z", "(n,)"),
        ("O", "(n,)"),
        ("shape(T)", "(3,)"),
        ("Subs(W @ u, u, z)", "(m,)"),
        ("Limit(x*z, x, 0)", "(n,)"),
    ],
)
def test_shapes(text: str, shape: str) -> None:
    assert shapes.shown(value(text, DECLARE, DEFINE).type) == shape


@pytest.mark.parametrize(
    "text",
    ["z.T", "x*z.T", "z.T + v.T", "-z.T", "z.T @ A", "jac(s, z)", "exp(z.T)", "D(z.T, x)", "Sum(z.T, i)", "z.T/2"],
)
def test_rows(text: str) -> None:
    type = value(text, DECLARE, DEFINE).type
    assert type.row
    assert shapes.shown(type) == "(1, n)"


@pytest.mark.parametrize(
    "text",
    [
        "z.T @ v",
        "z.T @ A @ z",
        "jac(s, z) @ z",
        "inner(z, v)",
        "inner(A, B)",
        "norm(z)",
        "norm(W)",
        "det(A)",
        "tr(A)",
        "trace(A)",
        "eigmax(A)",
        "eigmin(A)",
        "logsumexp(z)",
        "softmax(z)[i]",
        "W[im, i]",
        "(A @ B)[i, j]",
        "z.T[1, i]",
        "X[0, m + 5]",
        "o[k]",
        "u3[3]",
        "grad(x**2, x)",
        "hess(x**2, x)",
        "T[i, im, 2]",
    ],
)
def test_scalars(text: str) -> None:
    assert value(text, DECLARE, DEFINE).type.shape == ()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("x + z", "`x` is a scalar, `z` has shape (n,)", "x*ones(n)"),
        ("z - (x + 1)", "`z` has shape (n,), `x + 1` is a scalar", "(x + 1)*ones(n)"),
        ("z + 1 - v", "`z` has shape (n,), `1` is a scalar", "1*ones(n)"),
        ("A + x", "`A` has shape (n, n), `x` is a scalar", "x*ones(n, n)"),
        ("z + W @ z", "`z` has shape (n,), `W @ z` has shape (m,)", None),
        ("z + v.T", "`z` has shape (n,), `v.T` is a row of shape (1, n)", ".T"),
        ("W - W.T", "`W` has shape (m, n), `W.T` has shape (n, m)", None),
        ("A*z", "`A` has shape (n, n), `z` has shape (n,)", "`@`"),
        ("W*A", "`W` has shape (m, n), `A` has shape (n, n)", "`@`"),
        ("z/A", "`z` has shape (n,), `A` has shape (n, n)", "inv(A)"),
        ("1/A", "`1` is a scalar, `A` has shape (n, n)", "inv(A)"),
        ("W**2", "`W` has shape (m, n)", "square"),
        ("A**x", "the exponent `x` of a matrix must be an integer", None),
        ("2**A", "`2` is a scalar, `A` has shape (n, n)", None),
        ("z @ v", "`z` has shape (n,), `v` has shape (n,)", "z.T @ v"),
        ("(z + v) @ z", "`z + v` has shape (n,), `z` has shape (n,)", "(z + v).T @ z"),
        ("z @ A", "`z` has shape (n,), `A` has shape (n, n)", "z.T @ A"),
        ("z.T @ v.T", "`z.T` is a row of shape (1, n), `v.T` is a row of shape (1, n)", None),
        ("A @ W", "`A` has shape (n, n), `W` has shape (m, n)", "A @ W.T"),
        ("W @ W", "`W` has shape (m, n), `W` has shape (m, n)", "W.T @ W"),
        ("V @ A", "`V` has shape (n, m), `A` has shape (n, n)", "V.T @ A"),
        ("z @ W", "`z` has shape (n,), `W` has shape (m, n)", None),
        ("x @ z", "`@` is for vectors and matrices: `x` is a scalar, `z` has shape (n,)", "x * z"),
        ("T @ z", "`@` is for vectors and matrices: `T` has shape (n, m, 2), `z` has shape (n,)", "Sum"),
        ("x.T", "only vectors and matrices have a transpose: `x` is a scalar", None),
        ("g.T", "an infinite sequence has no transpose", None),
        ("inv(W)", "`inv` needs a square matrix: `W` has shape (m, n)", None),
        ("det(z)", "`det` needs a square matrix: `z` has shape (n,)", None),
        ("diag(A)", "`diag` makes a matrix from a vector: `A` has shape (n, n)", None),
        ("norm(x)", "`norm` is for vectors and matrices: `x` is a scalar", "Abs(x)"),
        ("inner(z, W @ z)", "`inner` needs two tensors of one shape: `z` has shape (n,), `W @ z` has shape (m,)", None),
        ("outer(z, A)", "`outer` needs two vectors: `z` has shape (n,), `A` has shape (n, n)", None),
        ("kron(s, A)", "`kron` needs two matrices or vectors: `s` is a scalar, `A` has shape (n, n)", None),
        ("vec(z)", "`vec` needs a matrix: `z` has shape (n,)", None),
        ("eye(x)", "`x` is not a size", "declared size"),
        ("zeros(0)", "`0` is not a size", None),
        ("softmax(A)", "`softmax` needs a real vector: `A` has shape (n, n)", None),
        ("softmax(x)", "`softmax` needs a real vector: `x` is a scalar", "[a, b, c]"),
        ("logsumexp(x)", "`logsumexp` needs a real vector: `x` is a scalar", None),
        ("[z, v]", "`z` has shape (n,)", "lists themselves"),
        ("[[1, 2], [3]]", "the rows have different lengths: `[1, 2]` has shape (2,), `[3]` has shape (1,)", None),
        ("[1, [2]]", "a list holds either numbers or rows", None),
        ("[[[1]]]", "lists nest at most twice: vectors and matrices", None),
        ("Matrix(x)", "`Matrix` takes a list of rows", None),
        ("Max(z, W @ z)", "`z` has shape (n,), `W @ z` has shape (m,)", None),
        ("Piecewise((z, x > 0), (0, True))", "`z` has shape (n,), `0` is a scalar", "same shape"),
        ("W[i]", "`W` has 2 axes, but 1 index is given", "W[i, j]"),
        ("z[i, j]", "`z` has 1 axes, but 2 indices are given", "z[i]"),
        ("z.T[i]", "`z.T` has 2 axes, but 1 index is given", "z.T[1, …]"),
        ("x[i]", "`x` is a scalar and has no entries", None),
        ("z[x]", "an index must be an integer, and `x` need not be one", "declare"),
        ("z[0]", "the index `0` of `z` lies outside 1..n", "zero_outside"),
        ("z[n + 1]", "the index `n + 1` of `z` lies outside 1..n", None),
        ("o[n]", "the index `n` of `o` lies outside 0..n - 1", None),
        ("u3[4]", "the index `4` of `u3` lies outside 1..3", None),
        ("u3[i4]", "the index `i4` of `u3` lies outside 1..3", None),
        ("U[3, 1]", "the index `3` of `U` lies outside 1..2", None),
        ("O[0]", "the index `0` of `O` lies outside 1..n", None),
        ("z + o", "`z` and `o` are counted from different numbers", "bounds"),
        ("Cov(z, A)", "`Cov` is entrywise: `z` has shape (n,), `A` has shape (n, n)", None),
        ("psi(x)", "`psi` is declared for an argument that has shape (n,), and `x` is a scalar", None),
        ("grad(z, z)", "`grad` is of a scalar: `z` has shape (n,)", "jac"),
        ("jac(A, z)", "`jac` is of a vector by a vector: `A` has shape (n, n), `z` has shape (n,)", None),
        ("jac(z, x)", "`jac` is of a vector by a vector: `z` has shape (n,), `x` is a scalar", None),
        ("hess(z, z)", "`hess` is of a scalar by a vector: `z` has shape (n,), `z` has shape (n,)", None),
        ("hess(s, A)", "`hess` is of a scalar by a vector: `s` is a scalar, `A` has shape (n, n)", None),
    ],
)
def test_mismatches(text: str, message: str, hint: str | None) -> None:
    found = complaints(f"({text}) == 1", DECLARE, DEFINE)[0]
    assert found[0] == message
    assert hint is None or hint in (found[2] or "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("grad(s, z) == W @ z", "`grad(s, z)` has shape (n,), `W @ z` has shape (m,)"),
        ("z.T == z", "`z.T` is a row of shape (1, n), `z` has shape (n,)"),
        ("z == 1", "`z` has shape (n,), `1` is a scalar"),
        ("z >= 0", "`>=` compares numbers: `z` has shape (n,)"),
        ("shape(W) == (m, n, 1)", "`shape(W)` is (m, n), `(m, n, 1)` has 3 entries"),
        ("shape(z) == (n, 1)", "`shape(z)` is (n,), `(n, 1)` has 2 entries"),
        ("(m, 1) == shape(W @ z)", "`(m, 1)` has 2 entries, `shape(W @ z)` is (m,)"),
        ("(x, y) + 1 == 2", "a tuple can only be compared with a shape"),
        ("shape(g) == (1,)", "an infinite sequence has no shape"),
        ("positive_definite(W)", "a square matrix is needed: `W` has shape (m, n)"),
        ("minimizer(s, z, W)", "`z` has shape (n,), `W` has shape (m, n)"),
        ("Subs(s, z, W) == 1", "`z` has shape (n,), `W` has shape (m, n)"),
    ],
)
def test_statements_that_do_not_fit(text: str, message: str) -> None:
    assert complaint(text, DECLARE, DEFINE)[0] == message


def test_messages_quote_the_use_and_not_the_definition() -> None:
    message, at, _ = complaint("s + z == z", DECLARE, DEFINE)
    assert message == "`s` is a scalar, `z` has shape (n,)"
    assert at == "s + z"


def test_zero_stands_for_a_tensor_of_zeros() -> None:
    assert meaning("z == 0 and 0 == W") == "and(eq(z, zeros(n)), eq(zeros(m, n), W))"
    assert meaning("z.T != 0") == "ne(transpose(z), zeros(1, n))"
    assert meaning("g == 0") == "eq(g, {i': 0})"


def test_both_sides_of_an_equation_have_one_shape() -> None:
    found = claim("o == 0", DECLARE, DEFINE).statement
    assert isinstance(found, core.Call)
    left, right = found.args
    assert left.type.shape == right.type.shape


def test_explicit_lists_fit_axes_with_other_bounds() -> None:
    claim("w3 == [x, y, 0]", (*COMMON, "w3: real[0..2]"))


def test_shapes_as_tuples() -> None:
    assert meaning("shape(W @ z) == (m,)") == "eq([m], [m])"
    assert meaning("shape(kron(W, W)) == (m**2, n**2)") == "eq([mul(m, m), mul(n, n)], [pow(m, 2), pow(n, 2)])"
    assert meaning("shape(x) == ()") == "eq([], [])"
    assert meaning("shape(o) == (n,)", DECLARE, DEFINE) == "eq([n], [n])"
    assert meaning("shape(a) == (n - 1, 3)", [*COMMON, "a: real[n - 1, 3]"]) == (
        "eq([add(n, neg(1)), 3], [sub(n, 1), 3])"
    )


def test_indices_beyond_explicit_ranges_are_left_to_the_engine_where_they_may_fit() -> None:
    claim("z[5] == 0 and z[im] == 0 and z[t] == 0 and u3[i3] == 0 and u3[t] == 1", DECLARE, DEFINE)


def test_matrix_inverse_has_one_form() -> None:
    assert meaning("A**-1 == inv(A)") == "eq(inverse(A), inverse(A))"
    assert meaning("A**t == A**2") == "eq(matpow(A, t), matpow(A, 2))"
