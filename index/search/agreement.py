"""Whether an index has exactly the live paragraphs of its corpus, each by its text."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.storage.store import CorpusStore
from index.search.vectors import Texts, text_digest


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


def compare(store: CorpusStore, texts: Texts) -> Differences:
    """Reads every live text, some 0.1 s for 50,000 of them."""
    left = dict(texts)
    missing, changed = set(), set()
    for id_, text in store.live_texts():
        indexed = left.pop(id_, None)
        if indexed is None:
            missing.add(id_)
        elif indexed != text_digest(text):
            changed.add(id_)
    return Differences(frozenset(missing), frozenset(left), frozenset(changed))
