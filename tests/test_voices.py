"""What is kept of statements is what reading all of them finds, whatever becomes of articles."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.attribute import attribute_articles
from corpus.errors import DatelineError
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Metadata
from index.answering.kept_copies import keep_copies
from index.answering.near_duplicates import collapse_near_duplicates
from index.answering.quotes_by_speaker import quotes_by_speaker
from index.copies import copies_in
from index.search.full_text import SqliteFullText
from index.types import Passage
from tests.articles import save
from tests.fakes import PatternAttributor

NAMES = ("Ada Bell", "Bell", "Otto Bell", "Norland", "Officials", "Ines Vardal")
# So long that, whoever says it and however it ends, it is the same passage.
THINGS = (
    "the weir by the old mill holds although the river has risen since Monday and nobody in the"
    " lower town has had to leave the house in which they sleep",
    "boats will bring flour and lamps to the farms beyond the dyke tonight if the wind lets up and"
    " the pilots who know the shallows come back from the coast",
    "nobody was told of the order that closed the harbour in the early hours and left nine crews"
    " waiting outside the mole with their catch until the afternoon",
)
ENDS = ("", " as before", ", too", " once more")
DAYS = (None, "2031-03-04", "2031-03-05T10:00:00Z", "2031-03-05", "2031-04-01")


@st.composite
def texts(draw: st.DrawFn) -> str:
    said = st.tuples(st.sampled_from(NAMES), st.sampled_from(THINGS), st.sampled_from(ENDS))
    lines = [
        f"{name} says that {thing}{end}."
        for name, thing, end in draw(st.lists(said, min_size=1, max_size=4))
    ]
    return "\n\n".join([*lines, "Rain fell on the valley for two days."])


ARTICLES = st.integers(0, 5)
SAVE = st.tuples(st.just("save"), ARTICLES, texts(), st.sampled_from(DAYS))
STEPS = st.one_of(
    *(SAVE for _ in range(4)),
    st.tuples(
        st.sampled_from(("remove", "merge", "party", "split", "anew")),
        ARTICLES,
        st.just(""),
        st.none(),
    ),
)
Step = tuple[str, int, str, str | None]


def take(store: CorpusStore, steps: Sequence[Step]) -> None:
    """Do all this to the corpus, as editors and outlets would, in any order."""
    for number, (what, place, text, day) in enumerate(steps):
        name = f"article-{place}"
        try:
            match what:
                case "save":
                    lines = text.split("\n\n")
                    save(store, *lines, name=name, id=name, published=day)
                case "remove":
                    store.remove(store.find(name).number)
                case "merge":
                    store.speakers.merge(NAMES[place], NAMES[(place + 1) % len(NAMES)])
                case "party":
                    store.speakers.set_party(NAMES[place], "Town")
                case "split":
                    store.speakers.split("Ada Bell", "Bell")
        except DatelineError:
            continue  # there is no such article, or nobody of that name
        version = number if what == "anew" else 0
        if what != "save" or place % 2:  # else it is still to be attributed when the next comes
            attribute_articles(store, attributor=PatternAttributor(f"pattern-{version}"))
            keep_copies(store)
    attribute_articles(store, attributor=PatternAttributor())
    keep_copies(store)


@pytest.fixture
def store(tmp_path: Path) -> CorpusStore:
    return CorpusStore.open(tmp_path / "corpus.db")


@pytest.mark.model
@given(steps=st.lists(STEPS, min_size=2, max_size=7))
def test_speakers_have_as_many_statements_as_there_are(steps: list[Step]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        CorpusStore.open(Path(folder) / "corpus.db") as store,
    ):
        take(store, steps)
        live = [p for article in store.articles() for p in store.paragraphs(article.number)]
        told = store.attributions.in_paragraphs([paragraph.id for paragraph in live])
        named = Counter(one.speaker for some in told.values() for one in some)
        listed = {one.name: one.attributions for one in store.speakers.list() if one.attributions}
        assert listed.items() <= named.items()
        # Officials of several stories are nobody in common.
        assert set(named) - set(listed) <= {"Officials", None}
        assert store.faults() == []


@pytest.mark.model
@given(
    steps=st.lists(STEPS, min_size=2, max_size=7),
    size=st.integers(1, 4),
    since=st.sampled_from((None, "2031-03-05")),
    about=st.sampled_from(("", "boats", "the order on the harbour")),
)
def test_pages_have_what_reading_and_comparing_everything_finds(
    steps: list[Step], size: int, since: str | None, about: str
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        CorpusStore.open(Path(folder) / "corpus.db") as store,
    ):
        take(store, steps)
        filters = Filters(since=since)
        for name in NAMES:
            names = store.speakers.names_for(name)
            pages: list[Passage] = []
            while True:
                page = quotes_by_speaker(
                    store,
                    SqliteFullText(store),
                    names,
                    about=about,
                    filters=filters,
                    first=len(pages),
                    size=size,
                )
                if not page.passages:
                    break
                pages += page.passages
            plain = everything(store, names, filters)
            if about:
                plain = [p for p in plain if about.split()[-1] in p.paragraph.text]
            shown = collapse_near_duplicates(plain, copies_in(store))
            assert pages == shown
            assert page.total == len(shown)
            assert page.statements == len({s.id for p in plain for s in p.statements})


def everything(store: CorpusStore, names: Sequence[str], filters: Filters) -> list[Passage]:
    """Every passage in which these speakers say something, newest first, undated last."""
    said = store.attributions.said_by(names)
    within = set(store.live_ids(filters)) & {statement.paragraph for statement in said}
    found = [
        Passage(
            *passage,
            score=1.0,
            statements=tuple(s for s in said if s.paragraph == id_),
        )
        for id_, passage in store.passages(sorted(within), live_only=True).items()
    ]
    found.sort(key=lambda passage: (passage.article.number, passage.paragraph.position))
    found.sort(key=lambda passage: passage.article.published or "", reverse=True)
    return found


def test_a_version_whose_speakers_were_not_identified_yet_is_superseded_too(
    store: CorpusStore,
) -> None:
    save(store, f"Ada Bell says that {THINGS[0]}.", name="one", id="one")
    [waiting] = store.attributions.unattributed("made", limit=1, most_characters=1_000)
    [found] = PatternAttributor().attribute([waiting.body])
    store.attributions.save([(waiting, found)], attributor="made")
    assert [one.attributions for one in store.speakers.list()] == [1]
    save(store, f"Ada Bell says that {THINGS[1]}.", name="one", id="one")
    assert not store.speakers.list()
    assert not store.attributions.places_said_by(["Ada Bell"])
    assert store.faults() == []


def test_of_what_says_the_same_the_next_takes_the_place_of_what_is_gone(
    store: CorpusStore,
) -> None:
    for number in range(3):
        text = f"Ada Bell says that {THINGS[number % 2]}."
        for outlet in ("Gull", "Lantern", "Courier"):
            name = f"{outlet}-{number}"
            save(store, text, name=name, id=name, outlet=outlet, published=DAYS[1])
    attribute_articles(store, attributor=PatternAttributor())
    keep_copies(store)

    def outlets() -> list[list[str | None]]:
        quotes = quotes_by_speaker(store, SqliteFullText(store), ["Ada Bell"])
        return [[p.article.outlet, *(a.outlet for a in p.also_in)] for p in quotes.passages]

    assert [len(some) for some in outlets()] == [6, 3]
    store.remove(store.find("Gull-0").number)
    assert [len(some) for some in outlets()] == [5, 3]
    save(store, f"Ada Bell says that {THINGS[0]}.", name="late", id="late", published=DAYS[4])
    attribute_articles(store, attributor=PatternAttributor())
    keep_copies(store)
    assert [len(some) for some in outlets()] == [6, 3]


def test_what_an_article_no_longer_says_is_nobodys_first(store: CorpusStore) -> None:
    said = {"one": 1, "two": 0, "three": 0}
    for changes in ({}, {"one": 0, "two": 2}):
        for name, thing in (said | changes).items():
            text = f"Ada Bell says that {THINGS[thing]}."
            save(store, text, name=name, id=name, outlet=name, published=DAYS[1])
        attribute_articles(store, attributor=PatternAttributor())
        keep_copies(store)
    quotes = quotes_by_speaker(store, SqliteFullText(store), ["Ada Bell"])
    assert sorted(len(passage.also_in) for passage in quotes.passages) == [0, 1]


def test_a_new_version_is_no_copy_of_the_one_before(store: CorpusStore) -> None:
    for text in (THINGS[0], f"{THINGS[0]} so far", THINGS[1]):
        save(store, f"Ada Bell says that {text}.", name="one", id="one", published=DAYS[1])
        attribute_articles(store, attributor=PatternAttributor())
        keep_copies(store)
    store.edit(store.find("one").number, Metadata(published=DAYS[4]))
    attribute_articles(store, attributor=PatternAttributor())
    keep_copies(store)
    quotes = quotes_by_speaker(store, SqliteFullText(store), ["Ada Bell"])
    assert (quotes.total, quotes.statements) == (1, 1)
    assert [len(passage.also_in) for passage in quotes.passages] == [0]
    assert store.faults() == []


def test_statements_that_are_counted_or_listed_wrongly_are_a_fault(store: CorpusStore) -> None:
    save(store, f"Ada Bell says that {THINGS[0]}.", name="one", id="one")
    attribute_articles(store, attributor=PatternAttributor())
    assert store.faults() == []
    with store.database.write() as db:
        db.execute("UPDATE voices SET statements = 2")
    assert [fault for fault in store.faults() if "in other numbers" in fault]
    with store.database.write() as db:
        db.execute("UPDATE quoted SET published = '2031-03-09'")
    assert [fault for fault in store.faults() if "listed elsewhere" in fault]
