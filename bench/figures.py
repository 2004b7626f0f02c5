"""The reliability plot of the docs: `python -m bench.figures`. Writes docs/reliability.svg.

From the questions that nothing was fitted to: the demo corpus's gate questions and, where they are
on this machine, the small set of radio news.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.gate import measure
from bench.stores import REPOSITORY, is_here, open_set
from index.answering.answer import Answerer
from index.evaluation.evaluate import evaluate
from index.evaluation.measures import Bin, calibration_error
from index.evaluation.page import reliability_plot
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder

PICTURE = REPOSITORY / "docs" / "reliability.svg"
_NEWS = "quail_news"


def collect() -> dict[str, Sequence[Bin]]:
    """The bins of each set, by a name that says how many questions it has."""
    gate = measure()
    series: dict[str, Sequence[Bin]] = {
        f"demo corpus, gate ({gate.questions} questions)": gate.reliability
    }
    if is_here(_NEWS):
        embedder = load_embedder()
        news = open_set(_NEWS, embedder=embedder)
        model = load_decision_model(embedder.name)
        answerer = Answerer(news.store, news.retriever, model=model)
        seen = evaluate(
            news.store,
            news.questions,
            lambda asked, limit: answerer.assess(asked.text, limit=limit),
        )
        series[f"radio news ({seen.questions} questions)"] = seen.reliability
    return series


def main() -> None:
    """Draw, and print each set's calibration error."""
    series = collect()
    PICTURE.write_text(reliability_plot(series) + "\n", encoding="utf-8")
    for name, bins in series.items():
        print(f"{name}: expected calibration error {calibration_error(bins):.3f}")


if __name__ == "__main__":
    main()
