"""Keep the index of words in step with a large corpus; what a small one has is searched by SQLite.

    index/words/    tantivy's files

Nothing waits for it and nothing is lost with it: while it is behind, missing or broken, SQLite's
own full text answers, only slower.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus.storage.store import CorpusStore
from index.errors import REBUILD
from index.search.vectors import translate_write_errors
from index.search.verify import Finding
from index.search.word_index import FORMAT, State, WordIndex, Writer, digest

# Below, SQLite's full text takes less than 17 ms a question, and there is one index less to keep.
LARGE = 50_000
_SYNC = "run: dateline sync"


def sync_words(store: CorpusStore, folder: Path, *, large: int = LARGE) -> None:
    """Bring the index of words up to what the corpus is now; a small one has none.

    Raises IndexUnwritable.
    """
    with translate_write_errors(folder):
        if store.stats().paragraphs < large:
            shutil.rmtree(folder, ignore_errors=True)
            return
        found = read_words(store, folder)
        if found is None:
            _build(store, folder)
        elif found.state.revision != store.revision:
            _follow(store, folder, found.state)


def rebuild_words(store: CorpusStore, folder: Path, *, large: int = LARGE) -> None:
    """Make the index of words anew; raises IndexUnwritable."""
    with translate_write_errors(folder):
        shutil.rmtree(folder, ignore_errors=True)
    sync_words(store, folder, large=large)


def full_text_findings(store: CorpusStore, folder: Path, *, large: int = LARGE) -> list[Finding]:
    """What is to be known of the index of words; raises StoreError."""
    if store.stats().paragraphs < large:
        return []
    found = read_words(store, folder)
    if found is None:
        return [Finding("the words are not indexed: questions take longer", _SYNC, fault=False)]
    waiting = {change.paragraph for change in store.changes(after=found.state.revision)}
    indexed = found.contents()
    live = {row[0]: digest(row) for row in store.searched_texts()}
    wrong = {id_ for id_, _ in indexed.items() ^ live.items()} - waiting
    findings = []
    if wrong:
        problem = f"paragraphs whose words are not indexed as they are: {len(wrong)}"
        findings.append(Finding(problem, REBUILD))
    if waiting:
        problem = f"paragraphs whose words are waiting to be indexed: {len(waiting)}"
        findings.append(Finding(problem, _SYNC, fault=False))
    return findings


def _is_of(state: State, store: CorpusStore) -> bool:
    """Whether an index was made of this corpus, not of one that a backup has replaced."""
    return (
        state.format == FORMAT
        and state.corpus == store.corpus_id
        and state.revision <= store.revision
        and store.is_marked(state.mark)
    )


def read_words(store: CorpusStore, folder: Path) -> WordIndex | None:
    """The index of words, if it can be read and was made of this corpus, now or before."""
    try:
        found = WordIndex.open(folder)
    except (ValueError, OSError):
        return None
    return found if _is_of(found.state, store) else None


def _build(store: CorpusStore, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    state = _state_of(store)
    writer = Writer(folder)
    writer.add(store.searched_texts())
    writer.commit(state)


def _follow(store: CorpusStore, folder: Path, before: State) -> None:
    # The state first: what changes while we read is then seen again by the next sync.
    state = _state_of(store)
    changed = [change.paragraph for change in store.changes(after=before.revision)]
    writer = Writer(folder)
    writer.remove(changed)
    writer.add(store.searched_texts(changed))
    writer.commit(state)


def _state_of(store: CorpusStore) -> State:
    mark, revision = store.mark()
    return State(FORMAT, store.corpus_id, mark, revision)
