"""Keeping the copies up with the statements: what says the same as an earlier paragraph, wherever
that stands, is found once, as it comes in."""

from __future__ import annotations

from corpus.storage.copy_table import Looked, Unfolded
from corpus.storage.store import CorpusStore
from index.answering.near_duplicates import are_near_duplicates, sketch_of
from index.copies import IsCopy, copies_in
from index.types import Passage

# Changes whenever other copies could be found of the same texts.
_FOLDER = "copies-1"
_BATCH = 256  # versions that are looked for at a time; set by hand, not measured
# Runs that two sketches have in common where the texts are worth comparing: one may be a phrase
# that everybody uses.
_ALIKE = 2


def keep_copies(store: CorpusStore) -> int:
    """Look for copies in every article where that is still to do; returns in how many.

    A stop in between loses no more than an article.
    """
    done = 0
    while pending := store.copies.unfolded(_FOLDER, limit=_BATCH):
        is_copy = copies_in(store)
        for version in pending:
            store.copies.forget(version)
            store.copies.save(version, _look(store, version, is_copy), folder=_FOLDER)
        done += len(pending)
    return done


def _look(store: CorpusStore, version: Unfolded, is_copy: IsCopy) -> list[Looked]:
    found: list[Looked] = []
    firsts: list[Passage] = []
    for passage in _passages(store, store.copies.spoken_in(version)):
        sketch = sketch_of(passage.paragraph.text)
        alike = store.copies.firsts_like(sketch, least=min(_ALIKE, len(sketch)))
        earlier = [*_passages(store, alike), *firsts]
        twins = (one for one in earlier if are_near_duplicates(one, passage, is_copy))
        first = next(twins, None)
        if first is None:
            firsts.append(passage)
        found.append(
            Looked(passage.paragraph.id, None if first is None else first.paragraph.id, sketch)
        )
    return found


def _passages(store: CorpusStore, ids: list[int]) -> list[Passage]:
    found = store.passages(ids, live_only=True)
    return [Passage(*found[id_], score=1.0) for id_ in ids if id_ in found]
