"""The benchmark's tables and pictures; what they measure needs the models."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np

from bench.curve import Point, draw
from bench.sets import Row, harness, table
from index.evaluation.measures import Bin, refused_at
from index.evaluation.page import reliability_plot

ROW = Row(
    set="xquad_en",
    used="not used",
    ranking="vectors",
    questions=1190,
    figures={"R@1": 0.885, "nDCG@10": 0.943},
    milliseconds=4.2,
)


def test_a_row_of_the_table_leaves_out_what_was_not_measured() -> None:
    heading, rule, row = table([ROW]).splitlines()
    assert heading.count("|") == rule.count("|") == row.count("|")
    assert row.startswith("| xquad_en (1190) | not used | vectors | .885 |  |")
    assert row.endswith("| 4 |")


def test_the_harness_names_what_is_not_as_published() -> None:
    assert harness([ROW]) == []
    off = replace(ROW, figures={"nDCG@10": 0.90})
    [line] = harness([off])
    assert "vectors" in line
    assert "0.9000" in line


def test_pictures_are_well_formed() -> None:
    points = [
        Point("news", depth, 60, 20.0 * depth, 0.6 + depth / 100, 0.7) for depth in (0, 4, 12)
    ]
    curve = ET.fromstring(draw(points))  # noqa: S314
    texts = [text.text for text in curve.iter("{http://www.w3.org/2000/svg}text")]
    assert {"0", "4", "12", "news"} <= set(texts)
    plot = ET.fromstring(reliability_plot({"a & b": [Bin(0.1, 0.2, 5)], "c": []}))  # noqa: S314
    assert len(list(plot.iter("{http://www.w3.org/2000/svg}circle"))) == 1
    panels = list(plot.iter("{http://www.w3.org/2000/svg}g"))
    assert [panel[0].text for panel in panels] == ["a & b", "c"]


def test_refused_counts_what_is_below_the_score_that_is_kept() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.1, 0.65, 0.95])
    labels = np.array([True, True, True, True, False, False, False])
    assert refused_at(scores, labels, kept=1.0) == 1 / 3
    assert refused_at(scores, labels, kept=0.5) == 2 / 3
