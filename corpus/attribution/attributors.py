"""The attributors: by rules alone, and by a tagger with a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.attribution.assembly import assemble
from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.constructions import complete
from corpus.attribution.document import Document
from corpus.attribution.evidence import Evidence
from corpus.attribution.parsing import Parse, Parser
from corpus.attribution.quotations import find_quotations
from corpus.attribution.ranking import Forest, consider, describe, select
from corpus.attribution.rules import choose
from corpus.attribution.tagger import Tagger
from corpus.attribution.types import Attribution

WEIGHTS = Path(__file__).parent / "weights"
# Raised whenever the code that turns choices into attributions changes what comes out.
_CODE = 6


class RuleAttributor:
    """Grammar and word lists; nothing in it was learned from annotated attributions."""

    version = f"rules-{_CODE}"

    def __init__(self, parser: Parser | None = None) -> None:
        self._parser = parser or Parser()

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        for parse in self._parser.parse(texts):
            document = read(parse)
            chosen = choose(document, find_candidates(document))
            yield assemble(document, complete(document, chosen))


class LearnedAttributor:
    """What a neural tagger sees, judged by boosted trees; the parser for sources and speakers."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._folder = folder
        self._parser = Parser()
        self._tagger = Tagger(folder)

    @property
    def version(self) -> str:
        return f"learned-{_CODE}-{self._ranking.digest}"

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        for parse in self._parser.parse(texts):
            document = read(parse)
            yield assemble(document, self._choose(document))

    def _choose(self, document: Document) -> list[Candidate]:
        parse, ranking = document.parse, self._ranking
        evidence = Evidence(parse, self._tagger.read(parse.text), self._tagger.pairs)
        candidates = consider(document, evidence)
        scores = ranking.forest.score(describe(document, candidates, evidence))
        chosen = select(parse, candidates, scores, threshold=ranking.threshold)
        return complete(document, chosen)

    @cached_property
    def _ranking(self) -> Ranking:
        return load_ranking(self._folder / "ranking.npz")


@dataclass(frozen=True)
class Ranking:
    """What was learned about the tagger's candidates; `digest` names the training."""

    forest: Forest
    threshold: float
    digest: str


def read(parse: Parse) -> Document:
    """The parse with its quotations."""
    return Document(parse, find_quotations(parse.text, parse.language))


def load_ranking(path: Path) -> Ranking:
    """The ranking in a file that bench/attribution/rank.py wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return Ranking(
            forest=Forest(
                feature=arrays["feature"],
                threshold=arrays["threshold"],
                left=arrays["left"],
                right=arrays["right"],
                value=arrays["value"],
                depth=int(arrays["depth"]),
            ),
            threshold=float(arrays["cutoff"]),
            digest=str(arrays["digest"]),
        )
