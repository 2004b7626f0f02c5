"""One speaker over many articles: kept up as articles come and go, explained, and undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.attribute import attribute_articles
from corpus.attribution.types import Attribution
from corpus.errors import (
    AliasNotFound,
    GivenAlias,
    NotUnited,
    SpeakerAmbiguous,
    SpeakerNotFound,
)
from corpus.storage.speaker_table import NO_PARTY
from corpus.storage.store import CorpusStore
from corpus.types import Span
from index.answering.speakers_meant import speakers_meant
from tests.articles import save
from tests.fakes import PatternAttributor
from tests.parses import rules
from tests.terminal import Terminal

FULL = "Greta Lund, Otto Falk and Nora Hall met. Barack Hugo Bell says that the weir holds."
SHORT = "Greta Lund, Otto Falk and Nora Hall met. Barack Bell says that the gate is shut."
OTHER = "Ida Marsh met nobody. Moscow says that the road is open."


def take_in(store: CorpusStore, text: str, *, name: str, title: str = "After the raid") -> None:
    save(store, text, name=name, id=name, title=title)
    attribute_articles(store, attributor=PatternAttributor())


def listed(store: CorpusStore) -> dict[str, int]:
    return {speaker.name: speaker.attributions for speaker in store.speakers.list()}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        take_in(store, SHORT, name="short")
        yield store


def test_a_later_article_changes_who_an_earlier_one_names(store: CorpusStore) -> None:
    assert listed(store) == {"Barack Bell": 1}
    take_in(store, FULL, name="full")
    assert listed(store) == {"Barack Hugo Bell": 2}
    said = store.attributions.said_by(["Barack Hugo Bell"])
    assert [s.speaker for s in said] == ["Barack Hugo Bell"] * 2
    take_in(store, FULL.replace("Hugo", "Otto"), name="second bearer")
    assert listed(store) == {"Barack Bell": 1, "Barack Hugo Bell": 1, "Barack Otto Bell": 1}


def test_what_goes_takes_its_names_along(store: CorpusStore) -> None:
    take_in(store, FULL, name="full")
    store.remove(store.find("full").number)
    attribute_articles(store, attributor=PatternAttributor())
    assert listed(store) == {"Barack Bell": 1}
    take_in(store, FULL, name="full")
    assert listed(store) == {"Barack Hugo Bell": 2}
    take_in(store, OTHER, name="full")  # a new version, which has no Bell
    assert listed(store) == {"Barack Bell": 1, "Moscow": 1}
    assert store.faults() == []


def test_a_union_is_explained_and_undone_for_good(store: CorpusStore) -> None:
    take_in(store, FULL, name="full")
    shown, [union] = store.speakers.why("barack bell")
    assert (shown, union.name, union.articles) == ("Barack Hugo Bell", "Barack Bell", 1)
    assert "surname Bell" in union.reason
    assert "Greta Lund".casefold() in union.reason
    store.speakers.split("Barack Hugo Bell", "Barack Bell")
    assert listed(store) == {"Barack Bell": 1, "Barack Hugo Bell": 1}
    take_in(store, FULL, name="again")
    assert listed(store) == {"Barack Bell": 1, "Barack Hugo Bell": 2}
    with pytest.raises(NotUnited, match="Barack Bell"):
        store.speakers.split("Barack Hugo Bell", "Barack Bell")


def test_an_editors_word_wins_and_can_be_taken_back(store: CorpusStore) -> None:
    take_in(store, FULL, name="full")
    take_in(store, OTHER, name="other")
    store.speakers.add_alias("Barack Bell", "Moscow")
    assert listed(store) == {"Barack Hugo Bell": 3}
    with pytest.raises(GivenAlias, match="unalias"):
        store.speakers.split("Barack Hugo Bell", "Moscow")
    store.speakers.unalias("Barack Hugo Bell", "Moscow")
    assert listed(store) == {"Barack Hugo Bell": 2, "Moscow": 1}
    with pytest.raises(AliasNotFound, match="Moscow"):
        store.speakers.unalias("Barack Hugo Bell", "Moscow")
    with pytest.raises(SpeakerNotFound, match="Zed"):
        store.speakers.why("Zed")


def test_what_was_said_of_a_name_holds_when_a_fuller_one_is_known(store: CorpusStore) -> None:
    store.speakers.set_party("Barack Bell", "Town")
    take_in(store, FULL, name="full")
    [bell] = store.speakers.list()
    assert (bell.name, bell.party, bell.attributions) == ("Barack Hugo Bell", "Town", 2)


def test_no_party_is_not_the_same_as_nothing_said(store: CorpusStore) -> None:
    take_in(store, OTHER, name="other")

    def party() -> str | None:
        return next(s.party for s in store.speakers.list() if s.name == "Moscow")

    assert party() == "Russia"
    store.speakers.set_party("Moscow", NO_PARTY)
    assert party() is None
    assert store.attributions.said_by(["Russia"]) == []
    assert [s.party for s in store.attributions.said_by(["Moscow"])] == [None]
    store.speakers.set_party("Moscow", None)
    assert party() == "Russia"
    assert [s.speaker for s in store.attributions.said_by(["Russia"])] == ["Moscow"]


def test_a_name_of_several_speakers_has_to_be_told_apart(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "two.db") as store:
        told = "Governor Ada Bell, Greta Lund and Otto Falk met. Ada Bell says that it holds."
        take_in(store, told, name="ada")
        told = "Adam Bell, Piet Oren and Una Hall met. Adam Bell says that it holds."
        take_in(store, told, name="adam")
        take_in(store, "Ms. Bell met Ada Bell. Bell says that it broke.", name="her")
        take_in(store, "Mr. Bell met Adam Bell. Bell says that it held.", name="him")
        assert listed(store) == {"Ada Bell": 2, "Adam Bell": 2}
        assert set(store.speakers.names_for("Bell")) == {"Ada Bell", "Adam Bell"}
        with pytest.raises(SpeakerAmbiguous, match="Ada Bell"):
            store.speakers.set_party("Bell", "Town")


def test_a_speaker_is_found_by_initials(store: CorpusStore) -> None:
    take_in(store, "Weir Volunteer Corps says that the gate is open.", name="corps")
    assert store.speakers.names_for("WVC") == ("Weir Volunteer Corps",)
    take_in(store, "Defence Ministry says that the road is shut.", name="ministry")
    assert store.speakers.names_for("MoD") == ("Defence Ministry",)


def test_an_editor_sees_why_and_undoes_it(terminal: Terminal, tmp_path: Path) -> None:
    lines = [{"id": "1", "text": SHORT}, {"id": "2", "text": FULL}, {"id": "3", "text": OTHER}]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    terminal.succeeds("ingest", str(path))
    shown = terminal.succeeds("speakers", "list", "--limit", "1")
    total = len(terminal.succeeds("speakers", "list", "--json").split('"name"')) - 1
    assert f"{total - 1} more: dateline speakers list --limit {total}" in shown
    why = terminal.succeeds("speakers", "--why", "barack bell")
    assert "Barack Bell (1 article): surname Bell" in why
    told = terminal.succeeds("speakers", "alias", "Barack Hugo Bell", "Moscow")
    assert "1 statement moved" in told
    assert 'unalias "Barack Hugo Bell" "Moscow"' in " ".join(told.split())
    assert "already" in terminal.fails("speakers", "merge", "Barack Bell", "Moscow")
    terminal.succeeds("speakers", "unalias", "Barack Hugo Bell", "Moscow")
    terminal.succeeds("speakers", "split", "Barack Hugo Bell", "Barack Bell")
    assert "no other name" in terminal.succeeds("speakers", "--why", "Barack Hugo Bell")
    assert "“Moscow” Russia" in terminal.succeeds("speakers", "party", "Moscow", "--why")
    assert "tell whom they speak for" in terminal.succeeds(
        "speakers", "party", "Barack Hugo Bell", "--why"
    )
    terminal.succeeds("speakers", "party", "Moscow", "none")
    assert "no party (an editor" in terminal.succeeds("speakers", "party", "Moscow", "--why")
    terminal.succeeds("speakers", "party", "Moscow")
    assert "Moscow: Russia" in terminal.succeeds("speakers", "party", "Moscow", "--why")


def test_the_articles_of_a_file_are_one_corpus(terminal: Terminal, tmp_path: Path) -> None:
    lines = [{"id": "1", "text": SHORT}, {"id": "2", "text": FULL}]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    printed = terminal.succeeds("attribute", str(path), "--json").splitlines()
    quotes = [quote for line in printed for quote in json.loads(line)["quotes"]]
    assert [(quote["speaker"], quote["origin"]) for quote in quotes] == [
        ("Barack Bell", "Barack Hugo Bell"),
        ("Barack Hugo Bell", "Barack Hugo Bell"),
    ]


WEIR = "A weir at Brook was flooded by rain on Monday. Officials says that the barrage holds."
TRAIN = "Commuters in Aldmoor waited for hours at the station. Officials says that a fuse blew."


def test_officials_of_unrelated_stories_are_nobody_in_common(store: CorpusStore) -> None:
    take_in(store, WEIR, name="weir")
    assert "Officials" in listed(store)
    take_in(store, TRAIN, name="train", title="Commuters wait")
    assert "Officials" not in listed(store)
    assert "Officials" not in store.speakers.names_for("Officials")


def test_officials_of_one_story_are_one(store: CorpusStore) -> None:
    take_in(store, WEIR, name="weir")
    take_in(store, f"{WEIR} More rain is due.", name="later")
    assert listed(store)["Officials"] == 2


def test_an_editor_may_make_a_description_somebody(store: CorpusStore) -> None:
    take_in(store, WEIR, name="weir")
    take_in(store, TRAIN, name="train", title="Commuters wait")
    store.speakers.merge("Barack Bell", "Officials")
    assert listed(store) == {"Barack Bell": 3}


def test_merge_knows_a_name_as_readers_write_it(store: CorpusStore) -> None:
    take_in(store, "A port. Harbour Workers Union says that the port is shut.", name="port")
    take_in(store, "A quay. Quay Owners Club says that the quay is shut.", name="quay")
    assert store.speakers.names_for("the Quay Owners") == ("Quay Owners Club",)
    store.speakers.merge("harbour workers union", "the Quay Owners")
    assert listed(store)["Harbour Workers Union"] == 2


class DescribingAttributor(PatternAttributor):
    """Takes all that stands before a name in its line for its description."""

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        for text in texts:
            for found in super().attribute([text]):
                yield tuple(
                    replace(one, description=Span(text.rfind("\n", 0, start) + 1, stop))
                    for one in found
                    if one.source is not None
                    for start, stop in [(one.source.start, one.source.stop)]
                )


def test_an_office_means_who_holds_it_however_it_is_shortened(store: CorpusStore) -> None:
    save(store, "The governor, Ada Moor says that the weir holds.", name="full", id="full")
    save(store, "Gov. Piet Oren says that the quay is shut.", name="short", id="short")
    save(store, "Congresswoman Una Hall says that the bill holds.", name="vote", id="vote")
    attribute_articles(store, attributor=DescribingAttributor())
    for office in ("governor", "Gov.", "the governor"):
        assert set(store.speakers.in_office(office)) == {"Ada Moor", "Piet Oren"}
    assert store.speakers.in_office("congresswoman") == ["Una Hall"]


def test_an_adviser_holds_no_office_of_whom_they_advise(store: CorpusStore) -> None:
    save(store, "Norland Prime Minister's adviser Una Hall says that it is late.", name="a", id="a")
    save(store, "Norland's ambassador to the River Mission Jan Ott says no.", name="b", id="b")
    attribute_articles(store, attributor=DescribingAttributor())
    assert not store.speakers.in_office("prime minister")
    assert not store.speakers.in_office("River Mission")
    assert store.speakers.in_office("adviser") == ["Una Hall"]


def test_the_police_of_every_story_are_heard_under_that_word(store: CorpusStore) -> None:
    take_in(store, "A weir broke. Police says that the weir holds.", name="weir")
    take_in(store, "A train stood. Police says that the train is late.", name="t", title="Late")
    assert "Police" not in listed(store)
    (meant,) = speakers_meant(store.speakers, "police")
    assert (meant.name, meant.statements) == ("Police", 2)


@pytest.mark.parametrize("order", [1, -1])
def test_a_party_has_the_one_name_of_the_speaker_that_it_is(tmp_path: Path, order: int) -> None:
    texts = {
        "one": "Sudan's Rapid Support Forces (RSF) said that it was dark.",
        "two": "The Rapid Support Forces (RSF) said that it was late. “Nobody saw it,” its"
        " spokesman, Jan Moor, said.",
    }
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for name in sorted(texts)[::order]:
            save(store, texts[name], name=name, id=name)
            attribute_articles(store, attributor=rules())
        party = {one.name: one.party for one in store.speakers.list()}
        assert party["Jan Moor"] == "Sudan's Rapid Support Forces"


@pytest.mark.parametrize("order", [1, -1])
def test_the_front_is_the_only_front_that_other_articles_have(tmp_path: Path, order: int) -> None:
    texts = {
        "one": "The Front’s General Staff said that it was dark.",
        "two": "Commander Jan Moor of the Valley Free Front said that it was late.",
    }
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for name in sorted(texts)[::order]:
            save(store, texts[name], name=name, id=name)
            attribute_articles(store, attributor=rules())
        parties = [one.party for one in store.speakers.list()]
        assert parties == ["Valley Free Front"] * 2


def test_a_surname_that_an_article_keeps_apart_is_not_united_with_its_full_name(
    store: CorpusStore,
) -> None:
    text = "Miriam Lorne KC said that it was weak.\n\nLorne, who denies that he stole it, left."
    save(store, text, name="court", id="court")
    attribute_articles(store, attributor=rules())
    assert {"Miriam Lorne", "Lorne"} <= set(listed(store))
