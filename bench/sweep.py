"""What the constants set by hand are worth: `python -m bench.sweep`.

Changes one constant at a time, asks the same questions, and prints the figures for each value, the
shipped one first. The questions are the demo corpus's dev questions and, where they are on this
machine, questions that people wrote over groups of real news articles; nothing was fitted to the
latter. Searching and reading are done once a question and remembered, so each value takes seconds.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

import numpy as np

from bench.sets import table_line
from bench.stores import QuestionSet, is_here, open_set
from corpus.attribute import attribute_articles
from corpus.attribution import load_attributor
from corpus.types import Filters
from index.answering.answer import Answerer
from index.evaluation.judged_questions import JudgedQuestion
from index.evaluation.measures import auroc
from index.query.question import Question
from index.ranking import temporal_match
from index.ranking.adjustments import acts, days, names, speakers
from index.ranking.decision import Decision
from index.ranking.decision_model import DecisionModel, load_decision_model
from index.search import retrieve
from index.search.candidate import Candidate
from index.search.embedding import load_embedder
from index.search.retrieve import Retrieved, Retriever

SETS = ("demo", *(f"group{number}" for number in range(5)))
# What is tried beside the shipped value. 0 of a boost or share, and 1 of a factor, turn it off.
ADJUSTED: tuple[tuple[ModuleType, str, tuple[float, ...]], ...] = (
    (acts, "_DONE", (0, 0.5, 0.8)),
    (acts, "_DONE_BY_SOMEBODY", (0, 0.3, 0.9)),
    (acts, "_MENTIONED", (0.5, 0.75, 1)),
    (acts, "_CLAIMED", (0, 0.5, 0.8)),
    (acts, "_BY_NOBODY", (0, 0.5, 0.8)),
    (acts, "_UNCLAIMED", (0, 0.75, 2)),
    (speakers, "_ELSEWHERE", (0, 0.6, 1)),
    (acts, "_CLAIM_ANSWERS", (0, 0.3, 0.9)),
    (acts, "_ON_QUESTION", (0.2, 0.4, 0.8)),
    (acts, "_SPEAKER", (0, 0.3, 1)),
    (acts, "_ACT", (0, 0.2, 1)),
    (speakers, "_ABOUT", (0, 0.1, 0.3, 0.4)),
    (speakers, "_UNHEARD", (0, 0.75, 2)),
    (speakers, "_ON_SUBJECT", (0.4, 0.8, 1)),
    (speakers, "_BEST", (1, 3, 10)),
    (speakers, "_LIKELIER", (0, 0.25, 0.75)),
    (days, "_OF_THE_DAY", (0, 0.05, 0.3)),
    (days, "_OF_ITS_OWN_DAY", (0, 0.1, 0.3)),
    (days, "_UNTOLD", (0, 0.75, 2)),
    (names, "_UNNAMED", (0.25, 0.75, 1)),
    (temporal_match, "_CLOSE", (1, 7, 400)),
    (temporal_match, "_PUBLISHED", (0, 0.25, 1)),
    (temporal_match, "_TOP", (1, 3, 10)),
)
# The fusion's weights: of each full-text ranking, and of the vectors.
WEIGHTS = ((0.5, 0.0), (0.45, 0.1), (0.4, 0.2), (0.3, 0.4), (0.2, 0.6), (0.0, 1.0))
# How deep each search is read, and how many candidates are kept.
DEPTHS = ((50, 50), (200, 50), (100, 30), (100, 100))
_SEED = 20230524
_DEEP = 10


class RememberingRetriever(Retriever):
    """Searches once for the same question and filters."""

    def __init__(self, retriever: Retriever) -> None:
        self.__dict__.update(retriever.__dict__)
        self._found: dict[tuple[str, Filters], Retrieved] = {}

    def retrieve(self, text: str, *, filters: Filters = Filters()) -> Retrieved:
        if (text, filters) not in self._found:
            self._found[text, filters] = super().retrieve(text, filters=filters)
        return self._found[text, filters]


class RememberingModel:
    """Decides once on the same candidates for the same question."""

    def __init__(self, model: DecisionModel) -> None:
        self.name = model.name
        self._model = model
        self._decided: dict[tuple[str, tuple[int, ...]], Decision] = {}

    def decide(self, question: Question, candidates: Sequence[Candidate]) -> Decision:
        key = question.text, tuple(candidate.paragraph.id for candidate in candidates)
        if key not in self._decided:
            self._decided[key] = self._model.decide(question, candidates)
        return self._decided[key]


@contextmanager
def changed(module: ModuleType, **values: float) -> Iterator[None]:
    """The module with other constants for a while."""
    shipped = {name: getattr(module, name) for name in values}
    try:
        for name, value in values.items():
            setattr(module, name, value)
        yield
    finally:
        for name, value in shipped.items():
            setattr(module, name, value)


def open_sets(most: int) -> Iterator[tuple[QuestionSet, list[JudgedQuestion]]]:
    """The sets that are here, attributed, and what is asked of each: nothing that is a gate's."""
    embedder, attributor = load_embedder(), load_attributor("learned")
    for name in SETS:
        if is_here(name):
            questions = open_set(name, embedder=embedder)
            attribute_articles(questions.store, attributor=attributor, name="learned")
            some = [q for q in questions.questions if q.tags.get("split") != "gate"]
            yield questions, random.Random(_SEED).sample(some, min(most, len(some)))


def place_of(question: JudgedQuestion, texts: Iterable[str]) -> float:
    """The place of the first text that answers, from 1; infinite where none does."""
    return next((float(n) for n, text in enumerate(texts, start=1) if question.hit(text)), math.inf)


def ask(answerer: Answerer, asked: Sequence[JudgedQuestion]) -> str:
    """R@1 and MRR, AUROC, the share answered of the answerable and refused of the others."""
    places, confidence, answered = [], [], []
    for question in asked:
        found = answerer.assess(question.text, limit=_DEEP)
        if question.answerable:
            texts = [citation.passage.paragraph.text for citation in found.citations]
            places.append(place_of(question, texts))
        confidence.append(found.confidence)
        answered.append(found.reason is None)
    ranks, passed = np.array(places), np.array(answered, dtype=bool)
    labels = np.array([question.answerable for question in asked], dtype=bool)
    figures = (
        (ranks == 1).mean(),
        (1 / ranks).mean(),
        auroc(np.array(confidence), labels),
        passed[labels].mean(),
        (~passed[~labels]).mean(),
    )
    return " ".join(f"{figure:.3f}" for figure in figures)


def sweep_adjustments(sets: Sequence[tuple[QuestionSet, list[JudgedQuestion]]]) -> None:
    """Print a line for each value of each constant of the adjustments."""
    model = RememberingModel(load_decision_model(sets[0][0].embedder.name))
    answerers = [
        (Answerer(s.store, RememberingRetriever(s.retriever), model=model), asked)
        for s, asked in sets
    ]

    def show(name: str, value: str) -> None:
        cells = [ask(answerer, asked) for answerer, asked in answerers]
        print(table_line(name, value, *cells), flush=True)

    print(table_line("constant", "value", *(f"{s.name} ({len(asked)})" for s, asked in sets)))
    print(table_line(*["---"] * (len(sets) + 2)))
    show("all", "as shipped")
    for module, name, values in ADJUSTED:
        for value in values:
            was = getattr(module, name)
            with changed(module, **{name: value}):
                show(f"{module.__name__.rpartition('.')[2]}.{name}", f"{value}, not {was}")


def sweep_retrieval(sets: Sequence[tuple[QuestionSet, list[JudgedQuestion]]]) -> None:
    """Print how often a passage that answers is first by the fused score, and a candidate."""

    def show(name: str) -> None:
        cells = []
        for questions, asked in sets:
            places = np.array(
                [
                    place_of(q, (c.paragraph.text for c in found.candidates))
                    for q in asked
                    if q.answerable
                    for found in [questions.retriever.retrieve(q.text)]
                ]
            )
            found = np.isfinite(places).mean()
            cells.append(f"{(places == 1).mean():.3f} {(1 / places).mean():.3f} {found:.3f}")
        print(table_line(name, *cells), flush=True)

    print(table_line("retrieval", *(s.name for s, _ in sets)))
    print(table_line(*["---"] * (len(sets) + 1)))
    show("as shipped")
    for text, vectors in WEIGHTS:
        with changed(retrieve, _FULL_TEXT_WEIGHT=text, _VECTOR_WEIGHT=vectors):
            show(f"weights {text}, {text}, {vectors}")
    for depth, pool in DEPTHS:
        with changed(retrieve, _DEPTH=depth, _POOL=pool):
            show(f"depth {depth}, candidates {pool}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=150, metavar="N", help="questions of a set")
    sets = list(open_sets(parser.parse_args().most))
    sweep_retrieval(sets)
    sweep_adjustments(sets)


if __name__ == "__main__":
    main()
