"""Stored attributions: kept with an article's version, read by paragraph, speaker and party."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import identify
from corpus.attribute import attribute_articles
from corpus.attribution import budget
from corpus.attribution.types import Act, Reason
from corpus.errors import AliasTaken, SpeakerNotFound
from corpus.segmentation.segment import segment
from corpus.speakers.appearances import Appearance, appearances_of
from corpus.storage.records import Arrival
from corpus.storage.store import CorpusStore
from corpus.types import ExtractedArticle, Filters, Metadata
from index.answering.speakers_meant import speakers_meant
from tests.fakes import PatternAttributor

BODY = """Ada Bell says that the weir holds. Norland denies that water rose.

Rain fell on the valley for two days.

Weir Brigade claims that the gate is broken."""


def save(store: CorpusStore, body: str = BODY, *, id: str = "weir") -> None:
    article = ExtractedArticle(body, Metadata(id=id, title="The weir", published="2031-03-04"))
    arrival = Arrival(source=f"/news/{id}.txt::{id}", stem=id, digest=body)
    store.save(article, segment(body, title="The weir"), arrival)


@pytest.fixture
def store(tmp_path: Path) -> CorpusStore:
    store = CorpusStore.open(tmp_path / "corpus.db")
    save(store)
    attribute_articles(store, attributor=PatternAttributor())
    return store


def statements(store: CorpusStore, position: int) -> list[tuple[str | None, str, list[str]]]:
    article = store.find("weir")
    paragraph = next(p for p in store.paragraphs(article.number) if p.position == position)
    found = store.attributions.in_paragraphs([paragraph.id]).get(paragraph.id, ())
    return [
        (s.speaker, s.act.value, [span.of(paragraph.text) for span in s.content]) for s in found
    ]


def test_a_paragraph_has_what_is_said_in_it_as_spans_of_its_own_text(store: CorpusStore) -> None:
    assert statements(store, 1) == [
        ("Ada Bell", "states", ["the weir holds"]),
        ("Norland", "denies", ["water rose"]),
    ]
    assert statements(store, 2) == []
    assert statements(store, 3) == [("Weir Brigade", "claims", ["the gate is broken"])]


def test_the_words_that_say_who_a_speaker_is_are_kept(store: CorpusStore) -> None:
    article = store.find("weir")
    (first,) = (p for p in store.paragraphs(article.number) if p.position == 1)
    assert [s.description for s in store.attributions.in_paragraphs([first.id])[first.id]] == [
        "Ada Bell",
        "Norland",
    ]


def test_of_paragraphs_in_which_somebody_does_as_asked_the_latest_come_first(
    store: CorpusStore,
) -> None:
    save(store, "Norland denies that the gate moved.", id="gate")
    save(store, "Rain fell.\n\nWeir Brigade claims that the ice is gone.", id="ice")
    attribute_articles(store, attributor=PatternAttributor())

    def found(*acts: Act, limit: int) -> list[tuple[str, int]]:
        ids = store.attributions.paragraphs_of(acts, limit=limit)
        passages = store.passages(ids)
        return [(passages[id_][1].id, passages[id_][0].position) for id_ in ids]

    assert found(Act.DENIES, Act.CLAIMS, limit=2) == [("ice", 2), ("gate", 1)]
    assert found(Act.DENIES, Act.CLAIMS, limit=9)[2:] == [("weir", 3), ("weir", 1)]
    assert found(Act.DENIES, limit=1) == [("gate", 1)]
    assert found(limit=9) == []


def test_attributing_again_does_nothing_until_the_attributor_changes(store: CorpusStore) -> None:
    assert attribute_articles(store, attributor=PatternAttributor()) == 0
    assert attribute_articles(store, attributor=PatternAttributor("pattern-2")) == 1
    assert len(statements(store, 1)) == 2


def test_an_article_that_cannot_be_read_is_noted_and_left_until_the_attributor_changes(
    store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_MOST_TOKENS", 60)
    save(store, "Rain fell. " * 30, id="dump")
    save(store, "Ada Bell says that the gate holds.", id="gate")
    assert not store.find("dump").speakers_read  # not yet
    assert attribute_articles(store, attributor=PatternAttributor()) == 2
    assert attribute_articles(store, attributor=PatternAttributor()) == 0
    (unread,) = store.attributions.unread()
    assert (unread.id, unread.why.reason) == ("dump", Reason.TOO_LONG)
    assert not store.find("dump").speakers_read
    assert store.find("gate").speakers_read
    assert attribute_articles(store, attributor=PatternAttributor("pattern-2")) == 3
    save(store, "Ada Bell says that the gate holds for now.", id="dump")
    assert attribute_articles(store, attributor=PatternAttributor("pattern-2")) == 1
    assert store.attributions.unread() == []
    assert store.find("dump").speakers_read


def test_an_article_whose_speakers_cannot_be_identified_is_noted_and_the_others_are(
    store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(article: int, body: str, *told: object, **more: object) -> list[Appearance]:
        if "gate holds" in body:
            raise ValueError("a name without words")
        return appearances_of(article, body, *told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(identify, "appearances_of", fragile)
    save(store, "Ada Bell says that the gate holds.", id="gate")
    save(store, "Carl Dunn says that the lock is shut.", id="lock")
    attribute_articles(store, attributor=PatternAttributor())
    (unread,) = store.attributions.unread()
    assert (unread.id, unread.why.detail) == ("gate", "ValueError: a name without words")
    assert "Carl Dunn" in {speaker.name for speaker in store.speakers.list()}
    assert attribute_articles(store, attributor=PatternAttributor()) == 0


def test_a_new_version_of_an_article_is_attributed_anew(store: CorpusStore) -> None:
    save(store, "Ada Bell says that the weir is lost.")
    assert statements(store, 1) == []
    assert attribute_articles(store, attributor=PatternAttributor()) == 1
    assert statements(store, 1) == [("Ada Bell", "states", ["the weir is lost"])]
    assert len(store.attributions.said_by(["Ada Bell"])) == 1


def test_removing_an_article_removes_what_was_said_in_it(store: CorpusStore) -> None:
    store.remove(store.find("weir").number)
    assert store.speakers.list() == []
    assert store.faults() == []


def test_a_speaker_is_found_by_name_part_of_it_alias_and_party(store: CorpusStore) -> None:
    table = store.speakers
    table.add_alias("Weir Brigade", "The Weirmen")
    table.set_party("Weir Brigade", "Rebels")
    assert table.names_for("ada bell") == ("Ada Bell",)
    assert table.names_for("Bell") == ("Ada Bell",)
    assert table.names_for("the weirmen") == ("Weir Brigade",)
    assert table.names_for("rebels") == ("Rebels",)
    assert table.names_for("nobody") == ()
    said = store.attributions.said_by(["Rebels"])
    assert [s.speaker for s in said] == ["Weir Brigade"]


def test_a_government_is_found_by_its_capital_and_by_its_people(store: CorpusStore) -> None:
    table = store.speakers
    table.set_party("Weir Brigade", "Ukraine")
    assert table.names_for("Kyiv") == table.names_for("Ukrainian") == ("Ukraine",)
    (meant,) = speakers_meant(table, "Kyiv")
    assert (meant.name, meant.names) == ("Kyiv", ("Ukraine",))


def test_merging_gives_both_names_one_list(store: CorpusStore) -> None:
    save(store, "Weirmen says that the gate was old.", id="gate")
    attribute_articles(store, attributor=PatternAttributor())
    store.speakers.add_alias("Weirmen", "WM")
    store.speakers.merge("Weir Brigade", "Weirmen")
    assert len(store.attributions.said_by(["Weir Brigade"])) == 2
    (brigade,) = (s for s in store.speakers.list() if s.name == "Weir Brigade")
    assert brigade.aliases == ("WM", "Weirmen")
    assert brigade.attributions == 2
    assert store.speakers.names_for("WM") == ("Weir Brigade",)


def test_an_alias_belongs_to_one_speaker(store: CorpusStore) -> None:
    store.speakers.add_alias("Weir Brigade", "The Weirmen")
    store.speakers.add_alias("weir brigade", "the weirmen")
    with pytest.raises(AliasTaken, match="Weir Brigade"):
        store.speakers.add_alias("Ada Bell", "The Weirmen")
    with pytest.raises(SpeakerNotFound, match="Zed"):
        store.speakers.add_alias("Zed", "Z")


def test_a_filter_by_speaker_leaves_the_paragraphs_in_which_one_speaks(store: CorpusStore) -> None:
    save(store, "Ada Bell says that the gate holds.", id="gate")
    attribute_articles(store, attributor=PatternAttributor())

    def kept(filters: Filters) -> list[str]:
        return [p.text[:8] for p, _ in store.passages(store.live_ids(filters)).values()]

    assert kept(Filters(by=("Ada Bell",))) == ["Ada Bell", "Ada Bell"]
    assert kept(Filters(by=("Weir Brigade", "Norland"))) == ["Ada Bell", "Weir Bri"]
    gate = store.find("gate").number
    assert kept(Filters(by=("Ada Bell",), articles=(gate,))) == ["Ada Bell"]
    assert kept(Filters(by=("Nobody",))) == []
    assert store.newest(Filters(by=("Nobody",))) == "2031-03-04"
