"""A language: one value for all that reads articles and questions in it.

Words are in lower case, unless a field says otherwise; patterns are of the `re` module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.languages.bylines import BylineWords
from corpus.languages.caveats import CaveatWords
from corpus.languages.claims import ClaimWords
from corpus.languages.dates import Dates
from corpus.languages.disputes import DisputeWords
from corpus.languages.figures import FigureWords
from corpus.languages.furniture import FurniturePatterns
from corpus.languages.offices import OfficeWords
from corpus.languages.questions import QuestionWords
from corpus.languages.speech import Speech
from corpus.languages.spellings import Spellings


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. It is equal to itself alone, so that what is made of it can be cached by it.

    `commonness` is the share of news articles that have a word of a stem, of the common ones.
    `tokenizer` is the option `tokenize` of the full-text table (FTS5), `stemmer` Snowball's name of
    the stemmer that goes with it. `load_parser` gives a spaCy pipeline whose dependencies are
    ClearNLP's, as the constructions of `corpus.attribution` are. `load_words` gives the words of
    its dictionary, each with how often it is written.
    """

    code: str
    tokenizer: str
    stemmer: str
    writing: Writing
    bylines: BylineWords
    dates: Dates
    questions: QuestionWords
    figures: FigureWords
    disputes: DisputeWords
    furniture: FurniturePatterns
    speech: Speech
    offices: OfficeWords
    spellings: Spellings
    caveats: CaveatWords
    claims: ClaimWords
    commonness: Mapping[str, float]
    load_parser: Callable[[], Any]
    load_words: Callable[[], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Writing:
    """How words and sentences are written.

    A full stop after one of the `abbreviations` (given without it) ends no sentence. A word with
    one of the `possessives` at its end is the same word. `openers` have a capital at the start of a
    sentence and are no names. `aliases` are the names that news writes in several ways.
    """

    abbreviations: frozenset[str]
    possessives: tuple[str, ...]
    openers: frozenset[str]
    aliases: Mapping[str, Alias]


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that is written in several ways: a pattern of them all, and the words by which
    full-text search has them."""

    pattern: str
    searched: tuple[str, ...]
