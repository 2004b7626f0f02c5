"""An answer's passages by speaker: as values, and in a chat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.layout import by_speaker
from bot.engine import Engine
from bot.texts import Texts
from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Span
from index.types import Answer
from tests.bots import Newsroom
from tests.passages import make_answer, make_article, make_passage
from tests.terminal import Terminal
from tests.test_compose import under

ENGLISH = Texts()
Words = tuple[str, Sequence[Statement]]


def says(
    name: str | None,
    start: int = 0,
    stop: int = 1_000,
    *,
    act: Act = Act.STATES,
    party: str | None = None,
    source: str | None = None,
) -> Statement:
    span = Span(start, stop)
    return Statement(1, 1, (span,), source, "said", name, party, None, act, Kind.INDIRECT)


def answer_of(*found: Words, highlights: dict[int, Span] | None = None) -> Answer:
    """An answer with these texts as passages, each with what is said in it."""
    passages = [
        replace(make_passage(text, position=n), statements=tuple(statements))
        for n, (text, statements) in enumerate(found, start=1)
    ]
    answer = make_answer(passages, question="Did it hold?")
    marks = highlights or {}
    cited = tuple(replace(c, highlight=marks.get(c.number)) for c in answer.citations)
    return replace(answer, citations=cited)


def pages(answer: Answer) -> list[str]:
    found = by_speaker.speaker_pages(answer, ENGLISH, bot="brief_bot")
    return [message.text for message in found]


def test_a_passage_is_filed_under_the_speaker_whose_name_answers() -> None:
    text = "Norland denies it, and Ada Bell admits it."
    denies = replace(says("Norland", 8, 17), source_span=Span(0, 7))
    admits = replace(says("Ada Bell", 32, 41), source_span=Span(23, 31))
    answer = answer_of((text, [denies, admits]), highlights={1: Span(23, 31)})
    lead = by_speaker.lead_of(answer.citations[0])
    assert lead is not None
    assert lead.speaker == "Ada Bell"


def test_passages_stand_under_their_speakers_with_their_numbers() -> None:
    answer = answer_of(
        ("It holds.", [says("Ada Bell", party="Valley Council")]),
        ("Rain fell.", []),
        ("It leaks.", [says("Norland", act=Act.CLAIMS), says("Ivo", act=Act.DENIES)]),
        ("It does not leak.", [says("ADA BELL", act=Act.DENIES)]),
    )
    (message,) = by_speaker.speaker_pages(answer, ENGLISH, bot="brief_bot", limits="The Gull")
    assert message.text.splitlines() == [
        "Did it hold?",
        "The Gull",
        "4 passages, speaker by speaker",
        "",
        "Ada Bell · Valley Council",
        "It holds.",
        "[1] ¶1 · Harbour Post · 4 March 2031",
        "",
        "denial",
        "It does not leak.",
        "[4] ¶4 · Harbour Post · 4 March 2031",
        "",
        "Norland",
        "claim · also Ivo (denial)",
        "It leaks.",
        "[3] ¶3 · Harbour Post · 4 March 2031",
        "",
        "No speaker found",
        "Rain fell.",
        "[2] ¶2 · Harbour Post · 4 March 2031",
    ]
    assert under(message, "bold")[1:] == ["Ada Bell", "Norland", "No speaker found"]
    assert under(message, "blockquote") == [
        "It holds.", "It does not leak.", "It leaks.", "Rain fell."
    ]  # fmt: skip
    assert "https://t.me/brief_bot?start=p_1_4_1" in [entity.url for entity in message.entities]


def test_a_passage_stands_under_the_one_whose_words_answer() -> None:
    two = [says("Ada Bell", 0, 9), says("Norland", 10, 19)]
    answer = answer_of(
        ("It holds. It leaks.", two),
        ("It holds. It leaks.", two),
        ("It holds. It leaks.", [says(None, 0, 9), says("Norland", 10, 19)]),
        highlights={2: Span(10, 19), 3: Span(0, 9)},
    )
    leads = [by_speaker.lead_of(citation) for citation in answer.citations]
    # Where the article names nobody, whoever else speaks stands above.
    assert [lead.speaker for lead in leads if lead] == ["Ada Bell", "Norland", "Norland"]


def test_those_who_could_not_be_told_are_not_taken_for_one() -> None:
    answer = answer_of(
        ("It holds.", [says(None, source="he")]),
        ("It leaks.", [says(None, source="he")]),
    )
    assert not by_speaker.tells_apart(answer)
    assert pages(answer)[0].count("“he” (unresolved)") == 2


def test_it_helps_from_two_speakers_on() -> None:
    assert by_speaker.tells_apart(answer_of(("A.", [says("Ada")]), ("B.", [says("Bo")])))
    assert not by_speaker.tells_apart(answer_of(("A.", [says("Ada")]), ("B.", [says("ADA")])))
    assert not by_speaker.tells_apart(answer_of(("A.", [says("Ada")]), ("B.", [])))


def test_long_passages_go_on_further_pages_and_are_never_split() -> None:
    texts = [f"{n} " + "and the weir holds " * 55 for n in range(5)]
    answer = answer_of(*[(text, [says("Ada Bell")]) for text in texts])
    found = by_speaker.speaker_pages(answer, ENGLISH, bot="brief_bot")
    assert len(found) > 1
    assert all(message.fits for message in found)
    quoted = [text for message in found for text in under(message, "blockquote")]
    assert quoted == [text.strip() for text in texts]
    assert ["Ada Bell · continued" in message.text for message in found] == [False, True]


def test_an_article_of_its_own_page_is_opened_at_the_quotation() -> None:
    article = make_article(url="https://post.example/a")
    answer = make_answer([make_passage("It holds.", article=article)])
    (message,) = by_speaker.speaker_pages(answer, ENGLISH, bot="brief_bot")
    assert any((e.url or "").startswith("https://post.example/a#") for e in message.entities)


# Through the chat

ASKED = "Who says that the weir holds?"
SAFE = "Ada Bell says that the weir holds and the valley is safe."
NIGHT = "Norland denies that the weir holds at night."
HOPE = "Ada Bell warns that the weir holds only while it does not rain."
ALONE = "The weir holds 40 million cubic metres of water."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    article = tmp_path / "weir.txt"
    article.write_text("\n\n".join((SAFE, NIGHT, HOPE, ALONE)), encoding="utf-8")
    return article


def fill(engine: Engine, article: Path) -> None:
    engine.ingest([article])
    engine.attribute()
    engine.rebuild()


@pytest.fixture
def bot(room: Newsroom, article: Path) -> Iterator[Engine]:
    with room.open() as engine:
        fill(engine, article)
        yield engine


def test_a_button_groups_an_answer_by_speaker_and_back_returns(
    room: Newsroom, bot: Engine, terminal: Terminal
) -> None:
    answer = room.ask(ASKED)
    assert answer.labels == ["🔍 1", "🔍 2", "More", "By speaker", "Sources", "👍", "👎", "Share"]
    grouped = room.press(answer, "By speaker")
    assert set(grouped.marked("blockquote")) == {SAFE, NIGHT, HOPE, ALONE}  # of all pages
    assert grouped.text.count("Ada Bell\n") == 1
    assert grouped.labels == ["‹ Back"]
    assert room.press(answer, "‹ Back").text == answer.text

    second = room.press(answer, "More")
    assert second.labels[2:6] == ["‹", "2/2", "By speaker", "Sources"]
    room.press(answer, "By speaker")
    assert room.press(answer, "‹ Back").text == second.text
    noted = terminal.json("receipts", "--json")["receipts"]
    assert {SAFE, NIGHT, HOPE, ALONE} <= {receipt["quote"] for receipt in noted}


def test_no_button_where_one_speaker_is_known(room: Newsroom, article: Path) -> None:
    article.write_text("\n\n".join((SAFE, HOPE, ALONE)), encoding="utf-8")
    with room.open() as engine:
        fill(engine, article)
        assert "By speaker" not in room.ask(ASKED).labels


def test_the_button_works_after_a_restart_a_rebuild_and_a_new_version(
    room: Newsroom, article: Path
) -> None:
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            fill(engine, article)
            answer = room.ask(ASKED)
        article.write_text(article.read_text().replace("valley", "village"))
        with room.serving(url) as engine:
            fill(engine, article)
            grouped = room.press(answer, "By speaker")
            assert SAFE in grouped.marked("blockquote")
            engine.store.remove(engine.store.find("weir").number)
            press = room.reader.presses(room.now(answer), "‹ Back")
            assert room.answered(press).toast == "That article has been removed."
    assert room.telegram.lint == []


def test_a_quotation_that_is_not_stored_is_not_shown(
    room: Newsroom, bot: Engine, tmp_path: Path
) -> None:
    answer = room.ask(ASKED)
    with closing(sqlite3.connect(tmp_path / "data" / "corpus.db")) as connection, connection:
        connection.execute("UPDATE paragraphs SET text = replace(text, 'safe', 'lost')")
    press = room.reader.presses(answer, "By speaker")
    assert room.answered(press).toast.startswith("I held this answer back")


def test_in_a_group_the_button_is_for_who_asked_and_for_admins(room: Newsroom, bot: Engine) -> None:
    answer = room.telegram.reply_to(room.colleague.sends(f"/ask {ASKED}", to=room.desk))
    press = room.reader.presses(answer, "By speaker")
    assert room.answered(press).toast.startswith("These buttons are for the person who asked.")
    assert room.now(answer).edits == ()
    assert room.press(answer, "By speaker", who=room.admin).labels == ["‹ Back"]


def test_a_page_that_does_not_exist_leads_to_the_nearest(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(ASKED)
    exchange = str(answer.keyboard[0][0].value).split(":")[1]
    for data in (f"b:{exchange}:999.999", f"b:{exchange}:"):
        room.reader.presses_data(room.now(answer), data)
        assert room.telegram.edit_of(room.now(answer)).labels == ["‹ Back"]
        room.press(answer, "‹ Back")
