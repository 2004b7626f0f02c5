"""What may not be quoted cannot be read, whatever came before it and in whatever order."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from corpus.attribute import attribute_articles
from corpus.errors import ArticleClosed
from corpus.group import group_stories
from corpus.ingest import IngestReport, ingest
from corpus.storage.records import AlterationKind, Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Status
from tests.fakes import PatternAttributor

FUTURE, LATER = "2099-01-01T00:00:00Z", "2099-01-02T00:00:00Z"
TEXT = (
    "{name} says that the harbour of {place} was shut on Friday after {count} blasts. "
    "The search for the crew of the barge went on until the evening, port officials told reporters."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


def take(store: CorpusStore, folder: Path, *lines: dict[str, Any]) -> IngestReport:
    """Take in a file of its own with these lines."""
    path = folder / f"{len(list(folder.glob('*.jsonl')))}.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return ingest(store, [path])


def outcome(store: CorpusStore, folder: Path, **line: Any) -> Outcome:
    [saved] = take(store, folder, line).stored
    return saved.outcome


def everything_readable(store: CorpusStore) -> str:
    """All words of the database but those under seal, which nothing but closing.py reads."""
    db = sqlite3.connect(store.path)
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        if name != "sealed" and not name.endswith(("_data", "_idx"))
    ]
    rows = [
        row
        for name in [*names, "terms"]
        for row in db.execute(f'SELECT * FROM "{name}"')  # noqa: S608
    ]
    db.close()
    return repr(rows).lower()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("usable", "again", "embargoed", "withheld", "canceled", "ends")),
        st.sampled_from(("one", "two")),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(STEPS)
def test_no_text_that_may_not_be_quoted_is_anywhere_to_be_read(
    steps: list[tuple[str, str, int]],
) -> None:
    """The latest word on a story decides, by the numbers of its versions; what was taken back is
    never read again, also where a later version is."""
    with tempfile.TemporaryDirectory() as folder:
        store = CorpusStore.open(Path(folder) / "corpus.db")
        latest: dict[str, tuple[int, str]] = {}
        texts: dict[str, dict[int, str]] = {"one": {}, "two": {}}
        killed = {"one": -1, "two": -1}
        for number, (step, story, revision) in enumerate(steps, start=1):
            if step == "ends":
                store.release_due(moment=LATER)
                for each, (version, status) in latest.items():
                    if status == "embargoed":
                        latest[each] = (version, "usable")
            else:
                # Some come late, with a number below one that has been.
                version = max(0, number * 2 - revision * (step == "again"))
                line: dict[str, Any] = {"id": f"{story}-story", "version": version}
                line["pubstatus"] = "usable" if step in ("again", "embargoed") else step
                if step in ("usable", "again", "embargoed"):
                    marker = f"Zul{'abcdefghijklmnopqrstuvwxyz'[version]}{story}"
                    line["text"] = TEXT.format(name=marker, place=f"Q{marker}", count=version)
                    texts[story][version] = marker.lower()
                if step == "embargoed":
                    line["embargoed"] = FUTURE
                take(store, Path(folder), line)
                if version > latest.get(story, (-1, ""))[0]:
                    latest[story] = (version, "usable" if step == "again" else step)
                    if step in ("withheld", "canceled"):
                        killed[story] = version
            if number % 3 == 0:  # now and then, as in life
                attribute_articles(store, attributor=PatternAttributor())
        attribute_articles(store, attributor=PatternAttributor())
        seen = everything_readable(store)
        for story, (newest, status) in latest.items():
            for version, marker in texts[story].items():
                if status != "usable" or version <= killed[story]:
                    assert marker not in seen, (story, version, status)
            if status == "usable":
                assert store.search(texts[story][newest], limit=1)
        assert store.faults() == []
        store.close()


def test_a_kill_without_text_takes_all_versions_back(store: CorpusStore, tmp_path: Path) -> None:
    for count, moment in (("Twelve", "10"), ("Two", "12")):
        line = {"id": "raid", "date": f"2026-11-27T{moment}:00:00Z"}
        text = TEXT.format(name="Anna Teleny", place="Brenn", count=count)
        outcome(store, tmp_path, **line, title=f"{count} blasts", text=text)
    kill = {"id": "raid", "pubstatus": "canceled", "text": "", "ednote": "Attribution wrong."}
    assert outcome(store, tmp_path, **kill) is Outcome.WITHDRAWN
    assert store.articles() == []
    assert store.live_ids(Filters(as_of="2026-11-27T11:00:00Z")) == []
    assert not store.superseded_ids(Filters(as_of="2026-11-27T11:00:00Z"))
    with pytest.raises(ArticleClosed, match="withdrawn"):
        store.find("raid")
    assert store.find_any("raid").status is Status.WITHDRAWN
    assert store.alterations()[-1].note == "Attribution wrong."
    # Neither an old copy nor the same text from elsewhere brings it back.
    copy = TEXT.format(name="Anna Teleny", place="Brenn", count="Twelve")
    assert outcome(store, tmp_path, id="raid", text=copy) is Outcome.WITHDRAWN


def test_a_kill_may_come_before_its_story(store: CorpusStore, tmp_path: Path) -> None:
    outcome(store, tmp_path, id="raid", pubstatus="stat:canceled", version=978556840)
    text = TEXT.format(name="Anna Teleny", place="Brenn", count="Twelve")
    late = outcome(store, tmp_path, id="raid", text=text, version=978556838)
    assert late is Outcome.WITHDRAWN
    assert outcome(store, tmp_path, id="raid", text=text, version=978556841) is Outcome.UPDATED
    assert len(store.articles()) == 1


def test_an_older_copy_does_not_become_current(store: CorpusStore, tmp_path: Path) -> None:
    old = TEXT.format(name="Anna Teleny", place="Brenn", count="Twelve")
    new = old.replace("Twelve", "Two")
    first = {"id": "raid", "date": "2026-11-27T10:00:00Z", "text": old}
    second = {"id": "raid", "date": "2026-11-27T12:00:00Z", "text": new}
    assert outcome(store, tmp_path, **second) is Outcome.ADDED
    assert outcome(store, tmp_path, **first) is Outcome.OLDER
    [article] = store.articles()
    assert [each.text for each in store.paragraphs(article.number)] == [new]


def test_an_embargo_beside_usable_is_kept_and_ends_by_itself(
    store: CorpusStore, tmp_path: Path
) -> None:
    text = TEXT.format(name="Anna Teleny", place="Brenn", count="Twelve")
    line = {"id": "raid", "pubstatus": "usable", "date": "2026-11-27", "text": text}
    assert outcome(store, tmp_path, **line, embargoed=FUTURE) is Outcome.EMBARGOED
    assert store.release_due(moment="2098-12-31T23:59:59Z") == []
    [released] = store.release_due(moment=FUTURE)
    assert store.paragraphs(released.number)[0].text == text
    assert store.alterations()[-1].kind is AlterationKind.RELEASED
    # Nobody can have read it before.
    assert store.live_ids(Filters(as_of="2027-01-01T00:00:00Z")) == []
    assert len(store.live_ids(Filters(as_of=FUTURE))) == 1


@pytest.mark.parametrize("closed", [{"pubstatus": "canceled"}, {"embargoed": FUTURE}])
def test_what_may_not_be_quoted_waits_for_no_work(
    store: CorpusStore, tmp_path: Path, closed: dict[str, str]
) -> None:
    """Else every command that goes by stories would ask for a sync for ever."""
    text = TEXT.format(name="Anna Teleny", place="Brenn", count="Twelve")
    take(store, tmp_path, {"id": "raid", "text": text} | closed, {"id": "port", "text": text})
    group_stories(store)
    attribute_articles(store, attributor=(attributor := PatternAttributor()))
    assert store.stories.count_ungrouped() == 0
    assert store.attributions.count_unattributed(attributor.version) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("pubstatus", "paused"), ("embargoed", "soon"), ("embargoed", "03/04/2031")],
)
def test_what_is_not_understood_of_a_status_is_refused(
    store: CorpusStore, tmp_path: Path, field: str, value: str
) -> None:
    report = take(store, tmp_path, {"id": "raid", "text": TEXT, field: value})
    assert not report.stored
    assert value in str(report.rejected[0])
