"""The index of words of a large corpus: it finds what SQLite's full text finds, or steps aside."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.search.full_text import FullText, SqliteFullText
from index.search.word_index import WordIndex
from index.search.word_sync import full_text_findings, read_words, rebuild_words, sync_words
from tests.articles import save

PROSE = (
    "The U.S. said that drones hit the port of Odesa.",
    "Don't wait, the minister’s spokesman said: п'ять ships and п’ять drones burned.",
    "Café owners in Odesa were running; the port ran on 3.5 per cent less power.",
    "Drones, drones and drones.",
    "¿?",
)
ASKED = ("us", "drone", "odesa", "don't", "п'ять", "cafe", "run", "3.5", "port of odesa", "raid")

FOLLOW = """
import sys
from pathlib import Path
from corpus.storage.store import CorpusStore
from index.search.word_sync import sync_words
with CorpusStore.open(Path(sys.argv[1])) as store:
    sys.stdout.write("begins\\n")
    sys.stdout.flush()
    sync_words(store, Path(sys.argv[2]), large=1)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "words"


def indexed(store: CorpusStore, folder: Path) -> WordIndex:
    sync_words(store, folder, large=1)
    found = read_words(store, folder)
    assert found is not None
    return found


def problems(store: CorpusStore, folder: Path) -> list[str]:
    return [finding.problem for finding in full_text_findings(store, folder, large=1)]


def test_words_are_found_and_counted_as_by_sqlite(store: CorpusStore, folder: Path) -> None:
    save(store, *PROSE)
    save(store, "Snow fell.", name="snow", title="Odesa under drones")
    words, table = indexed(store, folder), SqliteFullText(store)
    for word in ASKED:
        assert words.count(word) == table.count(word), word
        for titles in (False, True):
            ours = words.search([word], limit=9, titles=titles)
            theirs = table.search([word], limit=9, titles=titles)
            assert {id_ for id_, _ in ours} == {id_ for id_, _ in theirs}, word
    assert words.search([], limit=9) == [] == words.search(["¿"], limit=9)


def test_a_paragraph_is_as_long_as_with_its_title(store: CorpusStore, folder: Path) -> None:
    for number in range(30):
        save(store, f"Rain fell on day {number}.", name=f"rain-{number}")
    save(store, "Boats burned.", name="short", title="Fire")
    save(store, "Boats burned.", name="long", title="A fire that nobody in the town had expected")
    ours = indexed(store, folder).search(["boats"], limit=9)
    theirs = SqliteFullText(store).search(["boats"], limit=9)
    assert [id_ for id_, _ in ours] == [id_ for id_, _ in theirs]
    assert [score for _, score in ours] == pytest.approx([s for _, s in theirs], rel=0.05)


def test_a_search_is_limited_to_few_ids_and_to_many(
    store: CorpusStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        outlet = "Post" if number % 4 == 0 else "Radio"
        save(store, *["Drones came."] * 3, name=f"a{number}", outlet=outlet, title=f"Day {number}")
    words = indexed(store, folder)
    wanted = store.ids_within(Filters(outlets=("Post",)))
    few = words.search(["drone"], limit=5, within=wanted)
    monkeypatch.setattr("index.search.word_index._FEW", 0)
    many = words.search(["drone"], limit=5, within=wanted)
    assert len(few) == len(many) == 5
    assert {id_ for id_, _ in few + many} <= set(wanted)
    assert words.search(["drone"], limit=5, within=[]) == []


def test_of_what_is_equally_good_the_same_is_found_however_the_index_was_made(
    store: CorpusStore, folder: Path
) -> None:
    for number in range(6):
        save(store, *[f"Drones came to {number}."] * 3, name=f"a{number}")
        grown = indexed(store, folder)
    rebuild_words(store, folder, large=1)
    for words in (grown, indexed(store, folder)):
        ours = words.search(["drone"], limit=3)
        assert [id_ for id_, _ in ours] == store.live_ids()[:3]


def test_what_changed_is_found_before_the_index_has_it(store: CorpusStore, folder: Path) -> None:
    save(store, "Drones came.", name="a")
    indexed(store, folder)
    full_text = FullText(store, folder)
    assert full_text.count("drone") == 1
    save(store, "Zorblax fell.", name="b")
    store.remove(store.find("a").number)
    assert (full_text.count("zorblax"), full_text.count("drone")) == (1, 0)
    assert problems(store, folder) == ["paragraphs whose words are waiting to be indexed: 2"]
    sync_words(store, folder, large=1)
    assert (full_text.count("zorblax"), full_text.count("drone")) == (1, 0)
    assert problems(store, folder) == []


_steps = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.one_of(st.none(), st.lists(st.sampled_from(PROSE), min_size=1, max_size=3)),
    ),
    max_size=6,
)


@given(steps=_steps, synced=st.sets(st.integers(0, 5)))
@settings(max_examples=12)
def test_following_ends_in_the_same_as_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, list[str] | None]],
    synced: set[int],
) -> None:
    root = tmp_path_factory.mktemp("words")
    with CorpusStore.open(root / "corpus.db") as store:
        for number, (name, paragraphs) in enumerate(steps):
            if paragraphs:
                save(store, *paragraphs, name=name, title=f"Title {number}")
            elif any(article.id == name for article in store.articles()):
                store.remove(store.find(name).number)
            if number in synced:
                sync_words(store, root / "words", large=1)
        if not store.live_ids():
            return
        followed = indexed(store, root / "words").contents()
        rebuild_words(store, root / "rebuilt", large=1)
        rebuilt = read_words(store, root / "rebuilt")
        assert rebuilt is not None
        assert followed == rebuilt.contents()
        assert sorted(followed) == store.live_ids()


def test_an_older_corpus_in_its_place_is_noticed(store: CorpusStore, tmp_path: Path) -> None:
    save(store, "Drones came.", name="a")
    older = tmp_path / "older.db"
    store.copy_to(older)
    save(store, "Ships burned.", name="b")
    indexed(store, tmp_path / "words")
    with CorpusStore.open(older) as restored:
        save(restored, "Snow fell.", name="b")
        assert FullText(restored, tmp_path / "words").count("snow") == 1
        assert FullText(restored, tmp_path / "words").count("ships") == 0
        assert problems(restored, tmp_path / "words") != []
        sync_words(restored, tmp_path / "words", large=1)
        assert problems(restored, tmp_path / "words") == []


def test_a_broken_index_steps_aside_and_is_made_anew(store: CorpusStore, folder: Path) -> None:
    save(store, "Drones came.", name="a")
    indexed(store, folder)
    for file in folder.iterdir():
        if file.suffix in {".term", ".json"}:
            file.write_bytes(b"\0" * 10)
    assert FullText(store, folder).count("drone") == 1
    assert problems(store, folder) != []
    sync_words(store, folder, large=1)
    assert problems(store, folder) == []


def test_a_small_corpus_has_none(store: CorpusStore, folder: Path) -> None:
    save(store, "Drones came.", name="a")
    indexed(store, folder)
    sync_words(store, folder)
    assert not folder.exists()
    assert full_text_findings(store, folder) == []


def test_what_a_run_wrote_that_was_killed_before_its_end_is_in_nobodys_way(
    store: CorpusStore, folder: Path
) -> None:
    save(store, "Drones came.", name="a")
    indexed(store, folder)
    committed = (folder / "meta.json").read_bytes()
    save(store, "Ships burned.", name="b")
    indexed(store, folder)
    (folder / "meta.json").write_bytes(committed)  # all was written but what says so
    assert FullText(store, folder).count("ships") == 1
    assert problems(store, folder) == ["paragraphs whose words are waiting to be indexed: 1"]
    assert indexed(store, folder).count("ships") == 1
    assert problems(store, folder) == []


@pytest.mark.model  # it starts four processes
def test_a_kill_leaves_what_answers_and_what_sync_mends(store: CorpusStore, folder: Path) -> None:
    for number in range(40):
        drones = [f"Drones came to pier {number}, berth {n}." for n in range(20)]
        save(store, *drones, name=f"a{number}")
    indexed(store, folder)
    for killed in range(4):
        save(store, *[f"Zorblax fell {killed}-{n}." for n in range(400)], name=f"b{killed}")
        given = [sys.executable, "-c", FOLLOW, str(store.path), str(folder)]
        with subprocess.Popen(given, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline()  # it begins
            time.sleep(killed * 0.02)
            child.send_signal(signal.SIGKILL)
        assert FullText(store, folder).count("zorblax") == 400 * (killed + 1)
        assert not [each for each in full_text_findings(store, folder, large=1) if each.fault]
        if killed % 2:
            sync_words(store, folder, large=1)
            assert problems(store, folder) == []
