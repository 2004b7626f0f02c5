"""The attributors: by rules alone, and by a tagger with a ranking."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

import numpy as np

from corpus.attribution.assembly import assemble
from corpus.attribution.candidates import Candidate, find_candidates
from corpus.attribution.constructions import complete
from corpus.attribution.document import Document
from corpus.attribution.earlier_names import EarlierNames
from corpus.attribution.evidence import Evidence
from corpus.attribution.parsing import Parse, Parser
from corpus.attribution.pieces import cut
from corpus.attribution.quotations import find_quotations
from corpus.attribution.ranking import consider, describe, select
from corpus.attribution.rules import choose
from corpus.attribution.tagger import Tagger
from corpus.attribution.types import Attribution
from corpus.attribution.verbal_names import read_names
from corpus.inference.trees import BoostedTrees
from corpus.inference.weights import check, recorded_digest
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language

WEIGHTS = Path(__file__).parent / "weights"
# Raised whenever the code changes what comes out; words and weights speak for themselves.
_CODE = 22
# Characters of an article that is parsed together with others, which is faster; together they
# would need the memory of as many pieces. Set by hand.
_SHORT = 30_000


class RuleAttributor:
    """Grammar and word lists; nothing in it was learned from annotated attributions."""

    def __init__(self, parser: Parser | None = None) -> None:
        self._parser = parser or Parser()

    @property
    def version(self) -> str:
        return f"rules-{_CODE}-{words_digest(self._parser.language)}"

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        return attribute_pieces(self._parser, texts, self._attribute)

    def _attribute(self, document: Document) -> tuple[Attribution, ...]:
        chosen = choose(document, find_candidates(document))
        return assemble(document, complete(document, chosen))


class LearnedAttributor:
    """What a neural tagger sees, judged by boosted trees; the parser for sources and speakers."""

    def __init__(self, folder: Path = WEIGHTS, *, language: Language = ENGLISH) -> None:
        self._folder = folder
        self._parser = Parser(language)
        self._tagger = Tagger(folder, language=language)

    @property
    def version(self) -> str:
        words = words_digest(self._parser.language)
        return f"learned-{_CODE}-{words}-{self._ranking.digest}"

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        return attribute_pieces(self._parser, texts, self._attribute)

    def _attribute(self, document: Document) -> tuple[Attribution, ...]:
        return assemble(document, self._choose(document))

    def _choose(self, document: Document) -> list[Candidate]:
        parse, ranking = document.parse, self._ranking
        evidence = Evidence(parse, self._tagger.read(parse.text), self._tagger.pairs)
        candidates = consider(document, evidence)
        scores = ranking.trees.score(describe(document, candidates, evidence))
        chosen = select(parse, candidates, scores, threshold=ranking.threshold)
        return complete(document, chosen)

    @cached_property
    def _ranking(self) -> Ranking:
        return load_ranking(self._folder / "ranking.npz")


@dataclass(frozen=True)
class Ranking:
    """What was learned about the tagger's candidates; `digest` names the training."""

    trees: BoostedTrees
    threshold: float
    digest: str


@cache
def words_digest(language: Language) -> str:
    """Names the words that attribution goes by, so that a changed list is another attributor."""
    words = {"speech": asdict(language.speech), "abbreviations": language.writing.abbreviations}
    text = json.dumps(words, sort_keys=True, default=sorted)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def attribute_pieces(
    parser: Parser,
    texts: Iterable[str],
    attribute: Callable[[Document], tuple[Attribution, ...]],
) -> Iterator[tuple[Attribution, ...]]:
    """The attributions of each text: of a short one as a whole, of a long one piece by piece."""
    readings = (read_names(text, parser.language) for text in texts)
    for short, group in groupby(readings, key=lambda reading: len(reading.text) <= _SHORT):
        if short:
            some = list(group)
            parses = parser.parse(reading.text for reading in some)
            for reading, parse in zip(some, parses, strict=True):
                yield reading.restored(attribute(read(parse)))
        else:
            for reading in group:
                yield reading.restored(_in_pieces(parser, reading.text, attribute))


def _in_pieces(
    parser: Parser, text: str, attribute: Callable[[Document], tuple[Attribution, ...]]
) -> tuple[Attribution, ...]:
    names = EarlierNames()
    found: list[Attribution] = []
    for piece in cut(text, parser.language):
        (parse,) = parser.parse([piece.of(text)])
        found += names.complete(parse, attribute(read(parse)), offset=piece.start)
    return tuple(found)


def read(parse: Parse) -> Document:
    """The parse with its quotations."""
    return Document(parse, find_quotations(parse.text, parse.language))


def load_ranking(path: Path) -> Ranking:
    """The ranking in a file that bench/attribution/rank.py wrote; raises WeightsDamaged."""
    check(path, recorded_digest(path.parent, path.name))
    with np.load(path, allow_pickle=False) as arrays:
        return Ranking(
            trees=BoostedTrees(
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
