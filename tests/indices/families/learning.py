"""Softmax, losses, linear layers and normalisation."""

from __future__ import annotations

from tests.indices.family import Family

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
)
