"""Deltas, brackets and functions with pieces under sums."""

from __future__ import annotations

from tests.indices.family import Family

FAMILIES = (
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
)
