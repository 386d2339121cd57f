# SPDX-License-Identifier: Apache-2.0
"""The standard error of measurement on tables whose answer is known."""

import unittest

try:
    import numpy as np
except ImportError as error:
    raise unittest.SkipTest("python3-numpy is not installed") from error

import measurement_error

# Shrout and Fleiss 1979, table 2: six targets, four judges. Their table 3 gives the mean squares (11.24, 32.49, 1.02) and
# table 4 an ICC(2,1) of .29.
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
PRINTED = 0.005  # half of the paper's last digit
EXACT = 1e-12


class MeanSquares(unittest.TestCase):
    def test_are_those_of_the_published_example(self):
        squares = measurement_error.mean_squares(SHROUT_FLEISS)
        self.assertAlmostEqual(squares.rows, 11.24, delta=PRINTED)
        self.assertAlmostEqual(squares.conditions, 32.49, delta=PRINTED)
        self.assertAlmostEqual(squares.residual, 1.02, delta=PRINTED)


class StandardError(unittest.TestCase):
    def test_counts_shifts_of_whole_conditions_and_the_residual(self):
        # The published mean squares: (32.486 - 1.019) / 6 + 1.019.
        self.assertAlmostEqual(measurement_error.standard_error(SHROUT_FLEISS) ** 2, 6.264, delta=PRINTED)

    def test_is_zero_where_every_condition_gives_the_same(self):
        self.assertAlmostEqual(measurement_error.standard_error(np.tile([[1.0], [4.0], [2.0]], 3)), 0.0, delta=EXACT)

    def test_of_a_constant_shift_is_the_shift_s_standard_deviation(self):
        table = np.array([[1.0, 2.0], [3.0, 4.0], [8.0, 9.0]])
        self.assertAlmostEqual(measurement_error.standard_error(table), np.sqrt(0.5), delta=EXACT)

    def test_recovers_the_noise_that_was_put_in(self):
        random = np.random.default_rng(7)
        table = random.normal(0, 2, (4000, 1)) + random.normal(0, 0.3, (4000, 5))
        self.assertAlmostEqual(measurement_error.standard_error(table), 0.3, delta=0.01)

    def test_leaves_out_rows_with_a_gap(self):
        with_gap = np.vstack([SHROUT_FLEISS, [np.nan, 1, 2, 3]])
        self.assertEqual(measurement_error.standard_error(with_gap), measurement_error.standard_error(SHROUT_FLEISS))

    def test_of_a_single_row_is_not_known(self):
        self.assertTrue(np.isnan(measurement_error.standard_error(SHROUT_FLEISS[:1])))


class AgreementIcc(unittest.TestCase):
    def test_is_that_of_the_published_example(self):
        self.assertAlmostEqual(measurement_error.agreement_icc(SHROUT_FLEISS), 0.29, delta=PRINTED)

    def test_is_not_known_where_nothing_differs(self):
        self.assertTrue(np.isnan(measurement_error.agreement_icc(np.ones((4, 3)))))


class Shift(unittest.TestCase):
    def test_is_the_mean_difference_over_rows_that_have_both(self):
        table = np.array([[1.0, 2.0], [1.0, 4.0], [5.0, np.nan]])
        self.assertAlmostEqual(measurement_error.shift(table, 1), 2.0, delta=EXACT)


if __name__ == "__main__":
    unittest.main()
