"""Annotated articles as they are given: JSON Lines with text and attributions, PolNeAR's layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.attribution.candidates import Candidate
from corpus.attribution.parsing import Parse, Ranges
from corpus.formats.json_lines import read_values

_WORD = re.compile(r"\w+")
_RIGHT = 0.5

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Gold:
    """One annotated attribution; spans are code points."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Annotated:
    """An article with its attributions."""

    id: str
    date: str
    text: str
    attributions: list[Gold]


def read_annotated(path: Path) -> list[Annotated]:
    """Every article of the file."""
    return [
        Annotated(
            id=value["doc_id"],
            date=value.get("date", ""),
            text=value["text"],
            attributions=[
                Gold(*([tuple(s) for s in a[role]] for role in ("source", "cue", "content")))
                for a in value["attributions"]
            ],
        )
        for value in read_values(path)
    ]


def split_held_out(
    articles: Sequence[Annotated], *, held_out: int
) -> tuple[list[Annotated], list[Annotated]]:
    """The articles, and apart from them the `held_out` latest, for what is trained on top."""
    by_date = sorted(articles, key=lambda article: (article.date, article.id))
    return by_date[:-held_out], by_date[-held_out:]


class Words:
    """The words (letters and digits) of a text; a span covers a word it shares a character with."""

    def __init__(self, text: str) -> None:
        self._at = {
            place: number
            for number, match in enumerate(_WORD.finditer(text))
            for place in range(*match.span())
        }

    def of_spans(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        at = self._at
        return frozenset(at[k] for low, high in spans for k in range(low, high) if k in at)

    def of_tokens(self, parse: Parse, ranges: Ranges) -> frozenset[int]:
        return self.of_spans((parse.starts[a], parse.stops[b - 1]) for a, b in ranges)


def is_right(article: Annotated, parse: Parse, candidates: Sequence[Candidate]) -> list[bool]:
    """For each candidate whether some annotated attribution has its content and its source.

    Both by Dice over words, at least a half; no source fits no source.
    """
    words = Words(article.text)
    gold = [(words.of_spans(a.source), words.of_spans(a.content)) for a in article.attributions]
    holders: dict[int, list[int]] = {}
    for number, (_, content) in enumerate(gold):
        for word in content:
            holders.setdefault(word, []).append(number)
    matches: dict[Ranges, list[int]] = {}
    right = []
    for candidate in candidates:
        if candidate.content not in matches:
            content = words.of_tokens(parse, candidate.content)
            shared = Counter(number for word in content for number in holders.get(word, ()))
            matches[candidate.content] = [
                number
                for number, common in shared.items()
                if 2 * common / (len(content) + len(gold[number][1])) >= _RIGHT
            ]
        source = words.of_tokens(parse, candidate.source)
        right.append(
            any(dice(source, gold[number][0]) >= _RIGHT for number in matches[candidate.content])
        )
    return right


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    """How much of two sets they have in common, from 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
