"""Whether an index has exactly the live paragraphs of its corpus, each by its text."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.storage.store import CorpusStore
from index.search.segment import Texts, is_among, texts_of


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of paragraphs that are not indexed, are indexed but have left the corpus, or are indexed
    by another text than theirs."""

    missing: frozenset[int]
    left: frozenset[int]
    changed: frozenset[int]

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.left) + len(self.changed)


def compare(store: CorpusStore, indexed: Texts) -> Differences:
    """Reads every live text; `indexed` in the order of its ids."""
    live = texts_of(store.live_texts())
    unknown = frozenset(live["id"][~is_among(live, indexed)].tolist())
    unwanted = frozenset(indexed["id"][~is_among(indexed, live)].tolist())
    return Differences(unknown - unwanted, unwanted - unknown, unknown & unwanted)
