"""An evaluation as one HTML page that needs nothing else: figures, reliability plot, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from index.evaluation.evaluate import Evaluation, QuestionOutcome
from index.evaluation.measures import Bin, Figure

_SIZE = 220
_MARGIN = 40
_PANEL = _SIZE + 2 * _MARGIN
_ACROSS = 3
_EXCERPT = 160
_COLOUR = "#2b6cb0"

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1c; background: #fff }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd }
td { vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
tr.wrong td { background: #fdf1ef }
figure { margin: 1rem 0 } figcaption { color: #555 }
"""


def render_page(evaluation: Evaluation, *, title: str) -> str:
    """The whole page. Everything from questions and articles is escaped."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1>"
        f"<p>{evaluation.questions} questions, {evaluation.answerable} of them answerable. "
        f"An answer took {evaluation.median_time:.0f} ms at the median and "
        f"{evaluation.slow_time:.0f} ms at the 95th percentile.</p>"
        f"{_figures(evaluation)}{_plot(evaluation.reliability)}{_questions(evaluation.outcomes)}"
        "</body></html>\n"
    )


def _figures(evaluation: Evaluation) -> str:
    rows: list[tuple[str, Figure | None]] = [
        *evaluation.ranking.items(),
        ("AUROC of the confidence", evaluation.auroc),
        ("Answerable questions answered", evaluation.kept),
        ("Refusal recall", evaluation.refusal_recall),
        ("Refusal precision", evaluation.refusal_precision),
    ]
    body = "".join(
        f"<tr><td>{escape(name)}</td><td class=n>{figure.value:.3f}</td>"
        f"<td class=n>{figure.low:.3f}–{figure.high:.3f}</td><td class=n>{figure.count}</td></tr>"
        for name, figure in rows
        if figure is not None
    )
    error = evaluation.calibration_error
    if error is not None:
        body += (
            f"<tr><td>Expected calibration error</td><td class=n>{error:.3f}</td>"
            f"<td></td><td class=n>{evaluation.questions}</td></tr>"
        )
    return (
        "<h2>Figures</h2><table><tr><th>Measure</th><th>Value</th><th>95 % interval</th>"
        f"<th>Questions</th></tr>{body}</table>"
    )


def _plot(bins: Sequence[Bin]) -> str:
    return (
        f"<h2>Reliability</h2><figure>{reliability_plot({'': bins})}"
        "<figcaption>Confidence (across) against the share of questions that are answerable (up); "
        "a circle's area is its number of questions. On the line, the confidence is true."
        "</figcaption></figure>"
    )


def reliability_plot(series: Mapping[str, Sequence[Bin]]) -> str:
    """An SVG picture of confidence against truth, a panel for each named series."""
    panels = [_panel(name, bins) for name, bins in series.items()]
    rows = -(-len(panels) // _ACROSS)
    width, height = _PANEL * min(len(panels), _ACROSS), _PANEL * rows
    placed = "".join(
        f'<g transform="translate({_PANEL * (n % _ACROSS)} {_PANEL * (n // _ACROSS)})">{panel}</g>'
        for n, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" '
        'role="img" aria-label="Confidence against the share of answerable questions">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{placed}</svg>'
    )


def _panel(name: str, bins: Sequence[Bin]) -> str:
    """One square, with a circle for each bin and the line on which the confidence is true."""

    def x(value: float) -> float:
        return _MARGIN + value * _SIZE

    def y(value: float) -> float:
        return _MARGIN + (1 - value) * _SIZE

    ticks = "".join(
        f'<text x="{x(t):.0f}" y="{y(0) + 20:.0f}" text-anchor="middle">{t:.1f}</text>'
        f'<text x="{x(0) - 10:.0f}" y="{y(t) + 4:.0f}" text-anchor="end">{t:.1f}</text>'
        for t in (0.0, 0.5, 1.0)
    )
    most = max((bin_.count for bin_ in bins), default=1)
    circles = "".join(
        f'<circle cx="{x(b.confidence):.1f}" cy="{y(b.answerable):.1f}" '
        f'r="{3 + 7 * (b.count / most) ** 0.5:.1f}" fill="{_COLOUR}" fill-opacity=".75">'
        f"<title>{b.count} questions: confidence {b.confidence:.2f}, "
        f"answerable {b.answerable:.2f}</title></circle>"
        for b in bins
    )
    return (
        f'<text x="{x(0.5):.0f}" y="{y(1) - 16:.0f}" text-anchor="middle">{escape(name)}</text>'
        f'<rect x="{x(0)}" y="{y(1)}" width="{_SIZE}" height="{_SIZE}" fill="none" '
        f'stroke="#999"/><line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" '
        f'stroke-dasharray="4"/>{circles}{ticks}'
    )


def _questions(outcomes: Sequence[QuestionOutcome]) -> str:
    rows = []
    for outcome in outcomes:
        right = outcome.answered == outcome.question.answerable
        place = "–" if outcome.place is None else str(outcome.place)
        excerpt = outcome.top[:_EXCERPT] + ("…" if len(outcome.top) > _EXCERPT else "")
        rows.append(
            f"<tr{'' if right else ' class=wrong'}><td>{escape(outcome.question.text)}</td>"
            f"<td>{'yes' if outcome.question.answerable else 'no'}</td>"
            f"<td>{'answered' if outcome.answered else 'refused'}</td>"
            f"<td class=n>{outcome.confidence:.2f}</td><td class=n>{place}</td>"
            f"<td>{escape(excerpt)}</td></tr>"
        )
    return (
        "<h2>Questions</h2><table><tr><th>Question</th><th>Answerable</th><th>Decision</th>"
        "<th>Confidence</th><th>First hit</th><th>First passage</th></tr>"
        f"{''.join(rows)}</table>"
    )
