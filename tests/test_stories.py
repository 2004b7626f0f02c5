"""Articles about one event are one story, however they come and go; a topic selects one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.attribute import attribute_articles
from corpus.group import group_stories
from corpus.storage.store import CorpusStore
from corpus.stories.fingerprints import fingerprint_of
from corpus.stories.grouping import Told, group
from corpus.types import Filters, Metadata
from index.claims.topics import find_topic
from tests.articles import save
from tests.fakes import PatternAttributor

QUAKE = (
    "A strong earthquake shook Lissow on Tuesday, and the harbour of Lissow burnt.",
    "Ten people died in Lissow when the quake hit, Mayor Ines Vardal says that it is over.",
    "Rescuers dug in Lissow for survivors of the earthquake; Ines Vardal thanked them.",
)
OTHER_QUAKE = (
    "A strong earthquake shook Bramme on Tuesday, and the school of Bramme fell.",
    "Pupils died in Bramme when the quake hit the school, Otto Falk says that it was old.",
)


def put(store: CorpusStore, name: str, text: str, *, published: str | None = None) -> None:
    save(store, text, name=name, id=name, title=None, published=published)


def take_in(store: CorpusStore, name: str, text: str, *, published: str | None = None) -> None:
    put(store, name, text, published=published)
    attribute_articles(store, attributor=PatternAttributor())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for number, text in enumerate(QUAKE):
            put(store, f"lissow-{number}", text)
        for number, text in enumerate(OTHER_QUAKE):
            put(store, f"bramme-{number}", text)
        group_stories(store)
        yield store


def stories(store: CorpusStore) -> set[frozenset[str]]:
    """The stories, by the ids of their articles."""
    names = {article.number: article.id for article in store.articles()}
    of = store.stories.of(names)
    return {frozenset(names[n] for n in names if of.get(n) == story) for story in of.values()}


def test_two_events_of_one_kind_are_two_stories(store: CorpusStore) -> None:
    assert stories(store) == {
        frozenset({"lissow-0", "lissow-1", "lissow-2"}),
        frozenset({"bramme-0", "bramme-1"}),
    }


def test_the_same_event_a_month_later_is_another_story(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        put(store, "then", QUAKE[0], published="2031-03-04")
        put(store, "soon", QUAKE[2], published="2031-03-06")
        take_in(store, "later", f"{QUAKE[0]} Again.", published="2031-04-04")
        assert stories(store) == {frozenset({"then", "soon"}), frozenset({"later"})}


def test_what_goes_or_changes_leaves_its_story(store: CorpusStore) -> None:
    store.remove(store.find("lissow-0").number)
    changed = store.find("bramme-1").number
    store.edit(changed, Metadata(published="2031-03-04"))
    take_in(store, "bramme-0", "Nothing but rain in Corvane.", published="2031-06-01")
    assert frozenset({"lissow-1", "lissow-2"}) in stories(store)
    assert frozenset({"bramme-1"}) in stories(store)
    assert frozenset({"bramme-0"}) in stories(store)


def test_grouping_one_by_one_is_grouping_all_at_once(store: CorpusStore) -> None:
    take_in(store, "lissow-3", f"{QUAKE[0]} Nobody slept.")
    texts = {article.id: store.paragraphs(article.number)[0].text for article in store.articles()}
    told = {
        store.find(name).number: Told(store.find(name).number, fingerprint_of(None, text), None)
        for name, text in texts.items()
    }
    shuffled = list(told.values())
    random.Random(7).shuffle(shuffled)
    assert group(shuffled) == store.stories.of(told)


def test_a_story_ends_however_often_it_is_told_again() -> None:
    days = [f"2031-{1 + n // 2:02}-{1 + 13 * (n % 2):02}" for n in range(12)]
    told = [Told(n, fingerprint_of(None, QUAKE[0]), day) for n, day in enumerate(days)]
    found = group(told)
    assert found[0] == found[1]
    assert found[0] != found[11]


def test_a_chain_of_articles_is_not_one_story() -> None:
    """Each shares half with the next one, and nothing with those after that."""
    words = [f"Word{chr(97 + n) * 3}" for n in range(12)]
    texts = [" ".join(words[n : n + 4]) for n in range(0, 9, 2)]
    told = [Told(n, fingerprint_of(None, text), None) for n, text in enumerate(texts)]
    assert len(set(group(told).values())) > 1


def test_a_topic_selects_the_story_that_it_is_most_telling_of(store: CorpusStore) -> None:
    topic = find_topic(store, "the earthquake of Bramme")
    assert topic is not None
    assert {article.id for article in topic.story.articles} == {"bramme-0", "bramme-1"}
    assert topic.narrowed == ()
    assert find_topic(store, "elections in Norland") is None


def test_a_single_word_that_a_headline_has_alone_is_looked_for_in_prose_first(
    store: CorpusStore,
) -> None:
    walkout = "Trams stood still as drivers began a strike. The strike is about pay."
    save(store, walkout, name="trams", id="trams", title="Tram drivers walk out in Velm")
    sunk = "A ferry hit a rock at Orme and sank. Five are missing at Orme."
    save(store, sunk, name="ferry", id="ferry", title="Ferry strikes rock, strikes again")
    group_stories(store)
    topic = find_topic(store, "strike")
    assert topic is not None
    assert [article.id for article in topic.story.articles] == ["trams"]
    assert [article.id for other in topic.others for article in other.articles] == ["ferry"]


def test_a_word_that_an_article_comes_back_to_is_no_part_of_it(store: CorpusStore) -> None:
    first = "Trams stood still in Velm as drivers began a strike over pay in Velm."
    more = ["Velm walks.", "The strike is long.", "Velm waits for trams.", "A strike is a strike."]
    once = [each.replace("strike", "day") for each in more]
    for again, narrowed in ((more, ()), (once, ("strike",))):
        save(store, first, *again, "It rained.", name="trams", id="trams", title="Trams stop")
        group_stories(store)
        topic = find_topic(store, "Velm strike")
        assert topic is not None
        assert topic.narrowed == narrowed


def test_words_that_are_not_the_whole_story_select_a_part(store: CorpusStore) -> None:
    for number in range(4):
        put(store, f"more-{number}", f"{QUAKE[number % 3]} It is day {number}.")
    group_stories(store)
    topic = find_topic(store, "Lissow survivors")
    assert topic is not None
    assert topic.narrowed == ("survivors",)
    texts = [p.paragraph.text for p in topic.passages if p.paragraph.id in topic.on_topic]
    assert texts
    assert all("survivors" in text for text in texts)


def test_a_topic_keeps_within_filters(store: CorpusStore) -> None:
    take_in(store, "dated", QUAKE[1], published="2031-03-04")
    topic = find_topic(store, "Lissow quake", filters=Filters(until="2031-03-04"))
    assert topic is not None
    assert [article.id for article in topic.story.articles] == ["dated"]


def test_what_one_article_of_two_comes_to_later_is_a_part(store: CorpusStore) -> None:
    before, after = " ".join([OTHER_QUAKE[1]] * 8), " ".join(["Drones filmed."] * 20)
    take_in(store, "bramme-1", f"{before}\n\n{after}")
    topic = find_topic(store, "Bramme drones")
    assert topic is not None
    assert len(topic.story.articles) == 2
    assert topic.narrowed == ("drones",)


def test_words_that_no_story_is_about_select_none(store: CorpusStore) -> None:
    assert find_topic(store, "the") is None
    assert find_topic(store, "what was the") is None


SHELLED = (
    "Nine people died on Saturday when shells fell on the covered market of Vorsk. The first round"
    " struck at ten, between stalls of onions and candles. Police chief Odran Mell had twelve men"
    " there, and two of them carried the wounded to carts."
)
BOMBARDED = (
    "A bombardment of Vorsk on Saturday left its only hospital without power, officials said."
    " Surgeons operated by torchlight, and the mayor, Tove Arnheim, begged the capital for fuel and"
    " bandages. Roads to the east stay shut."
)
TOLL = (
    "The toll of Saturday's attack on Vorsk is higher, the regional governor said on Monday. Ana"
    " Leck asked donors to come forward, as the blood bank is empty; Dr Sim Hale has slept four"
    " hours since."
)


def told(number: int, text: str, day: str | None) -> Told:
    return Told(number, fingerprint_of(None, text, day=day), day)


def test_reports_of_one_event_are_one_story_whatever_their_words() -> None:
    first = told(1, SHELLED, "2031-03-01")
    for text, day, is_one in (
        (BOMBARDED, "2031-03-02", True),
        (TOLL, "2031-03-03", True),  # told two days later, by the day on which it was
        (BOMBARDED.replace("Saturday", "Thursday"), "2031-03-06", False),
        (BOMBARDED.replace("bombardment", "visit"), "2031-03-02", False),
        (BOMBARDED.replace("Vorsk", "Lissow"), "2031-03-02", False),
        (BOMBARDED, None, False),  # nothing says which Saturday
    ):
        found = group([first, told(2, text, day)])
        assert (found[1] == found[2]) is is_one, text


def test_a_nation_alone_joins_no_two_attacks_of_a_day() -> None:
    one = told(1, "Shells fell on a school in Ukraine on Saturday.", "2031-03-01")
    two = told(2, "A rocket struck a bridge in Ukraine on Saturday.", "2031-03-01")
    assert one.fingerprint.happenings.isdisjoint(two.fingerprint.happenings)


def test_a_happening_parts_no_story_and_is_kept(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        put(store, "shelled", SHELLED, published="2031-03-01")
        put(store, "bombarded", BOMBARDED, published="2031-03-02")
        group_stories(store)
        assert stories(store) == {frozenset({"shelled", "bombarded"})}
        topic = find_topic(store, "Vorsk bombardment")
        assert topic is not None
        assert len(topic.story.articles) == 2


def test_a_word_that_no_article_has_leaves_the_others_to_select(store: CorpusStore) -> None:
    topic = find_topic(store, "Lissow orchestra")
    assert topic is not None
    assert {article.id for article in topic.story.articles} == {f"lissow-{n}" for n in range(3)}
    assert topic.unfound == ("orchestra",)
    assert find_topic(store, "tuesday orchestra") is None  # a day is no story


def test_who_asks_for_casualties_means_the_dead(store: CorpusStore) -> None:
    topic = find_topic(store, "Bramme casualties")
    assert topic is not None
    assert (topic.narrowed, topic.unfound) == (("casualties",), ())
