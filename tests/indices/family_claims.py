"""True and false claims over all sizes, by family. What is true here must be proved, what is false refuted."""

from __future__ import annotations

from dataclasses import dataclass

#: What the names are in every family.
DECLARATIONS = (
    "n, m, d: size", "i, j, k, l: index(n)", "a, b: index(m)", "x, y, z: real[n]", "p: positive[n]", "q: nonzero[n]",
    "u, v: real[m]", "A, B: real[n, n]", "H, G: real[n, n], symmetric", "W, V: real[m, n]", "X: real[m, n]",
    "s, t: real", "r: positive", "w: real(0, 1)", "c, e: natural", "psi: function(real)", "F: function(real[n])",
    "o: real[0..n-1]", "hot: real[n], one_hot",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """Claims that share definitions and hypotheses."""

    name: str
    true: tuple[str, ...]
    false: tuple[str, ...]
    define: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


_SOFTMAX = ("h[i]: exp(z[i])/Sum(exp(z[j]), j)",)
_CROSS_ENTROPY = (*_SOFTMAX, "L: -Sum(y[i]*log(h[i]), i)")

FAMILIES = (
    Family(
        "softmax",
        (
            "D(h[i], z[k]) == h[i]*(delta(i, k) - h[k])",
            "D(h[i], z[i]) == h[i]*(1 - h[i])",
            "Sum(h[i], i) == 1",
            "softmax(z)[i] == h[i]",
            "Sum(D(h[i], z[k]), i) == 0",
            "exp(z[i] + t)/Sum(exp(z[j] + t), j) == h[i]",
            "D(exp(z[i]/r)/Sum(exp(z[j]/r), j), z[i]) == exp(z[i]/r)/Sum(exp(z[j]/r), j)"
            "*(1 - exp(z[i]/r)/Sum(exp(z[j]/r), j))/r",
        ),
        (
            "D(h[i], z[k]) == h[i]*(delta(i, k) + h[k])",
            "D(h[i], z[k]) == h[k]*(delta(i, k) - h[k])",
            "D(h[i], z[k]) == h[i]*(1 - h[k])",
            "D(h[i], z[k]) == -h[i]*h[k]",
            "Sum(h[i], i) == n",
            "Sum(h[i]**2, i) == 1",
            "exp(t*z[i])/Sum(exp(t*z[j]), j) == h[i]",
        ),
        _SOFTMAX,
    ),
    Family(
        "log-sum-exp",
        (
            "D(logsumexp(z), z[k]) == h[k]",
            "D(log(Sum(exp(z[j]), j)), z[i], z[k]) == h[i]*delta(i, k) - h[i]*h[k]",
            "log(Sum(exp(z[j] + t), j)) == t + logsumexp(z)",
            "grad(logsumexp(z), z) == softmax(z)",
            "hess(logsumexp(z), z) == diag(softmax(z)) - outer(softmax(z), softmax(z))",
        ),
        (
            "D(logsumexp(z), z[k]) == exp(z[k])",
            "D(log(Sum(exp(z[j]), j)), z[i], z[k]) == h[i]*h[k]",
            "log(Sum(exp(z[j] + t), j)) == n*t + logsumexp(z)",
            "log(Sum(exp(z[j]), j)) == Sum(z[j], j)",
        ),
        _SOFTMAX,
    ),
    Family(
        "cross-entropy",
        (
            "D(L, z[k]) == Sum(y[i], i)*h[k] - y[k]",
            "L == Sum(y[i], i)*logsumexp(z) - Sum(y[i]*z[i], i)",
            "Sum(D(L, z[k]), k) == 0",
        ),
        ("D(L, z[k]) == h[k] - y[k]", "D(L, z[k]) == y[k] - Sum(y[i], i)*h[k]", "L == logsumexp(z)"),
        _CROSS_ENTROPY,
    ),
    Family(
        "cross-entropy of a distribution",
        ("D(L, z[k]) == h[k] - y[k]", "D(L, z[i], z[k]) == h[i]*(delta(i, k) - h[k])"),
        ("D(L, z[k]) == h[k] + y[k]", "D(L, z[k]) == y[k] - h[k]", "D(L, z[k]) == h[k]"),
        _CROSS_ENTROPY,
        ("Sum(y[i], i) == 1",),
    ),
    Family(
        "squared error on softmax",
        (
            "D(Sum((h[i] - y[i])**2, i), z[k]) == 2*h[k]*(h[k] - y[k] - Sum(h[j]*(h[j] - y[j]), j))",
            "D(Sum((h[i] - y[i])**2, i)/n, z[k]) == 2/n*h[k]*((h[k] - y[k]) - Sum(h[j]*(h[j] - y[j]), j))",
        ),
        (
            "D(Sum((h[i] - y[i])**2, i), z[k]) == 2*h[k]*(h[k] - y[k])",
            "D(Sum((h[i] - y[i])**2, i), z[k]) == 2*h[k]*(h[k] - y[k] + Sum(h[j]*(h[j] - y[j]), j))",
        ),
        _SOFTMAX,
    ),
    Family(
        "quadratic forms",
        (
            "grad(x.T @ A @ x, x) == (A + A.T) @ x",
            "grad(x.T @ H @ x, x) == 2*H @ x",
            "hess(x.T @ A @ x, x) == A + A.T",
            "hess(x.T @ H @ x, x) == 2*H",
            "grad(x.T @ A @ y, A) == x @ y.T",
            "grad(x.T @ x, x) == 2*x",
            "D(Sum(Sum(A[i, j]*x[i]*x[j], j), i), x[k]) == Sum((A[k, j] + A[j, k])*x[j], j)",
            "grad(x.T @ H @ G @ x, x) == (H @ G + G @ H) @ x",
        ),
        (
            "grad(x.T @ A @ x, x) == 2*A @ x",
            "grad(x.T @ A @ x, x) == (A - A.T) @ x",
            "hess(x.T @ A @ x, x) == 2*A",
            "grad(x.T @ A @ y, A) == y @ x.T",
            "grad(x.T @ x, x) == x",
            "D(Sum(Sum(A[i, j]*x[i]*x[j], j), i), x[k]) == 2*Sum(A[j, k]*x[j], j)",
            "grad(x.T @ H @ G @ x, x) == 2*H @ G @ x",
        ),
    ),
    Family(
        "linear layers",
        (
            "D((W @ x)[a], W[b, k]) == delta(a, b)*x[k]",
            "D((W @ x + u)[a], x[k]) == W[a, k]",
            "jac(W @ x + u, x) == W",
            "grad((W @ x - u).T @ (W @ x - u), x) == 2*W.T @ (W @ x - u)",
            "grad((W @ x - u).T @ (W @ x - u), W) == 2*(W @ x - u) @ x.T",
            "D(Sum(psi(Sum(W[a, j]*x[j], j)), a), W[b, k]) == Subs(D(psi(t), t), t, Sum(W[b, j]*x[j], j))*x[k]",
            "D(Sum(sigmoid(Sum(W[a, j]*x[j], j)), a), x[k])"
            " == Sum(sigmoid(Sum(W[a, j]*x[j], j))*(1 - sigmoid(Sum(W[a, j]*x[j], j)))*W[a, k], a)",
        ),
        (
            "D((W @ x)[a], W[b, k]) == x[k]",
            "D((W @ x + u)[a], x[k]) == W[a, k]*x[k]",
            "grad((W @ x - u).T @ (W @ x - u), x) == W.T @ (W @ x - u)",
            "grad((W @ x - u).T @ (W @ x - u), x) == 2*W.T @ (W @ x + u)",
            "D(Sum(sigmoid(Sum(W[a, j]*x[j], j)), a), x[k]) == Sum(sigmoid(Sum(W[a, j]*x[j], j))*W[a, k], a)",
        ),
    ),
    Family(
        "logistic regression",
        (
            "D(Sum(log(1 + exp(-v[a]*Sum(X[a, j]*x[j], j))), a), x[k])"
            " == -Sum(v[a]*X[a, k]*sigmoid(-v[a]*Sum(X[a, j]*x[j], j)), a)",
        ),
        (
            "D(Sum(log(1 + exp(-v[a]*Sum(X[a, j]*x[j], j))), a), x[k])"
            " == Sum(v[a]*X[a, k]*sigmoid(-v[a]*Sum(X[a, j]*x[j], j)), a)",
        ),
    ),
    Family(
        "batch-norm statistics",
        (
            "Sum(x[i] - mu, i) == 0",
            "var == Sum(x[i]**2, i)/n - mu**2",
            "D(mu, x[k]) == 1/n",
            "D(var, x[k]) == 2*(x[k] - mu)/n",
            "D(x[i] - mu, x[k]) == delta(i, k) - 1/n",
            "Sum(((x[i] - mu)/sqrt(var + r))**2, i) == n*var/(var + r)",
        ),
        (
            "Sum(x[i] - mu, i) == mu",
            "var == Sum(x[i]**2, i)/n + mu**2",
            "D(mu, x[k]) == n",
            "D(var, x[k]) == 2*x[k]/n",
            "D(x[i] - mu, x[k]) == delta(i, k)",
            "Sum(((x[i] - mu)/sqrt(var + r))**2, i) == n",
        ),
        ("mu: Sum(x[i], i)/n", "var: Sum((x[i] - mu)**2, i)/n"),
    ),
    Family(
        "traces",
        (
            "tr(A @ B) == tr(B @ A)",
            "tr(A.T) == tr(A)",
            "tr(A.T @ B) == Sum(Sum(A[i, j]*B[i, j], i), j)",
            "grad(tr(A @ B), A) == B.T",
            "grad(tr(A.T @ A), A) == 2*A",
            "(A @ B).T == B.T @ A.T",
            "tr(A @ A.T @ B @ B.T) == tr(B.T @ A @ A.T @ B)",
            "Sum(A[i, j]*B[i, k]*A[j, k], i, j, k) == Sum(A[i, k]*B[i, j]*A[k, j], i, j, k)",
            "tr(outer(x, y)) == inner(x, y)",
            "tr(eye(n)) == n",
        ),
        (
            "tr(A @ B) == tr(A)*tr(B)",
            "tr(A @ B @ A @ B) == tr(A @ A @ B @ B)",
            "tr(A.T @ B) == Sum(Sum(A[i, j]*B[j, i], i), j)",
            "grad(tr(A @ B), A) == B",
            "(A @ B).T == A.T @ B.T",
            "Sum(A[i, j]*B[i, k]*A[j, k], i, j, k) == Sum(A[i, k]*B[i, j]*A[j, k], i, j, k)",
            "tr(H @ G @ A) == tr(G @ H @ A)",
            "tr(eye(n)) == 1",
        ),
    ),
    Family(
        "closed forms",
        (
            "Sum(1, i) == n",
            "Sum(j, (j, 1, n)) == n*(n + 1)/2",
            "Sum(j**2, (j, 1, n)) == n*(n + 1)*(2*n + 1)/6",
            "Sum(j**3, (j, 1, n)) == (n*(n + 1)/2)**2",
            "Sum(1, (j, 1, n - 1)) == n - 1",
            "Sum(j, (j, 2, n)) == n*(n + 1)/2 - 1",
            "Sum(Sum(j*k, (j, 1, n)), (k, 1, m)) == n*(n + 1)*m*(m + 1)/4",
        ),
        (
            "Sum(j, (j, 1, n)) == n*(n - 1)/2",
            "Sum(j**2, (j, 1, n)) == n*(n + 1)*(2*n - 1)/6",
            "Sum(1, (j, 3, n)) == n - 2",
            "Sum(1, (j, 1, n - 2)) == n - 2",
            "Sum(j, (j, 3, n)) == n*(n + 1)/2 - 3",
            "Sum(j, (j, n, 1)) == (2 - n)*(n + 1)/2",
            "Sum(j, (j, n, m)) == m*(m + 1)/2 - n*(n - 1)/2",
            "Sum(0**j, (j, 0, n - 1)) == 0",
        ),
    ),
    Family(
        "double sums",
        (
            "Sum(x[i], i)*Sum(y[i], i) == Sum(Sum(x[i]*y[j], i), j)",
            "Sum(x[i]*y[i], i)**2 == Sum(Sum(x[i]*y[j]*x[j]*y[i], i), j)",
            "Sum(x[j]*Sum(x[j], j), j) == Sum(x[j], j)**2",
            "Sum(Sum((x[i]*y[j] - x[j]*y[i])**2, i), j)"
            " == 2*(Sum(x[i]**2, i)*Sum(y[i]**2, i) - Sum(x[i]*y[i], i)**2)",
            "Sum(Sum((1 - delta(i, j))*x[i]*x[j], j), i) == Sum(x[j], j)**2 - Sum(x[j]**2, j)",
            "Sum(Sum(x[i]*y[j], (j, 1, i)), (i, 1, n)) == Sum(Sum(x[j]*y[i], (i, 1, j)), (j, 1, n))",
            "Sum(exp(Sum(A[i, j], j)), i) == Sum(exp(Sum(A[k, l], l)), k)",
        ),
        (
            "Sum(x[i], i)*Sum(y[i], i) == Sum(x[i]*y[i], i)",
            "Sum(x[i], i)**2 == Sum(x[i]**2, i)",
            "Sum(x[j]*Sum(x[j], j), j) == Sum(x[j]**2, j)",
            "Sum(Sum((x[i]*y[j] - x[j]*y[i])**2, i), j) == Sum(x[i]**2, i)*Sum(y[i]**2, i) - Sum(x[i]*y[i], i)**2",
            "Sum(1/q[i], i) == 1/Sum(q[i], i)",
            "Sum(Sum(x[i]*y[j], (j, 1, i)), (i, 1, n)) == Sum(Sum(x[j]*y[i], (j, 1, i)), (i, 1, n))",
            "Sum(exp(Sum(A[i, j], j)), i) == Sum(exp(Sum(A[j, i], j)), i)",
            "Sum(1/Sum(exp(A[i, j]), j), i) == Sum(1/Sum(exp(A[j, i]), j), i)",
            "Sum(log(Sum(exp(A[i, j]), j)), i) == Sum(log(Sum(exp(A[j, i]), j)), i)",
            "Sum(exp(Sum(A[i, j]*x[j], j)), i) == Sum(exp(Sum(A[j, i]*x[j], j)), i)",
            "Sum(Sum(A[i, j], j)**2, i) == Sum(Sum(A[j, i], j)**2, i)",
        ),
    ),
    Family(
        "deltas",
        (
            "Sum(delta(i, j)*x[j], j) == x[i]",
            "Sum(delta(i, j), i, j) == n",
            "Sum(delta(i, j)*delta(j, k)*x[j], j) == delta(i, k)*x[i]",
            "Sum(delta(i + 1, j)*x[j], j) == x[i + 1]",
            "Sum(delta(i, n + 1 - j)*x[j], j) == x[n + 1 - i]",
            "Sum(delta(j, i), (j, i, n)) == 1",
            "Sum(delta(j, n), (j, 1, n)) == 1",
            "Sum((1 - delta(i, j))*x[j], j) == Sum(x[j], j) - x[i]",
        ),
        (
            "Sum(delta(i, j)*x[j], (j, 1, n - 1)) == x[i]",
            "Sum(delta(i, j), i, j) == n**2",
            "Sum(delta(i, j)*delta(j, k)*x[j], j) == x[i]",
            "Sum(delta(i + 1, j), j) == 1",
            "Sum(delta(2*j, i)*x[j], j) == x[i]",
            "Sum(delta(j, 2), (j, 1, n)) == 1",
            "Sum(delta(j, n), (j, 2, n)) == 1",
            "Sum(delta(a, j), j) == 1",
            "Sum(Sum(delta(i, j), j), i) + Sum(Sum(delta(a, j), j), a) == n + m",
            "Sum(Sum(delta(a, j), j), a) + Sum(Sum(delta(i, j), j), i) == n + m",
            "Sum(Sum(delta(i, j)*x[j], (j, 1, i - 1)), i) == Sum(x[i], i)",
        ),
    ),
    Family(
        "signs of sums",
        (
            "Sum(exp(x[j]), j) > 0",
            "Sum(exp(x[j]), (j, 1, n - 1)) >= 0",
            "Sum(q[i]**2, i) > 0",
            "Sum(Abs(x[i]), i) >= 0",
        ),
        (
            "Sum(exp(x[j]), (j, 1, n - 1)) > 0",
            "Sum(x[i]**2, i) > 0",
            "Sum(q[i]**2, (i, 2, n)) > 0",
            "Sum(Abs(x[i]), i) == Sum(x[i], i)",
            "Sum(sqrt(x[i]**2), i) == Sum(x[i], i)",
        ),
    ),
    Family(
        "hypotheses after derivatives",
        ("D(Sum(x[i], i)**2, x[k]) == 2", "D(Sum(x[i], i), x[k]) == 1"),
        ("D(Sum(x[i], i), x[k]) == 0", "D(Sum(x[i], i)**2, x[k]) == 0"),
        given=("Sum(x[i], i) == 1",),
    ),
    Family(
        "hypotheses at one index",
        ("Sum(A[i, k], k) == 1",),
        ("Sum(A[k, j], j) == 1", "Sum(Sum(A[i, j], j), i) == n", "Sum(A[j, i], j) == 1"),
        given=("Sum(A[i, j], j) == 1",),
    ),
    Family(
        "empty ranges",
        (
            "Sum(1/t, (j, 1, n - 1)) == (n - 1)/t",
            "Sum(x[j], (j, 1, n - 1)) + Sum(y[j], (j, 1, n - 1)) == Sum(x[j] + y[j], (j, 1, n - 1))",
        ),
        (
            "Sum(1/(x[j] - x[j]), (j, 1, n - 1)) == 5",
            "Piecewise((0, n > 5), (Sum(1/(x[j] - x[j]), (j, 1, n - 1)), True)) == Piecewise((0, n > 5), (5, True))",
            "Sum(log(-1 - x[j]**2), (j, 1, n - 1)) == 5",
            "Sum(1/t, (j, 1, n - 1)) + Abs(sign(t)) == Sum(1/t, (j, 1, n - 1)) + 1",
        ),
    ),
    Family(
        "quantities that are zero where a range is empty",
        (
            "Sum(x[j]/(n - 1), (j, 1, n - 1)) == Sum(x[j], (j, 1, n - 1))/(n - 1)",
            "Sum(exp(x[j])/Sum(exp(x[k]), (k, 1, n)), (j, 1, n)) == 1",
        ),
        (
            "Sum(1/(n - 1), (j, 1, n - 1)) == 1",
            "Sum(1/Sum(1, (k, 1, n - 1)), (j, 1, n - 1)) == 1",
            "Sum(1/Sum(exp(t), (l, j + 1, n)), (k, j + 1, n)) == exp(-t)",
            "Sum((n - 1)**(-2), (j, 1, n - 1))*(n - 1) == 1",
            "Sum(exp(x[j])/Sum(exp(x[k]), (k, 2, n)), (j, 2, n)) == 1",
            "Sum(Piecewise((1/Sum(indicator(x[k] > 0), k), x[j] > 0), (0, True)), j) == 1",
            "Sum(delta(i, j)/(j - n), (j, 1, n - 1)) + Abs(sign(i - n)) == Sum(delta(i, j)/(j - n), (j, 1, n - 1)) + 1",
        ),
    ),
    Family(
        "brackets",
        (
            "Sum(indicator(j <= i)*x[j], j) + Sum(indicator(j > i)*x[j], j) == Sum(x[j], j)",
            "Sum(indicator(x[j] > 0)**2, j) == Sum(indicator(x[j] > 0), j)",
            "Sum(indicator(i != j)*x[j], j) == Sum(x[j], j) - x[i]",
            "Sum(indicator(x[j] > y[i]) + indicator(x[j] <= y[i]), j) == n",
            "D(Sum(indicator(x[j] > 0)*x[j], j), x[k]) == indicator(x[k] > 0)",
        ),
        (
            "Sum(indicator(j <= i)*x[j], j) + Sum(indicator(j >= i)*x[j], j) == Sum(x[j], j)",
            "Sum(indicator(x[j] > 0) + indicator(x[j] < 0), j) == n",
            "Sum(indicator(x[j] > 0) + indicator(x[j] < 1), j) == n",
            "Sum(indicator(j > t) + indicator(j < t + 1), j) == n",
            "Sum(indicator(j == t), j) == indicator(1 <= t and t <= n)",
            "Sum(indicator(j == i/2), j) == indicator(i >= 2)",
            "Sum(indicator(j == t)*j, j) == t*indicator(1 <= t and t <= n)",
            "Sum(Piecewise((Piecewise((1, t > 0)), x[j] > 0), (0, True)), j) + indicator(t <= 0)"
            " == Sum(Piecewise((Piecewise((1, t > 0)), x[j] > 0), (0, True)), j)",
            "Piecewise((0, t > 0), (Sum(Piecewise((1/(x[j] - x[j]), x[j] > 0), (5, True)), j), True))"
            " == Piecewise((0, t > 0), (7*n, True))",
            "Sum(Piecewise((1/t, x[j] > 0), (0, True)), j) + Abs(sign(t))"
            " == Sum(Piecewise((1/t, x[j] > 0), (0, True)), j) + 1",
            "Sum(Piecewise((log(t), x[j] > 0), (0, True)), j) + Abs(sign(t))"
            " == Sum(Piecewise((log(t), x[j] > 0), (0, True)), j) + 1",
        ),
    ),
    Family(
        "functions of arrays",
        (
            "D(F(A @ x), x[k]) == Sum(A[i, k]*Subs(D(F(z), z[i]), z, A @ x), i)",
            "D(F(t*x), t) == Sum(x[i]*Subs(D(F(z), z[i]), z, t*x), i)",
            "F(H @ x) == F(H.T @ x)",
        ),
        (
            "D(F(t*x), t) == Sum(Subs(D(F(z), z[i]), z, t*x), i)",
            "F(A @ x) == F(A.T @ x)",
            "D(F(x), x[i]) == D(F(x), x[j])",
            "Sum(F(y[i]*x), i) == Sum(F(x[i]*y), i)",
            "Sum(Subs(D(F(z), z[k]), z, y[i]*x), i) == n*Subs(D(F(z), z[k]), z, y[k]*x)",
            "Sum(Subs(D(Sum(psi(z[j]), j), z[k]), z, y[i]*x), i) == n*Subs(D(psi(t), t), t, y[k]*x[k])",
        ),
    ),
    Family(
        "axes that count from other numbers",
        (
            "D(inner(x, o), o[1]) == x[2]",
            "D(inner(x, o), x[i]) == o[i - 1]",
            "(A @ o)[i] == Sum(A[i, j]*o[j - 1], j)",
        ),
        ("D(inner(x, o), o[1]) == x[1]", "A @ o == A @ x"),
    ),
    Family(
        "ranges that meet",
        (
            "Sum(x[i], i) == x[1] + Sum(x[j], (j, 2, n))",
            "Sum(x[i], i) == x[n] + Sum(x[j], (j, 1, n - 1))",
            "Sum(x[j + 1], (j, 0, n - 1)) == Sum(x[i], i)",
            "Sum(x[j + 1] - x[j], (j, 1, n - 1)) == x[n] - x[1]",
            "Sum(x[j]*x[j + 1] - x[j - 1]*x[j], (j, 2, n - 1)) == x[n - 1]*x[n] - x[1]*x[2]",
            "Sum(exp(x[i]), i)/(exp(x[1]) + Sum(exp(x[j]), (j, 2, n))) == 1",
            "Sum(psi(j + 1) - psi(j), (j, 1, n)) == psi(n + 1) - psi(1)",
            "Sum(Sum(A[i, j], (j, 1, n - 1)), i) == Sum(A[i, j], i, j) - Sum(A[i, n], i)",
            "Sum(x[j], (j, n, n)) == x[n]",
            "Sum(psi(j), (j, c, c + 2)) == psi(c) + psi(c + 1) + psi(c + 2)",
            "Sum(psi(j), (j, c + 1, c)) == 0",
        ),
        (
            "Sum(x[i], i) == x[1] + Sum(x[j], (j, 1, n))",
            "Sum(x[i], i) == x[2] + Sum(x[j], (j, 2, n))",
            "Sum(x[j], (j, 1, n - 1)) == Sum(x[i], i)",
            "Sum(x[j + 1] - x[j], (j, 1, n - 1)) == x[1] - x[n]",
            "Sum(psi(j + 1) - psi(j), (j, 1, n)) == psi(n) - psi(1)",
            "Sum(psi(j), (j, c + 1, c - 1)) == -psi(c)",
            "Sum(psi(j), (j, c, e)) + Sum(psi(j), (j, e + 1, n)) == Sum(psi(j), (j, c, n))",
            "Sum(psi(j), (j, c + 3, n)) + psi(c + 2) == Sum(psi(j), (j, c + 2, n))",
            "Sum(psi(j), (j, 3, n)) + psi(2) + psi(1) == Sum(psi(j), (j, 1, n))",
            "Sum(Sum(A[i, j], (j, 1, n - 1)), i) == Sum(A[i, j], i, j) - Sum(A[n, i], i)",
        ),
    ),
    Family(
        "ranges that are joined",
        (
            "Sum(x[j], (j, 1, c)) + Sum(x[j], (j, c + 1, n)) == Sum(x[i], i)",
            "Sum(x[i], i) - Sum(x[j], (j, c + 1, n)) == Sum(x[j], (j, 1, c))",
        ),
        ("Sum(x[j], (j, 1, c)) + Sum(x[j], (j, c, n)) == Sum(x[i], i)",),
        given=("c <= n",),
    ),
    Family(
        "geometric sums",
        (
            "(1 - w)*Sum(w**j, (j, 0, c - 1)) == 1 - w**c",
            "(1 - t)*Sum(t**j, (j, 0, c - 1)) == 1 - t**c",
            "(1 - w)*Sum(w**(c - j), (j, 1, c)) == 1 - w**c",
            "Sum(j*w**j, (j, 1, n)) == w*(1 - (n + 1)*w**n + n*w**(n + 1))/(1 - w)**2",
            "Sum(2**j, (j, 0, n)) == 2**(n + 1) - 1",
            "(1 - exp(r))*Sum(exp(r*j), (j, 0, n - 1)) == 1 - exp(r*n)",
            "Sum(w**i*Sum(w**j, (j, 0, i)), i) == Sum(w**i*(1 - w**(i + 1))/(1 - w), i)",
            "Sum((-1)**j, (j, 1, 2*n)) == 0",
            "(1 - t)*Sum(t**j, (j, c, c + n)) == t**c - t**(c + n + 1)",
        ),
        (
            "(1 - w)*Sum(w**j, (j, 0, c)) == 1 - w**c",
            "(1 - t)*Sum(t**j, (j, 1, c)) == 1 - t**c",
            "Sum(t**j, (j, 0, c - 1))*(t - 1)*(t - 2) == (t**c - 1)*(t - 2) + t*(t - 1)",
            "Sum(j*w**j, (j, 1, n)) == w*(1 - n*w**n + n*w**(n + 1))/(1 - w)**2",
            "(1 - exp(t))*Sum(exp(t*j), (j, 0, n - 1)) == 1 - exp(t*n - t)",
            "Sum(w**(j - c), (j, 0, c))*(1 - w) == 1 - w**(c + 1)",
            "Sum((-1)**j, (j, 1, n)) == 0",
            "Sum(t**j, (j, 0, c - 1)) == c",
        ),
    ),
    Family(
        "hypotheses over an axis that may be empty",
        ("t*(x[1] - x[1]) == 0",),
        ("t == 0",),
        given=("t*ones(n - 1) == zeros(n - 1)",),
    ),
    Family(
        "a term is at most the sum",
        (
            "0 < softmax(z)[i] <= 1",
            "Implies(n >= 2, softmax(z)[i] < 1)",
            "Implies(Ne(i, j), softmax(z)[i] + softmax(z)[j] <= 1)",
            "x[i]**2 <= Sum(x[j]**2, j)",
            "Abs(x[i]) <= norm(x)",
            "logsumexp(z) >= z[i]",
            "p[i]/Sum(p[j], j) <= 1",
            "-log(softmax(z)[i]) >= 0",
            "relu(x[i]) <= Sum(Abs(x[j]), j)",
        ),
        (
            "softmax(z)[i] < 1",
            "softmax(z)[i] + softmax(z)[j] <= 1",
            "x[i] <= Sum(x[j], j)",
            "Implies(n >= 2, x[i]**2 < Sum(x[j]**2, j))",
            "logsumexp(z) > z[i]",
            "p[i] < Sum(p[j], j)",
        ),
    ),
    Family(
        "partial fractions under a sum",
        (
            "Sum(1/((1 + p[i])*(2 + p[i])), i) == Sum(1/(1 + p[i]), i) - Sum(1/(2 + p[i]), i)",
            "Sum(p[i]/((1 + p[i])*(2 + p[i])), i) == 2*Sum(1/(2 + p[i]), i) - Sum(1/(1 + p[i]), i)",
            "Sum(1/(p[i]*(1 + p[i])**2), i) == Sum(1/p[i], i) - Sum(1/(1 + p[i]), i) - Sum(1/(1 + p[i])**2, i)",
            "Sum(x[i]/(p[i]*(3 + 2*p[i])), i) == Sum(x[i]/p[i], i)/3 - 2*Sum(x[i]/(3 + 2*p[i]), i)/3",
            "Sum(sigmoid(x[i])*(1 - sigmoid(x[i])), i) == Sum(sigmoid(x[i]), i) - Sum(sigmoid(x[i])**2, i)",
            "Sum(p[i]*q[i]**2/((1 + p[i])*(1 + q[i]**2)), i)"
            " == n - Sum(1/(1 + p[i]), i) - Sum(1/(1 + q[i]**2), i) + Sum(1/((1 + p[i])*(1 + q[i]**2)), i)",
            "Sum(1/(p[i]**2 + p[i]), i, j) == n*Sum(1/p[i] - 1/(1 + p[i]), i)",
            "Sum(1/((1 + p[i])*(2 + p[j])), i, j) == Sum(1/(1 + p[i]), i)*Sum(1/(2 + p[i]), i)",
        ),
        (
            "Sum(1/((1 + p[i])*(2 + p[i])), i) == Sum(1/(1 + p[i]), i) + Sum(1/(2 + p[i]), i)",
            "Sum(p[i]/((1 + p[i])*(2 + p[i])), i) == Sum(1/(2 + p[i]), i) - Sum(1/(1 + p[i]), i)",
            "Sum(1/(p[i]*(1 + p[i])**2), i) == Sum(1/p[i], i) - Sum(1/(1 + p[i])**2, i)",
            "Sum(1/((1 + p[i])*(2 + p[i])), i) == Sum(1/(1 + p[i]), i)*Sum(1/(2 + p[i]), i)",
            "Sum(x[i]/(p[i]*(3 + 2*p[i])), i) == Sum(x[i]/p[i], i)/3 - Sum(x[i]/(3 + 2*p[i]), i)/3",
        ),
    ),
    Family(
        "statements about every index",
        (
            "Implies(ForAll(i, x[i] >= 0), Sum(x[i], i) >= 0)",
            "Implies(ForAll(i, x[i] > 0), Sum(Abs(x[i]), i) == Sum(x[i], i))",
            "ForAll(i, hot[i] >= 0)",
            "Implies(ForAll(i, x[i] >= 0), x[j] <= Sum(x[i], i))",
        ),
        (
            "ForAll(i, x[i] >= 0)",
            "Implies(Sum(x[i], i) >= 0, ForAll(i, x[i] >= 0))",
            "Implies(ForAll(i, Ne(x[i], 0)), Sum(Abs(x[i]), i) == Sum(x[i], i))",
            "Implies(ForAll(i, x[i] >= 0), Sum(x[i], i) > 0)",
            "Implies(ForAll(i, x[i] >= 0), x[j] < Sum(x[i], i))",
        ),
    ),
    Family(
        "one-hot vectors",
        (
            "hot[i]**2 == hot[i]",
            "hot[i]*hot[j] == delta(i, j)*hot[i]",
            "Sum(hot[i], i) == 1",
            "Sum(hot[i]*x[i], i)**2 == Sum(hot[i]*x[i]**2, i)",
            "0 <= hot[i] <= 1",
            "D(-Sum(hot[i]*log(softmax(z)[i]), i), z[k]) == softmax(z)[k] - hot[k]",
            "-log(Sum(hot[i]*softmax(z)[i], i)) == -Sum(hot[i]*log(softmax(z)[i]), i)",
            "Sum(exp(t*hot[i]), i) == n - 1 + exp(t)",
            "D(Sum(hot[i]**2, i), hot[k]) == 2*hot[k]",
        ),
        (
            "hot[i]*hot[j] == hot[i]",
            "Sum(hot[i]*i, i) == 1",
            "Sum(hot[i]*x[i], i)**2 == Sum(hot[i]*x[i], i)",
            "D(Sum(hot[i]**2, i), hot[k]) == 1",
            "D(Sum(hot[i], i)**2, hot[k]) == 0",
            "D(-Sum(hot[i]*log(softmax(z)[i]), i), z[k]) == softmax(z)[k] - 1",
            "Sum(exp(t*hot[i]), i) == n + exp(t)",
        ),
    ),
    Family(
        "functions of deltas and brackets",
        (
            "Sum(exp(delta(i, k)), i) == n - 1 + exp(1)",
            "Sum(exp(x[i] + t*delta(i, k)), i) == Sum(exp(x[i]), i) + exp(x[k])*(exp(t) - 1)",
            "Sum(p[i]**delta(i, k), i) == n - 1 + p[k]",
            "Sum(x[i]/(1 + delta(i, k)), i) == Sum(x[i], i) - x[k]/2",
            "Sum(log(p[i]*delta(i, k) + 1), i) == log(1 + p[k])",
            "Sum(exp(relu(x[i])), i) == Sum(1 + (exp(x[i]) - 1)*indicator(x[i] >= 0), i)",
        ),
        (
            "Sum(exp(delta(i, k)), i) == n + exp(1)",
            "Sum(x[i]/(1 + delta(i, k)), i) == Sum(x[i], i)/2",
            "Sum(p[i]**delta(i, k), i) == n + p[k]",
            "Sum(1/(x[i] + delta(i, k)), i) == Sum(1/x[i], i) - 1/x[k]",
            "Sum(exp(relu(x[i])), i) == Sum(exp(x[i]), i)",
        ),
    ),
    Family(
        "functions with pieces under a sum",
        (
            "Sum(relu(x[i]), i) + Sum(relu(-x[i]), i) == Sum(Abs(x[i]), i)",
            "Sum(relu(x[i]) - relu(-x[i]), i) == Sum(x[i], i)",
            "Sum(Max(x[i], y[i]) + Min(x[i], y[i]), i) == Sum(x[i] + y[i], i)",
            "Sum(Max(x[i], 0), i) == Sum(Piecewise((x[i], x[i] > 0), (0, True)), i)",
            "D(Sum(relu(x[i]), i), x[k]) == indicator(x[k] > 0)",
            "D(Sum(u[a]*relu(Sum(W[a, i]*x[i], i)), a), x[k])"
            " == Sum(u[a]*indicator(Sum(W[a, i]*x[i], i) > 0)*W[a, k], a)",
            "Sum(x[i]*sign(x[i]), i) == Sum(Abs(x[i]), i)",
            "Sum(relu(x[i])*indicator(x[i] > 0), i) == Sum(relu(x[i]), i)",
            "Sum(indicator(x[i] > 0) + indicator(x[i] <= 0), i) == n",
            "Sum(indicator(x[i] > 0) + indicator(x[i] < 0) + indicator(x[i] == 0), i) == n",
            "Sum(Abs(x[i]*y[i]), i) == Sum(Abs(x[i])*Abs(y[i]), i)",
            "Sum(relu(W[a, i]*x[i] - t)*(W[a, i]*x[i] - t), i) == Sum(relu(W[a, i]*x[i] - t)**2, i)",
        ),
        (
            "Sum(relu(x[i]), i) + Sum(relu(-x[i]), i) == Sum(x[i], i)",
            "Sum(relu(x[i]) + relu(y[i]), i) == Sum(relu(x[i] + y[i]), i)",
            "Sum(indicator(x[i] >= 0) + indicator(x[i] <= 0), i) == n",
            "Sum(Max(x[i], y[i]), i) == Sum(x[i], i) + Sum(relu(x[i] - y[i]), i)",
            "D(Sum(relu(x[i]), i), x[k]) == x[k]",
            "Sum(sign(x[i])**2, i) == n",
            "Sum(relu(x[i]*y[i]), i) == Sum(relu(x[i])*relu(y[i]), i)",
            "Sum(Abs(x[i]), i) == Abs(Sum(x[i], i))",
        ),
    ),
    Family(
        "rows that sum to one",
        (
            "Sum(X[a, i]*u[a], i, a) == Sum(u[a], a)",
            "Sum(X[a, i], a, i) == m",
            "X @ ones(n) == ones(m)",
            "D(-Sum(X[a, i]*log(softmax(z)[i]), i, a)/m, z[k]) == softmax(z)[k] - Sum(X[a, k], a)/m",
        ),
        (
            "Sum(X[a, i]*u[a], i, a) == n*Sum(u[a], a)",
            "Sum(X[a, i], a) == 1",
            "Sum(X[a, i]**2, i) == 1",
            "X.T @ ones(m) == ones(n)",
        ),
        given=("ForAll(a, Sum(X[a, i], i) == 1)",),
    ),
)  # fmt: skip
