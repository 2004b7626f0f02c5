"""The quality gate's arithmetic; what it measures is in the model tier."""

from __future__ import annotations

import json

from bench.gate import BASELINE, compare, digests

FLOORS = {"R@1": 0.60, "AUROC": 0.80}


def test_figures_on_the_floor_pass() -> None:
    assert compare({"R@1": 0.60, "AUROC": 0.90}, FLOORS) == []


def test_a_drop_beyond_the_slack_is_named() -> None:
    [line] = compare({"R@1": 0.57, "AUROC": 0.80}, FLOORS, slack=0.02)
    assert "R@1" in line
    assert "0.570" in line


def test_a_figure_that_is_no_longer_measured_fails() -> None:
    assert len(compare({"R@1": 0.60}, FLOORS)) == 1


def test_the_baseline_is_of_this_data_and_these_weights() -> None:
    assert json.loads(BASELINE.read_text(encoding="utf-8"))["digests"] == digests()
