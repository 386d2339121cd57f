#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A study whose import, measuring or lock was killed: nothing lost, nothing doubled, and the next run finishes the work.
bench/kill/run --study tries many more moments."""

import app
import killed_study

MOMENTS = 3


class Killed(app.AppTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = killed_study.Campaign(cls.scratch)

    def kill(self, step):
        outcomes = list(self.campaign.kills(step, MOMENTS))
        for outcome in outcomes:
            self.assertEqual(outcome.faults, [], f"{step} killed after {outcome.killed_after_s:.3f} s")
        inside = sum(outcome.was_inside for outcome in outcomes)
        self.assertGreaterEqual(inside, killed_study.INSIDE_SHARE * len(outcomes), "kills of a run at work")

    def test_an_import_is_all_there_or_not_at_all(self):
        self.kill("import")

    def test_measuring_goes_on_where_it_was(self):
        self.kill("measure")

    def test_a_plan_is_locked_or_not(self):
        self.kill("lock")


if __name__ == "__main__":
    app.main()
