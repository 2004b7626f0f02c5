"""A picture of what questions cost in corpora of several sizes, by stage."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from bench.scale_asking import STAGES

# Okabe and Ito's colours, which colour-blind people can tell apart.
_COLOURS = ("#999999", "#56B4E9", "#0072B2", "#009E73", "#D55E00", "#E69F00", "#CC79A7", "#dddddd")


def draw(found: Sequence[Mapping[str, Any]]) -> str:
    """An SVG of the mean by stage, one upon the other, with the median and the 95th percentile."""
    names = [f"{each['paragraphs']:,}" for each in found]
    # Text stays text, and the same figures give the same bytes.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "dateline"}):
        picture = Figure(figsize=(7.2, 3.8), layout="constrained")
        axes = picture.subplots()
        below = [0.0] * len(found)
        for stage, colour in zip(STAGES, _COLOURS, strict=True):
            heights = [each["stages"][stage] for each in found]
            axes.bar(names, heights, 0.5, bottom=below, color=colour, label=stage)
            below = [low + height for low, height in zip(below, heights, strict=True)]
        for key, mark, label in (("p50", "o", "median"), ("p95", "^", "95th percentile")):
            values = [each[key] for each in found]
            axes.plot(names, values, mark, color="black", mfc="white", label=label)
            for name, value in zip(names, values, strict=True):
                axes.annotate(f"{value:.0f}", (name, value), (30, -3), textcoords="offset points")
        axes.set_xlabel("paragraphs")
        axes.set_ylabel("ms of processor time a question")
        axes.set_ylim(bottom=0)
        axes.set_xlim(-0.5, len(found) - 0.25)
        handles, labels = axes.get_legend_handles_labels()
        picture.legend(
            handles[::-1], labels[::-1], loc="outside right upper", frameon=False, fontsize=8
        )
        buffer = io.StringIO()
        picture.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
