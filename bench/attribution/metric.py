"""How well attributions are found: precision, recall and F1 over all of them and over reporting.

Predicted and annotated attributions are paired one to one, greedily by Dice over the words of
their contents. A pair is right where content and source both reach a Dice of one half (two missing
sources agree). *Reporting* looks at what was said only: annotated cues with a communication verb,
or without a word; predictions that pair with any other annotation are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.attribution.annotated import Annotated, Words, dice
from corpus.attribution.candidates import Candidate
from corpus.attribution.parsing import Parse
from corpus.languages.en import ENGLISH

_RIGHT = 0.5
_IRREGULAR = frozenset(("said", "told", "wrote", "written", "spoke", "according", "swore", "read"))
_ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)


@dataclass(frozen=True)
class Score:
    """Counts over articles, and what follows from them."""

    right: int
    predicted: int
    annotated: int
    reporting_right: int
    reporting_predicted: int
    reporting_annotated: int

    @property
    def attribution(self) -> float:
        return _f1(self.right, self.predicted, self.annotated)

    @property
    def reporting(self) -> float:
        return _f1(self.reporting_right, self.reporting_predicted, self.reporting_annotated)

    @property
    def reporting_precision(self) -> float:
        return self.reporting_right / max(1, self.reporting_predicted)

    def __str__(self) -> str:
        return (
            f"attribution P {self.right / max(1, self.predicted):.3f}"
            f" R {self.right / max(1, self.annotated):.3f} F1 {self.attribution:.3f}"
            f"  reporting P {self.reporting_precision:.3f}"
            f" R {self.reporting_right / max(1, self.reporting_annotated):.3f}"
            f" F1 {self.reporting:.3f}"
        )


def score_articles(found: Iterable[tuple[Annotated, Parse, Sequence[Candidate]]]) -> Score:
    """The score of the candidates that were chosen in each article."""
    totals = [0] * 6
    for article, parse, chosen in found:
        for k, value in enumerate(_score_article(article, parse, chosen)):
            totals[k] += value
    return Score(*totals)


def is_reporting(cue: str) -> bool:
    """Whether a cue communicates: it has a communication verb, or no word at all."""
    words = re.findall(r"\w+", cue.lower())
    known = ENGLISH.speech.cues.verbs
    return not words or any(
        word in _IRREGULAR
        or any(
            word.endswith(ending) and word.removesuffix(ending) + instead in known
            for ending, instead in _ENDINGS
        )
        for word in words
    )


def _score_article(
    article: Annotated, parse: Parse, chosen: Sequence[Candidate]
) -> tuple[int, int, int, int, int, int]:
    words = Words(article.text)
    gold = [
        (
            words.of_spans(a.source),
            words.of_spans(a.content),
            is_reporting(" ".join(article.text[low:high] for low, high in a.cue)),
        )
        for a in article.attributions
    ]
    predicted = [
        (
            words.of_tokens(parse, c.source),
            words.of_tokens(parse, c.content),
            is_reporting(parse.slice(c.cue)),
        )
        for c in chosen
    ]
    pairs = sorted(
        (
            (-dice(p[1], g[1]), -dice(p[0], g[0]), i, j)
            for i, p in enumerate(predicted)
            for j, g in enumerate(gold)
            if p[1] & g[1]
        ),
    )
    mine: dict[int, int] = {}
    theirs: set[int] = set()
    right: list[int] = []
    for content, source, i, j in pairs:
        if i in mine or j in theirs:
            continue
        theirs.add(j)
        if -content >= _RIGHT:
            mine[i] = j
            if -source >= _RIGHT:
                right.append(j)
        else:
            mine.setdefault(i, -1)
    heard = sum(
        gold[mine[i]][2] if mine.get(i, -1) >= 0 else said
        for i, (_, _, said) in enumerate(predicted)
    )
    return (
        len(right),
        len(predicted),
        len(gold),
        sum(gold[j][2] for j in right),
        heard,
        sum(said for _, _, said in gold),
    )


def _f1(right: int, predicted: int, annotated: int) -> float:
    return 2 * right / (predicted + annotated) if predicted + annotated else 0.0
