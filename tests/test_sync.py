"""The index follows the corpus: every route ends in the same vectors, and nothing breaks it."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.storage.store import CorpusStore
from index.errors import IndexMismatch, IndexMissing, IndexUnwritable
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.segment import merged
from index.search.sync import Progress, rebuild, sync
from index.search.vectors import Generation, IndexFolder, require_not_newer
from index.search.verify import verify
from tests.articles import save
from tests.fakes import HashedEmbedder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "index")


def opened(store: CorpusStore, folder: IndexFolder) -> Generation:
    return folder.open(corpus=store.corpus_id, embedder=HashedEmbedder())


def contents(store: CorpusStore, folder: IndexFolder) -> list[tuple[bytes, bytes]]:
    segments = opened(store, folder).vectors.segments
    return [(texts.tobytes(), vectors.tobytes()) for texts, vectors in merged(segments)]


def test_a_rebuild_indexes_every_live_paragraph(store: CorpusStore, folder: IndexFolder) -> None:
    save(store, "Nine were hurt.", "The bridge is shut.")
    save(store, "Eleven were hurt.", "The bridge is shut.")
    report = rebuild(store, folder, HashedEmbedder())
    assert (report.articles, report.paragraphs, report.embedded) == (1, 2, 2)
    assert opened(store, folder).vectors.ids.tolist() == store.live_ids()


def test_an_empty_corpus_can_be_indexed(store: CorpusStore, folder: IndexFolder) -> None:
    assert rebuild(store, folder, HashedEmbedder()).paragraphs == 0
    query = HashedEmbedder().embed_query("anything")
    assert opened(store, folder).vectors.search(query, limit=5) == []


def test_a_second_rebuild_embeds_only_what_is_new(store: CorpusStore, folder: IndexFolder) -> None:
    save(store, "One.", "Two.", name="a")
    rebuild(store, folder, HashedEmbedder())
    save(store, "Three.", name="b")
    again = HashedEmbedder()
    assert rebuild(store, folder, again).reused == 2
    assert again.embedded == ["Three."]
    full = HashedEmbedder()
    assert rebuild(store, folder, full, full=True).embedded == 3


def test_sync_applies_what_changed_since(store: CorpusStore, folder: IndexFolder) -> None:
    save(store, "One.", "Two.", name="a")
    save(store, "Three.", name="b")
    rebuild(store, folder, HashedEmbedder())
    store.remove(store.find("b").number)
    save(store, "One.", "Four.", name="a")
    report = sync(store, folder, HashedEmbedder())
    assert (report.paragraphs, report.removed) == (2, 3)
    assert opened(store, folder).manifest.revision == store.revision


def test_sync_with_nothing_new_leaves_the_generation_alone(
    store: CorpusStore, folder: IndexFolder
) -> None:
    save(store, "One.")
    rebuild(store, folder, HashedEmbedder())
    before = folder.current
    assert sync(store, folder, HashedEmbedder()).embedded == 0
    assert folder.current == before


_steps = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.one_of(
            st.none(),
            st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four."]), min_size=1, max_size=3),
        ),
    ),
    max_size=8,
)


@given(steps=_steps, synced=st.sets(st.integers(0, 7)))
@settings(max_examples=25)
def test_incremental_sync_equals_a_full_rebuild(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, list[str] | None]],
    synced: set[int],
) -> None:
    root = tmp_path_factory.mktemp("sync")
    with CorpusStore.open(root / "corpus.db") as store:
        followed, rebuilt = IndexFolder(root / "followed"), IndexFolder(root / "rebuilt")
        rebuild(store, followed, HashedEmbedder())
        for number, (name, paragraphs) in enumerate(steps):
            if paragraphs is not None:
                save(store, *paragraphs, name=name)
            elif any(article.id == name for article in store.articles()):
                store.remove(store.find(name).number)
            if number in synced:
                sync(store, followed, HashedEmbedder())
        sync(store, followed, HashedEmbedder())
        rebuild(store, rebuilt, HashedEmbedder(), full=True)
        assert contents(store, followed) == contents(store, rebuilt)


def test_progress_ends_at_the_total(store: CorpusStore, folder: IndexFolder) -> None:
    save(store, *(f"Paragraph {n}." for n in range(10)))
    heard: list[Progress] = []
    rebuild(store, folder, HashedEmbedder(), on_progress=heard.append)
    assert {progress.step for progress in heard} == {"read", "embed", "write"}
    embedded = [progress for progress in heard if progress.step == "embed"]
    assert embedded[-1] == Progress("embed", 10, 10)
    assert [progress.done for progress in embedded] == sorted(p.done for p in embedded)


class _Interrupted(Exception):
    pass


class _DyingEmbedder(HashedEmbedder):
    """Embeds one shard, then fails, as a killed process would."""

    def embed_passages(self, *args, **options):  # type: ignore[no-untyped-def]
        if self.embedded:
            raise _Interrupted
        return super().embed_passages(*args, **options)


def test_an_interrupted_rebuild_goes_on_where_it_stopped(
    store: CorpusStore, folder: IndexFolder
) -> None:
    save(store, *(f"Paragraph {n}." for n in range(700)))
    with pytest.raises(_Interrupted):
        rebuild(store, folder, _DyingEmbedder())
    with pytest.raises(IndexMissing):
        opened(store, folder)
    rest = HashedEmbedder()
    assert rebuild(store, folder, rest).paragraphs == 700
    assert len(rest.embedded) == 700 - 512
    assert not (folder.path / "staging").exists()


def test_an_interrupted_full_rebuild_is_not_mixed_with_an_ordinary_one(
    store: CorpusStore, folder: IndexFolder
) -> None:
    save(store, *(f"Paragraph {n}." for n in range(700)))
    with pytest.raises(_Interrupted):
        rebuild(store, folder, _DyingEmbedder())
    full = HashedEmbedder()
    rebuild(store, folder, full, full=True)
    assert len(full.embedded) == 700


class TestMismatch:
    def test_no_index(self, store: CorpusStore, folder: IndexFolder) -> None:
        with pytest.raises(IndexMissing, match="dateline rebuild"):
            sync(store, folder, HashedEmbedder())

    def test_another_embedder(self, store: CorpusStore, folder: IndexFolder) -> None:
        save(store, "One.")
        rebuild(store, folder, HashedEmbedder())
        with pytest.raises(IndexMismatch, match=r"embedder hashed-words, not other.*rebuild"):
            sync(store, folder, HashedEmbedder(name="other"))
        with pytest.raises(IndexMismatch, match=r"weights .*rebuild"):
            sync(store, folder, Retrained())
        other = HashedEmbedder(name="other")
        rebuild(store, folder, other)
        assert other.embedded == ["One."]

    def test_another_corpus(self, store: CorpusStore, folder: IndexFolder, tmp_path: Path) -> None:
        rebuild(store, folder, HashedEmbedder())
        with (
            CorpusStore.open(tmp_path / "other.db") as other,
            pytest.raises(IndexMismatch, match="corpus"),
        ):
            sync(other, folder, HashedEmbedder())

    @pytest.mark.parametrize("field", ["format", "metric"])
    def test_another_format(self, store: CorpusStore, folder: IndexFolder, field: str) -> None:
        rebuild(store, folder, HashedEmbedder())
        path = folder.path / folder.current / "manifest.json"
        values = json.loads(path.read_text())
        path.write_text(json.dumps(values | {field: "other"}))
        with pytest.raises(IndexMismatch, match=f"{field} other"):
            opened(store, folder)

    @pytest.mark.parametrize("damage", ["truncate", "flip", "delete", "manifest"])
    def test_a_damaged_generation(
        self, store: CorpusStore, folder: IndexFolder, damage: str
    ) -> None:
        save(store, "One.", "Two.")
        rebuild(store, folder, HashedEmbedder())
        [path] = (folder.path / folder.current).glob("*.vectors.npy")
        data = bytearray(path.read_bytes())
        if damage == "truncate":
            path.write_bytes(data[: len(data) // 2])
        elif damage == "flip":
            data[-20] ^= 0xFF
            path.write_bytes(data)
        elif damage == "delete":
            path.unlink()
        else:
            (path.parent / "manifest.json").write_text("{")
        with pytest.raises(IndexMismatch, match="dateline rebuild"):
            opened(store, folder)
        rebuild(store, folder, HashedEmbedder())
        assert opened(store, folder).manifest.count == 2

    @pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"../elsewhere", b"000000000001-0"])
    def test_a_damaged_pointer(
        self, store: CorpusStore, folder: IndexFolder, pointer: bytes
    ) -> None:
        save(store, "One.")
        rebuild(store, folder, HashedEmbedder())
        (folder.path / "CURRENT").write_bytes(pointer)
        with pytest.raises(IndexMismatch, match=r"CURRENT damaged.*dateline rebuild"):
            opened(store, folder)
        rebuild(store, folder, HashedEmbedder())
        assert opened(store, folder).manifest.count == 1


class Retrained(HashedEmbedder):
    """Goes by the name of another."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = "others"


class TestRestoredCorpus:
    """A corpus from before some of what is indexed, which gives their ids to other texts."""

    @pytest.fixture
    def restored(self, folder: IndexFolder, tmp_path: Path) -> Iterator[CorpusStore]:
        path, backup = tmp_path / "corpus.db", tmp_path / "backup.db"
        with CorpusStore.open(path) as store:
            save(store, "The bridge is shut.", name="old")
        backup.write_bytes(path.read_bytes())
        with CorpusStore.open(path) as store:
            save(store, "Nine miners are missing.", name="lost")
            rebuild(store, folder, HashedEmbedder())
            assert opened(store, folder).manifest.revision == store.revision
        path.write_bytes(backup.read_bytes())
        with CorpusStore.open(path) as store:
            yield store

    def test_an_index_newer_than_its_corpus_is_a_mismatch(
        self, restored: CorpusStore, folder: IndexFolder
    ) -> None:
        with pytest.raises(IndexMismatch, match=r"revision 2, not 1 .*as one from a backup"):
            require_not_newer(folder.manifest(), restored)
        assert any("revision" in finding.problem for finding in verify(restored, folder))
        sync(restored, folder, HashedEmbedder())
        require_not_newer(folder.manifest(), restored)
        assert verify(restored, folder) == []
        assert opened(restored, folder).vectors.ids.tolist() == restored.live_ids()

    def test_a_text_under_an_id_that_was_given_before_is_embedded(
        self, restored: CorpusStore, folder: IndexFolder
    ) -> None:
        save(restored, "Rain is expected.", name="new")
        require_not_newer(folder.manifest(), restored)
        [found] = verify(restored, folder)
        assert found.problem == "paragraphs indexed by another text than theirs: 1"
        embedder = HashedEmbedder()
        sync(restored, folder, embedder)
        assert embedder.embedded == ["Rain is expected."]
        assert verify(restored, folder) == []

    def test_a_vector_of_another_text_finds_nothing(
        self, restored: CorpusStore, folder: IndexFolder
    ) -> None:
        save(restored, "Rain is expected.", name="new")
        vectors = opened(restored, folder).vectors
        retriever = Retriever(restored, SqliteFullText(restored), vectors, HashedEmbedder())
        found = retriever.retrieve("Which miners are missing?").candidates
        assert "Rain is expected." not in [candidate.paragraph.text for candidate in found]

    def test_shards_of_a_run_before_are_not_taken_for_other_texts(
        self, restored: CorpusStore, folder: IndexFolder
    ) -> None:
        save(restored, *(f"Paragraph {n}." for n in range(600)), name="many")
        with pytest.raises(_Interrupted):
            rebuild(restored, folder, _DyingEmbedder())
        restored.remove(restored.find("many").number)
        restored._database.close()
        with closing(sqlite3.connect(restored.path)) as db, db:
            db.execute("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'paragraphs'")
            db.execute("DELETE FROM changes WHERE paragraph > 1")
        save(restored, *(f"Other {n}." for n in range(600)), name="others")
        embedder = HashedEmbedder()
        rebuild(restored, folder, embedder)
        assert len(embedder.embedded) == 600


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), RuntimeError("write error in codes.faiss")],
)
def test_a_disk_that_refuses_an_index_is_told_and_the_old_one_answers(
    store: CorpusStore, folder: IndexFolder, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    save(store, "One.")
    rebuild(store, folder, HashedEmbedder())
    save(store, "Two.", name="b")
    monkeypatch.setattr("numpy.save", Refusing(error))
    with pytest.raises(IndexUnwritable, match=r"cannot be written .*free some space"):
        sync(store, folder, HashedEmbedder())
    assert opened(store, folder).manifest.count == 1


class Refusing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, *_: object) -> None:
        raise self.error


def test_an_open_generation_answers_while_another_replaces_it(
    store: CorpusStore, folder: IndexFolder
) -> None:
    save(store, "One.", name="a")
    rebuild(store, folder, HashedEmbedder())
    old = opened(store, folder)
    save(store, "Two.", name="b")
    rebuild(store, folder, HashedEmbedder())
    assert old.name != folder.current
    [(found, score)] = old.vectors.search(HashedEmbedder().embed_query("one"), limit=5)
    assert found == store.live_ids()[0]
    assert score == pytest.approx(1.0)
    assert not (folder.path / old.name).exists()


def test_a_search_within_ids_finds_only_those(store: CorpusStore, folder: IndexFolder) -> None:
    save(store, "One.", "One two.", "One two three.")
    rebuild(store, folder, HashedEmbedder())
    vectors = opened(store, folder).vectors
    query = HashedEmbedder().embed_query("one")
    ids = store.live_ids()
    assert [id_ for id_, _ in vectors.search(query, limit=5)] == ids
    assert [id_ for id_, _ in vectors.search(query, limit=5, within=ids[1:])] == ids[1:]
    assert vectors.search(query, limit=5, within=[]) == []


_REBUILD_FOREVER = """
import sys
from pathlib import Path
from corpus.storage.store import CorpusStore
from index.search.sync import rebuild
from index.search.vectors import IndexFolder
from tests.fakes import HashedEmbedder

folder = IndexFolder(Path(sys.argv[1]) / "index")
with CorpusStore.open(Path(sys.argv[1]) / "corpus.db") as store:
    rebuild(store, folder, HashedEmbedder(), full=True)  # what is slow to load is loaded now
    print("ready", flush=True)
    while True:
        rebuild(store, folder, HashedEmbedder(), full=True)
"""


def entries(folder: IndexFolder) -> list[str]:
    """Generations and what is in the making, but for the pointer to the current one."""
    return sorted(entry.name for entry in folder.path.iterdir() if entry.name != "CURRENT")


@pytest.mark.model  # it starts four processes
def test_a_rebuild_killed_at_work_leaves_an_index_that_answers(
    store: CorpusStore, folder: IndexFolder, tmp_path: Path
) -> None:
    save(store, *(f"Paragraph {n} of many." for n in range(600)))
    rebuild(store, folder, HashedEmbedder())
    left_behind = []
    for moment in np.random.default_rng(7).uniform(0.0, 0.01, size=4):
        with subprocess.Popen(
            [sys.executable, "-c", _REBUILD_FOREVER, str(tmp_path)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            while process.poll() is None and entries(folder) == [folder.current]:
                time.sleep(0.0005)
            time.sleep(moment)
            assert process.poll() is None, "it was not killed"
            process.send_signal(signal.SIGKILL)
        left_behind += [entry for entry in entries(folder) if entry != folder.current]
        generation = opened(store, folder)
        assert generation.vectors.ids.tolist() == store.live_ids()
    assert left_behind, "it was never killed at work"
    rebuild(store, folder, HashedEmbedder())
    assert entries(folder) == [folder.current]


class TestSegments:
    """What a generation is made of when articles come one by one."""

    def test_what_is_there_already_is_not_written_again(
        self, store: CorpusStore, folder: IndexFolder
    ) -> None:
        save(store, *(f"Paragraph {n}." for n in range(50)), name="many")
        rebuild(store, folder, HashedEmbedder())
        [vectors] = (folder.path / folder.current).glob("*.vectors.npy")
        written = vectors.stat().st_ino
        save(store, "Snow is expected.", name="newest")
        sync(store, folder, HashedEmbedder())
        inodes = {path.stat().st_ino for path in (folder.path / folder.current).iterdir()}
        assert written in inodes
        assert opened(store, folder).vectors.ids.tolist() == store.live_ids()

    def test_many_syncs_leave_few_segments(self, store: CorpusStore, folder: IndexFolder) -> None:
        rebuild(store, folder, HashedEmbedder())
        for number in range(40):
            save(store, f"Paragraph {number}.", name=f"article {number}")
            sync(store, folder, HashedEmbedder())
        generation = opened(store, folder)
        assert len(generation.vectors.segments) <= 7
        assert generation.vectors.ids.tolist() == store.live_ids()

    def test_a_segment_that_most_has_left_is_written_anew(
        self, store: CorpusStore, folder: IndexFolder
    ) -> None:
        save(store, *(f"Paragraph {n}." for n in range(40)), name="many")
        save(store, *(f"Other {n}." for n in range(80)), name="others")
        rebuild(store, folder, HashedEmbedder())
        store.remove(store.find("many").number)
        sync(store, folder, HashedEmbedder())
        [segment] = opened(store, folder).vectors.segments
        assert len(segment.texts) == 80

    def test_what_an_open_generation_has_the_next_has_with_it(
        self, store: CorpusStore, folder: IndexFolder
    ) -> None:
        save(store, *(f"Paragraph {n}." for n in range(20)), name="a")
        save(store, "One.", name="b")
        rebuild(store, folder, HashedEmbedder())
        before = opened(store, folder).vectors
        save(store, "One.", "Two.", name="b")
        sync(store, folder, HashedEmbedder())
        after = opened(store, folder).vectors
        assert np.shares_memory(before.segments[0].texts, after.segments[0].texts)
        assert after.ids.tolist() == store.live_ids()
        assert len(before) == len(before.ids) == 21

    def test_one_article_more_reads_no_text_of_the_others(
        self, store: CorpusStore, folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(store, "One.", "Two.", name="a")
        rebuild(store, folder, HashedEmbedder())
        save(store, "Three.", name="b")
        asked: list[object] = []
        inner = store.live_texts

        def noted(ids: Iterable[int] | None = None) -> Iterator[tuple[int, str]]:
            asked.append(ids)
            return inner(ids)

        monkeypatch.setattr(store, "live_texts", noted)
        sync(store, folder, HashedEmbedder())
        assert asked == [set(store.live_ids()[-1:])]


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of twenty paragraphs are large ones."""
    monkeypatch.setattr("index.search.segment.CODED_FROM", 20)


@pytest.mark.usefixtures("coded")
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_large_segment_finds_what_comparing_every_vector_finds(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("coded")
    words = st.sampled_from("rain fog snow bridge gate road river mine".split())
    paragraphs = data.draw(
        st.lists(st.lists(words, min_size=1, max_size=6), min_size=20, max_size=60)
    )
    with CorpusStore.open(root / "corpus.db") as store:
        folder = IndexFolder(root / "index")
        save(store, *(f"{' '.join(each)} {n}." for n, each in enumerate(paragraphs)))
        rebuild(store, folder, HashedEmbedder())
        save(store, "Rain on the bridge.", name="one more")
        sync(store, folder, HashedEmbedder())
        index = opened(store, folder).vectors
        ids = store.live_ids()
        within = data.draw(st.none() | st.lists(st.sampled_from(ids), unique=True))
        query = HashedEmbedder().embed_query(" ".join(data.draw(st.lists(words, min_size=1))))
        vectors = HashedEmbedder().embed_passages([text for _, text in store.live_texts()])
        scores = dict(zip(ids, (vectors @ query).tolist(), strict=True))
        among = ids if within is None else within
        best = sorted((scores[id_] for id_ in among), reverse=True)[:3]
        found = index.search(query, limit=3, within=within)
        assert [score for _, score in found] == pytest.approx(best)
        assert all(score == pytest.approx(scores[id_]) for id_, score in found)
        assert {id_ for id_, _ in found} <= set(among)


def test_a_restored_corpus_that_went_on_is_compared_text_by_text(
    store: CorpusStore, folder: IndexFolder, tmp_path: Path
) -> None:
    save(store, "The bridge is shut.", name="old")
    rebuild(store, folder, HashedEmbedder())
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
    save(store, "Nine miners are missing.", name="lost")
    sync(store, folder, HashedEmbedder())
    with CorpusStore.open(tmp_path / "backup.db") as restored:
        save(restored, "Rain is expected.", name="new")
        embedder = HashedEmbedder()
        sync(restored, folder, embedder)
        assert embedder.embedded == ["Rain is expected."]
        assert verify(restored, folder) == []
