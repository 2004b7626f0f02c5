"""What a store keeps of what it found is what it would find now, whatever happened meanwhile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.storage.store import CorpusStore
from corpus.types import Filters, Metadata
from tests.articles import save

FILTERS = (
    Filters(),
    Filters(since="2031-03-02"),
    Filters(outlets=("Post",), until="2031-03-02"),
    Filters(as_of="2031-03-02"),
)


class _Undone(Exception):
    pass


def all_found(store: CorpusStore) -> list[object]:
    return [
        store.stats(),
        *((store.newest(each), store.live_ids(each)) for each in FILTERS),
        [list(store.superseded_ids(each)) for each in FILTERS],
    ]


_changes = st.tuples(
    st.sampled_from(["save", "edit", "remove"]),
    st.sampled_from("abc"),
    st.sampled_from([(), ("One.",), ("Two.", "Three.")]),
    st.sampled_from(["2031-03-01", "2031-03-02", "2031-03-03", None]),
    st.sampled_from(["Post", "Radio"]),
)


def change(
    store: CorpusStore, what: str, name: str, prose: tuple[str, ...], day: str | None, outlet: str
) -> None:
    known = next((article for article in store.articles() if article.id == name), None)
    if what == "save":
        save(store, *prose, name=name, published=day, outlet=outlet)
    elif known is not None and what == "edit":
        store.edit(known.number, Metadata(published=day, outlet=outlet))
    elif known is not None:
        store.remove(known.number)


@pytest.mark.model
@given(steps=st.lists(st.tuples(_changes, st.sampled_from(["own", "other", "undone"])), max_size=8))
@settings(max_examples=30)
def test_kept_is_what_is_found_afresh(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[tuple[str, str, tuple[str, ...], str | None, str], str]],
) -> None:
    path = tmp_path_factory.mktemp("kept") / "corpus.db"
    with CorpusStore.open(path) as store, CorpusStore.open(path) as other:
        for step, by in steps:
            if by == "undone":
                with suppress(_Undone), store._database.write():
                    change(store, *step)
                    all_found(store)
                    raise _Undone
            else:
                change(store if by == "own" else other, *step)
            with CorpusStore.open(path) as fresh:
                assert all_found(store) == all_found(fresh)


def test_what_was_undone_is_not_kept(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        with suppress(_Undone), store._database.write():
            save(store, "One.", published="2031-03-01")
            assert store.newest() == "2031-03-01"
            raise _Undone
        save(store, "Two.", published="2031-03-02")  # under the same revision
        assert store.newest() == "2031-03-02"


def test_ids_are_those_of_the_rows(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for number in range(5):
            save(store, f"No {number}.", "Two.", "Three.", name=f"a{number}", outlet="Post")
        save(store, "One.", "Four.", name="a2", outlet="Post")
        store.remove(store.find("a1").number)
        with store._database.read() as db:
            rows = [
                id_ for (id_,) in db.execute("SELECT id FROM paragraphs WHERE live ORDER BY id")
            ]
        ids = store.ids_within(Filters(outlets=("post",)))
        assert list(ids) == rows == store.live_ids()
        assert [id_ in ids for id_ in range(rows[0] - 1, rows[-1] + 2)] == [
            id_ in rows for id_ in range(rows[0] - 1, rows[-1] + 2)
        ]
