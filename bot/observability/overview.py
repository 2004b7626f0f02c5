"""How much is stored and indexed, and whether the index is up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexMismatch, IndexMissing
from index.search.agreement import compare
from index.search.vectors import Manifest, require, require_not_newer

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.storage.records import CorpusStats, OutletSummary


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The index on disk. `problem` says why `manifest` is missing; `behind` counts the paragraphs
    that it lacks, that have left the corpus, or that it has by another text."""

    manifest: Manifest | None
    problem: IndexMissing | IndexMismatch | None
    behind: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Corpus and index at a glance; `size` is that of the data folder, in bytes."""

    corpus: CorpusStats
    outlets: tuple[OutletSummary, ...]
    index: IndexStatus
    size: int


def overview(engine: Engine) -> Overview:
    """Corpus, index and data folder now; loads no model and no vectors."""
    store, folder = engine.store, engine.settings.data_dir
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Overview(store.stats(), tuple(store.outlets()), index_status(engine), size)


def index_status(engine: Engine) -> IndexStatus:
    try:
        manifest = engine.folder.inspect(corpus=engine.store.corpus_id)
        require_not_newer(manifest, engine.store)
        return IndexStatus(manifest, None, _behind(engine, manifest))
    except (IndexMissing, IndexMismatch) as error:
        return IndexStatus(None, error, 0)


def _behind(engine: Engine, manifest: Manifest) -> int:
    """How many paragraphs the index lacks, or has in excess or of other texts."""
    if engine.store.is_marked(manifest.mark):
        return len(engine.store.changes(after=manifest.revision))
    indexed = engine.folder.open(corpus=engine.store.corpus_id).vectors.texts
    return compare(engine.store, indexed).count


def manifest_of(engine: Engine) -> Manifest:
    """The manifest of this corpus's index; raises IndexMissing, and IndexMismatch for another's."""
    manifest = engine.folder.manifest()
    require("corpus", manifest.corpus, engine.store.corpus_id)
    return manifest
