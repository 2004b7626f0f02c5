"""Keeping the figures up with the articles: those that are new, or were read by older code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache

from corpus.figures.reading import read_figures
from corpus.figures.types import Figure
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.figure_table import StoredFigure, Unfigured
from corpus.storage.store import CorpusStore

# Raised whenever the code reads figures in another way; words speak for themselves.
_CODE = 9
_BATCH = 64  # articles that are saved together; set by hand, not measured


def count_figures(store: CorpusStore, *, language: Language = ENGLISH) -> int:
    """Read the figures of every article where that is still to do; returns of how many.

    A stop in between loses no more than a batch. An article whose figures cannot be read is noted
    with the reason.
    """
    reader = figure_reader_of(language)
    done = 0
    while pending := store.figures.unfigured(reader, limit=_BATCH):
        store.figures.save([(each, _read(each, language)) for each in pending], reader=reader)
        done += len(pending)
    return done


def figures_of_version(
    store: CorpusStore, article: int, version: int, *, language: Language = ENGLISH
) -> list[StoredFigure]:
    """The figures of a version that none are kept of; none where they cannot be read."""
    unfigured = store.figures.version(article, version)
    found = _read(unfigured, language)
    return store.figures.placed(unfigured, () if isinstance(found, str) else found)


def figure_reader_of(language: Language) -> str:
    """Names the code and the words by which figures are read, so that a change is noticed."""
    return f"figures-{_CODE}-{_digest(language)}"


@cache
def _digest(language: Language) -> str:
    words = json.dumps(asdict(language.figures), sort_keys=True, default=sorted)
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _read(unfigured: Unfigured, language: Language) -> Sequence[Figure] | str:
    try:
        return read_figures(
            unfigured.body,
            unfigured.parts,
            title=unfigured.title or "",
            published=date.fromisoformat(unfigured.day) if unfigured.day else None,
            language=language,
        )
    except Exception as error:  # of one article, whatever it is, it is not the others' fault
        return f"{type(error).__name__}: {error}"
