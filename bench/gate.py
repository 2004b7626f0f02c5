"""The quality gate: `python -m bench.gate`. The demo corpus's gate questions must not get worse.

    python -m bench.gate                                 check against bench/baseline.json
    python -m bench.gate --raise                         write better figures as the new floors
    python -m bench.gate --lower --because "…"           accept worse ones, with a recorded reason

Floors are pinned to a digest of the articles, the questions and the weights: a change of any of
them must write the baseline anew.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.stores import digest
from corpus.attribute import attribute_articles
from corpus.attribution import load_attributor
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.evaluation.evaluate import Evaluation, evaluate
from index.evaluation.judged_questions import read_questions
from index.evaluation.measures import Figure
from index.ranking.cross_encoder import WEIGHTS
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.sync import rebuild
from index.search.vectors import IndexFolder

REPOSITORY = Path(__file__).resolve().parent.parent
BASELINE = REPOSITORY / "bench" / "baseline.json"
DECISIONS = REPOSITORY / "docs" / "decisions.md"
_ARTICLES = REPOSITORY / "demo" / "articles"
_QUESTIONS = REPOSITORY / "demo" / "questions.jsonl"
# int8 arithmetic differs a little from one CPU to another: about two questions of the set.
_SLACK = 0.02


def measure() -> Evaluation:
    """Ingest, attribute and index the demo corpus from scratch, and ask the gate questions."""
    questions = [q for q in read_questions(_QUESTIONS) if q.tags.get("split") == "gate"]
    with tempfile.TemporaryDirectory() as scratch:
        embedder = load_embedder()
        with CorpusStore.open(Path(scratch) / "corpus.db") as store:
            ingest(store, [_ARTICLES])
            attribute_articles(store, attributor=load_attributor("learned"))
            folder = IndexFolder(Path(scratch) / "index")
            rebuild(store, folder, embedder)
            vectors = folder.open(corpus=store.corpus_id).vectors
            retriever = Retriever(store, SqliteFullText(store), vectors, embedder)
            answerer = Answerer(store, retriever, model=load_decision_model(embedder.name))
            return evaluate(
                store, questions, lambda asked, limit: answerer.assess(asked.text, limit=limit)
            )


def figures(seen: Evaluation) -> dict[str, float]:
    """What the gate guards; more is better for each."""
    named: dict[str, Figure | None] = {name: seen.ranking[name] for name in ("R@1", "R@5", "MRR")}
    named |= {"AUROC": seen.auroc, "kept": seen.kept, "refusal recall": seen.refusal_recall}
    return {name: round(figure.value, 4) for name, figure in named.items() if figure}


def digests() -> dict[str, str]:
    """SHA-256 of what the figures depend on."""
    return {
        "data": digest([*sorted(p for p in _ARTICLES.rglob("*") if p.is_file()), _QUESTIONS]),
        "weights": digest(WEIGHTS / name for name in ("manifest.json", "judge.json")),
    }


def compare(
    found: dict[str, float], floors: dict[str, float], *, slack: float = _SLACK
) -> list[str]:
    """A line for each figure that is under its floor by more than the slack."""
    return [
        f"{name} is {found.get(name, 0.0):.3f}, the floor is {floor:.3f}"
        for name, floor in floors.items()
        if found.get(name, 0.0) < floor - slack
    ]


def main() -> int:
    """Check, or write the baseline; exit code 1 when a floor is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", dest="higher", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--because", default="")
    options = parser.parse_args()
    if options.lower and not options.because.strip():
        parser.error("--lower needs --because with the reason, for docs/decisions.md")
    baseline: dict[str, Any] = {}
    if BASELINE.exists():
        baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    found, pinned = figures(measure()), digests()
    print(json.dumps({"figures": found, "digests": pinned}, indent=2))
    missed = compare(found, baseline.get("floors", {}), slack=0.0 if options.higher else _SLACK)
    if options.lower or (options.higher and not missed):
        BASELINE.write_text(
            json.dumps({"floors": found, "digests": pinned}, indent=2) + "\n", encoding="utf-8"
        )
        if options.lower:
            _record(options.because, missed)
        return 0
    if pinned != baseline.get("digests"):
        missed.append("the data or the weights are not those of the baseline; write it anew")
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


def _record(reason: str, missed: list[str]) -> None:
    day = datetime.now(UTC).date().isoformat()
    with DECISIONS.open("a", encoding="utf-8") as file:
        file.write(f"\n- {day}: quality floors lowered: {reason} ({'; '.join(missed) or 'none'})\n")


if __name__ == "__main__":
    sys.exit(main())
