"""What each part adds: the rules alone, then the learned parts one after the other, and their cost.

    python -m bench.attribution.ablate DATA_FOLDER

On PolNeAR dev, the trees by six folds as in bench/attribution/rank.py. Seconds are processor time
an article, of the part alone, with everything loaded. The last lines are about speakers, on the
attributions by hand of the demo corpus.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from bench.attribution.annotated import is_right, read_annotated, split_held_out
from bench.attribution.metric import score_articles
from bench.attribution.rank import (
    CUTOFFS,
    HELD_OUT,
    Described,
    choose_cutoff,
    cross_validate,
    describe_article,
    evaluate,
)
from bench.attribution.spoken import judge, read_demo
from corpus.attribution.assembly import assemble, run_on
from corpus.attribution.attributors import WEIGHTS, LearnedAttributor, read
from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.constructions import complete
from corpus.attribution.evidence import Evidence
from corpus.attribution.parsing import Parser
from corpus.attribution.ranking import consider, describe, select
from corpus.attribution.rules import choose
from corpus.attribution.tagger import Tagger

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_LIKELY = 0.5

Choice = list[Candidate]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--weights", type=Path, default=WEIGHTS)
    options = arguments.parse_args()
    parser, tagger = Parser(), Tagger(options.weights)
    assert parser.pipeline
    assert tagger.read("Loaded now, so that nothing below waits for it.")
    train = read_annotated(options.data / "polnear_train.jsonl")
    _, held = split_held_out(train, held_out=HELD_OUT)
    dev = read_annotated(options.data / "polnear_dev.jsonl")
    count = len(dev)

    def timed(name: str, work: Callable[[_In], _Out], items: Sequence[_In]) -> list[_Out]:
        started = time.process_time()
        results = [work(item) for item in items]
        print(f"  {name}: {(time.process_time() - started) / count:.3f} s an article")
        return results

    def show(name: str, choices: Sequence[Choice]) -> None:
        joined = [
            run_on(document, choice) for document, choice in zip(documents, choices, strict=True)
        ]
        triples = zip(dev, parses, joined, strict=True)
        print(f"{name}: {score_articles(triples)}")

    parses = timed("parser", lambda article: next(parser.parse([article.text])), dev)
    documents = timed("quotations", read, parses)
    ruled = timed("rules", lambda document: choose(document, find_candidates(document)), documents)
    show("rules", ruled)
    show("rules, constructions", list(map(complete, documents, ruled)))

    windows = timed("tagger", lambda article: tagger.read(article.text), dev)
    evidence = [Evidence(p, w, tagger.pairs) for p, w in zip(parses, windows, strict=True)]
    own = timed("tagger's pairs", lambda seen: [*_own(seen)], evidence)
    show("tagger", list(map(_likeliest, evidence, own)))
    both = list(zip(documents, evidence, strict=True))
    considered = timed("parser's sources, cleaning", lambda pair: consider(*pair), both)
    show("tagger, parser", list(map(_likeliest, evidence, considered)))

    described = [
        Described(
            article,
            document,
            found,
            describe(document, found, seen),
            is_right(article, parse, found),
        )
        for article, parse, document, seen, found in zip(
            dev, parses, documents, evidence, considered, strict=True
        )
    ]
    apart = [describe_article(article, parser, tagger) for article in held]
    scores = cross_validate(apart, described, seed=3)
    cutoff = choose_cutoff({c: evaluate(described, scores, c) for c in CUTOFFS})
    chosen = [
        select(one.document.parse, one.candidates, score, threshold=cutoff)
        for one, score in zip(described, scores, strict=True)
    ]
    show("tagger, parser, trees", chosen)
    pairs = list(zip(documents, chosen, strict=True))
    completed = timed("constructions", lambda pair: complete(*pair), pairs)
    show("tagger, parser, trees, constructions", completed)
    timed("speakers and acts", lambda pair: assemble(*pair), pairs)
    _show_speakers()


def _own(evidence: Evidence) -> Iterator[Candidate]:
    for anchor in np.flatnonzero(evidence.anchor >= _LIKELY).tolist():
        candidate = evidence.candidate(anchor)
        if candidate is not None:
            yield candidate


def _likeliest(evidence: Evidence, candidates: Sequence[Candidate]) -> Choice:
    """By the tagger's probability that there is an attribution, without trees."""
    likely = np.array([evidence.anchor[c.anchor] for c in candidates]).clip(1e-4, 1 - 1e-4)
    scores = np.log(likely / (1 - likely)).astype(np.float32)
    return select(evidence.parse, candidates, scores, threshold=0.0)


def _show_speakers() -> None:
    articles = list(read_demo())
    found = list(LearnedAttributor().attribute(text for text, _ in articles))
    for name, keep in (("names as they stand", False), ("speakers resolved", True)):
        verdicts = [
            verdict
            for (text, spoken), attributions in zip(articles, found, strict=True)
            for verdict, _ in judge(
                text,
                spoken,
                tuple(a for a in attributions if a.is_statement and (keep or a.antecedent is None)),
            )
        ]
        right, wrong = verdicts.count("speaker right"), verdicts.count("speaker wrong")
        print(f"{name}: {right} right, {wrong} wrong of {sum(len(s) for _, s in articles)}")


if __name__ == "__main__":
    main()
