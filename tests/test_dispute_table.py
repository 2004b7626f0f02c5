"""Stored disputes: found when articles come, and once; what leads to them from an answer."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.chat.answers.payload import from_payload, to_payload
from bot.chat.layout.answer_pages import answer_pages
from bot.terminal.answers import show_assessment
from bot.terminal.disputes import show_disputes
from bot.terminal.json_reports import assessment_report
from bot.texts import Texts
from bot.texts.disputes import who_says_it
from bot.verbatim import verify_passages
from corpus.attribute import attribute_articles
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Span
from index.claims.disputes import keeping
from index.claims.disputes.finding import Disputes, compare, find_disputes, finder_of
from index.claims.disputes.keeping import flag_disputes, keep_disputes
from index.claims.publishers import read_publishers
from index.types import Answer, Assessment, Citation, Passage
from tests.articles import save
from tests.fakes import PatternAttributor

CHARGE = (
    "The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded.",
    "Norland claims that the raiders at Lissow were Danish.",
)
DENIAL = (
    "The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded again.",
    "Denmark denies that it was behind the raid at Lissow.",
)
OTHER = (
    "A ferry sank off Orlund at night, and the harbour of Orlund was closed.",
    "Ada Bell says that the ferry was not sound.",
)
PUBLISHERS = read_publishers()


def put(store: CorpusStore, name: str, *texts: str, published: str = "2031-03-04") -> None:
    save(store, *texts, name=name, id=name, title=f"Raid on {name}", published=published)
    attribute_articles(store, attributor=PatternAttributor())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        put(store, "Lissow", *CHARGE)
        put(store, "Lissow weir", *DENIAL, published="2031-03-05")
        put(store, "Orlund", *OTHER)
        keep_disputes(store, PUBLISHERS)
        yield store


def pairs(found: Disputes | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(dispute.one.words, dispute.two.words) for dispute in found.all]


def kept(store: CorpusStore) -> list[tuple[str, str]] | None:
    """The stored pairs of the story of Lissow, sliced from the stored paragraphs."""
    [story] = store.stories.of([store.find("Lissow").number]).values()
    stored = store.disputes.of(story, finder_of(PUBLISHERS))
    if stored is None:
        return None
    texts = {
        paragraph.id: paragraph.text
        for article in store.articles()
        for paragraph in store.paragraphs(article.number)
    }
    return [
        (each.one.span.of(texts[each.one.paragraph]), each.two.span.of(texts[each.two.paragraph]))
        for each in stored
    ]


SHOWN = [
    (
        "claims that the raiders at Lissow were Danish",
        "denies that it was behind the raid at Lissow",
    )
]


def test_what_is_stored_is_what_is_found_and_every_side_is_in_the_store(store: CorpusStore) -> None:
    assert kept(store) == SHOWN
    found = find_disputes(store, "Lissow", PUBLISHERS)
    assert pairs(found) == SHOWN
    assert found is not None
    verify_passages(store, found.passages)


def test_a_story_is_compared_once_and_again_when_its_articles_change(store: CorpusStore) -> None:
    assert keep_disputes(store, PUBLISHERS) == 0
    put(store, "Lissow weir", DENIAL[0], "Denmark says that the raid at Lissow is over.")
    assert kept(store) is None
    assert pairs(find_disputes(store, "Lissow", PUBLISHERS)) == []
    assert keep_disputes(store, PUBLISHERS) == 1
    assert kept(store) == []


def test_a_removed_article_takes_its_disputes_along(store: CorpusStore) -> None:
    store.remove(store.find("Lissow weir").number)
    attribute_articles(store, attributor=PatternAttributor())
    assert keep_disputes(store, PUBLISHERS) == 1
    assert kept(store) == []


def test_an_editor_who_makes_two_sides_one_ends_their_dispute(store: CorpusStore) -> None:
    store.speakers.add_alias("Denmark", "Norland")
    assert kept(store) is None
    keep_disputes(store, PUBLISHERS)
    assert kept(store) == []


def test_a_story_that_cannot_be_compared_costs_itself_alone(
    store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    [orlund] = store.stories.of([store.find("Orlund").number]).values()

    def fails(found: object, *args: object, **named: object) -> object:
        if found.story.id == orlund:  # type: ignore[attr-defined]
            raise ValueError("boom")
        return compare(found, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "compare", fails)
    monkeypatch.setattr(keeping, "finder_of", lambda *_: "another finder")
    assert keep_disputes(store, PUBLISHERS) == 2
    assert store.disputes.unread() == [(orlund, "ValueError: boom")]
    assert keep_disputes(store, PUBLISHERS) == 0


def answer(store: CorpusStore, name: str, place: int, *, as_of: str | None = None) -> Assessment:
    """An answer that quotes a paragraph of an article."""
    article = store.find(name)
    paragraph = store.paragraphs(article.number)[place]
    said = store.attributions.in_paragraphs([paragraph.id]).get(paragraph.id, ())
    passage = Passage(paragraph, article, score=1.0, statements=said)
    citation = Citation(1, passage, Span(0, len(paragraph.text)))
    assessment = Assessment("Who did it?", (citation,), 0.9, None, None)
    return flag_disputes(store, assessment, as_of=as_of)


def test_a_quotation_of_one_side_leads_to_the_other(store: CorpusStore) -> None:
    [disputed] = answer(store, "Lissow", 1).disputed
    assert disputed.numbers == (1,)
    assert pairs(find_disputes(store, disputed.topic, PUBLISHERS)) == SHOWN
    assert answer(store, "Lissow", 0).disputed == ()
    assert answer(store, "Orlund", 1).disputed == ()


def test_what_is_denied_only_later_is_not_flagged_as_of_before(store: CorpusStore) -> None:
    assert answer(store, "Lissow", 1, as_of="2031-03-04T23:59:59Z").disputed == ()
    [disputed] = answer(store, "Lissow", 1, as_of="2031-03-06T00:00:00Z").disputed
    filters = Filters(as_of=disputed.as_of)
    assert pairs(find_disputes(store, disputed.topic, PUBLISHERS, filters=filters)) == SHOWN


def test_the_flag_is_in_the_terminal_in_json_and_in_the_chat(store: CorpusStore) -> None:
    moment = "2031-03-06T00:00:00Z"
    assessment = answer(store, "Lissow", 1, as_of=moment)
    [disputed] = assessment.disputed
    console = Console(width=200, file=StringIO())
    show_assessment(console, assessment)
    command = f"Not unanimous here [1]: dateline disputes {disputed.topic} --as-of {moment}"
    assert command in console.file.getvalue()  # type: ignore[attr-defined]
    assert assessment_report(assessment)["disputed"] == [
        {"citations": [1], "topic": disputed.topic}
    ]
    again = from_payload("Who did it?", to_payload(assessment.reply), store=store)
    assert isinstance(again, Answer)
    [page] = answer_pages(again, Texts("en"), size=5, bot="brief_bot")
    line = f"⚑ Not unanimous here [1]: /disputes {disputed.topic} as-of:{moment}"
    assert line in page.message.text


def test_a_charge_in_an_outlets_voice_is_kept_and_shown_without_a_speaker(
    store: CorpusStore,
) -> None:
    put(
        store,
        "Brask",
        "The bridge at Brask fell on Monday, and the road to Brask is shut.",
        "Ada Bell has been accused of blowing the bridge up, which she denied.",
    )
    keep_disputes(store, PUBLISHERS)
    found = find_disputes(store, "Brask bridge", PUBLISHERS)
    assert pairs(found) == [
        ("Ada Bell has been accused of blowing the bridge up", "which she denied")
    ]
    assert found is not None
    [dispute] = found.all
    texts = Texts("en")
    assert [who_says_it(side, texts) for side in (dispute.one, dispute.two)] == [
        "own voice",
        "“she” (unresolved)",
    ]


def test_of_one_quantity_a_few_pairs_are_shown_and_the_rest_is_told(store: CorpusStore) -> None:
    for number, toll in enumerate((12, 30, 47, 51)):
        text = f"The mine at Torv fell in on Monday. {toll} miners of Torv were killed."
        save(store, text, name=f"Torv {number}", id=f"Torv {number}", outlet=f"Outlet {number}")
    attribute_articles(store, attributor=PatternAttributor())
    found = find_disputes(store, "Torv mine", PUBLISHERS)
    assert found is not None
    assert (len(found.all), sum(map(len, found.shown.values()))) == (6, 3)
    written = StringIO()
    show_disputes(Console(file=written, width=100), found, limit=50)
    assert "3 more pairs of the same quantities" in written.getvalue()
