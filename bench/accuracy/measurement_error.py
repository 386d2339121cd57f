# SPDX-License-Identifier: Apache-2.0
"""Standard error of measurement from repeated measurements: rows are clips (or frames), columns are conditions.

With the mean squares of the two-way analysis of variance without replication (Shrout and Fleiss 1979, Psychol Bull 86:420,
table 1) between rows (MSR), between conditions (MSC) and of the residual (MSE), n rows and k conditions:

    variance of conditions      max(0, (MSC - MSE) / n)
    standard error, agreement   sqrt(variance of conditions + MSE)          de Vet et al. 2006, J Clin Epidemiol 59:1033
    ICC(2,1), agreement         (MSR - MSE) / (MSR + (k - 1) MSE + k (MSC - MSE) / n)             Shrout and Fleiss 1979
"""

import dataclasses

import numpy as np


@dataclasses.dataclass
class MeanSquares:
    rows: float
    conditions: float
    residual: float


def complete_rows(table):
    return table[np.all(np.isfinite(table), axis=1)]


def mean_squares(table):
    """Of a table without gaps, of at least two rows and two columns."""
    n, k = table.shape
    grand = table.mean()
    row_means, condition_means = table.mean(axis=1), table.mean(axis=0)
    residual = table - row_means[:, None] - condition_means[None, :] + grand
    return MeanSquares(
        rows=k * float(np.sum((row_means - grand) ** 2)) / (n - 1),
        conditions=n * float(np.sum((condition_means - grand) ** 2)) / (k - 1),
        residual=float(np.sum(residual**2)) / ((n - 1) * (k - 1)),
    )


def standard_error(table):
    """For agreement: what a clip's value differs by from condition to condition, shifts of whole conditions included."""
    table = complete_rows(table)
    if len(table) < 2:
        return float("nan")
    squares = mean_squares(table)
    of_conditions = max(0.0, (squares.conditions - squares.residual) / len(table))
    return float(np.sqrt(of_conditions + squares.residual))


def agreement_icc(table):
    """NaN where rows do not differ at all."""
    table = complete_rows(table)
    if len(table) < 2:
        return float("nan")
    n, k = table.shape
    squares = mean_squares(table)
    total = squares.rows + (k - 1) * squares.residual + k * (squares.conditions - squares.residual) / n
    return (squares.rows - squares.residual) / total if total > 1e-12 else float("nan")


def shift(table, condition):
    """Mean difference of a condition to the first column, over the rows that have both."""
    pairs = complete_rows(table[:, [0, condition]])
    return float(np.mean(pairs[:, 1] - pairs[:, 0])) if len(pairs) else float("nan")
